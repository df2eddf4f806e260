"""Sums, bars and cells by themselves."""

import csv
import io
import re
from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from app.fund_core import Movement
from app.handlers.hall.reading.bars import BOTTOM, TOP, Item, bar_chart, step_for
from app.handlers.hall.reading.export import as_csv
from app.services.reading.spans import span_of, sums

AMOUNTS = st.decimals(min_value=0, max_value=10**9, places=2)


def moved(day: date, amount: str, kind: str = "01", half: str = "0.00", summary: str = "") -> Movement:
    part = Decimal(half)
    return Movement(1, day, kind, Decimal(amount), part, part, Decimal(0), f"{day:%Y-%m}", summary)


def test_a_month_without_contribution_between_two_is_missed() -> None:
    rows = [moved(date(2026, month, 10), "960.00", half="480.00") for month in (1, 2, 5)]
    found = sums(span_of("2026", date(2025, 1, 1), date(2026, 11, 24)), rows)
    assert [one.label for one in found if one.is_missed] == ["2026-03", "2026-04"]
    assert sum(one.came_in for one in found) == Decimal("2880.00")


def test_what_takes_an_earlier_row_back_takes_it_from_where_it_was() -> None:
    taken = [moved(date(2026, 3, 1), "-500.00", "11"), moved(date(2026, 3, 2), "500.00", "11")]
    paid = [moved(date(2026, 3, 3), "960.00", half="480.00"), moved(date(2026, 3, 4), "-960.00", half="-480.00")]
    march = sums(span_of("2026", date(2025, 1, 1), date(2026, 11, 24)), taken + paid)[2]
    assert (march.taken, march.came_in) == (Decimal(0), Decimal(0))


def test_parts_that_are_not_told_are_no_less_money() -> None:
    paid = [moved(date(2026, 3, 3), "960.00")]
    assert sums(span_of("2026", date(2025, 1, 1), date(2026, 11, 24)), paid)[2].came_in == Decimal("960.00")


@given(st.lists(st.tuples(AMOUNTS, AMOUNTS, AMOUNTS), max_size=30))
def test_no_bar_leaves_the_picture(parts: list[tuple[Decimal, ...]]) -> None:
    chart = bar_chart([Item("8月", part) for part in parts])
    boxes = [box for bar in chart.bars for box in bar.boxes]
    assert all(box.y > TOP - 1 and box.y + box.height < BOTTOM + 1 for box in boxes)
    assert len(chart.ticks) <= 6


@given(st.decimals(min_value="0.01", max_value=10**12, places=2))
def test_a_step_reaches_the_highest_in_four(highest: Decimal) -> None:
    assert step_for(highest) * 4 >= highest


@given(st.text(alphabet="=+-@\t\r1a,\"'", min_size=1, max_size=8))
def test_no_cell_is_a_formula(text: str) -> None:
    row = Movement(1, date(2026, 1, 1), "01", Decimal(-1), Decimal(0), Decimal(0), Decimal(0), text, "")
    written = list(csv.reader(io.StringIO(as_csv([row]).decode("utf-8-sig"), newline="")))[1]
    assert written[5] == "-1.00"
    assert re.fullmatch(r"-?\d+", written[2]) or written[2][0] not in "=+-@\t\r"
    assert written[2] in (text, f"'{text}")
