"""The usual push read in one sweep: ``<xml>`` around fields that hold text, as the platform writes all but a few."""

import re

# A field's text is in CDATA or bare; bare text has no markup, no reference and no bracket that might end a CDATA.
_FIELD = re.compile(
    r"<([A-Za-z_][A-Za-z0-9_]*)>(?:<!\[CDATA\[([^\]]*(?:\](?!\]>)[^\]]*)*)\]\]>|([^<&\]]*))</\1>[ \t\n]*"
)
_HEAD = re.compile(r"<xml>[ \t\n]*")
_TAIL = "</xml>"
# What a parser refuses or changes, and what it reads in other encodings.
_UNUSUAL = re.compile("[\x00-\x08\x0b-\x1f\ufffe\uffff]")


def flat_fields(text: str) -> dict[str, str] | None:
    """Return the fields of a push by name, or None where it is not of the usual form: the parser has the last word.

    What is returned is what the parser would return (tests/wechat/test_flat.py lets them read the same bodies).
    """
    head = _HEAD.match(text)
    if head is None or not text.endswith(_TAIL):
        return None
    if not text.isprintable() and _UNUSUAL.search(text):
        return None
    found: dict[str, str] = {}
    at, end = head.end(), len(text) - len(_TAIL)
    while at < end:
        field = _FIELD.match(text, at, end)
        if field is None or field[1] in found:
            return None
        found[field[1]] = field[2] or field[3] or ""
        at = field.end()
    return found
