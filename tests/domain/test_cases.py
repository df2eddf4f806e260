"""Every case of the cases files, by its id. `CASES=other.json pytest tests/domain/test_cases.py` runs another file."""

import json
import os
from pathlib import Path
from typing import Any

import pytest

from tests.domain.kinds import Case, all_kinds

DATA = Path(__file__).parents[1] / "data"
FILES = [Path(other)] if (other := os.environ.get("CASES")) else [DATA / "cases.json", DATA / "examples.json"]
KINDS = all_kinds()


def read_cases() -> list[Case]:
    """Every case of the files."""
    return [case for file in FILES for case in json.loads(file.read_text(encoding="utf-8"))["cases"]]


def cases() -> list[Any]:
    return [pytest.param(case, id=case["id"]) for case in read_cases()]


def run(case: Case) -> None:
    """Runs the case's check. A kind that nobody checks is a failure, not a skip."""
    check = KINDS.get(case["kind"])
    if check is None:
        pytest.fail(f"unknown kind {case['kind']}")
    check(case)


@pytest.mark.parametrize("case", cases())
def test_case(case: Case) -> None:
    run(case)


def test_an_unknown_kind_fails() -> None:
    with pytest.raises(pytest.fail.Exception, match="unknown kind phases_of_the_moon"):
        run({"id": "XX-01", "kind": "phases_of_the_moon", "inputs": {}, "expected": {}})
