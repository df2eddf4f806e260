"""Parametric codes (带参数二维码): of numbers or texts, for a time or for ever; each ticket stands for its scene."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from simulator.errors import Refused
from simulator.world import Json, World, random_name

ADDRESS = "http://weixin.qq.com/q/"
DEFAULT_SECONDS, LONGEST_SECONDS = 30, 2_592_000
FOR_EVER = 100_000
LARGEST = 2**32 - 1
TEXT_LENGTH = 64
NUMBERED = {"QR_SCENE": LARGEST, "QR_LIMIT_SCENE": FOR_EVER}
NAMED = {"QR_STR_SCENE", "QR_LIMIT_STR_SCENE"}
LIMITED = {"QR_LIMIT_SCENE", "QR_LIMIT_STR_SCENE"}


@dataclass(frozen=True)
class Code:
    """One code that was made; `until` is None for those that last."""

    ticket: str
    scene: str
    until: datetime | None

    @property
    def url(self) -> str:
        """The address the picture holds."""
        return f"{ADDRESS}{self.ticket[:22]}"


@dataclass
class Scenes:
    """All codes of the account."""

    world: World
    codes: list[Code] = field(default_factory=list)

    def make(self, told: Json) -> Code:
        """Make a code: 40035 for a wrong wish, 45029 above a hundred thousand that last."""
        name, scene = told.get("action_name"), scene_of(told)
        seconds = told.get("expire_seconds", DEFAULT_SECONDS)
        if name in LIMITED:
            return self._keep(self._lasting(scene))
        if type(seconds) is not int or not 1 <= seconds <= LONGEST_SECONDS:
            raise Refused(40035)
        until = self.world.clock.now() + timedelta(seconds=seconds)
        return self._keep(Code(random_name(86), scene, until))

    def _lasting(self, scene: str) -> Code:
        lasting = [one for one in self.codes if one.until is None]
        if len(lasting) >= FOR_EVER:
            raise Refused(45029)
        same = next((one for one in lasting if one.scene == scene), None)
        return same or Code(random_name(86), scene, None)

    def _keep(self, code: Code) -> Code:
        if code not in self.codes:
            self.codes.append(code)
        return code

    def by_ticket(self, ticket: str) -> Code | None:
        """The code of a ticket."""
        return next((one for one in self.codes if one.ticket == ticket), None)

    def read(self, seen: str) -> str:
        """The scene of what a camera saw: the address of a code, or a scene as it is. 40035: the code is over."""
        code = next((one for one in self.codes if one.url == seen), None)
        if code is None:
            return seen
        if code.until is not None and code.until <= self.world.clock.now():
            raise Refused(40035)
        return code.scene


def scene_of(told: Json) -> str:
    """The scene of a wish, a number as its digits; 40035 for anything else."""
    name, info = told.get("action_name"), told.get("action_info")
    scene = info.get("scene") if isinstance(info, dict) else None
    if not isinstance(scene, dict):
        raise Refused(40035)
    number, text = scene.get("scene_id"), scene.get("scene_str")
    if name in NUMBERED and type(number) is int and 1 <= number <= NUMBERED[name]:
        return str(number)
    if name in NAMED and isinstance(text, str) and 1 <= len(text) <= TEXT_LENGTH:
        return text
    raise Refused(40035)
