"""Facts → a sealed PDF and its picture. Templates and the typeface lie beside; nothing is read from elsewhere."""

from app.documents.check import Damage, Examined, examine
from app.documents.errors import NotPrintable, SealExpired, SealUnusable, TimeStampFailed, UnfitForPage
from app.documents.papers import Imprint, Papers, Sheet
from app.documents.qr import qr_svg
from app.documents.seal import Seal

__all__ = [
    "Damage",
    "Examined",
    "Imprint",
    "NotPrintable",
    "Papers",
    "Seal",
    "SealExpired",
    "SealUnusable",
    "Sheet",
    "TimeStampFailed",
    "UnfitForPage",
    "examine",
    "qr_svg",
]
