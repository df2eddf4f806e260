"""What every core must tell of persons and accounts."""

from datetime import date
from itertools import pairwise

from app.fund_core.http.conformance.play import STRANGER, UNKNOWN, Kind, Stage, check, expect, expect_refusal

EVER = date(1992, 1, 1), date(2099, 12, 31)
FROZEN = "06"


@check("find_person", Kind.READ, "saver")
def known_person(stage: Stage) -> None:
    person = stage.core.find_person(stage.cast["saver"])
    expect(person is not None and person.id_number == stage.cast["saver"], "another person or none")


@check("find_person", Kind.READ)
def stranger(stage: Stage) -> None:
    expect(stage.core.find_person(STRANGER) is None, "somebody instead of null")


@check("accounts_of", Kind.READ, "saver")
def own_accounts(stage: Stage) -> None:
    account = stage.account("saver")
    expect(account.id_number == stage.cast["saver"], "an account of somebody else")
    expect(account.balance == account.carried_balance + account.this_year_balance, "the two balances do not add up")
    expect(account.data_time.tzinfo is not None, "data_time has no offset")


@check("accounts_of", Kind.READ)
def accounts_of_stranger(stage: Stage) -> None:
    expect(stage.core.accounts_of(STRANGER) == (), "not an empty list")


@check("accounts_of", Kind.READ, "frozen")
def frozen_says_so(stage: Stage) -> None:
    expect(stage.account("frozen").status == FROZEN, "status is not 06")


@check("accounts_of", Kind.READ, "restricted")
def restricted_says_so(stage: Stage) -> None:
    expect(stage.account("restricted").restricted_until is not None, "restricted_until is null")


@check("contribution_records", Kind.READ, "saver")
def balance_runs(stage: Stage) -> None:
    account = stage.account("saver")
    rows = stage.core.contribution_records(account.number, *EVER)
    expect(rows, "no movements")
    chained = all(later.balance == earlier.balance + later.amount for earlier, later in pairwise(rows))
    expect(chained, "a balance is not the one before and the amount")
    expect(rows[-1].balance == account.balance, "the last balance is not the account's")


@check("contribution_records", Kind.READ, "saver")
def both_days_count(stage: Stage) -> None:
    number = stage.account("saver").number
    day = stage.core.contribution_records(number, *EVER)[-1].booked_on
    rows = stage.core.contribution_records(number, day, day)
    expect(rows and {row.booked_on for row in rows} == {day}, "not exactly the movements of the day asked for")


@check("contribution_records", Kind.READ)
def unknown_account(stage: Stage) -> None:
    expect_refusal("unknown_account", lambda: stage.core.contribution_records(UNKNOWN, *EVER))


@check("quote_closing", Kind.READ, "saver")
def closing_quote_adds_up(stage: Stage) -> None:
    account = stage.account("saver")
    quote = stage.core.quote_closing(account.number)
    expect(quote.balance == account.balance, "another balance than the account's")
    expect(quote.total == quote.balance + quote.interest, "balance and interest do not add up to the total")
    expect(sum(row.interest for row in quote.rows) == quote.interest, "the rows do not add up to the interest")


@check("quote_closing", Kind.READ)
def closing_quote_of_unknown_account(stage: Stage) -> None:
    expect_refusal("unknown_account", lambda: stage.core.quote_closing(UNKNOWN))


@check("withdrawals_of", Kind.READ)
def withdrawals_of_unknown_account(stage: Stage) -> None:
    expect_refusal("unknown_account", lambda: stage.core.withdrawals_of(UNKNOWN))


@check("withdrawals_for_home", Kind.READ)
def withdrawals_for_unknown_home(stage: Stage) -> None:
    expect(stage.core.withdrawals_for_home(UNKNOWN) == (), "not an empty list")


@check("standing_orders_of", Kind.READ)
def standing_orders_of_unknown_account(stage: Stage) -> None:
    expect_refusal("unknown_account", lambda: stage.core.standing_orders_of(UNKNOWN))


@check("transfers_of", Kind.READ)
def transfers_of_stranger(stage: Stage) -> None:
    expect(stage.core.transfers_of(STRANGER) == (), "not an empty list")


READS = (
    known_person,
    stranger,
    own_accounts,
    accounts_of_stranger,
    frozen_says_so,
    restricted_says_so,
    balance_runs,
    both_days_count,
    unknown_account,
    closing_quote_adds_up,
    closing_quote_of_unknown_account,
    withdrawals_of_unknown_account,
    withdrawals_for_unknown_home,
    standing_orders_of_unknown_account,
    transfers_of_stranger,
)
