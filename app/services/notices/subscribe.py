"""What a follower can subscribe to (订阅通知): the account's lasting templates that our notices use."""

import logging
from dataclasses import dataclass
from datetime import datetime, timedelta

from app.domain.clock import Clock
from app.domain.notice import templates
from app.services.notices.account_templates import AccountTemplate, AccountTemplates
from app.store.bindings import Bindings
from app.store.subscriptions import Subscriptions
from app.wechat.errors import PlatformError

RESTS = timedelta(minutes=1)  # a page waits for a silent platform once, not every time

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Offer:
    """A subscription notice by its title; ``template_id`` is what the page hands to WeChat."""

    title: str
    template_id: str
    is_accepted: bool


class OfferSubscriptions:
    """Empty while the platform is silent, and for an account that has no such templates."""

    def __init__(
        self, templates: AccountTemplates, bindings: Bindings, subscriptions: Subscriptions, clock: Clock
    ) -> None:
        self._templates = templates
        self._bindings = bindings
        self._subscriptions = subscriptions
        self._clock = clock
        self._rests_until: datetime | None = None

    def execute(self, user_id: int) -> tuple[Offer, ...]:
        """Return what can be subscribed to, and whether this person's WeChat has."""
        binding = self._bindings.of_user(user_id)
        if binding is None:
            return ()
        accepted = self._subscriptions.accepted_by(self._bindings.openid(binding))
        return tuple(Offer(one.title, one.id, one.id in accepted) for one in self._offered())

    def ask(self) -> None:
        """Ask the platform for its list; to be done with no transaction open."""
        if self._rests_until is not None and self._clock.now() < self._rests_until:
            return
        try:
            self._templates.all()
            self._rests_until = None
        except (PlatformError, ConnectionError):
            log.warning("subscriptions_not_listed")
            self._rests_until = self._clock.now() + RESTS

    def _offered(self) -> list[AccountTemplate]:
        titles = {one.subscription for one in templates().values() if one.subscription}
        return [one for one in self._templates.known() if one.title in titles and one.is_lasting]
