"""The published contract is valid and says what the code does."""

from pathlib import Path
from typing import Any

import pytest
from openapi_spec_validator import validate
from openapi_spec_validator.readers import read_from_filename

from app.fund_core.http.wire import READS, WRITES, decode_arguments, decode_result, encode, path_of
from tests.fund_core.contract.document import document

CONTRACT = Path(__file__).parents[2] / "docs" / "core-contract.openapi.yaml"
OPERATIONS = READS + WRITES


@pytest.fixture(scope="module")
def contract() -> dict[str, Any]:
    return dict(read_from_filename(str(CONTRACT))[0])


def test_the_contract_is_valid_openapi_31(contract: dict[str, Any]) -> None:
    assert contract["openapi"].startswith("3.1")
    validate(contract)


def test_the_contract_is_what_the_port_says(contract: dict[str, Any]) -> None:
    """After a change of the port: python -m tests.fund_core.contract > docs/core-contract.openapi.yaml."""
    assert contract == document()


def test_the_contract_has_every_operation_and_no_other(contract: dict[str, Any]) -> None:
    assert set(contract["paths"]) == {path_of(operation) for operation in OPERATIONS}


@pytest.mark.parametrize("operation", OPERATIONS)
def test_every_example_is_what_the_code_reads_and_writes(contract: dict[str, Any], operation: str) -> None:
    described = contract["paths"][path_of(operation)]["post"]
    asked = described["requestBody"]["content"]["application/json"]["example"]
    told = described["responses"]["200"]["content"]["application/json"]["example"]
    assert encode(decode_arguments(operation, encode(asked))) == encode(asked)
    assert encode(decode_result(operation, encode(told))) == encode(told)


def test_every_refusal_the_port_names_is_in_the_contract(contract: dict[str, Any]) -> None:
    for operation in WRITES:
        assert "key_reused" in contract["paths"][path_of(operation)]["post"]["description"]
