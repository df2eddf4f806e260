"""Looks at a file that somebody hands in: whether it is a PDF, whose seal it bears, whether it is unchanged since."""

import logging
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256
from io import BytesIO

from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation.generic_cms import validate_sig_integrity
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
from pyhanko.sign.validation.status import SignatureCoverageLevel

HEADER_WITHIN = 1024
STRONG = "sha256"  # what our seal uses; a file signed over a weaker digest does not fit it

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
    try:
        return _sealed(digest, file)
    except Exception as fault:  # noqa: BLE001 - a hostile file breaks a parser in any way it likes
        log.info("file_unreadable", extra={"fields": {"kind": type(fault).__name__}})
        return Examined(digest, Damage.UNREADABLE)


def _sealed(digest: str, file: bytes) -> Examined:
    reader = PdfFileReader(BytesIO(file), strict=False)
    if reader.encrypted:
        return Examined(digest, Damage.ENCRYPTED)
    signatures = reader.embedded_regular_signatures
    if len(signatures) != 1:
        return Examined(digest, Damage.ALTERED if signatures else Damage.UNSEALED)
    fingerprint = sha256(signatures[0].signer_cert.dump()).hexdigest()
    return Examined(digest, None if _is_intact(signatures[0]) else Damage.ALTERED, fingerprint)


def _is_intact(signature: EmbeddedPdfSignature) -> bool:
    """Whether the signature is the key's and covers the whole file: nothing was changed and nothing added.

    Whose key it is, the caller compares; a chain of trust is not asked for, the fingerprint says more.
    """
    signature.compute_integrity_info(skip_diff=True)  # type: ignore[no-untyped-call]  # pyHanko leaves it untyped
    digest = signature.compute_digest(STRONG)
    intact, valid = validate_sig_integrity(signature.signer_info, signature.signer_cert, "data", digest)
    return bool(intact and valid and signature.coverage is SignatureCoverageLevel.ENTIRE_FILE)
