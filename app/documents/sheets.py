"""Excel files (.xlsx): read within bounds, as nothing of them can be believed; and templates to fill in."""

import io
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.worksheet._write_only import WriteOnlyWorksheet
from openpyxl.worksheet.datavalidation import DataValidation

FILE_MOST = 5 * 1024 * 1024
UNPACKED_MOST = 80 * 1024 * 1024
PARTS_MOST = 200
BLANKS_MOST = 5_000
CHUNK = 1024 * 1024
TEXT_FORMAT = "@"
ROWS_OFFERED = 20_001  # the header, and as many lines as a file may have


# The words of a template's first row, by what stands below them.
HEADERS: Mapping[str, str] = MappingProxyType(
    {
        "name": "姓名",
        "id_number": "证件号码",
        "phone": "手机号码",
        "base": "缴存基数",
        "month": "补缴年月",
        "month_base": "该月缴存基数",
        "reason": "补缴原因",
    }
)
# The words that may stand in a column, by what they mean.
CHOICES: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {"reason": MappingProxyType({"missed": "漏缴", "short": "少缴差额", "back_pay": "补发工资"})}
)
NO_CHOICES: Mapping[str, Sequence[str]] = MappingProxyType({})


class SheetRefused(Exception):
    """A file that is not looked at further; `code` is fixed words, `row` where it went wrong, 0 for the whole."""

    def __init__(self, code: str, row: int = 0) -> None:
        super().__init__(code)
        self.code = code
        self.row = row


@dataclass(frozen=True)
class Cell:
    """A cell as it was written: its text, and whether it is a number or a formula."""

    text: str
    is_number: bool = False
    is_formula: bool = False


def headers(columns: Sequence[str]) -> list[str]:
    """Return the words above these columns."""
    return [HEADERS[column] for column in columns]


def rows_of(file: bytes, columns: Sequence[str], most: int) -> Iterator[tuple[int, list[Cell]]]:
    """Yield the rows below the header with their numbers; blank ones are left out.

    Raises SheetRefused: sheet_too_large, sheet_not_xlsx, sheet_too_packed, sheet_merged, sheet_header,
    sheet_too_many_rows.
    """
    _refuse_hostile(file)
    try:
        book = load_workbook(io.BytesIO(file), read_only=True, data_only=False, keep_links=False)
    except Exception:  # noqa: BLE001 - whatever a broken file makes the library raise
        raise SheetRefused("sheet_not_xlsx") from None
    try:
        yield from _rows(book, columns, most)
    finally:
        book.close()


def template(
    title: str, columns: Sequence[str], sample: Sequence[str], offered: Mapping[str, Sequence[str]] = NO_CHOICES
) -> bytes:
    """Return a file with a header and one sample row. All columns are text, so that no digit is lost.

    `offered` are the words that may stand below a header, to choose from.
    """
    book = Workbook(write_only=True)
    sheet = book.create_sheet(title)
    for letter, column in zip("ABCDEFGH", columns, strict=False):
        sheet.column_dimensions[letter].width = 24
        sheet.column_dimensions[letter].number_format = TEXT_FORMAT
        if column in offered:
            choice = DataValidation("list", formula1=f'"{",".join(offered[column])}"', allow_blank=True)
            choice.add(f"{letter}2:{letter}{ROWS_OFFERED}")
            sheet.data_validations.append(choice)
    sheet.append([_styled(sheet, words, bold=True) for words in columns])
    sheet.append([_styled(sheet, words) for words in sample])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _styled(sheet: WriteOnlyWorksheet, words: str, *, bold: bool = False) -> Any:
    cell = WriteOnlyCell(sheet, value=words)
    cell.number_format = TEXT_FORMAT
    cell.font = Font(bold=bold)
    return cell


def _refuse_hostile(file: bytes) -> None:
    if len(file) > FILE_MOST:
        raise SheetRefused("sheet_too_large")
    try:
        with zipfile.ZipFile(io.BytesIO(file)) as parts:
            told = parts.infolist()
            if len(told) > PARTS_MOST or sum(one.file_size for one in told) > UNPACKED_MOST:
                raise SheetRefused("sheet_too_packed")
            for one in told:
                _refuse_part(parts, one)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError, ValueError):
        raise SheetRefused("sheet_not_xlsx") from None


def _refuse_part(parts: zipfile.ZipFile, one: zipfile.ZipInfo) -> None:
    """No document type (it may define entities that grow), and no merged cells in a sheet."""
    if not one.filename.endswith((".xml", ".rels")):
        return
    tail, is_sheet = b"", one.filename.startswith("xl/worksheets/")
    with parts.open(one) as part:
        while chunk := part.read(CHUNK):
            seen = tail + chunk
            if b"<!DOCTYPE" in seen:
                raise SheetRefused("sheet_not_xlsx")
            if is_sheet and b"<mergeCell " in seen:
                raise SheetRefused("sheet_merged")
            tail = seen[-16:]


def _rows(book: Workbook, columns: Sequence[str], most: int) -> Iterator[tuple[int, list[Cell]]]:
    if not book.worksheets:
        raise SheetRefused("sheet_not_xlsx")
    found, blanks = 0, 0
    try:
        for number, raw in enumerate(book.worksheets[0].iter_rows(max_col=len(columns)), 1):
            cells = [_cell(one) for one in raw]
            cells += [Cell("")] * (len(columns) - len(cells))
            if number == 1:
                _refuse_header(cells, columns)
            elif any(one.text for one in cells):
                found += 1
                yield number, cells
            else:
                blanks += 1
            _refuse_length(number, found, most, blanks)
    except SheetRefused:
        raise
    except Exception:  # noqa: BLE001 - a broken part shows only while it is read
        raise SheetRefused("sheet_not_xlsx") from None


def _refuse_length(number: int, found: int, most: int, blanks: int) -> None:
    if found > most or blanks > BLANKS_MOST:
        raise SheetRefused("sheet_too_many_rows", number)


def _refuse_header(cells: Sequence[Cell], columns: Sequence[str]) -> None:
    if [one.text.replace(" ", "") for one in cells] != [words.replace(" ", "") for words in columns]:
        raise SheetRefused("sheet_header", 1)


def _cell(raw: object) -> Cell:
    value, kind = getattr(raw, "value", None), getattr(raw, "data_type", "")
    if value is None:
        return Cell("")
    if kind == "f":
        return Cell(str(value), is_formula=True)
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return Cell(_text(value).strip(), is_number=is_number)


def _text(value: object) -> str:
    if isinstance(value, datetime):
        return value.date().isoformat()
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)
