"""What of a secret text may be shown, rules 5.6. The rules are data: head, tail, stars, and what is never hidden."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from app.domain.errors import DomainError

STAR = "*"


class InvalidMask(DomainError):
    """A rule that cannot hide: negative counts, no star."""


@dataclass(frozen=True)
class MaskRule:
    """`head` and `tail` characters stay; the rest becomes `fill`, one each, or exactly `stars` of them."""

    head: int
    tail: int
    fill: str = STAR
    stars: int | None = None
    keep: str = ""  # characters inside that stay, such as the dot of a name

    def __post_init__(self) -> None:
        if min(self.head, self.tail) < 0 or len(self.fill) != 1 or (self.stars is not None and self.stars < 1):
            raise InvalidMask("head and tail of zero or more, one fill character, one star or more")


RULES: Mapping[str, MaskRule] = MappingProxyType(
    {
        "id_number": MaskRule(3, 4),
        "id_number_seed": MaskRule(10, 4, stars=4),  # of the seed: about 33 numbers remain, never for strangers' eyes
        "mobile": MaskRule(3, 4),
        "card": MaskRule(0, 4),
        "name": MaskRule(0, 1, keep="·"),
    }
)


def mask(text: str, rule: MaskRule) -> str:
    """The text as the rule shows it. A text no longer than head and tail together is hidden whole."""
    shown = rule.head + rule.tail
    if len(text) <= shown:
        return rule.fill * len(text)
    end = len(text) - rule.tail
    return text[: rule.head] + _hidden(text[rule.head : end], rule) + text[end:]


def mask_id_number(text: str) -> str:
    """First three and last four: 142***********0004."""
    return mask(text, RULES["id_number"])


def mask_mobile(text: str) -> str:
    """First three and last four: 138****0000."""
    return mask(text, RULES["mobile"])


def mask_card(text: str) -> str:
    """The last four of a bank card."""
    return mask(text, RULES["card"])


def mask_name(text: str) -> str:
    """The last character and the minority dot: *华."""
    return mask(text, RULES["name"])


def _hidden(inner: str, rule: MaskRule) -> str:
    if rule.stars is not None:
        return rule.fill * rule.stars
    return "".join(character if character in rule.keep else rule.fill for character in inner)
