"""What one request of a person about one service works on, and the proposal made from it.

Two parts, because no transaction stays open while the core is asked: `open` reads our tables, `propose` asks the core.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace

from app.domain.application import ServiceKey
from app.domain.clock import Clock
from app.domain.conditions import Condition
from app.domain.errors import Refusal
from app.fund_core import CoreError, CoreRefused
from app.services.applications.base import Applicant, Proposal, Service, Subject
from app.services.people import identity_of
from app.store.applications import Applications
from app.store.drafts import Draft, Drafts
from app.store.errors import Taken
from app.store.users import Users

CONTACT = frozenset({"new_phone", "new_card"})  # facts of a change of details after which withdrawals wait


@dataclass(frozen=True)
class Desk:
    """A person, a service, what they typed so far, and which of their accounts and loans have open applications."""

    applicant: Applicant
    service: Service
    draft: Draft
    open_keys: Mapping[str, str] = field(repr=False)  # to the number of the application

    @property
    def steps(self) -> tuple[str, ...]:
        """The steps this person fills in."""
        return self.service.asks(self.applicant, self.draft.answers)


class Desks:
    """Opens desks and makes proposals."""

    def __init__(
        self,
        *,
        services: Mapping[ServiceKey, Service],
        users: Users,
        applications: Applications,
        drafts: Drafts,
        clock: Clock,
    ) -> None:
        self._services = services
        self._users = users
        self._applications = applications
        self._drafts = drafts
        self._clock = clock

    def open(self, user_id: int, key: ServiceKey) -> Desk:
        """Return the desk; a draft begins with it. Raises Refusal("busy") when two pages begin one at once."""
        return self.keep(user_id, key, {})

    def keep(self, user_id: int, key: ServiceKey, answers: Mapping[str, str]) -> Desk:
        """Keep answers in the draft and return the desk. Raises Refusal("busy")."""
        now = self._clock.now()
        draft = self._drafts.find(user_id, key, now)
        if draft is None or answers:
            draft = self._kept(user_id, key, answers)
        return self._desk(user_id, draft)

    def look(self, user_id: int, key: ServiceKey) -> Desk:
        """Return the desk without beginning a draft, for the start page."""
        now = self._clock.now()
        return self._desk(user_id, self._drafts.find(user_id, key, now) or Draft(key, "", now, {}))

    def drop(self, user_id: int, key: ServiceKey) -> None:
        """Forget the draft."""
        self._drafts.drop(user_id, key)

    def subjects(self, desk: Desk) -> tuple[Subject, ...]:
        """The accounts or loans to choose from. Raises Refusal("core_unavailable")."""
        with answered():
            return desk.service.subjects(desk.applicant)

    def propose(self, desk: Desk) -> Proposal:
        """Ask the core, compute and check. Raises Refusal, core_unavailable among them."""
        with answered():
            made = desk.service.propose(desk.applicant, desk.draft.answers)
        ours = desk.open_keys.get(made.open_key)
        facts = {"number": ours} if ours else {}
        own = Condition("no_open_application", passed=ours is None, facts=facts)
        return replace(made, conditions=(own, *made.conditions))

    def _desk(self, user_id: int, draft: Draft) -> Desk:
        identity, rows = identity_of(self._users, user_id), self._applications
        changed = rows.last_done(user_id, ServiceKey.CHANGE_DETAILS, about=CONTACT)
        applicant = Applicant(user_id, identity.id_number, identity.name, self._clock.now(), changed)
        return Desk(applicant, self._services[draft.service], draft, rows.open_keys(user_id))

    def _kept(self, user_id: int, key: ServiceKey, answers: Mapping[str, str]) -> Draft:
        try:
            return self._drafts.keep(user_id, key, answers, self._clock.now())
        except Taken:
            raise Refusal("busy") from None


@contextmanager
def answered() -> Iterator[None]:
    """Turn the core's failures into refusals: what it refused by its own code, all others as core_unavailable."""
    try:
        yield
    except CoreRefused as refused:
        raise Refusal(refused.code) from None
    except CoreError:
        raise Refusal("core_unavailable") from None
