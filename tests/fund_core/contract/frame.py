"""What of the contract does not come from the port."""

from typing import Any

INFO = {
    "title": "Housing provident fund core",
    "version": "1.0.0",
    "description": """\
What a centre's core system answers to the hall. Every operation is a POST, so that no identifier stands in an address.
Money is text in yuan with two places, rates and ratios are percent, days are YYYY-MM-DD, codes are JGJ/T 320.
A write carries a key: the same key with the same body returns the first outcome, with another body it is refused \
(key_reused).
An operation that a core does not offer is refused as not_offered.
Any answer but 200, 401 and 409 to a write means that its outcome is unknown; the hall asks with find_order, or \
repeats it with the same key.
""",
}
HEADERS = [{"$ref": f"#/components/parameters/{name}"} for name in ("Timestamp", "Nonce", "Signature")]
OTHER_ANSWERS = {
    "401": {"$ref": "#/components/responses/Unsigned"},
    "409": {"$ref": "#/components/responses/Refused"},
    "503": {"$ref": "#/components/responses/Unavailable"},
}


def _header(name: str, description: str, pattern: str) -> dict[str, Any]:
    schema = {"type": "string", "pattern": pattern}
    return {"name": name, "in": "header", "required": True, "description": description, "schema": schema}


def _failure(description: str, code: str) -> dict[str, Any]:
    body = {"schema": {"$ref": "#/components/schemas/Failure"}, "example": {"code": code}}
    return {"description": description, "content": {"application/json": body}}


COMPONENTS: dict[str, dict[str, Any]] = {
    "parameters": {
        "Timestamp": _header("X-Core-Timestamp", "Unix seconds; refused when more than 300 s off", r"^\d+$"),
        "Nonce": _header("X-Core-Nonce", "Random, accepted once", "^[0-9a-f]{32}$"),
        "Signature": _header(
            "X-Core-Signature",
            "HMAC-SHA256 in hex over the lines POST, path, timestamp, nonce and the body, joined by line feeds",
            "^[0-9a-f]{64}$",
        ),
    },
    "responses": {
        "Unsigned": {"description": "The signature is wrong, too old or used before; nothing happened"},
        "Refused": _failure(
            "Refused for good; the operation's description lists its codes, and invalid_input and not_offered",
            "account_frozen",
        ),
        "Unavailable": _failure("The core cannot answer now", "unavailable"),
    },
    "schemas": {
        "Failure": {
            "type": "object",
            "required": ["code"],
            "properties": {"code": {"type": "string", "pattern": "^[a-z_]+$"}},
        }
    },
}
