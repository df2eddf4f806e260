"""Runs every vector of tests/data/vectors.json, or of the file that VECTORS names; an unknown kind fails."""

import json
import os
from pathlib import Path
from typing import Any

import pytest

from tests.wechat.vector_checks import CHECKS

FILE = Path(os.environ.get("VECTORS") or Path(__file__).parents[1] / "data" / "vectors.json")
VECTORS: list[dict[str, Any]] = json.loads(FILE.read_text(encoding="utf-8"))["vectors"]


@pytest.mark.parametrize("vector", VECTORS, ids=[str(vector["id"]) for vector in VECTORS])
def test_vector_holds(vector: dict[str, Any]) -> None:
    check = CHECKS.get(vector["kind"])
    assert check is not None, f"no check for the kind {vector['kind']}"
    check(vector["inputs"], vector["expected"])


def test_the_file_is_not_empty() -> None:
    assert VECTORS


def test_a_kind_nobody_knows_fails() -> None:
    with pytest.raises(AssertionError, match="no check for the kind new_kind"):
        test_vector_holds({"id": "a", "kind": "new_kind", "inputs": {}, "expected": {}})
