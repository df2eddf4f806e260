"""Draws statements: a table of what was queried, on paper. It carries no seal and proves nothing."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from threading import Lock

import typst

from app.documents.errors import UnfitForPage
from app.documents.glyphs import missing
from app.documents.papers import TEMPLATES, TYPEFACE
from app.documents.slips import STAND_IN


@dataclass(frozen=True)
class Statement:
    """What a statement says; every row has a cell for each column."""

    centre: str
    title: str
    facts: Sequence[tuple[str, str]]
    columns: Sequence[str]
    rows: Sequence[tuple[str, ...]]
    note: str


class Statements:
    """One compiler a process, used by one thread at a time; made when it is first needed."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._compiler: typst.Compiler | None = None

    def pdf(self, statement: Statement) -> bytes:
        """Return the PDF. Facts go in as JSON and can inject nothing; what the typeface lacks becomes a mark.

        Raises UnfitForPage.
        """
        text = json.dumps(asdict(statement), ensure_ascii=False)
        for lacking in missing(text, TYPEFACE):
            text = text.replace(lacking, STAND_IN)
        with self._lock:
            self._compiler = self._compiler or _compiler()
            drawn = self._compiler.compile(sys_inputs={"facts": text}, format="pdf")
        if not isinstance(drawn, bytes):
            raise UnfitForPage
        return drawn


def _compiler() -> typst.Compiler:
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(TYPEFACE.parent)])
    return typst.Compiler(input=str(TEMPLATES / "statement.typ"), root=str(TEMPLATES), font_paths=fonts)
