"""职工信息变更: phone, card for withdrawals, home, personal situation; one thing an application; rules 4.8."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from types import MappingProxyType
from typing import Any, Protocol

from app.domain.application import ServiceKey
from app.domain.conditions import Condition
from app.domain.details import FIELDS, Change, changed_online
from app.domain.errors import Refusal
from app.domain.masking import mask_mobile
from app.domain.money import ZERO
from app.fund_core import Order, Person, PersonAccount, PersonDetails
from app.services.applications.base import Answers, Applicant, Proposal, Subject
from app.services.applications.withdrawals import PolicyOn, account_subjects, holder_facts, own_account

CHANGE_STEP, PROVE_STEP, PROVED = "change", "new_phone", "phone_proved"
STEPS: Mapping[str, str] = MappingProxyType(
    {
        Change.PHONE.value: "phone",
        Change.CARD.value: "card",
        Change.HOME.value: "home_address",
        Change.SITUATION.value: "marital_status",
    }
)
_INCOME = "monthly_income"


class DetailsCore(Protocol):
    """Persons, their accounts, and changing what is known of them."""

    def find_person(self, id_number: str) -> Person | None: ...
    def accounts_of(self, id_number: str) -> tuple[PersonAccount, ...]: ...
    def change_phone(self, key: str, id_number: str, phone: str) -> Order: ...
    def change_card(self, key: str, account_number: str, card_number: str, card_bank: str) -> Order: ...
    def change_details(self, key: str, id_number: str, details: PersonDetails) -> Order: ...
    def find_order(self, key: str) -> Order | None: ...


@dataclass(frozen=True)
class OnRecord:
    """What the centre knows today, for the pages that ask: `online` may be changed here, `known` fills the forms.

    After another phone or card no money goes out for `cool_down_hours`.
    """

    online: tuple[Change, ...]
    cool_down_hours: int
    card_tail: str = field(repr=False)
    known: Mapping[str, str] = field(repr=False)


class ChangeDetails:
    """A new phone is proved by a code of its own before the check page, where the old one gets the usual code."""

    key = ServiceKey.CHANGE_DETAILS
    moves_money = False

    def __init__(self, core: DetailsCore, policy_on: PolicyOn) -> None:
        self._core = core
        self._policy_on = policy_on

    def subjects(self, applicant: Applicant) -> tuple[Subject, ...]:
        return account_subjects(self._core, applicant)

    def asks(self, applicant: Applicant, answers: Answers) -> tuple[str, ...]:
        """PROVE_STEP is never answered: while the phone that was typed is not proved, it is the next step."""
        step = STEPS.get(answers.get(CHANGE_STEP, ""), STEPS[Change.PHONE])
        if step != STEPS[Change.PHONE]:
            return CHANGE_STEP, step
        proved = answers.get(PROVED) and answers[PROVED] == answers.get(step)
        return CHANGE_STEP, step, PROVED if proved else PROVE_STEP

    def propose(self, applicant: Applicant, answers: Answers) -> Proposal:
        """Raises Refusal: no_account, answer_unknown, same_phone, same_card, nothing_changed."""
        account = own_account(self._core, applicant, answers)
        person = self._core.find_person(applicant.id_number)
        if person is None:
            raise Refusal("no_account")
        policy = self._policy_on(applicant.on)
        online = changed_online(policy)
        facts = holder_facts(account) | _phones(person) | {"whose": applicant.id_number}
        if CHANGE_STEP in answers:
            facts |= _wanted(_change(answers, online), answers, person, account)
        conditions = (Condition("phone_on_record", passed=bool(person.phone)),)
        record = OnRecord(online, policy.card_change_hours, account.card_number[-4:], _known(person.details))
        return Proposal(f"details:{account.number}", ZERO, conditions, facts, account.data_time, record)

    def send(self, order_key: str, facts: Mapping[str, str]) -> Order:
        change, whose = Change(facts["change"]), facts["whose"]
        if change is Change.PHONE:
            return self._core.change_phone(order_key, whose, facts["new_phone"])
        if change is Change.CARD:
            return self._core.change_card(order_key, facts["account"], facts["new_card"], facts["new_bank"])
        person = self._core.find_person(whose)
        before = person.details if person else PersonDetails()
        return self._core.change_details(order_key, whose, replace(before, **_typed(change, facts)))

    def find(self, order_key: str) -> Order | None:
        return self._core.find_order(order_key)


def _change(answers: Answers, online: tuple[Change, ...]) -> Change:
    """What is to be changed. Raises Refusal("answer_unknown") for what is none, or is changed at the counter only."""
    found = next((change for change in online if change.value == answers[CHANGE_STEP]), None)
    if found is None:
        raise Refusal("answer_unknown")
    return found


def _phones(person: Person) -> dict[str, str]:
    """The phone of record, masked to be shown and in full for the notice that goes to it after the change."""
    return {"phone": mask_mobile(person.phone) if person.phone else "", "old_phone": person.phone}


def _wanted(change: Change, answers: Answers, person: Person, account: PersonAccount) -> dict[str, str]:
    """The facts of the change, once they are typed."""
    chosen = {"change": change.value}
    if STEPS[change] not in answers:
        return chosen
    if change is Change.PHONE:
        return chosen | _new_phone(answers, person)
    if change is Change.CARD:
        return chosen | _new_card(answers, account)
    return chosen | _new_details(change, answers, person.details)


def _new_phone(answers: Answers, person: Person) -> dict[str, str]:
    if answers["phone"] == person.phone:
        raise Refusal("same_phone")
    return {"new_phone": answers["phone"]}


def _new_card(answers: Answers, account: PersonAccount) -> dict[str, str]:
    wanted = answers["card"], answers.get("bank", "")
    if wanted == (account.card_number, account.card_bank):
        raise Refusal("same_card")
    return {"new_card": wanted[0], "new_bank": wanted[1]}


def _new_details(change: Change, answers: Answers, before: PersonDetails) -> dict[str, str]:
    known = _known(before)
    wanted = {name: answers.get(name, "") for name in FIELDS[change]}
    if all(wanted[name] == known[name] for name in wanted):
        raise Refusal("nothing_changed")
    return wanted


def _known(details: PersonDetails) -> dict[str, str]:
    """The details as forms have them: nothing where the centre knows nothing."""
    income = str(details.monthly_income) if details.monthly_income else ""
    names = (name for fields in FIELDS.values() for name in fields)
    return {name: str(getattr(details, name)) for name in names} | {_INCOME: income}


def _typed(change: Change, facts: Mapping[str, str]) -> dict[str, Any]:
    """The fields of PersonDetails that a change replaces."""
    wanted: dict[str, Any] = {name: facts.get(name, "") for name in FIELDS[change]}
    if _INCOME in wanted:
        wanted[_INCOME] = Decimal(wanted[_INCOME] or "0.00")
    return wanted
