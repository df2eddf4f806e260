"""Numbers in a row, one for each who asks."""

from sqlalchemy import Connection, text

NEXT = text(
    "INSERT INTO core_counter (name, value) VALUES (:name, :count) "
    "ON CONFLICT (name) DO UPDATE SET value = core_counter.value + :count RETURNING value"
)


def next_number(connection: Connection, name: str) -> int:
    """1, 2, 3 … under a name; whoever rolls back leaves no gap that matters."""
    return next_numbers(connection, name, 1)


def next_numbers(connection: Connection, name: str, count: int) -> int:
    """The first of `count` numbers in a row."""
    last = int(connection.execute(NEXT, {"name": name, "count": count}).scalar_one())
    return last - count + 1
