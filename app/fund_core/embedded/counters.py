"""Numbers in a row, one for each who asks."""

from sqlalchemy import Connection, text

NEXT = text(
    "INSERT INTO core_counter (name, value) VALUES (:name, 1) "
    "ON CONFLICT (name) DO UPDATE SET value = core_counter.value + 1 RETURNING value"
)


def next_number(connection: Connection, name: str) -> int:
    """1, 2, 3 … under a name; whoever rolls back leaves no gap that matters."""
    return int(connection.execute(NEXT, {"name": name}).scalar_one())
