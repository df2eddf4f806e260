"""What can go wrong with the platform, as types: a malformed push, and an errcode with the action it asks for."""

import re
from enum import StrEnum
from typing import Final


class MalformedMessage(Exception):
    """A push body that is no message: ``cause`` is a fixed word, ``status`` the answer to one who is not signed in."""

    status: Final = 400

    def __init__(self, cause: str) -> None:
        self.cause = cause
        super().__init__(cause)


class Outcome(StrEnum):
    """What an errcode asks of us; source: protocol.md 2.1."""

    RETRY = "retry"  # busy: again after a pause
    TOKEN = "token"  # noqa: S105 - the class of token faults, no secret
    CONFIG = "config"  # permanent until a person mends a setting
    QUOTA = "quota"  # stop until midnight in Beijing
    RECIPIENT = "recipient"  # this follower cannot be reached: mark and drop
    LATER = "later"  # this follower, but not now
    MESSAGE = "message"  # the message itself is wrong
    MENU = "menu"
    OAUTH = "oauth"  # begin the authorization again
    UNREACHABLE = "unreachable"  # no usable answer; what was sent may have arrived
    UNKNOWN = "unknown"  # an errcode the table does not know


NO_ANSWER: Final = -2
TOKEN_CODES: Final = frozenset({40001, 40014, 42001})
_MENU_CODES = (*range(40015, 40028), 65301, 65303, 65304, 65305, 65307, 65308, 65309, 65316, 65317, 65320)
_GROUPS: Final[dict[Outcome, tuple[int, ...]]] = {
    Outcome.UNREACHABLE: (NO_ANSWER,),
    Outcome.RETRY: (-1, 45011, 9001002),
    Outcome.TOKEN: tuple(TOKEN_CODES),
    Outcome.CONFIG: (40013, 40125, 40164, 40243, 41002, 41004, 48001, 48004, 50002),
    Outcome.QUOTA: (45009, 48006),
    Outcome.RECIPIENT: (40003, 43004, 43019, 46004, 48002, 50005, 43101, 43107),
    Outcome.LATER: (43117, 45015, 45047),
    Outcome.MESSAGE: (40036, 40037, 41028, 41029, 41030, 47001, 47003, 45002, 40033),
    Outcome.MENU: _MENU_CODES,
    Outcome.OAUTH: (40029, 40163, 42003, 40030, 42002, 42007),
}
_OUTCOMES: Final = {code: outcome for outcome, codes in _GROUPS.items() for code in codes}
_RID = re.compile(r"rid: ?([0-9a-f-]{8,64})")
_ADDRESS = re.compile(r"invalid ip ([0-9A-Fa-f.:]{3,45})")
_ARGUMENT = re.compile(r"data\.([A-Za-z_]{1,32}[0-9]{0,4})\.value")


def outcome_of(errcode: int) -> Outcome:
    return _OUTCOMES.get(errcode, Outcome.UNKNOWN)


class PlatformError(Exception):
    """A call the platform refused, or did not answer (errcode NO_ANSWER).

    ``rid`` is the platform's own request number, for its support; ``address`` the address of ours to put on the white
    list (IP 白名单) at 40164; ``argument`` the template key at 47003. The platform's sentence, addresses with secrets
    and bodies are never kept: exceptions end up in logs.
    """

    def __init__(self, errcode: int, errmsg: str = "") -> None:
        self.errcode = errcode
        self.outcome = outcome_of(errcode)
        self.rid = _first(_RID, errmsg)
        self.address = _first(_ADDRESS, errmsg)
        self.argument = _first(_ARGUMENT, errmsg)
        super().__init__(self._sentence())

    def _sentence(self) -> str:
        facts = {"address": self.address, "argument": self.argument, "rid": self.rid}
        known = "".join(f" {name}={value}" for name, value in facts.items() if value)
        return f"errcode={self.errcode} outcome={self.outcome}{known}"


def unreachable() -> PlatformError:
    """No answer in time, a cut connection, an HTTP error or a body that is not what the call promises."""
    return PlatformError(NO_ANSWER)


def _first(pattern: re.Pattern[str], text: str) -> str:
    found = pattern.search(text)
    return found.group(1) if found else ""
