"""QR codes as SVG, for papers and pages."""

from io import BytesIO

import segno

QUIET_ZONE = 2  # modules; the paper round it is white as well


def qr_svg(text: str) -> str:
    """Return an SVG drawing of ``text``, which must hold nothing personal: whoever sees the paper can read it."""
    drawn = BytesIO()
    segno.make(text, error="m", micro=False).save(drawn, kind="svg", border=QUIET_ZONE, scale=4, xmldecl=False)
    return drawn.getvalue().decode()
