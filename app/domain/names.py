"""Names of persons (姓名) with rare characters and the minority dot, rules 5.7."""

import re
import unicodedata

from app.domain.errors import DomainError

LONGEST = 60  # code points
DOT = "\u00b7"
_DOTS = re.compile("[\u2022\u2027\u22c5\u30fb\uff0e\uff65\u00b7.]")
_SPACES = re.compile(r"\s+")
_RARE = range(0x20000, 0x40000)  # planes 2 and 3: newer ideographs than the interpreter's tables may know
_ZERO = "\u3007"  # 〇 is a number to Unicode, a character of names to people
_PUNCTUATION = frozenset(" -'\u2019." + DOT)


class InvalidName(DomainError):
    """Not a name. `code` is empty, too_long, private_use or characters."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def normalise_name(text: str) -> str:
    """One spelling of a name: NFC, the minority dot as U+00B7, no spaces; Latin names in upper case, single spaces.

    Characters of private use (PUA) are refused: they look different on every machine. Raises InvalidName.
    """
    name = unicodedata.normalize("NFC", text).strip()
    name = _SPACES.sub(" ", name).upper() if _is_latin(name) else _DOTS.sub(DOT, _SPACES.sub("", name))
    _check(name)
    return name


def same_name(a: str, b: str) -> bool:
    """Whether two spellings are one name: compared normalised and without spaces. What is no name equals nothing."""
    try:
        return _key(a) == _key(b)
    except InvalidName:
        return False


def _key(text: str) -> str:
    return normalise_name(text).replace(" ", "")


def _is_latin(name: str) -> bool:
    return all(unicodedata.name(character, "").startswith("LATIN") for character in name if character.isalpha())


def _check(name: str) -> None:
    if len(name) > LONGEST:
        raise InvalidName("too_long")
    if any(unicodedata.category(character) == "Co" for character in name):
        raise InvalidName("private_use")
    if not any(map(_is_letter, name)):
        raise InvalidName("empty" if not name else "characters")
    if not all(_is_letter(character) or character in _PUNCTUATION for character in name):
        raise InvalidName("characters")


def _is_letter(character: str) -> bool:
    return character == _ZERO or ord(character) in _RARE or unicodedata.category(character)[0] in "LM"
