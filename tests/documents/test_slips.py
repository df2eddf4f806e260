"""Slips are pictures 1080 pixels wide, whatever stands in their facts."""

from io import BytesIO

from PIL import Image

from app.documents.slips import Slip, Slips

SLIP = Slip(
    "运城市住房公积金管理中心", "办件回执", "退休提取", "132,724.13", [("办件编号：", "TQ20261124000001")], "说明"
)


def test_a_slip_is_a_picture_of_a_phones_width() -> None:
    with Image.open(BytesIO(Slips().picture(SLIP))) as picture:
        assert picture.width == 1080
        assert picture.format == "PNG"


def test_markup_and_rare_characters_are_only_text() -> None:
    strange = Slip("#panic()", '#read("/etc/passwd")', "柴\U0002b5af🏠", "", [("*a*", "$ x $")], "\\")
    assert Slips().picture(strange).startswith(b"\x89PNG")
