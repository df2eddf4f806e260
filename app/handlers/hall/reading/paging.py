"""Long lists in pages of twenty."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from flask import request

T = TypeVar("T")
SIZE = 20


@dataclass(frozen=True)
class ListPage(Generic[T]):
    """A page of a list; both numbers begin at 1."""

    rows: tuple[T, ...]
    number: int
    count: int


def page_of(rows: Sequence[T]) -> ListPage[T]:
    """Return the page that the address asks for; one that is not there is the nearest one."""
    count = max(1, -(-len(rows) // SIZE))
    asked = request.args.get("page", 1, type=int)
    number = min(max(asked, 1), count)
    return ListPage(tuple(rows[(number - 1) * SIZE : number * SIZE]), number, count)
