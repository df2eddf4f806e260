"""The country's centres (住房公积金管理中心), to choose a receiving or a sending one by name."""

import tomllib
from functools import cache
from pathlib import Path
from typing import NamedTuple

CENTRES = Path(__file__).parent / "centres" / "receiving.toml"
SHORTEST_WORD = 2


class Centre(NamedTuple):
    """A centre: its full name, its city, prefecture or league, and the province."""

    name: str
    place: str
    province: str


@cache
def all_centres(path: Path = CENTRES) -> tuple[Centre, ...]:
    """Every centre of the list, in the order of the provinces."""
    provinces = tomllib.loads(path.read_text(encoding="utf-8"))
    return tuple(Centre(name, place, of) for of, places in provinces.items() for place, name in places.items())


def centres_of(province: str) -> tuple[str, ...]:
    """The full names of a province's centres."""
    return tuple(centre.name for centre in all_centres() if centre.province == province)


def centre_named(name: str) -> Centre | None:
    """The centre with exactly this full name, or None."""
    return next((centre for centre in all_centres() if centre.name == name), None)


def find_centres(words: str) -> tuple[Centre, ...]:
    """The centres whose name, place or province holds the words; one named or placed exactly so stands alone.

    Fewer than two characters find nothing.
    """
    wanted = "".join(words.split())
    if len(wanted) < SHORTEST_WORD:
        return ()
    exact = tuple(one for one in all_centres() if wanted in {one.name, one.place, one.place.removesuffix("市")})
    return exact or tuple(one for one in all_centres() if wanted in f"{one.province}{one.place} {one.name}")
