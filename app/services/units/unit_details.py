"""单位信息变更 (rules 4.16): what a unit changes of itself; name, code and legal person are the market registry's."""

import json
from dataclasses import asdict, replace
from hashlib import sha256
from typing import Any, Protocol

from app.domain.errors import Refusal
from app.domain.unit_agent import Role
from app.fund_core import CoreRefused, Order, Unit, UnitDetails
from app.services.units.asking import core_heard
from app.store.unit_agents import Agent
from app.store.unit_tasks import TaskContent


class UnitBook(Protocol):
    """The part of the core that knows a unit and changes it."""

    def find_unit(self, credit_code: str) -> Unit | None: ...
    def change_unit(self, key: str, unit_number: str, details: UnitDetails) -> Order: ...
    def find_order(self, key: str) -> Order | None: ...


class DetailsMoved(Exception):
    """What the core holds is not what the agents saw when they let the change go; `cause` is why the task ends."""

    cause = "details_moved"


class UnitInformation:
    """Always the agent's own unit: its code comes from who asks."""

    def __init__(self, core: UnitBook) -> None:
        self._core = core

    def read(self, agent: Agent) -> Unit:
        """Return the unit as the core holds it. Raises Refusal: unknown_unit, core_unavailable."""
        with core_heard():
            return _found(self._core, agent.credit_code)

    def checked(self, agent: Agent, wish: UnitDetails, seen: str) -> TaskContent:
        """Return what would change; `seen` is the `mark` of what the form was filled with. Outside a transaction.

        Raises Refusal: unit_maker_only, unit_details_moved, unit_details_same, unknown_unit, core_unavailable.
        """
        if agent.role is not Role.MAKER:
            raise Refusal("unit_maker_only")
        now = self.read(agent).details
        if seen != mark(now):
            raise Refusal("unit_details_moved")
        if wish == now:
            raise Refusal("unit_details_same")
        return TaskContent(before=_plain(now), after=_plain(wish))


def mark(details: UnitDetails) -> str:
    """Return a mark of exactly these details."""
    return sha256(json.dumps(asdict(details), sort_keys=True).encode()).hexdigest()


def send_details(core: UnitBook, key: str, credit_code: str, content: TaskContent, *, is_first: bool) -> Order:
    """Take the change to the core under its key. What was let go is sent as it was, or not at all.

    A later attempt first asks what became of the earlier one: what moved since then may be somebody else's. Raises
    DetailsMoved, and what the core raises.
    """
    known = None if is_first else core.find_order(key)
    if known is not None:
        return ended(known)
    unit = _found(core, credit_code)
    ours = (content.before,) if is_first else (content.before, content.after)  # the earlier one may be arriving now
    if _plain(unit.details) not in [dict(one) for one in ours]:
        raise DetailsMoved
    facts: dict[str, Any] = dict(content.after)
    return core.change_unit(key, unit.number, replace(unit.details, **(facts | {"pay_day": int(facts["pay_day"])})))


def ended(order: Order) -> Order:
    """Return an order that became something. Raises CoreRefused for one that was refused."""
    if order.state == "refused":
        raise CoreRefused(order.reason)
    return order


def _found(core: UnitBook, credit_code: str) -> Unit:
    unit = core.find_unit(credit_code)
    if unit is None or not unit.number:
        raise CoreRefused("unknown_unit")
    return unit


def _plain(details: UnitDetails) -> dict[str, str]:
    return {fact: str(value) for fact, value in asdict(details).items()}
