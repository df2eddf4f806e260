"""The kinds of case a cases file may hold. Each module here offers KINDS: the kind's name to the check it runs."""

import pkgutil
from collections.abc import Callable, Mapping
from decimal import Decimal
from importlib import import_module
from typing import Any

Case = Mapping[str, Any]
Check = Callable[[Case], None]


def all_kinds() -> dict[str, Check]:
    """Every registered check. Two modules may not claim the same kind."""
    kinds: dict[str, Check] = {}
    for found in pkgutil.iter_modules(__path__):
        module: Mapping[str, Check] = import_module(f"{__name__}.{found.name}").KINDS
        assert not kinds.keys() & module.keys()
        kinds.update(module)
    return kinds


def money(text: str) -> Decimal:
    """An amount of a case, as the rules take it."""
    return Decimal(text)
