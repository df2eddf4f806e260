"""What is drawn: archival, selectable, the same each time, and nothing that the typeface cannot print."""

from io import BytesIO

import pikepdf
import pytest
import zxingcpp
from PIL import Image

from app.documents import NotPrintable, Papers, UnfitForPage
from tests.documents.samples import FACTS, PERIOD, QR_ADDRESS, WHEN, facts

KINDS = tuple(FACTS)
FONT_FILES = ("/FontFile", "/FontFile2", "/FontFile3")


def described(font: pikepdf.Object) -> pikepdf.Object:
    """Return the descriptor of a simple or a composite font."""
    return font.DescendantFonts[0].FontDescriptor if "/DescendantFonts" in font else font.FontDescriptor


def unembedded(file: pikepdf.Pdf) -> list[str]:
    """Return the fonts that are no embedded subset with a way back to text: what pdffonts would say no to."""
    whole = [one for one in file.objects if isinstance(one, pikepdf.Dictionary) and one.get("/Type") == "/Font"]
    fonts = [font for font in whole if "CIDFont" not in str(font.Subtype)]  # those are parts of composite ones
    assert fonts
    fine = [
        font
        for font in fonts
        if str(font.BaseFont)[7] == "+"  # /ABCDEF+Name
        and "/ToUnicode" in font
        and any(name in described(font) for name in FONT_FILES)
    ]
    return [str(font.BaseFont) for font in fonts if font not in fine]


@pytest.mark.parametrize("kind", KINDS)
def test_every_font_is_embedded_as_a_subset(papers: Papers, kind: str) -> None:
    with pikepdf.open(BytesIO(papers.sheet(kind, facts(kind), WHEN).pdf)) as file:
        assert unembedded(file) == []


@pytest.mark.parametrize("kind", KINDS)
def test_the_paper_is_one_page_of_tagged_archival_pdf(papers: Papers, kind: str) -> None:
    with pikepdf.open(BytesIO(papers.sheet(kind, facts(kind), WHEN).pdf)) as file:
        assert len(file.pages) == 1
        assert [round(float(edge)) for edge in file.pages[0].MediaBox] == [0, 0, 595, 842]
        with file.open_metadata() as meta:
            assert (meta.pdfa_status, meta["dc:language"]) == ("2A", {"zh-CN"})
            assert "运城市住房公积金管理中心" in meta["dc:title"]
        assert file.Root.MarkInfo.Marked
        assert str(file.Root.Lang).lower() == "zh-cn"
        assert file.Root.OutputIntents[0].S == "/GTS_PDFA1"


@pytest.mark.parametrize("kind", KINDS)
def test_the_same_facts_give_the_same_bytes(kind: str, papers: Papers) -> None:
    first = papers.sheet(kind, facts(kind), WHEN)
    assert papers.sheet(kind, dict(reversed(facts(kind).items())), WHEN) == first
    assert papers.sheet(kind, facts(kind, number="ZM20261124000033"), WHEN).pdf != first.pdf


@pytest.mark.parametrize("kind", KINDS)
def test_the_pictures_code_leads_to_the_check(papers: Papers, kind: str) -> None:
    with Image.open(BytesIO(papers.picture(kind, facts(kind)))) as picture:
        assert picture.width >= 1080
        assert [code.text for code in zxingcpp.read_barcodes(picture)] == [QR_ADDRESS]


def test_a_preview_has_no_code_to_scan(papers: Papers) -> None:
    unissued = {**FACTS["remote_loan"], "issued_on": "2026-11-24", "valid_until": ""}
    with Image.open(BytesIO(papers.picture("remote_loan", unissued, preview=True))) as picture:
        assert zxingcpp.read_barcodes(picture) == []


@pytest.mark.parametrize("name", ["䶮㛃", "𠅤𫍽", "古丽·艾山", "欧阳〇", "MARIE CURIE"])
def test_rare_names_are_printed(papers: Papers, name: str) -> None:
    assert papers.sheet("contribution", facts("contribution", name=name), WHEN).pdf


def test_a_character_without_glyph_is_refused_and_named(papers: Papers) -> None:
    with pytest.raises(NotPrintable) as refused:
        papers.sheet("contribution", facts("contribution", name="王𪚥𠮷"), WHEN)
    assert refused.value.code_points == ("U+2A6A5", "U+20BB7")
    assert "𪚥" not in str(refused.value)


def test_facts_are_text_and_never_markup(papers: Papers) -> None:
    sly = '#read("/etc/passwd") *bold* $x$ \\ "quoted" <a>'
    plain = papers.sheet("contribution", facts("contribution", unit_name="x"), WHEN)
    assert papers.sheet("contribution", facts("contribution", unit_name=sly), WHEN) != plain


def test_a_receipt_without_reason_and_card_is_drawn_as_it_was_issued(papers: Papers) -> None:
    whole = facts("withdrawal")
    older = {name: fact for name, fact in whole.items() if name not in {"reason", "card_tail", "card_bank"}}
    assert papers.picture("withdrawal", older) != papers.picture("withdrawal", whole)


def test_facts_that_overflow_the_page_are_refused(papers: Papers) -> None:
    rows = [[str(year), "12", "1.00", "1.00", "2.00"] for year in range(1990, 2026)]
    with pytest.raises(UnfitForPage):
        papers.sheet("contribution", facts("contribution", **{**PERIOD, "rows": rows}), WHEN)
