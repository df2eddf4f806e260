"""Whether a core keeps the contract: checks that any core can be put to, each with one outcome and no personal data.

A check plays with people the core knows by their role (Cast); a role that nobody plays skips its checks.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypeVar

from app.fund_core import CoreError, CoreRefused, FundCore, Loan, PersonAccount
from app.fund_core.http.conformance.bare_line import BareLine

ROLES = ("saver", "frozen", "restricted", "cardless", "overdue", "settled", "last", "unit")
UNKNOWN = "0"  # a number of nothing
NOT_OFFERED = "not_offered"
STRANGER = "140802190001010018"  # passes its check digit and was never issued
CODE = re.compile("[a-z_]{1,40}")
T = TypeVar("T")


class Kind(StrEnum):
    """What a check does: only asks, changes something, or looks at the HTTP messages themselves."""

    READ = "read"
    WRITE = "write"
    WIRE = "wire"


class Outcome(StrEnum):
    PASSED = "passed"
    FAILED = "failed"
    SKIPPED = "skipped"


class Broken(Exception):
    """The contract is not kept; says how, without personal data."""


class NotPlayable(Exception):
    """The check cannot be played with these people any more, such as settling what is settled."""


@dataclass(frozen=True)
class Stage:
    """What a check has: the core, the people by role, a key prefix of this run, and the line where there is one."""

    core: FundCore
    cast: Mapping[str, str] = field(repr=False)
    run: str
    line: BareLine | None = None

    def account(self, role: str) -> PersonAccount:
        """The first account of whoever plays the role."""
        return _first(self.core.accounts_of(self.cast[role]), "account")

    def loan(self, role: str) -> Loan:
        """The first loan of whoever plays the role."""
        return _first(self.core.loans_of(self.cast[role]), "loan")


Body = Callable[[Stage], None]


@dataclass(frozen=True)
class Check:
    """One claim about one operation; `name` is the key of its sentence."""

    operation: str
    name: str
    kind: Kind
    roles: tuple[str, ...]
    body: Body

    def __str__(self) -> str:
        return f"{self.operation}:{self.name}"


@dataclass(frozen=True)
class Result:
    """What came of a check; `note` is for the vendor's developer."""

    check: Check
    outcome: Outcome
    note: str = ""


def check(operation: str, kind: Kind, *roles: str) -> Callable[[Body], Check]:
    """Make a check of a function, named as the function."""
    return lambda body: Check(operation, body.__name__, kind, roles, body)


def play(checks: tuple[Check, ...], stage_for: Callable[[], Stage]) -> Iterator[Result]:
    """Play each check on a stage of its own, so that a line that rests after failures does not fail the next."""
    for one in checks:
        stage = stage_for()
        missing = [role for role in one.roles if role not in stage.cast]
        if missing or (one.kind is Kind.WIRE and stage.line is None):
            yield Result(one, Outcome.SKIPPED, f"nobody plays: {', '.join(missing)}" if missing else "no line")
        else:
            yield _played(one, stage)


def expect(kept: object, otherwise: str) -> None:
    """Raise Broken unless the claim is kept."""
    if not kept:
        raise Broken(otherwise)


def expect_refusal(code: str, act: Callable[[], object]) -> None:
    """Raise Broken unless the act is refused with exactly this code; passes on that it is not offered at all."""
    try:
        act()
    except CoreRefused as refused:
        if refused.code == NOT_OFFERED:
            raise
        expect(refused.code == code, f"refused with {_harmless(refused.code)} instead of {code}")
    else:
        raise Broken(f"accepted instead of refused with {code}")


def _played(one: Check, stage: Stage) -> Result:
    try:
        one.body(stage)
    except NotPlayable as reason:
        return Result(one, Outcome.SKIPPED, str(reason))
    except Broken as broken:
        return Result(one, Outcome.FAILED, str(broken))
    except CoreRefused as refused:
        if refused.code == NOT_OFFERED:
            return Result(one, Outcome.SKIPPED, NOT_OFFERED)
        return Result(one, Outcome.FAILED, f"refused with {_harmless(refused.code)}")
    except CoreError as error:
        return Result(one, Outcome.FAILED, str(error))
    return Result(one, Outcome.PASSED)


def _harmless(code: str) -> str:
    """A code as the contract spells codes; another core's may hold anything."""
    return code if CODE.fullmatch(code) else "something that is not a code"


def _first(found: tuple[T, ...], what: str) -> T:
    if not found:
        raise Broken(f"whoever plays this role has no {what}")
    return found[0]
