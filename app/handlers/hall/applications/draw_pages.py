"""The pages of withdrawals that leave the account open. A row a service."""

from collections.abc import Mapping
from typing import Any

from app.domain.application import ServiceKey
from app.handlers.forms.withdrawals import (
    BankLoanForm,
    CentreLoanForm,
    DrawnForm,
    LeaseForm,
    PaperForm,
    WayForm,
)
from app.handlers.hall.applications.page import (
    ACCOUNT,
    CARD,
    DRAW_BACK,
    DRAWN,
    PAYEE,
    PHONE,
    Card,
    ServicePage,
    StepPage,
)
from app.services.applications.purchase import OF_THE_HOME

DRAW = Card("提取金额", ("balance", "amount"), "amount")
HOME = Card("房屋信息", ("paper", "number", "owners", "address", "area", "price", "deed_on"), "number")
AS_ANNOUNCED = "时限和限额以中心公告为准。"
WHERE_CHECKED = "{policy.paper_check_scope}"
OF_THE_LOAN = ("loan_found", "lender_connected", "loan_borrowed", "loan_repaying", "interval_over")
OUTSIDE_CARDS = (ACCOUNT, Card("贷款信息", ("lender", "repaid_loan", "loan_amount", "repaid"), "number"), DRAW, PAYEE)
OF_THE_PAPER = ("home_found", "home_in_area", *OF_THE_HOME)


def amount_step(*shows: str, looked_up: str = "") -> StepPage:
    """The step that asks how much, beside these facts and what was looked up."""
    return StepPage(
        DrawnForm,
        "填写提取金额",
        "最多两位小数，例如 20,000.00",
        "hall/applications/amount.html",
        quoted=True,
        shows=(*shows, "balance", "available"),
        looked_up=looked_up,
        settles=(
            "amount_fits_balance",
            "within_online_limit",
            "within_price",
            "within_rent_limit",
            "within_monthly_rent",
            "within_repaid",
            "within_local_limit",
        ),
    )


def way_step(once: str) -> StepPage:
    """The step that asks whether once or monthly; `once` says what is taken then."""
    return StepPage(
        WayForm,
        "选择提取方式",
        once,
        "hall/applications/way.html",
        quoted=True,
        shows=("standing_amount",),
        settles=("no_standing_order", "standing_order_runs", "loan_is_own"),
    )


def outside_steps(form: Any, note: str) -> Mapping[str, StepPage]:
    """The steps about a loan of another lender: it is looked up, then the amount."""
    asked = StepPage(form, "联网核查", button="联网核查", note=note, settles=OF_THE_LOAN)
    return {"number": asked, "amount": amount_step("repaid", looked_up="lender")}


def announced(key: ServiceKey, path: str, lede: str, limit: str) -> ServicePage:
    """The pages of a withdrawal whose rules are the centre's announcement."""
    return ServicePage(
        key=key,
        path=path,
        back=DRAW_BACK,
        lede=lede,
        who=("中心公告这项业务以后", "本人或配偶在本市的自住住房", limit),
        needs=(PHONE, CARD, "不动产权证书，或网签备案的购房合同上的编号"),
        minutes=4,
        warning="按中心公告办理。提交后 10 分钟内可以撤回。",
        agree="我已核对以上信息，情况属实",
        afterwards=DRAWN,
        cards=(ACCOUNT, HOME, DRAW, PAYEE),
        total="amount",
        steps={
            "number": StepPage(PaperForm, "联网核查", button="联网核查", note=WHERE_CHECKED, settles=OF_THE_PAPER),
            "amount": amount_step(looked_up="address"),
        },
    )


DRAW_PAGES: tuple[ServicePage, ...] = (
    ServicePage(
        key=ServiceKey.FUND_LOAN,
        path="/withdrawals/fund-loan",
        back=DRAW_BACK,
        lede="正在还公积金贷款的，提取已还的本息，可以取一次，也可以每月自动提取。",
        who=("本人或配偶有公积金贷款，正在还款", "同一时期没有租房提取"),
        needs=(PHONE, CARD),
        minutes=3,
        warning="提交后 10 分钟内可以撤回。贷款还清后，每月提取会自动停止。" + AS_ANNOUNCED,
        agree="我已核对以上信息",
        afterwards=DRAWN,
        cards=(
            ACCOUNT,
            Card("贷款信息", ("repaid_loan", "loan_bank")),
            Card("提取方式", ("way", "standing_amount"), "way"),
            DRAW,
            PAYEE,
        ),
        total="amount",
        steps={
            "way": way_step("提取最近一年已还、还没有提取的本息"),
            "amount": amount_step("repaid"),
        },
    ),
    ServicePage(
        key=ServiceKey.COMMERCIAL_LOAN,
        path="/withdrawals/commercial-loan",
        back=DRAW_BACK,
        lede="正在还商业银行住房贷款的，提取最近一年已还的本息。",
        who=("本人或配偶有商业住房贷款，正在还款", "每 12 个月一次，同一时期没有租房提取"),
        needs=(PHONE, CARD, "借款合同上的银行和合同编号"),
        minutes=4,
        warning="提交后 10 分钟内可以撤回。" + AS_ANNOUNCED,
        agree="我已核对以上信息，贷款情况属实",
        afterwards=DRAWN,
        cards=OUTSIDE_CARDS,
        total="amount",
        steps=outside_steps(BankLoanForm, "与贷款银行联网核查还款情况。没有联网的银行，请到柜台办理。"),
    ),
    ServicePage(
        key=ServiceKey.PURCHASE,
        path="/withdrawals/purchase",
        back=DRAW_BACK,
        lede="买了住房，提取余额付房款。先联网核查房屋，再填金额。",
        who=("本人或配偶购买的住房，在规定的时限以内", "这套房本人没有办过购房提取；夫妻各可办一次，合计不超过房价"),
        needs=(PHONE, CARD, "不动产权证书，或网签备案的购房合同上的编号"),
        minutes=5,
        warning="提交后 10 分钟内可以撤回。" + AS_ANNOUNCED,
        agree="我已核对以上信息，购房情况属实",
        afterwards=DRAWN,
        cards=(
            ACCOUNT,
            HOME,
            DRAW,
            PAYEE,
        ),
        total="amount",
        steps={
            "number": StepPage(PaperForm, "联网核查", button="联网核查", note=WHERE_CHECKED, settles=OF_THE_PAPER),
            "amount": amount_step("price", looked_up="address"),
        },
    ),
    ServicePage(
        key=ServiceKey.RENT,
        path="/withdrawals/rent",
        back=DRAW_BACK,
        lede="租房住的，提取余额付房租，可以取一次，也可以每月自动提取。",
        who=("连续足额缴存满 3 个月", "本人和配偶在本市没有住房，同一时期没有还贷提取"),
        needs=(PHONE, CARD, "租赁备案编号（没有备案的，按中心公布的限额）"),
        minutes=4,
        warning="提交后 10 分钟内可以撤回。买房以后，每月提取会自动停止。" + AS_ANNOUNCED,
        agree="我已核对以上信息，租房情况属实",
        afterwards=DRAWN,
        cards=(
            ACCOUNT,
            Card("提取方式", ("way", "standing_amount"), "way"),
            Card("租房信息", ("lease", "address", "rent", "lease_until"), "lease"),
            DRAW,
            PAYEE,
        ),
        total="amount",
        steps={
            "way": way_step("按实际付的房租提取"),
            "lease": StepPage(
                LeaseForm,
                "租房信息",
                button="联网核查",
                settles=("lease_found", "lease_own", "lease_runs", "rent_limit_known"),
            ),
            "amount": amount_step("rent", looked_up="address"),
        },
    ),
    ServicePage(
        key=ServiceKey.PROVINCE_LOAN,
        path="/withdrawals/province-loan",
        back=DRAW_BACK,
        lede="在本省其他城市办了公积金贷款的，用这里的余额提取已还的本息。",
        who=("本人或配偶有本省其他中心的公积金贷款，正在还款", "每 12 个月一次，同一时期没有租房提取"),
        needs=(PHONE, CARD, "借款合同编号"),
        minutes=4,
        warning="提交后 10 分钟内可以撤回。" + AS_ANNOUNCED,
        agree="我已核对以上信息，贷款情况属实",
        afterwards=DRAWN,
        cards=OUTSIDE_CARDS,
        total="amount",
        steps=outside_steps(CentreLoanForm, "与{policy.province_platform}联网核查还款情况。"),
    ),
    announced(
        ServiceKey.DECORATION,
        "/withdrawals/decoration",
        "装修自住住房的，提取余额付装修费。2026 年 9 月 20 日起的新规定。",
        "每套房有限额，以中心公告为准",
    ),
    announced(
        ServiceKey.PROPERTY_FEE,
        "/withdrawals/property-fee",
        "提取余额付自住住房的物业费。2026 年 9 月 20 日起的新规定。",
        "每年有限额，以中心公告为准",
    ),
)
