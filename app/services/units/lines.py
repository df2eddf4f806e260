"""Lines of a unit's business: what each kind asks of a person, and what is wrong with what was written (rules 4.16)."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from types import MappingProxyType

from app.documents.sheets import Cell
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
    }
)
NEEDED_STATUS: Mapping[TaskKind, tuple[str, str]] = MappingProxyType(
    {
        TaskKind.SEAL: ("01", "account_not_normal"),
        TaskKind.UNSEAL: ("02", "account_not_sealed"),
        TaskKind.BASES: ("01", "account_not_normal"),
    }
)
MONEY = re.compile(r"[0-9]{1,9}(\.[0-9]{1,2})?")
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


def twice(lines: Iterable[tuple[int, Line]]) -> Iterator[Fault]:
    """Yield a fault for each person that an earlier row names already."""
    seen: set[str] = set()
    for row, line in lines:
        number = line.get("id_number", "")
        if number in seen:
            yield row, "id_number", "row_twice"
        seen.add(number)


def matched(kind: TaskKind, row: int, line: Line, staff: Mapping[str, PersonAccount]) -> list[Fault]:
    """Find the unit's person that a row names and note the account; `staff` is by ID number."""
    person = staff.get(line["id_number"])
    if person is None:
        return [(row, "id_number", "row_not_ours")]
    if not same_name(person.person_name, line["name"]):
        return [(row, "name", "row_name_differs")]
    status, otherwise = NEEDED_STATUS[kind]
    if person.status != status:
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
    text = _plain(cell).replace(",", "")
    if not MONEY.fullmatch(text):
        raise Wrong("row_base")
    base = Decimal(text)
    if base <= 0 or base < policy.base_floor:
        raise Wrong("row_base_low")
    if policy.base_ceiling and base > policy.base_ceiling:
        raise Wrong("row_base_high")
    return f"{base:.2f}"


def _plain(cell: Cell) -> str:
    if cell.is_formula:
        raise Wrong("row_formula")
    if not cell.text:
        raise Wrong("row_missing")
    return cell.text


READERS: Mapping[str, Callable[[Cell, CentrePolicy], str]] = MappingProxyType(
    {"name": _name, "id_number": _id_number, "phone": _phone, "base": _base}
)
