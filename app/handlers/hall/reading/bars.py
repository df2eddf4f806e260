"""The geometry of a bar chart, drawn as SVG by charts.html: where each bar stands in a picture of 340 by 178."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import ceil

WIDTH, HEIGHT = 340, 178
LEFT, RIGHT, TOP, BOTTOM = 58, 334, 30, 150
LABEL_WIDTH = 40
TICKS = 4
STEPS = (Decimal(1), Decimal(2), Decimal("2.5"), Decimal(5), Decimal(10))


@dataclass(frozen=True)
class Item:
    """What a bar stands for: the parts from the ground up, and its label below."""

    label: str
    parts: tuple[Decimal, ...]
    is_missed: bool = False


@dataclass(frozen=True)
class Tick:
    y: float
    value: Decimal


@dataclass(frozen=True)
class Box:
    """A part of a bar; `kind` is its place among the parts: a, b, c, d."""

    kind: str
    y: float
    height: float


@dataclass(frozen=True)
class Bar:
    label: str
    x: float
    width: float
    boxes: tuple[Box, ...]
    is_missed: bool

    @property
    def middle(self) -> float:
        return round(self.x + self.width / 2, 1)


@dataclass(frozen=True)
class BarChart:
    ticks: tuple[Tick, ...]
    bars: tuple[Bar, ...]
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT
    right: int = RIGHT
    bottom: int = BOTTOM


def bar_chart(items: Sequence[Item]) -> BarChart:
    """Return the chart of some bars; parts below zero are not drawn."""
    highest = max((sum(_drawn(one)) for one in items), default=Decimal(0))
    step = step_for(highest or Decimal(1))
    top = step * ceil((highest or Decimal(1)) / step)
    ticks = tuple(Tick(_y(step * at, top), step * at) for at in range(int(top / step) + 1))
    slot = (RIGHT - LEFT) / max(len(items), 1)
    every = ceil(LABEL_WIDTH / slot)
    return BarChart(ticks, tuple(_bar(one, at, slot, every, top) for at, one in enumerate(items)))


def step_for(highest: Decimal, ticks: int = TICKS) -> Decimal:
    """Return a round step (1, 2, 2.5 or 5 times a power of ten) that reaches `highest` in at most `ticks`."""
    rough = highest / ticks
    power = Decimal(10) ** rough.adjusted()
    return next(step * power for step in STEPS if step * power >= rough)


def _bar(one: Item, at: int, slot: float, every: int, top: Decimal) -> Bar:
    width = round(min(slot * 0.62, 26), 1)
    x = round(LEFT + slot * at + (slot - width) / 2, 1)
    return Bar(one.label if at % every == 0 else "", x, width, tuple(_boxes(one, top)), one.is_missed)


def _boxes(one: Item, top: Decimal) -> Iterator[Box]:
    below = Decimal(0)
    for kind, part in zip("abcd", _drawn(one), strict=False):
        if part:
            upper = _y(below + part, top)
            yield Box(kind, upper, round(_y(below, top) - upper, 1))
        below += part


def _drawn(one: Item) -> tuple[Decimal, ...]:
    return tuple(max(part, Decimal(0)) for part in one.parts)


def _y(value: Decimal, top: Decimal) -> float:
    return round(BOTTOM - float(value / top) * (BOTTOM - TOP), 1)
