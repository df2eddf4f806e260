"""Every event that a use case writes into the trail can be read by those who search it."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import app.services as package
from app.domain.work import OutboxKind
from app.handlers.staff_words import EVENTS, KINDS

ROOT = Path(package.__file__).parent
WRITERS = {"record", "_record", "_end", "_move"}  # the trail's own, and the methods that hand a name on to it


def written() -> Iterator[str]:
    """Yield the name of each event where it is written out."""
    for file in ROOT.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in WRITERS:
                yield from (
                    one.value for one in node.args if isinstance(one, ast.Constant) and isinstance(one.value, str)
                )


@pytest.mark.parametrize("event", sorted(set(written())))
def test_an_event_has_words(event: str) -> None:
    assert event in EVENTS


@pytest.mark.parametrize("kind", OutboxKind)
def test_a_kind_of_work_has_words(kind: OutboxKind) -> None:
    assert kind in KINDS
