"""The business counter (业务网点) nearest to a place, by county."""

import tomllib
from dataclasses import dataclass
from math import asin, cos, radians, sin, sqrt
from pathlib import Path

EARTH_KILOMETRES = 6371.0


@dataclass(frozen=True)
class Counter:
    """A county (县市区) with a counter in its seat; degrees north and east, approximate."""

    county: str
    latitude: float
    longitude: float


def kilometres(latitude: float, longitude: float, counter: Counter) -> float:
    """Return the great-circle distance from a place in degrees to a counter (haversine)."""
    north, east = radians(counter.latitude - latitude), radians(counter.longitude - longitude)
    shrink = cos(radians(latitude)) * cos(radians(counter.latitude))
    chord = sin(north / 2) ** 2 + shrink * sin(east / 2) ** 2
    return 2 * EARTH_KILOMETRES * asin(min(1.0, sqrt(chord)))


def nearest(latitude: float, longitude: float) -> Counter:
    """Return the counter nearest to a place in degrees."""
    return min(COUNTERS, key=lambda counter: kilometres(latitude, longitude, counter))


def _read() -> tuple[Counter, ...]:
    table = Path(__file__).with_name("counters.toml").read_text(encoding="utf-8")
    return tuple(Counter(**entry) for entry in tomllib.loads(table)["counter"])


COUNTERS = _read()
