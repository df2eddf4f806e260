"""Looks at a file that somebody hands in: whether it is a PDF, whose seal it bears, whether it is unchanged since."""

import logging
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256

HEADER_WITHIN = 1024
log = logging.getLogger(__name__)


class Damage(StrEnum):
    """Why a file proves nothing."""

    NOT_PDF = "not_pdf"
    UNREADABLE = "unreadable"
    ENCRYPTED = "encrypted"
    UNSEALED = "unsealed"
    ALTERED = "altered"


@dataclass(frozen=True)
class Examined:
    """What was found: the file's hash, what is wrong with it (None: nothing), and who sealed it."""

    digest: str
    damage: Damage | None
    fingerprint: str = ""


def examine(file: bytes) -> Examined:
    """Look at a file of anybody's making; whatever is wrong with it is an answer, never an exception."""
    digest = sha256(file).hexdigest()
    if b"%PDF-" not in file[:HEADER_WITHIN]:
        return Examined(digest, Damage.NOT_PDF)
    from app.documents.signatures import signature_of  # noqa: PLC0415 - pyHanko is loaded where a file is looked at

    try:
        return Examined(digest, *signature_of(file))
    except Exception as fault:  # noqa: BLE001 - a hostile file breaks a parser in any way it likes
        log.info("file_unreadable", extra={"fields": {"kind": type(fault).__name__}})
        return Examined(digest, Damage.UNREADABLE)
