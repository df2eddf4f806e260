"""The front page: plots whose numbers are those of their tables."""

import re

from hypothesis import given
from hypothesis import strategies as st

from app.domain.staff import Role
from app.handlers.staff.plots import LABEL, NUMBER, WIDTH, plot
from tests.applications.conftest import Enter
from tests.applications.world import LEFT, RETIRED
from tests.staff.world import UNDO_SECONDS, applied, entered


def test_the_day_shows_what_waits_what_ended_and_how_fast(embedded: Enter) -> None:
    waits, paid = embedded(LEFT), embedded(RETIRED)
    applied(waits)
    paid.submit("/withdrawals/retirement")
    paid.clock.advance(UNDO_SECONDS)
    paid.work()
    page = entered(waits.app, waits.clock, "1001", Role.ACCEPT).open("/staff")
    rows = re.findall(r'<th scope="row">([^<]+)</th>((?:<td class="gs-amount">\d+</td>)+)', page)
    counts = {label: [int(n) for n in re.findall(r">(\d+)<", cells)] for label, cells in rows}
    assert counts["终止劳动关系提取"] == [1, 0, 0, 0]
    assert counts["退休提取"] == [0, 0, 1, 0]
    assert counts["15 分钟以内"] == [1]
    assert sum(counts.get("短信", [0])) >= 1
    assert "终止劳动关系提取 1" in page


@given(st.dictionaries(st.text(max_size=8), st.lists(st.integers(0, 10**7), min_size=3, max_size=3), max_size=8))
def test_bars_stay_inside_and_are_as_long_as_their_counts(counts: dict[str, list[int]]) -> None:
    drawn = plot("p", "", "", ("a", "b", "c"), counts)
    most = max((sum(row) for row in counts.values()), default=0) or 1
    for bar in drawn.bars:
        assert bar.total == sum(counts[bar.label])
        assert LABEL <= bar.end <= WIDTH - NUMBER + 0.2
        assert abs((bar.end - LABEL) - bar.total / most * (WIDTH - LABEL - NUMBER)) < 0.3
