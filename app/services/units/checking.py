"""A file, or a form, is checked whole: row by row by itself, then against the unit's people at the core."""

from collections.abc import Callable, Iterable
from decimal import Decimal

from app.documents.sheets import Cell, SheetRefused, headers, rows_of
from app.domain.policy import CentrePolicy
from app.domain.unit_task import LINES_MOST, TaskKind
from app.fund_core import Enrolment
from app.services.units.late import priced
from app.services.units.lines import COLUMNS, Fault, Line, line_of, matched, twice
from app.services.units.staff import WHOLE, Staff
from app.store.unit_tasks import TaskContent

Row = tuple[int, list[Cell]]
FAULTS_MOST = 500
EVERY = 500  # rows between two words about how far it is
CORE_WORDS = {"name_differs": "name", "already_enrolled": "id_number", "base_out_of_range": "base"}


class CheckLines:
    """Returns the lines when everything is right, else what is wrong: all of it, up to five hundred."""

    def __init__(self, staff: Staff) -> None:
        self._staff = staff

    def file(
        self,
        kind: TaskKind,
        unit_number: str,
        file: bytes,
        policy: CentrePolicy,
        tell: Callable[[int], None],
    ) -> TaskContent:
        """Check a file; `tell` hears how many rows were looked at. Raises what the core raises."""
        try:
            return self.rows(kind, unit_number, rows_of(file, headers(COLUMNS[kind]), LINES_MOST), policy, tell)
        except SheetRefused as refused:
            return TaskContent(faults=[(refused.row, "", refused.code)])

    def rows(
        self,
        kind: TaskKind,
        unit_number: str,
        rows: Iterable[Row],
        policy: CentrePolicy,
        tell: Callable[[int], None] = lambda _: None,
    ) -> TaskContent:
        """Check rows. Raises SheetRefused, and what the core raises."""
        lines: list[tuple[int, Line]] = []
        faults: list[Fault] = []
        for at, (row, cells) in enumerate(rows, 1):
            line, wrong = line_of(kind, row, cells, policy)
            lines.append((row, line))
            faults += wrong
            if at % EVERY == 0:
                tell(at)
        faults += twice(kind, lines)
        if not lines:
            faults = [(0, "", "sheet_empty")]
        if not faults:
            faults = self._at_core(kind, unit_number, lines)
        return TaskContent(faults=sorted(faults)[:FAULTS_MOST]) if faults else TaskContent([line for _, line in lines])

    def _at_core(self, kind: TaskKind, unit_number: str, lines: list[tuple[int, Line]]) -> list[Fault]:
        if kind is TaskKind.ENROL:
            return self._enrolments(unit_number, lines)
        staff = {one.id_number: one for one in self._staff.everybody(unit_number)}
        faults = [fault for row, line in lines for fault in matched(kind, row, line, staff)]
        if kind is TaskKind.LATE:
            faults += priced(self._staff, unit_number, [(row, line) for row, line in lines if "account" in line])
        return faults

    def _enrolments(self, unit_number: str, lines: list[tuple[int, Line]]) -> list[Fault]:
        faults: list[Fault] = []
        for start in range(0, len(lines), WHOLE):
            part = lines[start : start + WHOLE]
            told = self._staff.enrolment_faults(tuple(enrolment_of(unit_number, line) for _, line in part))
            faults += [(part[one.at][0], CORE_WORDS.get(one.code, ""), f"row_{one.code}") for one in told]
        return faults


def enrolment_of(unit_number: str, line: Line) -> Enrolment:
    """A line of 增员 as the core wants it."""
    return Enrolment(unit_number, line["id_number"], line["name"], line["phone"], Decimal(line["base"]))


def typed(kind: TaskKind, values: dict[str, str]) -> list[Row]:
    """A form as the one row of a file."""
    return [(1, [Cell(values[column]) for column in COLUMNS[kind]])]
