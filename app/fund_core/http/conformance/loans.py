"""What every core must tell of home loans."""

from decimal import Decimal
from itertools import pairwise

from app.fund_core.http.conformance.play import STRANGER, UNKNOWN, Kind, Stage, check, expect, expect_refusal

ONE = Decimal("1.00")


@check("loans_of", Kind.READ, "saver")
def running_loan(stage: Stage) -> None:
    loan = stage.loan("saver")
    expect(loan.id_number == stage.cast["saver"], "a loan of somebody else")
    expect(loan.state == "normal" and loan.principal_left > 0, "not a loan that is being repaid")
    expect(loan.next_due_on is not None and loan.next_amount > 0, "no next instalment")


@check("loans_of", Kind.READ, "overdue")
def overdue_loan(stage: Stage) -> None:
    loan = stage.loan("overdue")
    expect(loan.state == "overdue" and loan.overdue_amount > 0, "not overdue, or overdue with nothing")


@check("loans_of", Kind.READ, "settled")
def settled_loan(stage: Stage) -> None:
    loan = stage.loan("settled")
    expect(loan.state == "settled" and loan.settled_on is not None, "not settled, or settled without a day")
    expect(loan.principal_left == 0 and loan.next_due_on is None, "settled and yet something is due")


@check("loans_of", Kind.READ)
def loans_of_stranger(stage: Stage) -> None:
    expect(stage.core.loans_of(STRANGER) == (), "not an empty list")


@check("loan_schedule", Kind.READ, "saver")
def plan_clears_the_debt(stage: Stage) -> None:
    plan = stage.core.loan_schedule(stage.loan("saver").number)
    expect(plan, "no instalments")
    expect(plan[-1].principal_left == 0, "something is left after the last instalment")
    ordered = all(later.due_on > earlier.due_on for earlier, later in pairwise(plan))
    expect(ordered, "the due dates do not follow one another")


@check("loan_schedule", Kind.READ)
def schedule_of_unknown_loan(stage: Stage) -> None:
    expect_refusal("unknown_loan", lambda: stage.core.loan_schedule(UNKNOWN))


@check("loan_repayments", Kind.READ, "saver")
def repayments_end_at_what_is_left(stage: Stage) -> None:
    loan = stage.loan("saver")
    rows = stage.core.loan_repayments(loan.number)
    expect(rows and rows[-1].principal_left == loan.principal_left, "the last row leaves another principal")


@check("loan_repayments", Kind.READ)
def repayments_of_unknown_loan(stage: Stage) -> None:
    expect_refusal("unknown_loan", lambda: stage.core.loan_repayments(UNKNOWN))


@check("quote_payoff", Kind.READ, "saver")
def quote_adds_up(stage: Stage) -> None:
    loan = stage.loan("saver")
    quote = stage.core.quote_payoff(loan.number)
    expect(quote.total == quote.principal + quote.interest + quote.penalty, "the parts do not add up to the total")
    expect(not quote.lines or sum(line.amount for line in quote.lines) == quote.total, "the lines do not add up")
    expect(quote.principal == loan.principal_left, "another principal than the loan's")
    expect(quote.interest >= Decimal(0), "interest below zero")


@check("quote_payoff", Kind.READ, "settled")
def quote_of_settled_loan(stage: Stage) -> None:
    number = stage.loan("settled").number
    expect_refusal("loan_settled", lambda: stage.core.quote_payoff(number))


@check("quote_payoff", Kind.READ, "overdue")
def quote_of_overdue_loan(stage: Stage) -> None:
    number = stage.loan("overdue").number
    expect_refusal("loan_overdue", lambda: stage.core.quote_payoff(number))


@check("quote_payoff", Kind.READ)
def quote_of_unknown_loan(stage: Stage) -> None:
    expect_refusal("unknown_loan", lambda: stage.core.quote_payoff(UNKNOWN))


@check("quote_prepayment", Kind.READ, "saver")
def prepayment_quote_adds_up(stage: Stage) -> None:
    loan = stage.loan("saver")
    quote = stage.core.quote_prepayment(loan.number, _half(loan.principal_left))
    expect(quote.total == quote.principal + quote.interest, "principal and interest do not add up to the total")
    expect(quote.balance_before == loan.principal_left, "another balance than the loan's")
    expect(quote.balance_after == quote.balance_before - quote.principal, "the balance falls by something else")


@check("quote_prepayment", Kind.READ, "saver")
def both_choices_help(stage: Stage) -> None:
    loan = stage.loan("saver")
    quote = stage.core.quote_prepayment(loan.number, _half(loan.principal_left))
    expect(quote.shorten.months_left < quote.unchanged.months_left, "a shorter term is not shorter")
    expect(quote.reduce.payment < quote.unchanged.payment, "a lower instalment is not lower")
    expect(quote.reduce.months_left == quote.unchanged.months_left, "a lower instalment changes the term")


@check("quote_prepayment", Kind.READ, "saver")
def prepayment_of_everything(stage: Stage) -> None:
    loan = stage.loan("saver")
    expect_refusal("amount_settles", lambda: stage.core.quote_prepayment(loan.number, loan.principal_left))


@check("quote_prepayment", Kind.READ, "saver")
def prepayment_of_nothing(stage: Stage) -> None:
    number = stage.loan("saver").number
    expect_refusal("amount_not_positive", lambda: stage.core.quote_prepayment(number, Decimal("0.00")))


@check("quote_prepayment", Kind.READ, "settled")
def prepayment_of_settled_loan(stage: Stage) -> None:
    number = stage.loan("settled").number
    expect_refusal("loan_settled", lambda: stage.core.quote_prepayment(number, ONE))


@check("quote_prepayment", Kind.READ)
def prepayment_of_unknown_loan(stage: Stage) -> None:
    expect_refusal("unknown_loan", lambda: stage.core.quote_prepayment(UNKNOWN, ONE))


def _half(amount: Decimal) -> Decimal:
    """About half, in whole yuan."""
    return (amount / 2).quantize(Decimal(1)).quantize(ONE)


LOANS = (
    running_loan,
    overdue_loan,
    settled_loan,
    loans_of_stranger,
    plan_clears_the_debt,
    schedule_of_unknown_loan,
    repayments_end_at_what_is_left,
    repayments_of_unknown_loan,
    quote_adds_up,
    quote_of_settled_loan,
    quote_of_overdue_loan,
    quote_of_unknown_loan,
    prepayment_quote_adds_up,
    both_choices_help,
    prepayment_of_everything,
    prepayment_of_nothing,
    prepayment_of_settled_loan,
    prepayment_of_unknown_loan,
)
