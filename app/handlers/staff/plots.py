"""Bars as numbers: where each part of a plot lies, so that a template only has to draw it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

WIDTH, LABEL, NUMBER = 420, 140, 44
ROW, BAR = 32, 18


@dataclass(frozen=True)
class Part:
    """A piece of a bar."""

    colour: str
    x: float
    width: float


@dataclass(frozen=True)
class Bar:
    """A line of a plot: its counts by series, and where they are drawn."""

    label: str
    counts: tuple[int, ...]
    parts: tuple[Part, ...]
    y: int

    @property
    def total(self) -> int:
        return sum(self.counts)

    @property
    def end(self) -> float:
        """Where the last part ends, and the number is written."""
        return max((part.x + part.width for part in self.parts), default=LABEL)


@dataclass(frozen=True)
class Plot:
    """Bars beside each other, with the names of what they are made of."""

    id: str
    title: str
    note: str
    series: tuple[str, ...]
    bars: tuple[Bar, ...]
    width: int = WIDTH
    label: int = LABEL

    @property
    def height(self) -> int:
        return ROW * len(self.bars)

    @property
    def words(self) -> str:
        """Say the plot in one sentence."""
        return self.title + "：" + "，".join(f"{bar.label} {bar.total}" for bar in self.bars)


COLOURS = ("a", "b", "c", "d")


def plot(name: str, title: str, note: str, series: Sequence[str], counts: Mapping[str, Sequence[int]]) -> Plot:
    """Return a plot of ``counts`` by label, a count for each of ``series``."""
    most = max((sum(row) for row in counts.values()), default=0) or 1
    scale = (WIDTH - LABEL - NUMBER) / most
    bars = tuple(_bar(label, tuple(row), place * ROW, scale) for place, (label, row) in enumerate(counts.items()))
    return Plot(name, title, note, tuple(series), bars)


def _bar(label: str, row: tuple[int, ...], y: int, scale: float) -> Bar:
    parts, x = list[Part](), float(LABEL)
    for colour, count in zip(COLOURS, row, strict=False):
        if count:
            parts.append(Part(colour, round(x, 1), round(count * scale, 1)))
            x += count * scale
    return Bar(label, row, tuple(parts), y)
