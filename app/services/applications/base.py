"""What a service is to the frame: whom it asks about, what it checks, what it proposes, what it sends to the core."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Protocol

from app.domain.application import ServiceKey
from app.domain.clock import beijing_date
from app.domain.conditions import Condition
from app.domain.eligibility import Eligibility
from app.domain.errors import Refusal
from app.fund_core import Order

Answers = Mapping[str, str]


@dataclass(frozen=True)
class Applicant:
    """Who applies, and when: `at` is the instant of the request.

    `contact_changed_at` is when phone or card were last changed in the hall: withdrawals wait a while after it.
    """

    user_id: int
    id_number: str = field(repr=False)
    name: str = field(repr=False)
    at: datetime
    contact_changed_at: datetime | None = None

    @property
    def on(self) -> date:
        """The business date in China."""
        return beijing_date(self.at)


@dataclass(frozen=True)
class Subject:
    """An account or a loan the service could be about. `facts` tell it from the others on the page that asks."""

    number: str = field(repr=False)
    facts: Mapping[str, str] = field(default_factory=dict, repr=False)


@dataclass(frozen=True)
class Proposal:
    """What would be submitted, freshly read and computed.

    `open_key` names the account or loan and the kind: one open application of it. `facts` are text by the names of the
    pages' table of facts, money as plain decimals; they are stored, shown, and are all that `send` is given.
    `working` is what a page of the service's own may open beside them, such as the core's quote; it is not stored.
    """

    open_key: str = field(repr=False)
    amount: Decimal
    conditions: tuple[Condition, ...]
    facts: Mapping[str, str] = field(repr=False)
    data_time: datetime
    working: object = field(default=None, repr=False)

    @property
    def possible(self) -> bool:
        return all(condition.passed for condition in self.conditions)

    def demand(self) -> None:
        """Raise a Refusal with the first failed condition's code and facts, its date as `possible_from`."""
        Eligibility(self.conditions).demand()


class Service(Protocol):
    """One service. Its texts, form and page lie in the tables of app/handlers/hall/applications."""

    @property
    def key(self) -> ServiceKey: ...

    @property
    def moves_money(self) -> bool:
        """Whether it waits ten minutes in which the person may take it back."""

    def subjects(self, applicant: Applicant) -> tuple[Subject, ...]:
        """The person's own accounts or loans it could be about; empty when there is none. Raises CoreError."""

    def asks(self, applicant: Applicant, answers: Answers) -> tuple[str, ...]:
        """The names of the steps (forms) this person fills in, in order."""

    def propose(self, applicant: Applicant, answers: Answers) -> Proposal:
        """Read the core, compute and check. `answers["subject"]`, where given, is one of the person's own subjects.

        What is not answered yet fails no condition: the pre-check runs on empty answers. Raises CoreError, or Refusal
        for an answer that cannot be.
        """

    def send(self, order_key: str, facts: Mapping[str, str]) -> Order:
        """Submit to the core under a key that is always the same for an application. Raises CoreError."""

    def find(self, order_key: str) -> Order | None:
        """What became of what was sent under this key. Raises CoreError."""


def chosen_subject(subjects: tuple[Subject, ...], answers: Answers, none: str) -> str:
    """The number that was chosen, or the first one. Raises Refusal("not_your_subject") for anything else.

    `none` is the code of the Refusal when the person has none at all.
    """
    numbers = [subject.number for subject in subjects]
    wanted = answers.get("subject") or (numbers[0] if numbers else "")
    if not numbers:
        raise Refusal(none)
    if wanted not in numbers:
        raise Refusal("not_your_subject")
    return wanted
