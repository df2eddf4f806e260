"""个人信息变更 by the unit (rules 4.16): what an employer may change of what the centre knows of its people."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from hashlib import sha256
from typing import Any, Protocol

from app.domain.details import EMPLOYERS
from app.domain.errors import Refusal
from app.fund_core import CoreRefused, Order, Person, PersonAccount, PersonDetails
from app.services.units.asking import core_heard
from app.services.units.staff import Staff, own_account
from app.services.units.tasks import refuse_checker
from app.services.units.unit_details import DetailsMoved, ended
from app.store.unit_agents import Agent
from app.store.unit_tasks import TaskContent

Facts = Mapping[str, str]


class PersonBook(Protocol):
    """The part of the core that knows persons, their units, and changes what is known of them."""

    def find_person(self, id_number: str) -> Person | None: ...
    def employees_of(self, unit_number: str, name: str, after: str, limit: int) -> tuple[PersonAccount, ...]: ...
    def change_details(self, key: str, id_number: str, details: PersonDetails) -> Order: ...
    def find_order(self, key: str) -> Order | None: ...


class FactsMoved(DetailsMoved):
    """What the core holds of the person is not what the agents saw."""

    cause = "facts_moved"


@dataclass(frozen=True)
class Employee:
    """One of the unit's people, and what the employer may see of what the core holds."""

    account: PersonAccount = field(repr=False)
    facts: Facts = field(repr=False)


class PersonFacts:
    """Always the agent's own people; of a person's details the three that are the employer's, and no other."""

    def __init__(self, core: PersonBook, staff: Staff) -> None:
        self._core = core
        self._staff = staff

    def read(self, agent: Agent, account_number: str) -> Employee:
        """Return the person. Raises Refusal: unit_person_unknown, core_unavailable."""
        account = self._staff.one(agent, account_number)
        with core_heard():
            person = self._core.find_person(account.id_number)
        if person is None:
            raise Refusal("unit_person_unknown")
        return Employee(account, facts_of(person.details))

    def checked(self, agent: Agent, account_number: str, wish: Facts, seen: str) -> TaskContent:
        """Return what would change; `seen` is the `mark` of what the form was filled with. Outside a transaction.

        Raises Refusal: unit_maker_only, unit_facts_moved, unit_details_same, unit_person_unknown, core_unavailable.
        """
        refuse_checker(agent)
        one = self.read(agent, account_number)
        if seen != mark(one.facts):
            raise Refusal("unit_facts_moved")
        after = {fact: wish[fact] for fact in EMPLOYERS}
        if after == one.facts:
            raise Refusal("unit_details_same")
        account = one.account
        line = {"name": account.person_name, "id_number": account.id_number, "account": account.number}
        return TaskContent([line], before=one.facts, after=after)


def facts_of(details: PersonDetails) -> dict[str, str]:
    """Return what is the employer's to know."""
    return {fact: str(getattr(details, fact)) for fact in EMPLOYERS}


def mark(facts: Facts) -> str:
    """Return a mark of exactly these facts."""
    return sha256(json.dumps(dict(facts), sort_keys=True).encode()).hexdigest()


def send_facts(core: PersonBook, key: str, unit_number: str, content: TaskContent, *, is_first: bool) -> Order:
    """Take the change to the core under its key, if the person is still the unit's and nothing moved meanwhile.

    Raises FactsMoved, and what the core raises.
    """
    (line,) = content.lines
    known = None if is_first else core.find_order(key)
    if known is not None:
        return ended(known)
    if own_account(core, unit_number, line["account"]) is None:
        raise CoreRefused("unknown_account")
    return put_facts(core, key, line["id_number"], (content.before, content.after), is_first=is_first)


def put_facts(core: PersonBook, key: str, id_number: str, turn: tuple[Facts, Facts], *, is_first: bool) -> Order:
    """Replace the first facts of `turn` by the second, and leave everything else as the core holds it.

    A later attempt has asked `find_order` before. Raises FactsMoved, and what the core raises.
    """
    before, after = turn
    person = core.find_person(id_number)
    if person is None:
        raise CoreRefused("unknown_person")
    ours = (dict(before),) if is_first else (dict(before), dict(after))  # the earlier attempt may be arriving now
    if facts_of(person.details) not in ours:
        raise FactsMoved
    wanted: dict[str, Any] = dict(after)
    try:
        return core.change_details(key, id_number, replace(person.details, **wanted))
    except CoreRefused as refused:
        return _earlier(core, key, refused)


def _earlier(core: PersonBook, key: str, refused: CoreRefused) -> Order:
    """Return what an earlier attempt came to where the key is used up: since then the person changed other details."""
    order = core.find_order(key) if refused.code == "key_reused" else None
    if order is None:
        raise refused
    return ended(order)
