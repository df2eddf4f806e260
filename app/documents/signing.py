"""The signature behind the seal: PAdES by pyHanko, with the red seal as its appearance.

SM2 is not available in this stack; another signer would take the place of this file and of nothing else.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO

import requests
from pyhanko.pdf_utils.content import PdfContent
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.layout import AxisAlignment, BoxConstraints, Margins, SimpleBoxLayoutRule
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.fields import SigFieldSpec, SigSeedSubFilter
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner, SimpleSigner
from pyhanko.sign.timestamps.common_utils import TimestampRequestError
from pyhanko.sign.timestamps.requests_client import RequestsHTTPTimeStamper
from pyhanko.stamp import StaticStampStyle

from app.documents.errors import TimeStampFailed
from app.documents.papers import Sheet
from app.documents.seal import Keys

FIELD, READ_ALOUD = "Seal", "电子印章"
DIGEST = "sha256"
TSA_SECONDS = 5
RESOURCE = "/Seal"
SIGNATURE_ROOM = 2048  # bytes beside the certificates: attributes, and the signature of the longest RSA key
WHOLE = SimpleBoxLayoutRule(AxisAlignment.ALIGN_MID, AxisAlignment.ALIGN_MID, Margins())


class Signing:
    """Signs sheets with one key. ``stamp`` is a PDF page with the seal's looks; ``tsa_url`` may be empty."""

    def __init__(self, keys: Keys, owner: str, stamp: bytes, tsa_url: str) -> None:
        self._signer = SimpleSigner.load_pkcs12_data(keys.data, other_certs=[], passphrase=keys.password)
        self._about = PdfSignatureMetadata(
            field_name=FIELD, md_algorithm=DIGEST, subfilter=SigSeedSubFilter.PADES, name=owner
        )
        self._stamp = stamp
        self._tsa = _tsa(tsa_url) if tsa_url else None
        self._reserved = None if tsa_url else _room(self._signer)

    def sign(self, sheet: Sheet) -> bytes:
        """Return the signed file. Raises TimeStampFailed."""
        looks = StaticStampStyle(border_width=0, background=_Appearance(self._stamp), background_layout=WHOLE)
        field = SigFieldSpec(FIELD, on_page=0, box=_whole(sheet.seal_box), readable_field_name=READ_ALOUD)
        signer = PdfSigner(self._about, self._signer, timestamper=self._tsa, stamp_style=looks, new_field_spec=field)
        with self._time_stamped():
            file = IncrementalPdfFileWriter(BytesIO(sheet.pdf))
            signed: BytesIO = signer.sign_pdf(file, bytes_reserved=self._reserved)
        return signed.getvalue()

    @contextmanager
    def _time_stamped(self) -> Iterator[None]:
        """Turn whatever the TSA fails with into TimeStampFailed; without a TSA nothing is expected to fail."""
        try:
            yield
        except (TimestampRequestError, requests.RequestException, OSError, ValueError):
            if self._tsa is None:
                raise
            raise TimeStampFailed from None


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
