"""Facts of each kind, as a person's paper would hold them."""

from datetime import UTC, datetime

from app.documents import Imprint, qr_svg

WHEN = datetime(2026, 11, 24, 4, tzinfo=UTC)
IMPRINT = Imprint("运城市住房公积金管理中心", "12329", "gjj.example.gov.cn/verify", demo=True)
QR_ADDRESS = "https://gjj.example.gov.cn/v/Q2hpbmVzZS1sb2FuLTIwMjY"
PERSON = {"name": "柴𬭎", "id_number": "140802198710010054"}
ACCOUNT = {**PERSON, "account_number": "140800100011", "unit_name": "运城市河东演示机械有限公司"}
PAID = {
    "base": "8,600.00",
    "monthly": "1,376.00",
    "unit_ratio": "8",
    "person_ratio": "8",
    "run_first": "2021-09",
    "run_last": "2026-11",
    "run_months": "63",
    "balance": "84,022.17",
    "balance_capitals": "捌万肆仟零贰拾贰元壹角柒分",
}
LOAN = {
    **PERSON,
    "loan_number": "14080010000601",
    "contract_number": "YC-GJJ-2022-000601",
    "bank_name": "演示银行运城分行",
}
PERIOD = {
    "rows": [["2024", "12", "6,000.00", "6,000.00", "12,000.00"], ["2025", "12", "6,000.00", "6,000.00", "12,000.00"]],
    "since": "2024-01",
    "until": "2025-12",
    "period_months": "24",
    "period_unit": "12,000.00",
    "period_person": "12,000.00",
    "period_total": "24,000.00",
    "period_total_capitals": "贰万肆仟元整",
}
ISSUED: dict[str, object] = {
    "number": "ZM20261124000032",
    "code": "7K3F-9Q2M",
    "qr": qr_svg(QR_ADDRESS),
    "issued_on": "2026-11-24",
    "valid_until": "2027-01-24",
}
FACTS: dict[str, dict[str, object]] = {
    "contribution": {
        **ACCOUNT,
        **PAID,
        "status": "01",
        "opened_on": "2021-09-10",
        "paid_until": "2026-11",
        "as_of": "2026-11-24",
        "purpose": "办理落户",
        **PERIOD,
    },
    "remote_loan": {
        **ACCOUNT,
        **PAID,
        "receiver": "西安住房公积金管理中心",
        "status": "01",
        "opened_month": "2021-09",
        "record": "one_settled",
        "loan_count": "1",
        "loan_total": "80,000.00",
        "loan_left": "0.00",
    },
    "settled_loan": {
        **LOAN,
        "settled_on": "2025-11-05",
        "amount": "80,000.00",
        "amount_capitals": "捌万元整",
        "months": "36",
        "issued_loan_on": "2022-11-05",
        "home_address": "运城市盐湖区演示路7号院1单元",
        "co_borrower": "",
    },
    "withdrawal": {
        **ACCOUNT,
        "serial": "140800100011-000079",
        "booked_on": "2026-11-20",
        "closing": "yes",
        "reason": "03",
        "interest": "12.34",
        "amount": "20,216.21",
        "amount_capitals": "贰万零贰佰壹拾陆元贰角壹分",
        "balance_after": "0.00",
        "card_tail": "0083",
        "card_bank": "演示银行运城分行",
    },
    "repayment": {
        **LOAN,
        "serial": "14080010000601-000012",
        "booked_on": "2023-11-05",
        "repayment": "02",
        "period": "12",
        "principal": "2,150.00",
        "interest": "161.34",
        "penalty": "0.00",
        "principal_left": "55,333.22",
        "total": "2,311.34",
        "total_capitals": "贰仟叁佰壹拾壹元叁角肆分",
    },
}


def facts(kind: str, **changes: object) -> dict[str, object]:
    """Return what is printed on an issued paper of a kind."""
    return {**FACTS[kind], **ISSUED, **changes}
