"""Registering at the hall (注册): name and ID number against the core, a code to the phone of record."""

from app.domain.clock import Clock
from app.domain.errors import Refusal
from app.domain.identity import mask_mobile
from app.fund_core import Person
from app.providers.sms import Medium
from app.services.codes_by_sms import CodesBySms, mobile_of_record
from app.services.passwords import Passwords, refuse_weak
from app.services.people import PersonSource, person_named
from app.services.sms_texts import Purpose
from app.store.audit import Audit
from app.store.consents import Consents
from app.store.errors import Taken
from app.store.users import Identity, User, Users


class Register:
    """Two steps: ``start`` sends the code, ``finish`` makes the user."""

    def __init__(
        self,
        *,
        core: PersonSource,
        codes: CodesBySms,
        passwords: Passwords,
        users: Users,
        consents: Consents,
        audit: Audit,
        clock: Clock,
    ) -> None:
        self._core = core
        self._codes = codes
        self._passwords = passwords
        self._users = users
        self._consents = consents
        self._audit = audit
        self._clock = clock

    def start(self, name: str, id_number: str, medium: Medium = Medium.TEXT) -> str:
        """Send a code and return the masked phone it went to.

        Who is registered already learns it only in ``finish``, after proving to hold the phone. Raises Refusal:
        identity_mismatch, no_phone_on_record, code_too_soon, code_too_many, sms_unavailable, core_unavailable.
        """
        person = person_named(self._core, name, id_number)
        self._codes.send(Purpose.REGISTER, self._users.index(person.id_number), person.phone, medium=medium)
        return mask_mobile(mobile_of_record(person.phone))

    def finish(self, name: str, id_number: str, code: str, password: str, consent_version: str) -> int:
        """Return the new user's id. Raises Refusal: weak_password(reason), identity_mismatch, no_phone_on_record,
        code_wrong, code_expired, code_exhausted, already_registered, core_unavailable, sms_unavailable, busy.
        """
        person = person_named(self._core, name, id_number)
        refuse_weak(password, person.id_number)
        self._codes.check(Purpose.REGISTER, self._users.index(person.id_number), code)
        password_hash = self._passwords.hash(password)  # it may wait for its turn: the database is not asked before
        if self._users.find(person.id_number):
            raise Refusal("already_registered")
        user = self._add(person, password_hash)
        now = self._clock.now()
        self._consents.give(user.id, consent_version, now)
        self._audit.record("registered", user.id, now, {"consent": consent_version})
        return user.id

    def _add(self, person: Person, password_hash: str) -> User:
        identity = Identity(person.id_number, person.name, mobile_of_record(person.phone))
        try:
            return self._users.add(identity, password_hash, self._clock.now())
        except Taken:
            raise Refusal("already_registered") from None
