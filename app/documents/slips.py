"""Draws slips (办件回执): a receipt's facts as a picture that is kept in the phone's album. It proves nothing."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from threading import Lock

import typst

from app.documents.errors import UnfitForPage
from app.documents.glyphs import missing
from app.documents.papers import TEMPLATES, TYPEFACE

PPI = 216  # 1080 pixels wide
STAND_IN = "〓"  # the printers' mark for a character that is not there


@dataclass(frozen=True)
class Slip:
    """What a slip says; `amount` is written out, or empty where no money moves."""

    centre: str
    title: str
    service: str
    amount: str
    rows: Sequence[tuple[str, str]]
    note: str


class Slips:
    """One compiler a process, used by one thread at a time."""

    def __init__(self) -> None:
        self._lock = Lock()
        fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(TYPEFACE.parent)])
        self._compiler = typst.Compiler(input=str(TEMPLATES / "slip.typ"), root=str(TEMPLATES), font_paths=fonts)

    def picture(self, slip: Slip) -> bytes:
        """Return the PNG. Facts go in as JSON and can inject nothing; what the typeface lacks becomes a mark.

        Raises UnfitForPage.
        """
        text = json.dumps(asdict(slip), ensure_ascii=False)
        for lacking in missing(text, TYPEFACE):
            text = text.replace(lacking, STAND_IN)
        with self._lock:
            drawn = self._compiler.compile(sys_inputs={"facts": text}, format="png", ppi=PPI)
        if not isinstance(drawn, bytes):
            raise UnfitForPage
        return drawn
