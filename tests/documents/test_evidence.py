"""Papers that prove something: what is taken in, what is left out of it, and what is not taken."""

import io
from collections.abc import Callable
from typing import Any

import pikepdf
import pytest
from PIL import Image

from app.documents.evidence import FILE_MOST, PAGES_MOST, PaperRefused, taken_in


def picture(kind: str = "PNG", size: tuple[int, int] = (60, 40), **more: Any) -> bytes:
    drawn = io.BytesIO()
    Image.new("RGB", size, "white").save(drawn, kind, **more)
    return drawn.getvalue()


def document(change: Callable[[pikepdf.Pdf], object] = lambda _: None, pages: int = 1, **how: Any) -> bytes:
    made, out = pikepdf.new(), io.BytesIO()
    for _ in range(pages):
        made.add_blank_page()
    change(made)
    made.save(out, **how)
    return out.getvalue()


def with_script(made: pikepdf.Pdf) -> None:
    made.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")


def with_script_apart(made: pikepdf.Pdf) -> None:
    action = made.make_indirect(pikepdf.Dictionary(S=pikepdf.Name.Launch, F="calc.exe"))
    made.pages[0].obj.Annots = pikepdf.Array([pikepdf.Dictionary(Subtype=pikepdf.Name.Link, A=action)])


def with_file(made: pikepdf.Pdf) -> None:
    made.attachments["hidden.exe"] = b"MZ"


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_a_picture_is_drawn_anew_and_upright(kind: str) -> None:
    exif = Image.Exif()
    exif[0x0112], exif[0x010F] = 6, "camera of somebody"
    file = picture(kind, exif=exif) + b"<script>more behind the end</script>"
    paper = taken_in(file)
    assert paper.media_type == "image/jpeg"
    assert b"script" not in paper.content
    assert b"somebody" not in paper.content
    with Image.open(io.BytesIO(paper.content)) as opened:
        assert opened.size == (40, 60)
        assert not opened.getexif()


def test_a_large_picture_is_made_smaller() -> None:
    with Image.open(io.BytesIO(taken_in(picture(size=(6000, 3000))).content)) as opened:
        assert opened.size == (3000, 1500)


def test_a_document_is_kept_as_it_is() -> None:
    file = document()
    paper = taken_in(file)
    assert (paper.media_type, paper.content) == ("application/pdf", file)


@pytest.mark.parametrize(
    ("file", "code"),
    [
        (b"", "paper_empty"),
        (b"%PDF-1.7 " + bytes(FILE_MOST), "paper_too_large"),
        (b"GIF89a" + bytes(50), "paper_kind"),
        (b"PK\x03\x04" + bytes(50), "paper_kind"),
        (b"<html><script>", "paper_kind"),
        (picture()[:40], "paper_broken"),
        (b"\xff\xd8\xff" + bytes(50), "paper_broken"),
        (picture(size=(10_000, 6_000)), "paper_too_large"),
        (b"%PDF-1.7 nothing more", "paper_broken"),
        (document(pages=PAGES_MOST + 1), "paper_too_large"),
        (document(encryption=pikepdf.Encryption(owner="a", user="b")), "paper_locked"),
        (document(encryption=pikepdf.Encryption(owner="a", user="")), "paper_locked"),
        (document(with_script), "paper_active"),
        (document(with_script_apart), "paper_active"),
        (document(with_file), "paper_active"),
        (document(with_file, object_stream_mode=pikepdf.ObjectStreamMode.generate), "paper_active"),
    ],
)
def test_what_is_not_taken_says_why(file: bytes, code: str) -> None:
    with pytest.raises(PaperRefused) as refused:
        taken_in(file)
    assert refused.value.code == code
