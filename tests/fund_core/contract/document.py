"""The OpenAPI document of the contract, made from the port and its records so that they cannot drift apart."""

import inspect
from typing import Any, get_type_hints

import msgspec

from app.fund_core import FundCore
from app.fund_core.http.wire import READS, WRITES, path_of
from tests.fund_core.contract.examples import ANSWERS, QUESTIONS
from tests.fund_core.contract.frame import COMPONENTS, HEADERS, INFO, OTHER_ANSWERS

REFERENCE = "#/components/schemas/{name}"
DECIMAL = r"^-?\d+(\.\d{1,7})?$"


def document() -> dict[str, Any]:
    """The whole document."""
    operations = READS + WRITES
    wanted = [kind for operation in operations for kind in _hints(operation).values()]
    schemas, known = msgspec.json.schema_components(wanted, ref_template=REFERENCE)
    shapes = iter(schemas)
    paths = {path_of(operation): {"post": _operation(operation, shapes)} for operation in operations}
    components = {**COMPONENTS, "schemas": {**COMPONENTS["schemas"], **known}}
    whole = {"openapi": "3.1.0", "info": INFO, "servers": [{"url": "https://core.example"}]}
    return dict(_plain({**whole, "paths": paths, "components": components}))


def _hints(operation: str) -> dict[str, Any]:
    return get_type_hints(getattr(FundCore, operation))


def _operation(operation: str, shapes: Any) -> dict[str, Any]:
    said = inspect.getdoc(getattr(FundCore, operation)) or ""
    properties = {name: next(shapes) for name in _hints(operation)}
    answer = properties.pop("return")
    asked = {"type": "object", "additionalProperties": False, "required": list(properties), "properties": properties}
    told = {"description": "The answer", "content": _json(answer, ANSWERS[operation])}
    return {
        "operationId": operation,
        "summary": said.partition("\n")[0].partition(". ")[0].rstrip("."),
        "description": said,
        "parameters": HEADERS,
        "requestBody": {"required": True, "content": _json(asked, QUESTIONS[operation])},
        "responses": {"200": told, **OTHER_ANSWERS},
    }


def _json(schema: object, example: object) -> dict[str, Any]:
    return {"application/json": {"schema": schema, "example": msgspec.to_builtins(example, builtin_types=())}}


def _plain(value: Any) -> Any:
    """Lists for tuples, amounts by their pattern, docstrings without indentation."""
    if isinstance(value, dict):
        kept = {key: _plain(one) for key, one in value.items()}
        if kept.get("format") == "decimal":
            del kept["format"]
            kept["pattern"] = DECIMAL
        if isinstance(kept.get("description"), str):
            kept["description"] = inspect.cleandoc(kept["description"])
        return kept
    return [_plain(one) for one in value] if isinstance(value, list | tuple) else value
