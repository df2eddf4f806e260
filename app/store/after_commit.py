"""What is to happen once a transaction is committed, such as a hint to the workers; a rollback forgets it."""

from collections.abc import Callable
from typing import Any, Protocol

NAME = "after_commit"


class HasInfo(Protocol):
    """A session, or the scoped one that stands for it."""

    @property
    def info(self) -> dict[Any, Any]: ...


def after_commit(session: HasInfo, name: str, action: Callable[[], None]) -> None:
    """Have ``action`` run once after the commit, however often it is asked for under this name. It must not raise."""
    session.info.setdefault(NAME, {})[name] = action


def take_actions(session: HasInfo) -> tuple[Callable[[], None], ...]:
    """Return what is to happen, and forget it."""
    actions: dict[str, Callable[[], None]] = session.info.pop(NAME, {})
    return tuple(actions.values())
