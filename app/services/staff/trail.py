"""The audit trail before auditors (审计): search and export. Exporting is an entry of its own."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from app.domain.clock import BEIJING, Clock
from app.domain.staff import Member, Role
from app.store.applications import Applications
from app.store.audit import Audit, AuditRow, Wanted
from app.store.staff import Staff

PAGE_SIZE, MOST_EXPORTED = 50, 20_000
DAY = timedelta(days=1)


@dataclass(frozen=True)
class Asked:
    """What an auditor looks for. ``until`` is a whole day; an unknown number of staff or application finds nothing."""

    event: str = ""
    staff: str = ""
    application: str = ""
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True)
class Entry:
    """A row: ``by`` is who of the staff did it, ``application`` the number of what it is about."""

    id: int
    at: datetime
    event: str
    by: str
    user_id: int | None
    application: str
    facts: Mapping[str, str]


class Trail:
    """Reads, for auditors only."""

    def __init__(self, audit: Audit, staff: Staff, applications: Applications, clock: Clock) -> None:
        self._audit = audit
        self._staff = staff
        self._applications = applications
        self._clock = clock

    def page(self, member: Member, asked: Asked, page: int = 1) -> tuple[tuple[Entry, ...], bool]:
        """Return a page, the newest first, and whether there is more. Raises Refusal("staff_role_missing")."""
        member.demand(Role.AUDIT)
        wanted = self._wanted(asked)
        if wanted is None:
            return (), False
        rows = self._audit.search(wanted, limit=PAGE_SIZE + 1, offset=(page - 1) * PAGE_SIZE)
        return tuple(map(self._entry, rows[:PAGE_SIZE])), len(rows) > PAGE_SIZE

    def export(self, member: Member, asked: Asked) -> tuple[Entry, ...]:
        """Return all that fits, at most twenty thousand. Raises Refusal("staff_role_missing")."""
        member.demand(Role.AUDIT)
        wanted = self._wanted(asked)
        rows = self._audit.search(wanted, limit=MOST_EXPORTED) if wanted is not None else ()
        entries = tuple(map(self._entry, rows))
        facts = {"staff": str(member.id), "rows": str(len(entries))}
        self._audit.record("staff_exported_trail", None, self._clock.now(), facts)
        return entries

    def is_whole(self) -> bool:
        """Whether every row's hash fits."""
        return self._audit.first_broken() is None

    def _wanted(self, asked: Asked) -> Wanted | None:
        facts: dict[str, str] = {}
        if asked.staff:
            row = self._staff.find(asked.staff)
            facts["staff"] = str(row.id) if row else ""
        if asked.application:
            found = self._applications.numbered(asked.application)
            facts["application"] = str(found.id) if found else ""
        if not all(facts.values()):
            return None
        until = _midnight(asked.until + DAY) if asked.until else None
        return Wanted(asked.event, None, facts, _midnight(asked.since) if asked.since else None, until)

    def _entry(self, row: AuditRow) -> Entry:
        facts: dict[str, str] = json.loads(row.facts)
        staff, application = facts.pop("staff", ""), facts.pop("application", "")
        about = self._applications.get(int(application)) if application.isdigit() else None
        by = self._staff.names({int(staff)}).get(int(staff), "") if staff.isdigit() else ""
        return Entry(row.id, row.at, row.event, by, row.user_id, (about.number or "") if about else "", facts)


def _midnight(day: date) -> datetime:
    """Return when a day begins in China."""
    return datetime.combine(day, time(), BEIJING)
