"""docs/rules.md: every chapter is whole, and every figure of its examples is a figure of the cases it cites.

The cases are recomputed by test_cases, so the examples are right as long as both tests pass.
"""

import re
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from tests.domain.test_cases import read_cases

DOCUMENT = (Path(__file__).parents[2] / "docs" / "rules.md").read_text(encoding="utf-8")
CHAPTERS = {title: text for title, _, text in (part.partition("\n") for part in re.split(r"\n## ", DOCUMENT)[1:])}
CASES = {case["id"]: case for case in read_cases()}
EXAMPLE = re.compile(r"\*\*Example(.*?)(?=\n\n?\*\*|\Z|\s\*\*(?:Doubtful|Source|Parameter))", re.DOTALL)
MONEY = re.compile(r"(?<![\d.,])\d{1,3}(?:,\d{3})*\.\d{2,}(?![\d.,]*\d)")
DAY = re.compile(r"\b\d{4}-\d\d-\d\d\b")
CITED = re.compile(r"\b[A-Z]{2}-\d\d\b")


def _leaves(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for key, item in value.items():
            yield from (str(key), *_leaves(item))
    elif isinstance(value, list):
        for item in value:
            yield from _leaves(item)
    else:
        yield str(value)


def _known(chapter: str) -> tuple[set[Decimal], set[str]]:
    """The numbers and the days of the cases a chapter cites."""
    leaves = [leaf for cited in CITED.findall(chapter) for part in ("inputs", "expected")
              for leaf in _leaves(CASES[cited][part])]  # fmt: skip
    numbers = {Decimal(leaf) for leaf in leaves if re.fullmatch(r"-?\d+(\.\d+)?", leaf)}
    return numbers, {day for leaf in leaves for day in DAY.findall(leaf)}


@pytest.mark.parametrize("title", CHAPTERS)
def test_a_chapter_says_its_source_parameter_example_and_doubts(title: str) -> None:
    assert [word for word in ("Rule", "Source.", "Parameter.", "Example", "Doubtful.")
            if f"**{word}" not in CHAPTERS[title]] == []  # fmt: skip


@pytest.mark.parametrize("title", CHAPTERS)
def test_every_case_it_cites_is_there(title: str) -> None:
    cited = set(CITED.findall(CHAPTERS[title]))
    assert cited
    assert cited <= set(CASES)


@pytest.mark.parametrize("title", CHAPTERS)
def test_every_figure_of_its_examples_is_computed(title: str) -> None:
    numbers, days = _known(CHAPTERS[title])
    examples = "\n".join(EXAMPLE.findall(CHAPTERS[title]))
    assert examples
    assert [text for text in MONEY.findall(examples) if Decimal(text.replace(",", "")) not in numbers] == []
    assert [day for day in DAY.findall(examples) if day not in days] == []
