"""How the use cases of units hear the core: its no is a refusal, its silence is named."""

from collections.abc import Iterator
from contextlib import contextmanager

from app.domain.errors import Refusal
from app.fund_core import CoreError, CoreRefused


@contextmanager
def core_heard() -> Iterator[None]:
    """Raise Refusal with the core's own code, or core_unavailable when it is silent or its outcome is unknown."""
    try:
        yield
    except CoreRefused as refused:
        raise Refusal(refused.code) from None
    except CoreError:
        raise Refusal("core_unavailable") from None
