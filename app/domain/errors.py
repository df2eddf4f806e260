"""The two ways a rule says no: the input cannot exist, or a person may not do this now."""

from collections.abc import Mapping
from types import MappingProxyType


class DomainError(ValueError):
    """Impossible input: a rate before the table begins, a negative amount, fen fractions."""


class Refusal(Exception):
    """A known refusal. `code` is snake_case; `facts` fill the sentence a person reads (dates as ISO, money as text)."""

    def __init__(self, code: str, facts: Mapping[str, str] | None = None) -> None:
        super().__init__(code)
        self.code = code
        self.facts: Mapping[str, str] = MappingProxyType(dict(facts or {}))
