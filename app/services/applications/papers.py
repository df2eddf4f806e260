"""联网核查: what the housing registry says of a paper, as conditions of whoever asks."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Protocol

from app.domain.conditions import Condition
from app.domain.errors import Refusal
from app.domain.home import Home, HomeUse, PaperKind, PaperState
from app.domain.money import FEN, ZERO
from app.providers.registry_line import OutOfArea, PaperNotFound, RegistryUnavailable
from app.services.applications.base import Answers
from app.services.applications.partial import Couple

PAPER_STEP, KIND = "number", "paper"

log = logging.getLogger(__name__)


class Registry(Protocol):
    """The housing registry."""

    def look_up(self, kind: PaperKind, number: str, id_number: str) -> Home: ...
    def owns_home(self, id_number: str) -> bool: ...


@dataclass(frozen=True)
class Answered:
    """What the registry answered: the home or none, how that reads, and the couple's part of the price."""

    home: Home | None = field(repr=False)
    conditions: tuple[Condition, ...]
    owned: bool = False
    part: Decimal | None = None


def ask(registry: Registry, kind: PaperKind, number: str, couple: Couple) -> Answered:
    """Ask about a paper, for the applicant and, where it is not theirs alone, for the spouse.

    Raises Refusal("registry_unavailable").
    """
    try:
        with answering():
            homes = [registry.look_up(kind, number, id_number) for id_number in couple.id_numbers]
    except PaperNotFound:
        return Answered(None, (Condition("home_found", passed=False),))
    except OutOfArea:
        return Answered(None, (Condition("home_in_area", passed=False),))
    return Answered(homes[0], (_found(), _in_area()), any(home.asker_owns for home in homes), _part(homes))


@contextmanager
def answering() -> Iterator[None]:
    """Turn a registry's silence into Refusal("registry_unavailable"), with a line in the log that names nobody."""
    try:
        yield
    except RegistryUnavailable as fault:
        log.warning("registry_unavailable", extra={"fields": {"why": str(fault)}})
        raise Refusal("registry_unavailable") from None


def home_conditions(answered: Answered) -> tuple[Condition, ...]:
    """Whether it is a dwelling of theirs whose paper holds. Of another's home nothing more is told than that."""
    home = answered.home
    if home is None:
        return answered.conditions
    owned = Condition("home_owned", answered.owned)
    if not answered.owned:
        return (*answered.conditions, owned)
    valid = Condition("home_valid", home.state is PaperState.VALID)
    return (*answered.conditions, owned, valid, Condition("home_residential", home.use is HomeUse.DWELLING))


def paper_of(answers: Answers) -> tuple[PaperKind, str]:
    """The kind and number typed. Raises Refusal("answer_unknown")."""
    try:
        return PaperKind(answers[KIND]), answers[PAPER_STEP]
    except (KeyError, ValueError):
        raise Refusal("answer_unknown") from None


def home_facts(home: Home) -> dict[str, str]:
    """The facts of a home that the check page shows; `home` is the number by which the core knows it."""
    return {
        "home": home.unit,
        "paper": home.kind.value,
        "number": home.number,
        "address": home.address,
        "owners": "、".join(owner.name for owner in home.owners),
        "area": str(home.area),
        "price": str(home.price),
        "deed_on": home.on.isoformat(),
    }


def _found() -> Condition:
    return Condition("home_found", passed=True)


def _in_area() -> Condition:
    return Condition("home_in_area", passed=True)


def _part(homes: list[Home]) -> Decimal | None:
    """The price by the couple's shares; None where the home is owned in common (共同共有)."""
    shares = [owner.share for home in homes for owner in home.owners if owner.asked]
    if not shares or None in shares:
        return None
    percent = sum((share for share in shares if share is not None), ZERO)
    return (homes[0].price * percent / 100).quantize(FEN)
