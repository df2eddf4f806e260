"""The detail to take along: a table for a spreadsheet, and its rows for paper."""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence

from app.fund_core import Movement
from app.handlers.hall.reading.words import RECORD_COLUMNS, REVERSAL, movement_name

NUMBER = re.compile(r"-?\d+(\.\d+)?")
FORMULA = ("=", "+", "-", "@", "\t", "\r")
BOM = "\ufeff"  # without it Excel takes the Chinese for something else


def rows_of(movements: Iterable[Movement]) -> Iterator[tuple[str, ...]]:
    """Write each movement under the columns of words.RECORD_COLUMNS."""
    for one in movements:
        name = movement_name(one.kind) + (REVERSAL if one.reversal else "")
        amounts = (one.unit_part, one.person_part, one.amount, one.balance)
        yield (one.booked_on.isoformat(), name, one.month, *(f"{amount:.2f}" for amount in amounts))


def as_csv(movements: Iterable[Movement]) -> bytes:
    """Return a CSV file (RFC 4180, UTF-8 with a byte order mark)."""
    text = io.StringIO(BOM)
    text.seek(0, io.SEEK_END)
    table = csv.writer(text)
    table.writerow(RECORD_COLUMNS)
    table.writerows(_safe(row) for row in rows_of(movements))
    return text.getvalue().encode()


def _safe(row: Sequence[str]) -> list[str]:
    """A cell that a spreadsheet would take for a formula gets an apostrophe; numbers are left alone."""
    return [f"'{cell}" if cell.startswith(FORMULA) and not NUMBER.fullmatch(cell) else cell for cell in row]
