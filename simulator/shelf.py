"""The account's published menus: one default, and personalised ones (个性化菜单) matched from newest to oldest."""

from dataclasses import dataclass, field
from itertools import count

from simulator.errors import Refused
from simulator.menus import as_read_back, check_menu, check_rule, outside_hosts
from simulator.world import Follower, Json

OUTSIDE_HOSTS = 3


@dataclass
class Shelf:
    """What menu/* keeps. `own_host` is the account's own domain."""

    own_host: str
    default: list[Json] | None = None
    personal: list[Json] = field(default_factory=list)
    numbers: "count[int]" = field(default_factory=lambda: count(208_396_938))

    def create(self, menu: Json) -> None:
        """Publish the default menu."""
        self.default = check_menu(menu)

    def add_personal(self, menu: Json) -> str:
        """Publish a personalised menu; its menuid. Needs a default (65303)."""
        if self.default is None:
            raise Refused(65303)
        rule, buttons = check_rule(menu.get("matchrule")), check_menu(menu)
        every = [button for one in self.personal for button in one["button"]]
        if len(outside_hosts([*every, *buttons], self.own_host)) > OUTSIDE_HOSTS:
            raise Refused(65316)
        menuid = str(next(self.numbers))
        self.personal.append({"button": buttons, "matchrule": rule, "menuid": menuid})
        return menuid

    def drop_personal(self, menuid: str) -> None:
        """Take one personalised menu away; 65301 when there is none."""
        kept = [one for one in self.personal if one["menuid"] != menuid]
        if len(kept) == len(self.personal):
            raise Refused(65301)
        self.personal = kept

    def clear(self) -> None:
        """Take every menu away, the personalised ones as well."""
        self.default, self.personal = None, []

    def shown(self) -> Json:
        """All menus as menu/get answers; 46003 when there is none."""
        if self.default is None:
            raise Refused(46003)
        every: Json = {"menu": {"button": as_read_back(self.default)}}
        if self.personal:
            newest_first = [{**one, "button": as_read_back(one["button"])} for one in reversed(self.personal)]
            every["conditionalmenu"] = newest_first
        return every

    def for_follower(self, follower: Follower) -> list[Json]:
        """The menu this follower sees; empty when none is published."""
        fitting = (one["button"] for one in reversed(self.personal) if _matches(one["matchrule"], follower))
        return as_read_back(next(fitting, self.default or []))


def _matches(rule: Json, follower: Follower) -> bool:
    tag = rule.get("tag_id") or rule.get("group_id")
    if tag and (not follower.tags or str(follower.tags[-1]) != tag):  # of several tags the last one counts
        return False
    return rule.get("client_platform_type") in {None, follower.platform}
