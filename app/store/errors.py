"""How the database says that somebody was faster."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import IntegrityError


class Taken(Exception):
    """A unique value is another row's. The transaction is lost and must be rolled back."""


@contextmanager
def unique() -> Iterator[None]:
    """Turn a broken unique constraint into Taken, without the values that the driver's message holds."""
    try:
        yield
    except IntegrityError:
        raise Taken from None
