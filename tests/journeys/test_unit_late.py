"""补缴 on both databases and on both kinds of core: a person's missed months, one by one and by a file."""

from tests.journeys.browser import Browser
from tests.journeys.offices import agent_in, let_go, task_of, until
from tests.journeys.test_units import office
from tests.stage import Stage
from tests.units.test_late import HEADER
from tests.units.test_staff import book, id_number, name_of

__all__ = ["office"]  # the fixture

WHO = {"name": name_of(1), "id_number": id_number(1)}


def enrolled(agent: Browser) -> None:
    agent.open("/unit/enrol")
    agent.submit("/unit/enrol", **WHO, phone="13800000001", base="5000")
    task = task_of(agent)
    let_go(agent, task)
    until(agent, task, "已办结")


def test_missed_months_are_paid_and_have_receipts(office: Stage) -> None:
    agent = agent_in(office)
    enrolled(agent)
    agent.open("/unit/late")
    agent.submit("/unit/late", **WHO, month="2026-10", month_base="5000", reason="漏缴")
    one = task_of(agent)
    let_go(agent, one)
    until(agent, one, "已办结")
    agent.open("/unit/files/late")
    rows = [(*WHO.values(), "2026-09", 5000, "漏缴"), (*WHO.values(), "2026年10月", 5500, "少缴差额")]
    agent.upload("/unit/files/late", book(rows, HEADER))
    file = task_of(agent)
    until(agent, file, "核对无误，提交")
    let_go(agent, file)
    assert "业务流水号" in until(agent, file, "已办结")
    history = agent.open("/unit/remittances")
    assert "补缴 2026年10月" in history
    assert "补缴 2026年09月至2026年10月" in history
    receipt = agent.open(f"/unit/remittances/{file.rpartition('/')[2]}")
    for said in ("补缴回执", "2 笔", "1 人", "880.00"):
        assert said in receipt
