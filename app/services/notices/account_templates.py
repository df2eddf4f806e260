"""The templates the account really has (类目模板、订阅模板), matched with those our notices need."""

import re
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from app.domain.clock import Clock
from app.domain.notice import Rendered
from app.wechat.template import fit, kind_of

KEPT_FOR = timedelta(minutes=10)
PLACE = re.compile(r"^(.*?)[：:]?\s*\{\{(\w+)\.DATA\}\}", re.MULTILINE)


@dataclass(frozen=True)
class AccountTemplate:
    """A template as the platform lists it: its id, and its keys by label, in order. ``is_lasting``: 长期订阅."""

    id: str
    title: str
    keys: Mapping[str, str]
    is_lasting: bool = False


def account_template(number: str, title: str, content: str, *, is_lasting: bool = False) -> AccountTemplate:
    """Return a template from the platform's ``content``, lines such as ``业务名称：{{thing1.DATA}}``."""
    keys = {label.strip(): key for label, key in PLACE.findall(content)}
    return AccountTemplate(number, title, keys, is_lasting)


def filled(template: AccountTemplate, notice: Rendered) -> dict[str, str] | None:
    """Return the values by key, or None where the template has other places or a value does not keep its type's rule.

    A label finds its key; where the account's template calls it otherwise, the next key of the same type does.
    """
    left, values = dict(template.keys), {}
    for (label, type_), value in zip(notice.template.fields.items(), notice.values, strict=True):
        key = left.pop(label, None) or _of_type(left, type_)
        if key is None:
            return None
        try:
            values[key] = fit(key, value)
        except ValueError:
            return None
    return None if left else values


def _of_type(left: dict[str, str], type_: str) -> str | None:
    for label, key in left.items():
        if kind_of(key) == type_:
            del left[label]
            return key
    return None


class AccountTemplates:
    """Remembers the list for ten minutes. ``fetch`` asks the platform and raises PlatformError where it fails."""

    def __init__(self, fetch: Callable[[], Sequence[AccountTemplate]], clock: Clock) -> None:
        self._fetch = fetch
        self._clock = clock
        self._lock = threading.Lock()
        self._kept: dict[str, AccountTemplate] = {}
        self._until: datetime | None = None

    def titled(self, title: str) -> AccountTemplate | None:
        """Return the account's template of this title, or None."""
        return self.all().get(title) if title else None

    def all(self) -> Mapping[str, AccountTemplate]:
        """Return every template by its title."""
        with self._lock:
            if self._until is None or not self._clock.now() < self._until <= self._clock.now() + KEPT_FOR:
                self._kept = {one.title: one for one in self._fetch()}
                self._until = self._clock.now() + KEPT_FOR
            return self._kept

    def known(self) -> tuple[AccountTemplate, ...]:
        """Return the templates as they were listed last, without asking."""
        return tuple(self._kept.values())

    def forget(self) -> None:
        """Ask anew next time: one of them is gone."""
        self._until = None
