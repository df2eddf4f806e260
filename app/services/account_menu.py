"""The account's menus (自定义菜单), the default one and that of the bound: compared line by line, and published."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from typing import Any, Protocol, TypeAlias

from app.domain.clock import Clock
from app.domain.errors import Refusal
from app.domain.staff import Member, Role
from app.domain.work import Transaction
from app.services.mark_bound import TAG, Tags, tag_of_bound
from app.store.audit import Audit
from app.wechat.errors import PlatformError
from app.wechat.menu import validate

Menu: TypeAlias = dict[str, Any]
Entry: TypeAlias = tuple[str, str, str, str]  # group, name, act, target
BY_COMMAND: Mapping[str, str] = {"by": "command"}
ANY_TAG = 1  # what is checked before the platform has named the tag's number


class MenuPlatform(Tags, Protocol):
    """The platform's calls for menus; each raises PlatformError, and ConnectionError without a token."""

    def get_menu(self) -> dict[str, Any] | None: ...
    def create_menu(self, menu: Mapping[str, Any]) -> None: ...
    def add_conditional_menu(self, menu: Mapping[str, Any]) -> str: ...
    def delete_conditional_menu(self, menu_id: str) -> None: ...
    def delete_menu(self) -> None: ...


@dataclass(frozen=True)
class Definitions:
    """The menus as they are defined: everybody's, and that of those who carry a tag."""

    everybody: Menu
    bound: Callable[[int], Menu]


class Standing(StrEnum):
    """Where a line is found."""

    SAME = "same"
    DEFINED = "defined"  # not published yet
    PUBLISHED = "published"  # published, and defined no more


@dataclass(frozen=True)
class Line:
    """One entry: the group it is in (empty for one of the first level), its name, what it does and where it leads."""

    group: str
    name: str
    act: str
    target: str
    standing: Standing


@dataclass(frozen=True)
class Comparison:
    """Each menu line by line. ``surplus`` are older menus of the bound that are still published."""

    everybody: tuple[Line, ...]
    bound: tuple[Line, ...]
    surplus: int

    @property
    def is_same(self) -> bool:
        """Whether nothing is left to publish."""
        return not self.surplus and all(line.standing is Standing.SAME for line in (*self.everybody, *self.bound))


class AccountMenu:
    """Calls out, and holds no transaction meanwhile; each try to publish is an entry of the audit trail."""

    def __init__(self, platform: MenuPlatform, audit: Audit, clock: Clock, transaction: Transaction) -> None:
        self._platform = platform
        self._audit = audit
        self._clock = clock
        self._transaction = transaction

    def published(self) -> Menu:
        """Return what the platform shows, empty where there is nothing. Raises PlatformError."""
        return self._platform.get_menu() or {}

    def published_for_everybody(self) -> Menu:
        """Return the default menu as it is published. Raises PlatformError."""
        return dict(self.published().get("menu", {}))

    def compare(self, defined: Definitions) -> Comparison:
        """Compare what is published with what is defined. Raises PlatformError."""
        public, tag = self.published(), self._platform.get_tags().get(TAG)
        own = [] if tag is None else _of_tag(public, tag)
        return Comparison(
            everybody=_compared(public.get("menu", {}), defined.everybody),
            bound=_compared(own[0] if own else {}, defined.bound(tag or ANY_TAG)),
            surplus=len(own[1:]),
        )

    def publish_by(self, member: Member, defined: Definitions) -> None:
        """Publish as a member of staff. Raises Refusal("staff_role_missing") and what ``publish`` raises."""
        member.demand(Role.MANAGE)
        self.publish(defined, {"staff": str(member.id)})

    def publish(self, defined: Definitions, by: Mapping[str, str] = BY_COMMAND) -> None:
        """Publish both menus; ``by`` is for the trail. Raises Refusal("menu_faulty"), PlatformError."""
        if faults := (*validate(defined.everybody), *validate(defined.bound(ANY_TAG))):
            raise Refusal("menu_faulty", {"faults": "、".join(f"{one.path} {one.code}" for one in faults)})
        try:
            self._platform.create_menu(defined.everybody)
            self._publish_for_bound(defined)
        except PlatformError as fault:
            self._record({**by, "result": "failed", "errcode": str(fault.errcode)})
            raise
        self._record({**by, "result": "published"})

    def delete(self) -> None:
        """Take every menu away. Raises PlatformError."""
        self._platform.delete_menu()

    def _publish_for_bound(self, defined: Definitions) -> None:
        """Publish anew, then take the older ones away: the newest wins, so that the bound are never without theirs."""
        tag = tag_of_bound(self._platform)
        older = _of_tag(self.published(), tag)
        self._platform.add_conditional_menu(defined.bound(tag))
        for one in older:
            self._platform.delete_conditional_menu(str(one["menuid"]))

    def _record(self, facts: Mapping[str, str]) -> None:
        with self._transaction():
            self._audit.record("menu_published", None, self._clock.now(), facts)


def _of_tag(public: Menu, tag: int) -> list[Menu]:
    """Return the personalised menus published for a tag, the newest first."""
    every: list[Menu] = public.get("conditionalmenu", [])
    return [one for one in every if str(one.get("matchrule", {}).get("tag_id", "")) == str(tag)]


def _compared(public: Menu, wanted: Menu) -> tuple[Line, ...]:
    before, after = list(_entries(public)), list(_entries(wanted))
    return tuple(_lines(before, after))


def _lines(before: list[Entry], after: list[Entry]) -> Iterator[Line]:
    for tag, first, last, start, end in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == "equal":
            yield from (Line(*one, Standing.SAME) for one in after[start:end])
            continue
        yield from (Line(*one, Standing.PUBLISHED) for one in before[first:last])
        yield from (Line(*one, Standing.DEFINED) for one in after[start:end])


def _entries(menu: Menu) -> Iterator[Entry]:
    """Yield each entry as group, name, what it does, and all that it carries; the platform adds empty values."""
    for button in menu.get("button", []):
        below = button.get("sub_button") or []
        yield from (_entry(button["name"], one) for one in below)
        if not below:
            yield _entry("", button)


def _entry(group: str, button: Menu) -> Entry:
    carried = [str(value) for name, value in sorted(button.items()) if name not in ("name", "type") and value]
    return group, str(button.get("name", "")), str(button.get("type", "")), " ".join(carried)
