"""提前结清、最后一次还款, from the start page to the settled loan."""

from collections.abc import Callable

from tests.applications.world import PAYING, Person

PATH = "/loans/payoff"
Enter = Callable[[int], Person]


def test_a_loan_is_settled(enter: Enter) -> None:
    person = enter(PAYING)
    assert "可以办理" in person.open(PATH)
    person.open(f"{PATH}/go")
    assert person.at() == f"{PATH}/check"
    assert "本次应还总额" in person.page.text
    number = person.submit(PATH)
    assert "截止" in person.page.text
    person.work()
    assert "已提交" in person.open(f"/applications/{number}")
    person.clock.advance(601)
    person.work()
    assert "已办结" in person.open(f"/applications/{number}")
