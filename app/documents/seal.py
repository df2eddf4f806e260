"""The centre's electronic seal (电子印章): a PAdES signature whose appearance is the red seal.

SM2 is not available in this stack; another signer would replace ``Seal.press`` and nothing else.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from pathlib import Path

import requests
from cryptography import x509
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import pkcs12
from pyhanko.pdf_utils.content import PdfContent
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.layout import AxisAlignment, BoxConstraints, Margins, SimpleBoxLayoutRule
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.fields import SigFieldSpec, SigSeedSubFilter
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner, SimpleSigner
from pyhanko.sign.timestamps.common_utils import TimestampRequestError
from pyhanko.sign.timestamps.requests_client import RequestsHTTPTimeStamper
from pyhanko.stamp import StaticStampStyle

from app.documents.papers import Sheet

FIELD, READ_ALOUD = "Seal", "电子印章"
TSA_SECONDS = 5
RESOURCE = "/Seal"
SIGNATURE_ROOM = 2048  # bytes beside the certificates: attributes, and the signature of the longest RSA key
WHOLE = SimpleBoxLayoutRule(AxisAlignment.ALIGN_MID, AxisAlignment.ALIGN_MID, Margins())


class SealUnusable(Exception):
    """The PKCS#12 file cannot be read, its password is wrong, or it holds no key."""


class SealExpired(Exception):
    """The seal's certificate is not valid (any more, or yet)."""


class TimeStampFailed(Exception):
    """The time stamp authority (TSA) did not answer as it should."""


class _Appearance(PdfContent):
    """A PDF page as the signature's looks; a new one for each file, or they would grow."""

    def __init__(self, page: bytes) -> None:
        self._page = page
        super().__init__()

    def render(self) -> bytes:
        drawn = self._ensure_writer.import_page_as_xobject(PdfFileReader(BytesIO(self._page)))
        self.resources.xobject[RESOURCE] = drawn
        left, bottom, right, top = drawn.get_object()["/BBox"]
        self.box = BoxConstraints(width=abs(right - left), height=abs(top - bottom))
        return RESOURCE.encode() + b" Do"


@dataclass(frozen=True)
class Identity:
    """Whose seal it is and from when until when. A self-signed one is nobody's word: papers then say 演示."""

    owner: str
    fingerprint: str
    valid_from: datetime
    valid_until: datetime
    is_self_signed: bool


class Seal:
    """Presses the seal on sheets. ``stamp`` is a PDF page with the seal's looks; ``tsa_url`` may be empty."""

    def __init__(self, signer: SimpleSigner, identity: Identity, stamp: bytes, tsa_url: str = "") -> None:
        self._signer = signer
        self._stamp = stamp
        self._tsa = _tsa(tsa_url) if tsa_url else None
        self._reserved = None if tsa_url else _room(signer)
        self.identity = identity

    def press(self, sheet: Sheet, at: datetime) -> bytes:
        """Return the sealed file. Raises SealExpired, TimeStampFailed. Calls the TSA: hold no transaction open."""
        if not self.identity.valid_from <= at <= self.identity.valid_until:
            raise SealExpired
        style = StaticStampStyle(border_width=0, background=_Appearance(self._stamp), background_layout=WHOLE)
        field = SigFieldSpec(FIELD, on_page=0, box=_whole(sheet.seal_box), readable_field_name=READ_ALOUD)
        signer = PdfSigner(self._about(), self._signer, timestamper=self._tsa, stamp_style=style, new_field_spec=field)
        with self._time_stamped():
            file = IncrementalPdfFileWriter(BytesIO(sheet.pdf))
            sealed: BytesIO = signer.sign_pdf(file, bytes_reserved=self._reserved)
        return sealed.getvalue()

    @contextmanager
    def _time_stamped(self) -> Iterator[None]:
        """Turn whatever the TSA fails with into TimeStampFailed; without a TSA nothing is expected to fail."""
        try:
            yield
        except (TimestampRequestError, requests.RequestException, OSError, ValueError):
            if self._tsa is None:
                raise
            raise TimeStampFailed from None

    def _about(self) -> PdfSignatureMetadata:
        return PdfSignatureMetadata(
            field_name=FIELD,
            md_algorithm="sha256",
            subfilter=SigSeedSubFilter.PADES,
            name=self.identity.owner,
        )


def open_seal(file: Path, password: str) -> tuple[SimpleSigner, Identity]:
    """Return the signer and whose it is. Raises SealUnusable."""
    try:
        data = file.read_bytes()
        held = pkcs12.load_pkcs12(data, password.encode())
        signer = SimpleSigner.load_pkcs12_data(data, other_certs=[], passphrase=password.encode())
    except (OSError, ValueError):
        raise SealUnusable from None
    if held.cert is None or held.key is None or signer is None:
        raise SealUnusable
    return signer, identity_of(held.cert.certificate)


def identity_of(certificate: x509.Certificate) -> Identity:
    """Return what a certificate says."""
    names = certificate.subject.get_attributes_for_oid(x509.NameOID.COMMON_NAME)
    return Identity(
        owner=str(names[0].value) if names else "",
        fingerprint=certificate.fingerprint(SHA256()).hex(),
        valid_from=certificate.not_valid_before_utc,
        valid_until=certificate.not_valid_after_utc,
        is_self_signed=certificate.issuer == certificate.subject,
    )


def _room(signer: SimpleSigner) -> int:
    """Return the hexadecimal digits a signature takes at most; pyHanko would sign once more to find out.

    A time stamp may be of any size, so with one that is what it does.
    """
    held = signer.signing_cert, *signer.cert_registry
    return 2 * (SIGNATURE_ROOM + sum(len(one.dump()) for one in held if one is not None))


def _tsa(url: str) -> RequestsHTTPTimeStamper:
    return RequestsHTTPTimeStamper(url, timeout=TSA_SECONDS)  # type: ignore[no-untyped-call]  # pyHanko leaves it untyped


def _whole(box: tuple[float, float, float, float]) -> tuple[int, int, int, int]:
    left, bottom, right, top = (round(edge) for edge in box)
    return left, bottom, right, top
