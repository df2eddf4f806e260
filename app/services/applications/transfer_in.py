"""异地转移接续申请: an account that another centre has sealed comes here; rules 4.9."""

from collections.abc import Mapping
from typing import Protocol

from app.domain.application import ServiceKey
from app.domain.centre_list import centre_named
from app.domain.conditions import NORMAL, Condition
from app.domain.errors import Refusal
from app.domain.money import ZERO
from app.domain.transfer import TransferState, is_final
from app.fund_core import Order, Person, PersonAccount, Transfer, TransferWish
from app.services.applications.base import Answers, Applicant, Proposal, Subject
from app.services.applications.withdrawals import PolicyOn, account_subjects, holder_facts, own_account

CENTRE_STEP, OLD_ACCOUNT_STEP = "centre", "old_unit"


class TransferCore(Protocol):
    """Persons, accounts and transfers."""

    def find_person(self, id_number: str) -> Person | None: ...
    def accounts_of(self, id_number: str) -> tuple[PersonAccount, ...]: ...
    def transfers_of(self, id_number: str) -> tuple[Transfer, ...]: ...
    def open_transfer(self, key: str, wish: TransferWish) -> Order: ...
    def find_order(self, key: str) -> Order | None: ...


class TransferIn:
    """Which centre, then what is known of the account there; how much arrives is told by the other centre."""

    key = ServiceKey.TRANSFER_IN
    moves_money = True

    def __init__(self, core: TransferCore, policy_on: PolicyOn) -> None:
        self._core = core
        self._policy_on = policy_on

    def subjects(self, applicant: Applicant) -> tuple[Subject, ...]:
        return account_subjects(self._core, applicant)

    def asks(self, applicant: Applicant, answers: Answers) -> tuple[str, ...]:
        return CENTRE_STEP, OLD_ACCOUNT_STEP

    def propose(self, applicant: Applicant, answers: Answers) -> Proposal:
        """Raises Refusal: no_account, transfer_no_centre, own_centre."""
        account = own_account(self._core, applicant, answers)
        person = self._core.find_person(applicant.id_number)
        phone = person.phone if person else ""
        conditions = (
            Condition("transfer_account_normal", passed=account.status == NORMAL),
            Condition("no_open_transfer", passed=not self._is_open(applicant, account)),
            Condition("phone_on_record", passed=bool(phone)),
        )
        here = self._policy_on(applicant.on).centre_name
        facts = holder_facts(account) | {"contact": phone} | _asked(answers, here)
        return Proposal(f"transfer:{account.number}", ZERO, conditions, facts, account.data_time)

    def send(self, order_key: str, facts: Mapping[str, str]) -> Order:
        """The code is the core's to find by the centre's name: the country's list has names only."""
        wish = TransferWish(
            account_number=facts["account"],
            from_centre_code="",
            from_centre_name=facts["centre"],
            from_unit_name=facts["old_unit"],
            from_account_number=facts["old_account"],
            phone=facts["contact"],
        )
        return self._core.open_transfer(order_key, wish)

    def find(self, order_key: str) -> Order | None:
        return self._core.find_order(order_key)

    def _is_open(self, applicant: Applicant, account: PersonAccount) -> bool:
        own = (one for one in self._core.transfers_of(applicant.id_number) if one.account_number == account.number)
        return any(not is_final(TransferState(one.state)) for one in own)


def _asked(answers: Answers, here: str) -> dict[str, str]:
    """The facts that were typed. Raises Refusal for a centre that is none, or is this one."""
    if CENTRE_STEP not in answers:
        return {}
    centre = centre_named(answers[CENTRE_STEP])
    if centre is None:
        raise Refusal("transfer_no_centre")
    if centre.name == here:
        raise Refusal("own_centre")
    old = {"old_unit": answers[OLD_ACCOUNT_STEP]} if OLD_ACCOUNT_STEP in answers else {}
    return {"centre": centre.name, "old_account": answers.get("old_account", "")} | old
