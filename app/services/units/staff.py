"""A unit's people (职工): looked at page by page, and all of them by ID number."""

from collections.abc import Iterator
from typing import Protocol

from app.domain.errors import Refusal
from app.fund_core import Enrolment, LateMonth, LateQuote, LineFault, PersonAccount
from app.services.units.asking import core_heard
from app.store.unit_agents import Agent

PAGE, WHOLE = 50, 500


class StaffSource(Protocol):
    """The part of the core that knows a unit's people."""

    def employees_of(self, unit_number: str, name: str, after: str, limit: int) -> tuple[PersonAccount, ...]: ...
    def enrolment_faults(self, enrolments: tuple[Enrolment, ...]) -> tuple[LineFault, ...]: ...
    def quote_late(self, unit_number: str, months: tuple[LateMonth, ...]) -> tuple[LateQuote, ...]: ...


class People(Protocol):
    """The part of the core that lists a unit's people."""

    def employees_of(self, unit_number: str, name: str, after: str, limit: int) -> tuple[PersonAccount, ...]: ...


class Staff:
    """Always one unit's own: its number comes from the agent who asks."""

    def __init__(self, core: StaffSource) -> None:
        self._core = core

    def page(self, agent: Agent, name: str = "", after: str = "") -> tuple[tuple[PersonAccount, ...], str]:
        """Return some people, and what the next page follows (empty at the end)."""
        with core_heard():
            found = self._core.employees_of(agent.unit_number, name, after, PAGE + 1)
        return found[:PAGE], found[PAGE - 1].number if len(found) > PAGE else ""

    def one(self, agent: Agent, account_number: str) -> PersonAccount:
        """Return one of the unit's people. Raises Refusal("unit_person_unknown") for anybody else's."""
        with core_heard():
            found = own_account(self._core, agent.unit_number, account_number)
        if found is None:
            raise Refusal("unit_person_unknown")
        return found

    def everybody(self, unit_number: str) -> Iterator[PersonAccount]:
        """Yield all of a unit's people. Raises what the core raises."""
        after = ""
        while True:
            found = self._core.employees_of(unit_number, "", after, WHOLE)
            yield from found
            if len(found) < WHOLE:
                return
            after = found[-1].number

    def enrolment_faults(self, enrolments: tuple[Enrolment, ...]) -> tuple[LineFault, ...]:
        """Return what enrolling would be refused for. Raises what the core raises."""
        return self._core.enrolment_faults(enrolments)

    def late_quotes(self, unit_number: str, months: tuple[LateMonth, ...]) -> tuple[LateQuote, ...]:
        """Return what months paid late cost (补缴), at most `WHOLE` of them. Raises what the core raises."""
        return self._core.quote_late(unit_number, months)


def own_account(core: People, unit_number: str, account_number: str) -> PersonAccount | None:
    """Return the account of one of a unit's people, None for anybody else's. Raises what the core raises."""
    if not account_number.isdecimal() or int(account_number) == 0:
        return None
    before = f"{int(account_number) - 1:0{len(account_number)}}"
    found = core.employees_of(unit_number, "", before, 1)
    return found[0] if found and found[0].number == account_number else None
