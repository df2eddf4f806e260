"""What was typed into a form after its session had ended: held, sealed, until the same person has logged in again."""

import json

from flask import request, session

from app.handlers.guards import whose
from app.handlers.hall.use_cases import use_cases
from app.vault import Unreadable

HELD, OWNER = "held", "held.owner"
LONGEST = 2000  # characters of one answer


def owner_seal() -> str:
    """Return who fills in this form, sealed: it comes back with what is typed, and nobody else gets to see that."""
    return use_cases().vault.seal(str(whose()), OWNER)


def hold() -> None:
    """Keep what was sent to this page, beside whose it is."""
    typed = {name: text[:LONGEST] for name, text in request.form.items() if name != "csrf_token"}
    session[HELD] = use_cases().vault.seal(json.dumps({"path": request.path, "typed": typed}), HELD)


def held() -> dict[str, str]:
    """Return what was held for this page and this person, once; nothing of another's."""
    sealed = session.pop(HELD, None)
    if not sealed:
        return {}
    kept = json.loads(use_cases().vault.open(sealed, HELD))
    typed: dict[str, str] = kept["typed"]
    return typed if kept["path"] == request.path and _is_mine(typed.pop("owner", "")) else {}


def _is_mine(owner: str) -> bool:
    try:
        return use_cases().vault.open(owner, OWNER) == str(whose())
    except Unreadable:
        return False
