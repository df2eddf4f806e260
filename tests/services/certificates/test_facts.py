"""Facts: fresh, whole, and refused where they do not carry the paper. No database is needed for them."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.documents import Papers
from app.domain.certificate import Kind
from app.domain.clock import FixedClock
from app.domain.errors import Refusal
from app.fund_core import PastWithdrawal, Repayment
from app.services.certificates.choice import Choice
from app.services.certificates.gather import GatherFacts
from app.services.certificates.press import Press
from app.store.users import Identity
from tests.services.certificates.desk import SETTLED, Books, contributions, movement
from tests.services.world import LI, NOON, ZHANG, account

WHOM = Identity(ZHANG.id_number, ZHANG.name, ZHANG.phone)
XIAN = Choice(Kind.REMOTE_LOAN, receiver="西安住房公积金管理中心")
PERIOD = Choice(Kind.CONTRIBUTION, since="2026-09", until="2026-11")
YEAR = [f"2025-{month:02}" for month in range(1, 13)]


def facts(books: Books, choice: Choice) -> dict[str, object]:
    return dict(GatherFacts(books, FixedClock(NOON)).execute(WHOM, choice))


def refusal(books: Books, choice: Choice) -> str:
    with pytest.raises(Refusal) as refused:
        facts(books, choice)
    return refused.value.code


def test_the_account_says_what_the_core_says() -> None:
    said = facts(Books(), Choice(Kind.CONTRIBUTION))
    assert (said["balance"], said["balance_capitals"]) == ("20,216.21", "贰万零贰佰壹拾陆元贰角壹分")
    assert (said["unit_ratio"], said["monthly"]) == ("12", "1,200.00")
    assert (said["run_first"], said["run_last"], said["run_months"]) == ("2026-09", "2026-11", "3")
    assert said["rows"] == []


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"status": "05"}, "certificate_account_closed"),
        ({"status": "04"}, "certificate_account_closed"),
        ({"id_number": LI.id_number}, "certificate_no_account"),
        ({"unit_name": ""}, "certificate_fact_missing"),
        ({"paid_until": " "}, "certificate_fact_missing"),
    ],
)
def test_an_account_that_carries_no_paper_is_refused(changes: dict[str, str], code: str) -> None:
    books = Books(accounts=[replace(account(ZHANG), **changes)])  # type: ignore[arg-type]  # texts, each its field's
    assert refusal(books, Choice(Kind.CONTRIBUTION)) == code


def test_an_account_without_contributions_prints_no_empty_line() -> None:
    assert refusal(Books(records=[]), Choice(Kind.CONTRIBUTION)) == "certificate_fact_missing"


def test_the_newest_open_account_is_taken_unless_one_is_chosen() -> None:
    closed, older = replace(account(ZHANG), number="1", status="05"), replace(account(ZHANG), number="2")
    books = Books(accounts=[closed, older, replace(account(ZHANG), number="3")])
    assert facts(books, Choice(Kind.CONTRIBUTION))["account_number"] == "3"
    assert facts(books, Choice(Kind.CONTRIBUTION, account="2"))["account_number"] == "2"
    assert refusal(books, Choice(Kind.CONTRIBUTION, account="1")) == "certificate_account_closed"


def test_who_is_restricted_gets_no_paper_for_a_loan_but_the_others() -> None:
    for until, is_refused in ((date(2026, 11, 24), True), (date(2026, 11, 23), False)):
        books = Books(accounts=[replace(account(ZHANG), restricted_until=until)])
        assert facts(books, Choice(Kind.CONTRIBUTION))
        assert refusal(books, XIAN) == "certificate_restricted" if is_refused else facts(books, XIAN)


def test_the_record_of_loans_counts_and_adds_up() -> None:
    current = replace(SETTLED, number="L2", state="normal", principal_left=Decimal("123.45"))
    said = facts(Books(loans=[SETTLED, current]), XIAN)
    assert (said["record"], said["loan_count"]) == ("open", "2")
    assert (said["loan_total"], said["loan_left"]) == ("160,000.00", "123.45")
    assert facts(Books(loans=[]), XIAN)["record"] == "none"


@given(st.lists(st.sampled_from(YEAR), unique=True, min_size=1), st.integers(1, 10**7))
def test_the_years_of_a_period_add_up_to_its_total(months: list[str], fen: int) -> None:
    amount = Decimal(2 * fen) / 100
    books = Books(records=contributions([*sorted(months), "2026-01", "2026-02"], str(amount)))
    said = facts(books, Choice(Kind.CONTRIBUTION, since="2025-01", until="2026-01"))
    rows = said["rows"]
    assert isinstance(rows, list)
    totals = [Decimal(row[-1].replace(",", "")) for row in rows]
    assert sum(totals) == amount * (len(months) + 1) == Decimal(str(said["period_total"]).replace(",", ""))
    assert sum(int(row[1]) for row in rows) == int(str(said["period_months"]))


@pytest.mark.parametrize(
    ("since", "until", "code"),
    [
        ("2026-11", "2026-10", "certificate_period_wrong"),
        ("2026-11", "2026-12", "certificate_period_wrong"),
        ("2016-10", "2026-11", "certificate_period_wrong"),
        ("2024-01", "2024-12", "certificate_period_empty"),
    ],
)
def test_a_period_that_cannot_be_is_refused(since: str, until: str, code: str) -> None:
    assert refusal(Books(), replace(PERIOD, since=since, until=until)) == code


def test_only_an_own_settled_loan_is_certified() -> None:
    choice = Choice(Kind.SETTLED_LOAN, loan="L1")
    assert facts(Books(), choice)["amount_capitals"] == "捌万元整"
    assert refusal(Books(loans=[replace(SETTLED, state="normal")]), choice) == "certificate_loan_unsettled"
    assert refusal(Books(loans=[replace(SETTLED, id_number=LI.id_number)]), choice) == "certificate_no_loan"
    assert refusal(Books(loans=[replace(SETTLED, home_address="")]), choice) == "certificate_fact_missing"


def test_a_withdrawal_has_a_receipt_unless_it_was_taken_back() -> None:
    day = date(2026, 11, 20)
    books = Books(
        records=[
            *contributions(["2026-11"]),
            movement(2, day, "11", "-500.00"),
            movement(3, day, "11", "500.00", reversal=True),
            movement(4, day, "11", "-300.00", balance=Decimal("700.00")),
            movement(5, day, "09", "1.23"),
            movement(6, day, "12", "-701.23", balance=Decimal("0.00")),
        ]
    )
    offered = GatherFacts(books, FixedClock(NOON)).receipts(WHOM, Kind.WITHDRAWAL)
    assert [one.amount for one in offered] == ["701.23", "300.00"]
    choice = Choice(Kind.WITHDRAWAL, account="100001", sequence="6")
    said = facts(books, choice)
    assert (said["closing"], said["interest"], said["amount"], said["balance_after"]) == (
        *("yes", "1.23", "701.23"),
        "0.00",
    )
    for sequence in ("2", "3", "99"):
        assert refusal(books, replace(choice, sequence=sequence)) == "certificate_no_receipt"


def test_the_interest_of_a_closing_is_no_withdrawal_and_the_years_interest_is_none_of_it() -> None:
    closed, choice = date(2026, 7, 2), Choice(Kind.WITHDRAWAL, account="100001", sequence="5")
    for credit, interest in (
        (movement(4, closed, "12", "12.34"), "12.34"),
        (movement(4, date(2026, 6, 30), "09", "307.45"), "0.00"),
    ):
        books = Books(records=[credit, movement(5, closed, "12", "-700.00")])
        offered = GatherFacts(books, FixedClock(NOON)).receipts(WHOM, Kind.WITHDRAWAL)
        assert [one.amount for one in offered] == ["700.00"]
        assert facts(books, choice)["interest"] == interest


def test_a_receipt_names_the_reason_that_the_core_keeps() -> None:
    day = date(2026, 11, 20)
    past = [
        PastWithdrawal("T1", "100001", day, "07", Decimal("300.00"), closing=False, state="done"),
        PastWithdrawal("T2", "100001", day, "06", Decimal("300.00"), closing=False, state="done"),
        PastWithdrawal("T3", "100001", day, "12", Decimal("699.00"), closing=True, state="done"),
    ]
    rows = [
        movement(2, date(2020, 1, 2), "11", "-300.00"),
        movement(4, day, "11", "-300.00"),
        movement(5, day, "11", "-300.00"),
        movement(7, day, "12", "-700.23"),
    ]
    said = {}
    for row in rows:
        choice = Choice(Kind.WITHDRAWAL, account="100001", sequence=str(row.sequence))
        paper = facts(Books(records=rows, past=past), choice)
        said[row.sequence] = (paper["reason"], paper["order"])
    assert said == {2: ("", ""), 4: ("07", "T1"), 5: ("06", "T2"), 7: ("12", "T3")}


def test_a_repayment_has_a_receipt() -> None:
    row = Repayment(7, date(2023, 6, 5), "02", 7, Decimal("2000.00"), Decimal("150.10"), Decimal("0.40"), Decimal(5))
    books = Books(repayments=[row, replace(row, sequence=8, kind="01")])
    said = facts(books, Choice(Kind.REPAYMENT, loan="L1", sequence="7"))
    assert (said["total"], said["total_capitals"]) == ("2,150.50", "贰仟壹佰伍拾元伍角整")
    assert refusal(books, Choice(Kind.REPAYMENT, loan="L1", sequence="8")) == "certificate_no_receipt"
    assert len(GatherFacts(books, FixedClock(NOON)).receipts(WHOM, Kind.REPAYMENT)) == 1


def test_what_cannot_be_printed_is_refused_and_logged_without_the_name(
    papers: Papers, caplog: pytest.LogCaptureFixture
) -> None:
    books = Books(accounts=[replace(account(ZHANG), person_name="王𪚥")])
    with pytest.raises(Refusal, match="certificate_glyph_missing"):
        Press(papers, None).check(facts(books, XIAN))
    (line,) = caplog.records
    assert (line.msg, line.fields) == ("glyph_missing", {"code_points": ["U+2A6A5"]})  # type: ignore[attr-defined]  # put there by extra
    assert "王" not in caplog.text
