"""The counties (县市区) of a centre, and which of them is nearest to a place."""

from collections.abc import Iterable
from dataclasses import dataclass
from math import asin, cos, radians, sin, sqrt

EARTH_KILOMETRES = 6371.0


@dataclass(frozen=True)
class County:
    """A county with a counter (业务网点) in its seat: its code (行政区划, GB/T 2260), degrees north and east."""

    code: str
    name: str
    north: float
    east: float


def kilometres(north: float, east: float, county: County) -> float:
    """Return the great-circle distance from a place in degrees to a county's seat (haversine)."""
    up, along = radians(county.north - north), radians(county.east - east)
    shrink = cos(radians(north)) * cos(radians(county.north))
    chord = sin(up / 2) ** 2 + shrink * sin(along / 2) ** 2
    return 2 * EARTH_KILOMETRES * asin(min(1.0, sqrt(chord)))


def nearest(counties: Iterable[County], north: float, east: float) -> County | None:
    """Return the county nearest to a place in degrees, None where none is known."""
    return min(counties, key=lambda county: kilometres(north, east, county), default=None)


def named(counties: Iterable[County], code: str) -> str:
    """Return 140802 盐湖区; a code we do not know stands alone."""
    name = next((county.name for county in counties if county.code == code), "")
    return f"{code} {name}".strip()
