"""Lines of a unit's business: what each kind asks of a person, and what is wrong with what was written (rules 4.16)."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from types import MappingProxyType

from app.documents.sheets import CHOICES, Cell
from app.domain.contribution import InvalidMonth, month_number
from app.domain.identity import InvalidIdNumber, normalise_id_number, same_name
from app.domain.mobile import InvalidMobile, normalise_mobile
from app.domain.names import InvalidName, normalise_name
from app.domain.policy import CentrePolicy
from app.domain.unit_task import TaskKind
from app.fund_core import PersonAccount

COLUMNS: Mapping[TaskKind, tuple[str, ...]] = MappingProxyType(
    {
        TaskKind.ENROL: ("name", "id_number", "phone", "base"),
        TaskKind.SEAL: ("name", "id_number"),
        TaskKind.UNSEAL: ("name", "id_number", "base"),
        TaskKind.BASES: ("name", "id_number", "base"),
        TaskKind.LATE: ("name", "id_number", "month", "month_base", "reason"),
    }
)
NEEDED_STATUS: Mapping[TaskKind, tuple[tuple[str, ...], str]] = MappingProxyType(
    {
        TaskKind.SEAL: (("01",), "account_not_normal"),
        TaskKind.UNSEAL: (("02",), "account_not_sealed"),
        TaskKind.BASES: (("01",), "account_not_normal"),
        TaskKind.LATE: (("01", "02"), "account_not_open"),
    }
)
MONEY, FIGURES = re.compile(r"[0-9]{1,9}(\.[0-9]{1,2})?"), re.compile(r"[0-9]+(\.[0-9]+)?")
# 202603, 2026-03 (also with / or a dot) and 2026年3月; of a day, its month.
MONTH = re.compile(r"([0-9]{4})(?:([0-9]{2})|([-/.])([0-9]{1,2})(?:\3[0-9]{1,2})?|年([0-9]{1,2})月(?:[0-9]{1,2}日)?)")
LOST_DIGITS = 15  # a spreadsheet keeps so many digits of a number

Line = dict[str, str]
Fault = tuple[int, str, str]


class Wrong(Exception):
    """One cell is wrong; `code` finds the sentence."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def line_of(kind: TaskKind, row: int, cells: Sequence[Cell], policy: CentrePolicy) -> tuple[Line, list[Fault]]:
    """Return what a row says, and what is wrong with it by column."""
    line: Line = {}
    faults: list[Fault] = []
    for column, cell in zip(COLUMNS[kind], cells, strict=True):
        try:
            line[column] = READERS[column](cell, policy)
        except Wrong as wrong:
            faults.append((row, column, wrong.code))
    return line, faults


def twice(kind: TaskKind, lines: Iterable[tuple[int, Line]]) -> Iterator[Fault]:
    """Yield a fault for each person that an earlier row names already: paid late, for the same month."""
    column, code = ("month", "row_month_twice") if kind is TaskKind.LATE else ("id_number", "row_twice")
    seen: set[tuple[str, str]] = set()
    for row, line in lines:
        if not {"id_number", column} <= set(line):
            continue
        own = line["id_number"], line[column]
        if own in seen:
            yield row, column, code
        seen.add(own)


def matched(kind: TaskKind, row: int, line: Line, staff: Mapping[str, PersonAccount]) -> list[Fault]:
    """Find the unit's person that a row names and note the account; `staff` is by ID number."""
    person = staff.get(line["id_number"])
    if person is None:
        return [(row, "id_number", "row_not_ours")]
    if not same_name(person.person_name, line["name"]):
        return [(row, "name", "row_name_differs")]
    statuses, otherwise = NEEDED_STATUS[kind]
    if person.status not in statuses:
        return [(row, "id_number", f"row_{otherwise}")]
    line["account"] = person.number
    return []


def _name(cell: Cell, _: CentrePolicy) -> str:
    text = _plain(cell)
    try:
        return normalise_name(text)
    except InvalidName as fault:
        raise Wrong("row_too_long" if fault.code == "too_long" else "row_name") from None


def _id_number(cell: Cell, _: CentrePolicy) -> str:
    text = _plain(cell)
    if cell.is_number and len(text) > LOST_DIGITS:
        raise Wrong("row_id_as_number")
    try:
        return normalise_id_number(text)
    except InvalidIdNumber as fault:
        raise Wrong("row_id_check" if fault.code == "check_digit" else "row_id") from None


def _phone(cell: Cell, _: CentrePolicy) -> str:
    try:
        return normalise_mobile(_plain(cell))
    except InvalidMobile:
        raise Wrong("row_phone") from None


def _base(cell: Cell, policy: CentrePolicy) -> str:
    base = Decimal(_month_base(cell, policy))
    if base < policy.base_floor:
        raise Wrong("row_base_low")
    if policy.base_ceiling and base > policy.base_ceiling:
        raise Wrong("row_base_high")
    return f"{base:.2f}"


def _month_base(cell: Cell, _: CentrePolicy) -> str:
    """A base whose limits are not today's: those of another month are the core's to know."""
    text = _folded(cell).replace(",", "")
    if not FIGURES.fullmatch(text):
        raise Wrong("row_base")
    if not MONEY.fullmatch(text):
        raise Wrong("row_base_long")
    if not Decimal(text):
        raise Wrong("row_base_low")
    return f"{Decimal(text):.2f}"


def _month(cell: Cell, _: CentrePolicy) -> str:
    found = MONTH.fullmatch(_folded(cell).replace(" ", ""))
    if not found or (cell.is_number and not found[2]):  # as a number 2026.10 is 2026.1
        raise Wrong("row_month")
    month = f"{found[1]}-{int(found[2] or found[4] or found[5]):02}"
    try:
        month_number(month)
    except InvalidMonth:
        raise Wrong("row_month") from None
    return month


def _reason(cell: Cell, _: CentrePolicy) -> str:
    by_words = {words: code for code, words in CHOICES["reason"].items()}
    text = _folded(cell)
    if text not in by_words:
        raise Wrong("row_reason")
    return by_words[text]


def _folded(cell: Cell) -> str:
    return unicodedata.normalize("NFKC", _plain(cell)).strip()


def _plain(cell: Cell) -> str:
    if cell.is_formula:
        raise Wrong("row_formula")
    if not cell.text:
        raise Wrong("row_missing")
    return cell.text


READERS: Mapping[str, Callable[[Cell, CentrePolicy], str]] = MappingProxyType(
    {
        "name": _name,
        "id_number": _id_number,
        "phone": _phone,
        "base": _base,
        "month": _month,
        "month_base": _month_base,
        "reason": _reason,
    }
)
