"""Hostile and clumsy Excel files: each gets one clear answer, soon and within little memory."""

import io
import zipfile
from collections.abc import Callable

import pytest
from openpyxl import Workbook, load_workbook

from app.documents.sheets import FILE_MOST, SheetRefused, rows_of, template

COLUMNS = ("姓名", "证件号码")
MOST = 20
SHEET = "xl/worksheets/sheet1.xml"


def book(
    rows: int = 1, *, header: tuple[str, ...] = COLUMNS, change: Callable[[Workbook], None] | None = None
) -> bytes:
    made = Workbook()
    sheet = made.active
    assert sheet is not None
    for row in (header, *[("乔安", "1")] * rows):
        sheet.append(row)
    if change is not None:
        change(made)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def packed(data: bytes) -> bytes:
    """A file whose sheet is something else."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(book())) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for one in old.namelist():
            new.writestr(one, data if one == SHEET else old.read(one))
    return out.getvalue()


def many_parts() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as parts:
        for at in range(300):
            parts.writestr(f"xl/{at}.xml", b"<a/>")
    return out.getvalue()


def merged(made: Workbook) -> None:
    made.worksheets[0].merge_cells("A2:B2")


def far(made: Workbook) -> None:
    made.worksheets[0]["A900000"] = "乔安"


def long(rows: int) -> bytes:
    """A file with so many rows, written without the library's patience."""
    words = (b'<c t="inlineStr"><is><t>%s</t></is></c>' % one.encode() for one in COLUMNS)
    line = b"<row>%s</row>" % b"".join(words)
    return packed(
        b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
        + line * rows
        + b"</sheetData></worksheet>"
    )


DOCTYPE = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><worksheet/>'
HOSTILE = {
    "not a zip": (b"name,id\n", "sheet_not_xlsx"),
    "the old format": (bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 600, "sheet_not_xlsx"),
    "cut short": (book()[:2000], "sheet_not_xlsx"),
    "too large": (b"PK" + b"\0" * FILE_MOST, "sheet_too_large"),
    "a bomb": (packed(b"<worksheet>" + b" " * 90_000_000), "sheet_too_packed"),
    "many parts": (many_parts(), "sheet_too_packed"),
    "a document type": (packed(DOCTYPE), "sheet_not_xlsx"),
    "broken inside": (packed(b"<worksheet><sheetData><row>"), "sheet_not_xlsx"),
    "merged cells": (book(change=merged), "sheet_merged"),
    "another header": (book(header=("证件号码", "姓名")), "sheet_header"),
    "too many rows": (book(MOST + 1), "sheet_too_many_rows"),
    "a hundred thousand rows": (long(100_000), "sheet_too_many_rows"),
    "a row far away": (book(change=far), "sheet_too_many_rows"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_refused(name: str) -> None:
    file, code = HOSTILE[name]
    with pytest.raises(SheetRefused) as refused:
        list(rows_of(file, COLUMNS, MOST))
    assert refused.value.code == code


def test_a_template_is_read_back_and_keeps_digits_as_text() -> None:
    file = template("增员", COLUMNS, ("张三", "140802199001010017"))
    ((number, cells),) = rows_of(file, COLUMNS, MOST)
    assert (number, [one.text for one in cells]) == (2, ["张三", "140802199001010017"])
    sheet = load_workbook(io.BytesIO(file)).worksheets[0]
    assert sheet["B2"].number_format == "@"


def test_formulas_and_numbers_are_told_apart_from_text() -> None:
    def written(made: Workbook) -> None:
        made.worksheets[0].append(["=HYPERLINK(1)", 5000.0])

    *_, (_, cells) = rows_of(book(change=written), COLUMNS, MOST)
    assert [(one.text, one.is_number, one.is_formula) for one in cells] == [
        ("=HYPERLINK(1)", False, True),
        ("5000", True, False),
    ]


def test_blank_rows_are_left_out_and_the_full_measure_is_read() -> None:
    def spread(made: Workbook) -> None:
        made.worksheets[0]["A40"] = "乔安"

    numbers = [number for number, _ in rows_of(book(MOST - 1, change=spread), COLUMNS, MOST)]
    assert numbers == [*range(2, MOST + 1), 40]
