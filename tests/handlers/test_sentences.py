"""Every refusal of the service has its sentence, and every sentence gets the facts it names."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import app as package
from app.domain.errors import Refusal
from app.handlers.condition_words import CONDITIONS
from app.handlers.sentences import FIELDS, SENTENCES, UNKNOWN, sentence
from app.kv import codes

ROOT = Path(package.__file__).parent
NAMED = {"Refusal", "PaperRefused"}  # what a paper is refused for becomes a refusal of the same code


def refusals() -> Iterator[tuple[str, frozenset[str]]]:
    """Yield each code that the service refuses with, and the names of its facts where they are written out."""
    for file in ROOT.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in NAMED:
                yield from _of_call(node)
    for code in re.findall(r"'(code_[a-z_]+)'", codes.ISSUE + codes.CHECK):  # refused by scripts inside Redis
        yield code, frozenset({"seconds"} if code == "code_too_soon" else ())


def _of_call(node: ast.Call) -> Iterator[tuple[str, frozenset[str]]]:
    code = node.args[0] if node.args else None
    facts = node.args[1] if len(node.args) > 1 else None
    if isinstance(code, ast.Constant) and isinstance(code.value, str):
        keys = [key.value for key in facts.keys if isinstance(key, ast.Constant)] if isinstance(facts, ast.Dict) else []
        yield code.value, frozenset(str(key) for key in keys)


REFUSALS = tuple(refusals())
CODES = sorted({code for code, _ in REFUSALS})


@pytest.mark.parametrize("code", CODES)
def test_a_refusal_has_its_sentence(code: str) -> None:
    assert code in SENTENCES
    named = set(re.findall(r"\{(\w+)\}", SENTENCES[code]))
    written = [facts for found, facts in REFUSALS if found == code and facts]
    assert all(named <= facts for facts in written)
    assert not named or written
    assert sentence(Refusal(code, dict.fromkeys(named, "3"))) not in {UNKNOWN, code}


def test_no_field_is_named_for_a_refusal_that_does_not_exist() -> None:
    assert set(FIELDS) <= {*CODES, *CONDITIONS}  # a condition that fails is refused by its name


def test_a_refusal_nobody_foresaw_is_still_a_sentence() -> None:
    assert sentence(Refusal("of_tomorrow")) == UNKNOWN
