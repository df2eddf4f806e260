"""Many rows at once, by the fastest way each database has; for seeding only, where nobody else has the rows yet."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import Connection, Table, func, select

from app.fund_core.embedded.tables import persons

Rows = Sequence[dict[str, Any]]


def load(connection: Connection, table: Table, rows: Rows) -> None:
    """Insert rows that all name the same columns; columns they do not name get their default."""
    if not rows:
        return
    defaults: dict[str, Any] = {column.name: column.default for column in table.c if column.default is not None}
    blank = {name: default.arg for name, default in defaults.items()}
    names = list(blank | rows[0])
    filled = (blank | row for row in rows)
    lines = [[row[name] for name in names] for row in filled]
    write = _copy if connection.dialect.name == "postgresql" else _insert
    write(connection, table.name, names, lines)


def new_person_ids(connection: Connection, count: int) -> list[int]:
    """Ids for new rows of persons; the transaction has written already, so on SQLite nobody else takes them."""
    if connection.dialect.name == "postgresql":
        sequence = func.nextval(func.pg_get_serial_sequence(persons.name, "id"))
        return list(connection.scalars(select(sequence).select_from(func.generate_series(1, count).alias())))
    last: int = connection.scalar(select(func.coalesce(func.max(persons.c.id), 0))) or 0
    return list(range(last + 1, last + 1 + count))


def _copy(connection: Connection, table: str, names: list[str], lines: list[list[Any]]) -> None:
    driver: Any = connection.connection.driver_connection
    with driver.cursor() as cursor, cursor.copy(f"COPY {table} ({', '.join(names)}) FROM STDIN") as copy:
        for line in lines:
            copy.write_row(line)


def _insert(connection: Connection, table: str, names: list[str], lines: list[list[Any]]) -> None:
    """Past SQLAlchemy, which takes longer to look at a row than SQLite to store it."""
    marks = ", ".join("?" * len(names))
    statement = f"INSERT INTO {table} ({', '.join(names)}) VALUES ({marks})"  # noqa: S608 - names of our own tables
    plain = [tuple(one.isoformat() if isinstance(one, date) else one for one in line) for line in lines]
    connection.exec_driver_sql(statement, plain)
