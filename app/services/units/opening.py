"""A registered unit opens its account itself (单位自主开户), rules 4.15. Its password is the core's to know."""

import json
from datetime import date
from typing import Protocol

from app.domain.clock import Clock, beijing_date
from app.domain.credit_code import InvalidCreditCode, normalise_credit_code
from app.domain.errors import Refusal
from app.domain.unit_opening import Fault, opening_faults
from app.domain.unit_opening import UnitOpening as Form
from app.fund_core import Order, OutcomeUnknown, Unit, UnitOpening
from app.kv.attempts import Attempts
from app.providers.sms import Medium
from app.services.applications.withdrawals import PolicyOn
from app.services.codes_by_sms import CodesBySms
from app.services.sms_texts import Purpose
from app.services.units.asking import core_heard
from app.store.audit import Audit
from app.vault import Vault

OPENING = "unit.opening"  # what keys and code subjects of openings are indexed for
REGISTERED = "registered"


class UnitSource(Protocol):
    """The part of the core that opens units."""

    def find_unit(self, credit_code: str) -> Unit | None: ...
    def unit_password_fits(self, credit_code: str, password: str) -> bool: ...
    def open_unit(self, key: str, opening: UnitOpening) -> Order: ...


class OpenUnit:
    """Proves whose registration it is, checks the form, and opens the account once."""

    def __init__(
        self,
        *,
        core: UnitSource,
        codes: CodesBySms,
        attempts: Attempts,
        audit: Audit,
        vault: Vault,
        clock: Clock,
        policy_on: PolicyOn,
    ) -> None:
        self._core = core
        self._codes = codes
        self._attempts = attempts
        self._audit = audit
        self._vault = vault
        self._clock = clock
        self._policy_on = policy_on

    def prove(self, credit_code: str, password: str, client: str) -> str:
        """Return the code in its one spelling when the password of registration fits.

        Raises Refusal: unit_unknown_or_wrong, locked(minutes, way), core_unavailable.
        """
        code = _spelled(credit_code)
        subject = self._vault.index(code, OPENING)
        self._attempts.check(subject, client)
        with core_heard():
            fits = self._core.unit_password_fits(code, password)
        if not fits:
            self._attempts.fail(subject, client)
            raise Refusal("unit_unknown_or_wrong")
        self._attempts.succeed(subject, client)
        return code

    def unit(self, credit_code: str) -> Unit:
        """Return the unit as the registry, or the core, knows it. Raises Refusal: unknown_unit, core_unavailable."""
        with core_heard():
            found = self._core.find_unit(credit_code)
        if found is None:
            raise Refusal("unknown_unit")
        return found

    def today(self) -> date:
        return beijing_date(self._clock.now())

    def faults(self, unit: Unit, opening: UnitOpening) -> tuple[Fault, ...]:
        """Return all that is wrong, by field. DomainError on figures that cannot be."""
        return opening_faults(self._form(unit, opening), self.today())

    def send_code(self, opening: UnitOpening, medium: Medium = Medium.TEXT) -> None:
        """Send a code to the phone that was typed. Raises Refusal as CodesBySms.send."""
        phone = opening.details.agent_phone
        self._codes.send(Purpose.UNIT_OPENING, self._subject(opening), phone, medium=medium)

    def execute(self, opening: UnitOpening, code: str) -> str:
        """Open the account and return its number, the same one however often. No transaction may be open.

        Raises Refusal: those of the code, the core's own, core_unavailable (then sending it again is safe).
        """
        if known := self.unit(opening.credit_code).number:
            return known
        self._codes.check(Purpose.UNIT_OPENING, self._subject(opening), code)
        return self._open(opening)

    def record(self, number: str) -> None:
        """Leave a row in the audit trail, in the caller's transaction."""
        self._audit.record("unit_opened", None, self._clock.now(), {"unit": parted(number)})

    def _open(self, opening: UnitOpening) -> str:
        key = self._key(opening)
        with core_heard():
            try:
                return self._core.open_unit(key, opening).subject
            except OutcomeUnknown:  # the same key again tells, and opens nothing twice
                return self._core.open_unit(key, opening).subject

    def _key(self, opening: UnitOpening) -> str:
        """One for each content and day: a form that was refused and then corrected is another write."""
        content = json.dumps([vars(opening), self.today()], default=str, sort_keys=True)
        return self._vault.index(content, OPENING)

    def _subject(self, opening: UnitOpening) -> str:
        return self._vault.index(f"{opening.credit_code} {opening.details.agent_phone}", OPENING)

    def _form(self, unit: Unit, opening: UnitOpening) -> Form:
        policy = self._policy_on(self.today())
        return Form(
            credit_code=unit.credit_code,
            name=unit.name,
            address=unit.details.address,
            founded=unit.founded_on,
            agent_mobile=opening.details.agent_phone,
            unit_pct=opening.unit_ratio,
            person_pct=opening.person_ratio,
            people=opening.people,
            wages=opening.wages,
            pay_day=opening.details.pay_day,
            first_month=opening.first_month,
            floor=policy.base_floor or None,
            ceiling=policy.base_ceiling or None,
        )


def parted(number: str) -> str:
    """Return a unit account number for the audit trail, where eleven digits in a row would be somebody's phone."""
    return f"{number[:5]}-{number[5:]}"


def _spelled(credit_code: str) -> str:
    try:
        return normalise_credit_code(credit_code)
    except InvalidCreditCode:
        raise Refusal("unit_unknown_or_wrong") from None
