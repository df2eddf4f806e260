"""Draws papers with Typst: facts go in as JSON and can neither inject markup nor reach a file."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from threading import Lock
from typing import Final

import typst

from app.documents.errors import NotPrintable, UnfitForPage
from app.documents.glyphs import missing

ROOM = Path(__file__).parent
TYPEFACE = ROOM / "fonts" / "NotoSerifSC-Regular.ttf"
TEMPLATES = ROOM / "templates"
ARCHIVAL: Final = "a-2a"  # PDF/A-2 with tags: text can be selected and read aloud
PICTURE_PPI = 132  # 1091 pixels wide: sharp on a phone, about 250 kB
A4_HEIGHT = 841.89  # points
SEAL_SIDE = 42 / 25.4 * 72

Facts = Mapping[str, object]


@dataclass(frozen=True)
class Imprint:
    """What every paper of the centre says of it: name, hotline, where to check; ``demo`` marks it 演示."""

    centre: str
    hotline: str
    verify_address: str
    demo: bool


@dataclass(frozen=True)
class Sheet:
    """A drawn PDF before sealing, and where its seal goes: left, bottom, right, top in points."""

    pdf: bytes
    seal_box: tuple[float, float, float, float]


class Papers:
    """Draws every kind of paper. One compiler a template and process, used by one thread at a time."""

    def __init__(self, imprint: Imprint) -> None:
        self._imprint = asdict(imprint)
        self._lock = Lock()
        self._fonts = typst.Fonts(
            include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(TYPEFACE.parent)]
        )
        self._compilers: dict[str, typst.Compiler] = {}

    def sheet(self, kind: str, facts: Facts, at: datetime) -> Sheet:
        """Return the PDF/A. The same facts and instant give the same bytes.

        Raises NotPrintable, UnfitForPage.
        """
        given = self._given(facts, preview=False)
        with self._lock:
            compiler = self._compiler(kind)
            pdf = compiler.compile(sys_inputs=given, format="pdf", pdf_standards=[ARCHIVAL], timestamp=_seconds(at))
            place = json.loads(compiler.query("<seal-place>", field="value", one=True))
        if place["page"] != 1 or not isinstance(pdf, bytes):
            raise UnfitForPage
        left, top = (float(place[axis].removesuffix("pt")) for axis in "xy")
        return Sheet(pdf, (left, A4_HEIGHT - top - SEAL_SIDE, left + SEAL_SIDE, A4_HEIGHT - top))

    def check(self, facts: Facts) -> None:
        """Raise NotPrintable when the typeface lacks a character of the facts."""
        self._given(facts, preview=True)

    def picture(self, kind: str, facts: Facts, *, preview: bool = False) -> bytes:
        """Return the PNG: the sealed paper, or a preview without number, code and seal.

        Raises NotPrintable, UnfitForPage.
        """
        given = {**self._given(facts, preview=preview), "picture": "yes"}
        with self._lock:
            drawn = self._compiler(kind).compile(sys_inputs=given, format="png", ppi=PICTURE_PPI)
        if not isinstance(drawn, bytes):
            raise UnfitForPage
        return drawn

    def stamp(self, at: datetime) -> bytes:
        """Return a PDF page of the seal's size that shows the seal alone."""
        with self._lock:
            compiler = self._compiler("stamp")
            given = self._given({}, preview=False)
            drawn = compiler.compile(sys_inputs=given, format="pdf", pdf_standards=[ARCHIVAL], timestamp=_seconds(at))
        if not isinstance(drawn, bytes):
            raise UnfitForPage
        return drawn

    def _given(self, facts: Facts, *, preview: bool) -> dict[str, str]:
        text = json.dumps({**self._imprint, **facts, "preview": preview}, ensure_ascii=False, sort_keys=True)
        if lacking := missing(text, TYPEFACE):
            raise NotPrintable(lacking)
        return {"facts": text}

    def _compiler(self, kind: str) -> typst.Compiler:
        if kind not in self._compilers:
            self._compilers[kind] = typst.Compiler(
                input=str(TEMPLATES / f"{kind}.typ"), root=str(TEMPLATES), font_paths=self._fonts
            )
        return self._compilers[kind]


def _seconds(at: datetime) -> int:
    return int(at.timestamp())
