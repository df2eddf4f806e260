"""What can go wrong while a document is made."""


class NotPrintable(Exception):
    """The typeface lacks characters; a box in their place would be a forged name. ``code_points`` are U+XXXX."""

    def __init__(self, characters: tuple[str, ...]) -> None:
        super().__init__("the typeface lacks characters")
        self.characters = characters
        self.code_points = tuple(f"U+{ord(one):04X}" for one in characters)


class UnfitForPage(Exception):
    """The facts do not fit on the one page that a paper has."""


class SealUnusable(Exception):
    """The PKCS#12 file cannot be read, its password is wrong, or it holds no key."""


class SealExpired(Exception):
    """The seal's certificate is not valid (any more, or yet)."""


class TimeStampFailed(Exception):
    """The time stamp authority (TSA) did not answer as it should."""
