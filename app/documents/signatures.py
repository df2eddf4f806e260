"""Reads the signature of a PDF, by pyHanko."""

from hashlib import sha256
from io import BytesIO

from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation.generic_cms import validate_sig_integrity
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
from pyhanko.sign.validation.status import SignatureCoverageLevel

from app.documents.check import Damage

STRONG = "sha256"  # what our seal uses; a file signed over a weaker digest does not fit it


def signature_of(file: bytes) -> tuple[Damage | None, str]:
    """Return what is wrong with the file (None: nothing) and the fingerprint of who sealed it, as far as anybody did.

    Raises whatever a broken file makes the parser raise.
    """
    reader = PdfFileReader(BytesIO(file), strict=False)
    if reader.encrypted:
        return Damage.ENCRYPTED, ""
    signatures = reader.embedded_regular_signatures
    if len(signatures) != 1:
        return (Damage.ALTERED if signatures else Damage.UNSEALED), ""
    fingerprint = sha256(signatures[0].signer_cert.dump()).hexdigest()
    return (None if _is_intact(signatures[0]) else Damage.ALTERED), fingerprint


def _is_intact(signature: EmbeddedPdfSignature) -> bool:
    """Whether the signature is the key's and covers the whole file: nothing was changed and nothing added.

    Whose key it is, the caller compares; a chain of trust is not asked for, the fingerprint says more.
    """
    signature.compute_integrity_info(skip_diff=True)  # type: ignore[no-untyped-call]  # pyHanko leaves it untyped
    digest = signature.compute_digest(STRONG)
    intact, valid = validate_sig_integrity(signature.signer_info, signature.signer_cert, "data", digest)
    return bool(intact and valid and signature.coverage is SignatureCoverageLevel.ENTIRE_FILE)
