"""What the tables share."""

from sqlalchemy import BigInteger, Column, MetaData, String, Text

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_name)s",
    "uq": "uq_%(table_name)s_%(column_0_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "pk": "pk_%(table_name)s",
}
metadata = MetaData(naming_convention=NAMES)


def fen(name: str) -> Column[int]:
    """Money."""
    return Column(name, BigInteger, nullable=False, default=0)


def text(name: str, length: int) -> Column[str]:
    """Text that is "" where nothing is known."""
    return Column(name, String(length), nullable=False, default="")


def sealed(name: str) -> Column[str]:
    """Personal data under the vault; "" where nothing is known."""
    return Column(f"{name}_sealed", Text, nullable=False, default="")
