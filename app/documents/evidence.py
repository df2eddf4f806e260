"""Papers that prove something (证明材料): a picture or a PDF as somebody sent it, taken in within bounds.

A picture is drawn anew, so that nothing comes along with it: no place, no camera, no second file behind its end. A PDF
is kept as it is, and refused when it would do anything but be read.
"""

import io

import pikepdf
from PIL import Image, ImageOps, UnidentifiedImageError

from app.domain.paper import Paper

FILE_MOST = 5 * 1024 * 1024
PIXELS_MOST = 50_000_000
EDGE_MOST = 3000  # pixels: an A4 page at 250 dpi
PAGES_MOST = 30
OBJECTS_MOST = 50_000
DEPTH_MOST = 50
QUALITY = 85
JPEG, PNG, PDF = "image/jpeg", "image/png", "application/pdf"
_PDF_MARK, _PNG_MARK, _JPEG_MARK = b"%PDF-", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff"
_ACTING = frozenset({"/JavaScript", "/Launch", "/ImportData", "/SubmitForm"})


class PaperRefused(Exception):
    """A file that is not taken; `code` is fixed words: paper_empty, _too_large, _kind, _broken, _locked, _active."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def taken_in(file: bytes) -> Paper:
    """Look at a file, whatever its name says. Raises PaperRefused."""
    if not file:
        raise PaperRefused("paper_empty")
    if len(file) > FILE_MOST:
        raise PaperRefused("paper_too_large")
    if file.startswith(_PDF_MARK):
        return _document(file)
    if file.startswith((_JPEG_MARK, _PNG_MARK)):
        return _picture(file)
    raise PaperRefused("paper_kind")


def _picture(file: bytes) -> Paper:
    try:
        with Image.open(io.BytesIO(file), formats=("JPEG", "PNG")) as opened:
            if opened.width * opened.height > PIXELS_MOST:
                raise PaperRefused("paper_too_large")
            upright = ImageOps.exif_transpose(opened).convert("RGBA")
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        raise PaperRefused("paper_broken") from None
    upright.thumbnail((EDGE_MOST, EDGE_MOST))
    paper = Image.new("RGB", upright.size, "white")
    paper.paste(upright, mask=upright.getchannel("A"))
    drawn = io.BytesIO()
    paper.save(drawn, "JPEG", quality=QUALITY)
    return Paper(JPEG, drawn.getvalue())


def _document(file: bytes) -> Paper:
    try:
        with pikepdf.open(io.BytesIO(file)) as opened:
            if opened.is_encrypted:
                raise PaperRefused("paper_locked")
            if not 1 <= len(opened.pages) <= PAGES_MOST or len(opened.objects) > OBJECTS_MOST:
                raise PaperRefused("paper_too_large" if opened.pages else "paper_broken")
            if any(_acts(one) for one in opened.objects):
                raise PaperRefused("paper_active")
    except pikepdf.PasswordError:
        raise PaperRefused("paper_locked") from None
    except (pikepdf.PdfError, ValueError, RuntimeError, RecursionError):
        raise PaperRefused("paper_broken") from None
    return Paper(PDF, file)


def _acts(one: object, depth: int = 0) -> bool:
    """Whether an object by itself runs a script, starts a program, sends a form or carries a file."""
    if depth > DEPTH_MOST:
        raise PaperRefused("paper_broken")
    if isinstance(one, pikepdf.Array):
        inside = list(one)
    elif isinstance(one, pikepdf.Dictionary | pikepdf.Stream):
        if "/JS" in one or "/EmbeddedFiles" in one:
            return True
        if str(one.get("/S", "")) in _ACTING or str(one.get("/Type", "")) == "/EmbeddedFile":
            return True
        inside = [one[key] for key in one.keys()]  # noqa: SIM118 - not a mapping: walking it gives no keys
    else:
        return False
    return any(_acts(each, depth + 1) for each in inside if not getattr(each, "is_indirect", False))
