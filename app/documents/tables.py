"""Tables to take along as Excel files (.xlsx): text stays text, so that no cell becomes a formula."""

import io
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

MONEY_FORMAT, WIDTH = "#,##0.00", 20


def table(title: str, columns: Sequence[str], rows: Iterable[Sequence[str | int | Decimal]]) -> bytes:
    """Return a file with a bold header and the rows; a Decimal is money in yuan."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(title)
    for at in range(1, len(columns) + 1):
        sheet.column_dimensions[get_column_letter(at)].width = WIDTH
    sheet.append([_cell(sheet, words, bold=True) for words in columns])
    for row in rows:
        sheet.append([_cell(sheet, value) for value in row])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _cell(sheet: WriteOnlyWorksheet, value: str | int | Decimal, *, bold: bool = False) -> Any:
    cell = WriteOnlyCell(sheet)
    cell.value = value
    if isinstance(value, str):
        cell.data_type = "s"
    elif isinstance(value, Decimal):
        cell.number_format = MONEY_FORMAT
    if bold:
        cell.font = Font(bold=True)
    return cell
