"""One question and one answer of every operation, all of the demo centre."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from app.fund_core import (
    AccruedRow,
    BaseLine,
    ClosingQuote,
    Deferral,
    Enrolment,
    Instalment,
    InterestRow,
    LateLine,
    LateMonth,
    LateQuote,
    LineFault,
    Loan,
    LoanFuture,
    Movement,
    Order,
    PastWithdrawal,
    Payoff,
    PayoffQuote,
    Person,
    PersonAccount,
    PersonDetails,
    Prepayment,
    PrepaymentQuote,
    QuoteLine,
    Remittance,
    RemittanceLine,
    Repayment,
    StandingOrder,
    StandingWish,
    Transfer,
    TransferStep,
    TransferWish,
    Unit,
    UnitDetails,
    UnitOpening,
    Withdrawal,
)

D = Decimal
TODAY = date(2026, 11, 24)
NOW = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)
ID, PHONE, ACCOUNT, LOAN = "140802198803120414", "19900010000", "140800100000", "14080010000001"
CODE, UNIT, LETTER, STANDING = "91140802MA00000017", "1408001000", "1408002611240001", "WT20261124A1B2C3D4E5"
CARD, BANK, HOME = "6200000000010000008", "演示银行运城分行", "晋（2026）运城市不动产权第0012345号"
AGENT = "19900090000"

DETAILS = PersonDetails("20", "运城市盐湖区演示路1号", "044000", "本科", "教师", "教师", "", D("8600.00"))
PERSON = Person(ID, "张晓明", PHONE, "01", DETAILS, "郑玉芳", "140802198212250423")
OWN = PersonAccount(
    number=ACCOUNT, person_name="张晓明", id_number=ID, unit_name="运城市盐湖区示范小学", unit_number=UNIT, status="01",
    balance=D("81143.36"), opened_on=date(2021, 9, 10), base=D("8600.00"), unit_ratio=D(8), person_ratio=D(8),
    monthly_unit=D("688.00"), monthly_person=D("688.00"), paid_until="2026-11", carried_balance=D("74263.36"),
    this_year_balance=D("6880.00"), card_number=CARD, card_bank=BANK, phone=PHONE, data_time=NOW, interest=D("471.54"),
)  # fmt: skip
DEBT = Loan(
    number=LOAN, contract_number="YC-GJJ-2021-000001", id_number=ID, borrower_name="张晓明", amount=D("450000.00"),
    months=240, issued_on=date(2021, 5, 5), rate=D("2.60"), method="01", state="normal",
    principal_left=D("351846.07"), months_paid=66, next_due_on=date(2026, 12, 5), next_amount=D("2429.33"),
    overdue_amount=D("0.00"), bank_name=BANK, home_address="运城市盐湖区演示路1号院1单元", settled_on=None,
    data_time=NOW, bank_account=CARD, monthly_payment=D("2429.33"),
)  # fmt: skip
ACCRUED = AccruedRow(date(2026, 11, 5), TODAY, 19, D("351846.07"), D("2.60"), D("482.81"))
ORDER = Order("TQ202611240A1B2C3D4E", "withdrawal", "accepted", ACCOUNT, D("5000.00"), D("0.00"), D("5000.00"), TODAY)
PAST = PastWithdrawal(ORDER.number, ACCOUNT, TODAY, "01", D("5000.00"), closing=False, state="done", home=HOME)
UNIT_DETAILS = UnitDetails("运城市盐湖区演示路8号院", "卫东", AGENT, 10, "40", "044000", "03590000000", "", "教育")
SCHOOL = Unit(
    CODE, UNIT, "open", "运城市盐湖区示范小学", date(2001, 9, 1), "卫红", "140802", UNIT_DETAILS, D(8), D(8), "2001-10",
    BANK, web_hall=True, opened_on=date(2001, 9, 20), employees=4, deferrals=(Deferral("2020-02", "2020-06"),),
)  # fmt: skip
WISH = TransferWish(ACCOUNT, "140100", "太原市住房公积金管理中心", "太原市某某公司", "14010000012345", PHONE)
MOVED = Transfer(
    LETTER, ACCOUNT, WISH.from_centre_code, WISH.from_centre_name, WISH.from_unit_name, WISH.from_account_number, TODAY,
    "02", (TransferStep("01", TODAY), TransferStep("02", TODAY)),
)  # fmt: skip
NEWCOMER = Enrolment(UNIT, "140802199001010017", "乔安", PHONE, D("5000.00"))


def _order(prefix: str, kind: str, subject: str) -> Order:
    return Order(f"{prefix}202611240A1B2C3D4E", kind, "done", subject, D("0.00"), D("0.00"), D("0.00"), TODAY)


QUESTIONS: dict[str, dict[str, Any]] = {
    "order": {"number": ORDER.number},
    "find_order": {"key": "3f0c6a1e"},
    "find_person": {"id_number": ID},
    "accounts_of": {"id_number": ID},
    "contribution_records": {"account_number": ACCOUNT, "since": date(2026, 1, 1), "until": TODAY},
    "quote_closing": {"account_number": "140800100008"},
    "withdrawals_of": {"account_number": ACCOUNT},
    "withdrawals_for_home": {"home": HOME},
    "standing_orders_of": {"account_number": ACCOUNT},
    "loans_of": {"id_number": ID},
    "loan_schedule": {"loan_number": LOAN},
    "loan_repayments": {"loan_number": LOAN},
    "quote_payoff": {"loan_number": LOAN},
    "quote_prepayment": {"loan_number": LOAN, "principal": D("50000.00")},
    "transfers_of": {"id_number": ID},
    "find_unit": {"credit_code": CODE},
    "unit_password_fits": {"credit_code": CODE, "password": "as given at registration"},
    "employees_of": {"unit_number": UNIT, "name": "", "after": "", "limit": 100},
    "change_phone": {"key": "0d4e55c2", "id_number": ID, "phone": "19911112222"},
    "change_details": {"key": "5b1f02aa", "id_number": ID, "details": DETAILS},
    "withdraw": {
        "key": "3f0c6a1e",
        "withdrawal": Withdrawal(ACCOUNT, "01", D("5000.00"), closing=False, home=HOME),
    },
    "change_card": {"key": "91aa03fe", "account_number": ACCOUNT, "card_number": CARD, "card_bank": BANK},
    "open_standing_order": {"key": "c2a9e1b0", "wish": StandingWish(ACCOUNT, "06", D("0.00"), LOAN)},
    "end_standing_order": {"key": "c2a9e1b1", "number": STANDING},
    "pay_off": {"key": "7b21d9aa", "payoff": Payoff(LOAN, D("352328.88"))},
    "prepay": {"key": "7b21d9ab", "prepayment": Prepayment(LOAN, D("50000.00"), "shorten", D("50068.61"))},
    "open_transfer": {"key": "e8d1c0ff", "wish": WISH},
    "cancel_transfer": {"key": "e8d1c0fe", "letter_number": LETTER},
    "open_unit": {
        "key": "ab34cd56",
        "opening": UnitOpening(CODE, UNIT_DETAILS, D(8), D(8), 4, D("31600.00"), "2026-12", BANK, web_hall=True),
    },
    "change_unit": {"key": "ab34cd57", "unit_number": UNIT, "details": UNIT_DETAILS},
    "enrol": {"key": "ab34cd58", "enrolment": NEWCOMER},
    "seal_account": {"key": "ab34cd59", "account_number": ACCOUNT},
    "unseal_account": {"key": "ab34cd60", "account_number": ACCOUNT, "base": D("8600.00")},
    "enrolment_faults": {"enrolments": (NEWCOMER,)},
    "enrol_all": {"key": "ab34cd64", "enrolments": (NEWCOMER,)},
    "seal_all": {"key": "ab34cd65", "unit_number": UNIT, "account_numbers": (ACCOUNT,)},
    "unseal_all": {"key": "ab34cd66", "unit_number": UNIT, "lines": (BaseLine(ACCOUNT, D("8600.00")),)},
    "remit": {
        "key": "ab34cd61",
        "remittance": Remittance(UNIT, "2026-12", (RemittanceLine(ACCOUNT, D("688.00"), D("688.00")),)),
    },
    "quote_late": {"unit_number": UNIT, "months": (LateMonth(ACCOUNT, "2026-07", D("9000.00"), "short"),)},
    "remit_late": {
        "key": "ab34cd64",
        "unit_number": UNIT,
        "lines": (LateLine(ACCOUNT, "2026-07", D("9000.00"), "short", D("32.00"), D("32.00")),),
    },
    "adjust_bases": {"key": "ab34cd62", "unit_number": UNIT, "lines": (BaseLine(ACCOUNT, D("9000.00")),)},
    "adjust_ratios": {"key": "ab34cd63", "unit_number": UNIT, "unit_ratio": D(10), "person_ratio": D(10)},
    "defer_unit": {"key": "ab34cd67", "unit_number": UNIT, "first_month": "2026-12", "last_month": "2027-05"},
}
ANSWERS: dict[str, object] = {
    "order": replace(ORDER, state="done", settled_on=TODAY),
    "find_order": ORDER,
    "find_person": PERSON,
    "accounts_of": (OWN,),
    "contribution_records": (
        Movement(68, date(2026, 11, 10), "01", D("1376.00"), D("688.00"), D("688.00"), OWN.balance, "2026-11", "汇缴"),
    ),
    "quote_closing": ClosingQuote(
        "140800100008", TODAY, D("39012.74"), D("237.33"), D("39250.07"), 360,
        (InterestRow(date(2026, 7, 1), TODAY, D("39012.74"), 146, D("1.50"), D("5695860.04"), D("237.33")),),
    ),
    "withdrawals_of": (PAST,),
    "withdrawals_for_home": (PAST,),
    "standing_orders_of": (StandingOrder(STANDING, ACCOUNT, "06", D("0.00"), LOAN, TODAY, date(2026, 12, 5), None),),
    "loans_of": (DEBT,),
    "loan_schedule": (Instalment(67, date(2026, 12, 5), D("1667.00"), D("762.33"), D("350179.07"), D("2.60"), "due"),),
    "loan_repayments": (
        Repayment(66, date(2026, 11, 5), "02", 66, D("1663.39"), D("765.94"), D("0.00"), DEBT.principal_left),
    ),
    "quote_payoff": PayoffQuote(
        LOAN, TODAY, DEBT.principal_left, D("482.81"), D("0.00"), D("352328.88"),
        (QuoteLine("not_due_principal", DEBT.principal_left), QuoteLine("accrued_interest", D("482.81"))), (ACCRUED,),
    ),
    "quote_prepayment": PrepaymentQuote(
        LOAN, TODAY, D("50000.00"), D("68.61"), D("50068.61"), DEBT.principal_left, D("301846.07"),
        LoanFuture(D("2429.33"), 174, D("70857.74"), date(2041, 5, 5)),
        LoanFuture(D("2429.33"), 145, D("49894.77"), date(2038, 12, 5)),
        LoanFuture(D("2084.10"), 174, D("60788.18"), date(2041, 5, 5)),
        (replace(ACCRUED, principal=D("50000.00"), interest=D("68.61")),),
    ),
    "transfers_of": (MOVED,),
    "find_unit": SCHOOL,
    "unit_password_fits": True,
    "employees_of": (OWN,),
    "change_phone": _order("SJ", "phone", ""),
    "change_details": _order("XX", "details", ""),
    "withdraw": ORDER,
    "change_card": _order("YK", "card", ACCOUNT),
    "open_standing_order": _order("WT", "standing", STANDING),
    "end_standing_order": _order("WZ", "standing", STANDING),
    "pay_off": Order(
        "JQ202611241A2B3C4D5E", "payoff", "accepted", LOAN, D("351846.07"), D("482.81"), D("352328.88"), TODAY
    ),
    "prepay": Order(
        "TH202611241A2B3C4D5E", "prepayment", "accepted", LOAN, D("50000.00"), D("68.61"), D("50068.61"), TODAY
    ),
    "open_transfer": _order("ZR", "transfer", LETTER),
    "cancel_transfer": _order("ZC", "transfer", LETTER),
    "open_unit": _order("DK", "unit", UNIT),
    "change_unit": _order("DB", "unit_details", UNIT),
    "enrol": _order("ZY", "employee", "140800100099"),
    "seal_account": _order("FC", "employee", ACCOUNT),
    "unseal_account": _order("QF", "employee", ACCOUNT),
    "enrolment_faults": (LineFault(0, "already_enrolled"),),
    "enrol_all": _order("PZ", "employee", UNIT),
    "seal_all": _order("PF", "employee", UNIT),
    "unseal_all": _order("PQ", "employee", UNIT),
    "remit": replace(_order("HJ", "remittance", UNIT), amount=D("1376.00"), total=D("1376.00")),
    "quote_late": (LateQuote(D("688.00"), D("688.00"), D("32.00"), D("32.00")),),
    "remit_late": replace(_order("BJ", "remittance", UNIT), amount=D("64.00"), total=D("64.00")),
    "adjust_bases": _order("JS", "bases", UNIT),
    "adjust_ratios": _order("BL", "ratios", UNIT),
    "defer_unit": _order("HH", "deferral", UNIT),
}  # fmt: skip
