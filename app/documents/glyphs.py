"""Which characters a typeface can print: its `cmap` table, read once."""

import struct
from functools import cache
from pathlib import Path

FULL_UNICODE = (3, 10)  # the platform and encoding whose table names every plane
SEGMENTED = 12


class UnreadableTypeface(Exception):
    """A file without a table of all planes."""


def missing(text: str, typeface: Path) -> tuple[str, ...]:
    """Return the characters of ``text`` that the typeface lacks, each once, in order."""
    has = _covered(typeface)
    return tuple(dict.fromkeys(one for one in text if not one.isspace() and ord(one) not in has))


@cache
def _covered(typeface: Path) -> frozenset[int]:
    """Every code point with a glyph of its own."""
    font = typeface.read_bytes()
    at = _all_planes(font, _table(font, b"cmap"))
    form, *_, groups = struct.unpack_from(">HHIII", font, at)
    if form != SEGMENTED:
        raise UnreadableTypeface
    runs = (struct.unpack_from(">III", font, at + 16 + 12 * n) for n in range(groups))
    return frozenset(point for first, last, glyph in runs for point in range(first, last + 1) if glyph + point - first)


def _table(font: bytes, tag: bytes) -> int:
    (count,) = struct.unpack_from(">H", font, 4)
    for n in range(count):
        name, _, offset, _ = struct.unpack_from(">4sIII", font, 12 + 16 * n)
        if name == tag:
            return int(offset)
    raise UnreadableTypeface


def _all_planes(font: bytes, cmap: int) -> int:
    (count,) = struct.unpack_from(">H", font, cmap + 2)
    for n in range(count):
        platform, encoding, offset = struct.unpack_from(">HHI", font, cmap + 4 + 8 * n)
        if (platform, encoding) == FULL_UNICODE:
            return cmap + int(offset)
    raise UnreadableTypeface
