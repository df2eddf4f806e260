"""Every service's pages: where they are, what the start page says, which steps and cards there are. A row a service."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from app.domain.application import ServiceKey
from app.handlers.forms.applications import (
    ChoiceForm,
    DrawnForm,
    ElsewhereForm,
    LeaseForm,
    PaperForm,
    PostForm,
    PrincipalForm,
    WayForm,
)
from app.handlers.forms.changes import (
    CardForm,
    CentreForm,
    ChangeForm,
    HomeForm,
    OldAccountForm,
    PhoneForm,
    SituationForm,
)
from app.services.applications.names import NAMES
from app.services.applications.purchase import OF_THE_HOME


@dataclass(frozen=True)
class StepPage:
    """A form. One of its fields is named as the step: the step is done when that is answered.

    `quoted` steps are shown what the answers so far would come to, of it the facts in `shows`. Where a condition in
    `settles` is not met, that is said on this very form. `prefilled` steps begin with what the centre knows.
    """

    form: Any
    words: str
    hint: str = ""
    template: str = "hall/applications/fill.html"
    quoted: bool = False
    prefilled: bool = False
    button: str = "下一步"
    note: str = ""
    shows: tuple[str, ...] = ()
    settles: tuple[str, ...] = ()


@dataclass(frozen=True)
class Card:
    """Facts of the check page under a heading; `step` is where 修改 leads."""

    title: str
    facts: tuple[str, ...]
    step: str = ""


@dataclass(frozen=True)
class ServicePage:
    """A service as its pages present it; `total` is the fact that stands out."""

    key: ServiceKey
    path: str
    back: tuple[str, str]
    lede: str
    who: tuple[str, ...]
    needs: tuple[str, ...]
    minutes: int
    warning: str
    agree: str
    cards: tuple[Card, ...]
    total: str = "total"
    labels: Mapping[str, str] = field(default_factory=dict)
    steps: Mapping[str, StepPage] = field(default_factory=dict)
    afterwards: tuple[str, str] = ("", "")  # where the paper about it is issued once it is done
    extra: str = ""  # a template that the check page includes, given the proposal's working

    @property
    def title(self) -> str:
        return NAMES[self.key]

    def settled_before(self, step: str) -> tuple[str, ...]:
        """The conditions that the steps before this one have settled."""
        names = list(self.steps)
        return tuple(code for name in names[: names.index(step)] for code in self.steps[name].settles)


DRAW_BACK = ("/withdrawals", "返回提取")
LOAN_BACK = ("/", "返回首页")
DRAWN = ("/certificates/new/withdrawal", "开具提取回单")
PHONE = "在中心登记的手机号，用来收验证码"
CARD = "本人名下的银行卡"
ACCOUNT = Card("账户信息", ("account", "name", "id_number", "unit", "phone", "status"))
PAYEE = Card("收款账户", ("reason", "payee", "card", "bank"))
CLOSING = Card("提取金额", ("balance", "interest", "total"))
WHOLE = MappingProxyType({"total": "销户本息合计："})
DRAW = Card("提取金额", ("balance", "amount"), "amount")
AS_ANNOUNCED = "时限和限额以中心公告为准。"
WHERE_CHECKED = (
    "《不动产权证书》（《房屋所有权证书》）与山西省住房公积金数据平台联网核查；"
    "《商品房买卖合同》与运城市房管局联网，目前核查范围为运城市区的房产。"
)
OF_THE_PAPER = ("home_found", "home_in_area", *OF_THE_HOME)
LOAN = Card("贷款信息", ("loan", "name", "id_number", "phone", "principal_left"))
PAYER = Card("付款账户", ("payer", "debit_card", "loan_bank"))


def amount_step(*shows: str) -> StepPage:
    """The step that asks how much, beside these facts."""
    return StepPage(
        DrawnForm,
        "填写提取金额",
        "最多两位小数，例如 20,000.00",
        "hall/applications/amount.html",
        quoted=True,
        shows=(*shows, "balance", "available"),
        settles=(
            "amount_fits_balance",
            "within_online_limit",
            "within_price",
            "within_rent_limit",
            "within_monthly_rent",
            "within_repaid",
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


PAGES: tuple[ServicePage, ...] = (
    ServicePage(
        key=ServiceKey.RETIREMENT,
        path="/withdrawals/retirement",
        back=DRAW_BACK,
        lede="一次取出账户全部余额和利息，账户随后注销。",
        who=("达到法定退休年龄，或已办理退休手续", "账户已由单位封存，没有未还清的公积金贷款"),
        needs=(PHONE, CARD),
        minutes=3,
        warning="提取后账户会注销。提交后 10 分钟内可以撤回。",
        agree="我已核对以上信息，知道提取后账户会注销",
        cards=(ACCOUNT, CLOSING, PAYEE),
        labels=WHOLE,
        afterwards=DRAWN,
        steps={"post": StepPage(PostForm, "退休前的岗位", "女职工的法定退休年龄按岗位确定。")},
    ),
    ServicePage(
        key=ServiceKey.EMPLOYMENT_ENDED,
        path="/withdrawals/employment-ended",
        back=DRAW_BACK,
        lede="离开单位、不再缴存时，取出全部余额和利息，账户随后注销。",
        who=("账户封存满半年", "没有在别的城市缴存，没有未还清的公积金贷款"),
        needs=(PHONE, CARD),
        minutes=3,
        warning="提取后账户会注销。提交后 10 分钟内可以撤回。",
        agree="我已核对以上信息，知道提取后账户会注销",
        cards=(ACCOUNT, CLOSING, PAYEE, Card("缴存情况", ("elsewhere",), "elsewhere")),
        labels=WHOLE,
        afterwards=DRAWN,
        steps={
            "elsewhere": StepPage(ElsewhereForm, "缴存情况", "在别的城市缴存的，余额应转移到那里，不能提取。"),
        },
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
            Card("房屋信息", ("paper", "number", "owners", "address", "area", "price", "deed_on"), "number"),
            DRAW,
            PAYEE,
        ),
        total="amount",
        steps={
            "number": StepPage(PaperForm, "联网核查", button="联网核查", note=WHERE_CHECKED, settles=OF_THE_PAPER),
            "amount": amount_step("price"),
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
            "amount": amount_step("rent"),
        },
    ),
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
        key=ServiceKey.PAYOFF,
        path="/loans/payoff",
        back=LOAN_BACK,
        lede="一次还清剩余的全部贷款；只剩最后一期时也在这里办理。",
        who=("贷款没有逾期，没有未办完的还款申请", "放款次日起，还款日前后两天除外"),
        needs=(PHONE, "还款银行卡里存足应还总额"),
        minutes=2,
        warning="金额当天有效。提交后 10 分钟内可以撤回。",
        agree="我已核对以上信息，同意从付款账户扣款",
        cards=(LOAN, Card("还款金额", ("total",)), PAYER),
        labels=MappingProxyType({"total": "本次应还总额：", "name": "借款人姓名：", "id_number": "借款人证件号："}),
        afterwards=("/certificates/new/settled_loan", "开具贷款结清证明"),
        extra="hall/applications/payoff_lines.html",
    ),
    ServicePage(
        key=ServiceKey.PREPAYMENT,
        path="/loans/prepayment",
        back=LOAN_BACK,
        lede="提前归还一部分本金，可以缩短期限，也可以减少月供。",
        who=("贷款没有逾期，没有未办完的还款申请", "放款次日起，还款日前后两天除外；每月一次"),
        needs=(PHONE, "还款银行卡里存足本次应还总额"),
        minutes=3,
        warning="金额当天有效。提交后 10 分钟内可以撤回。",
        agree="我已核对以上信息，同意从付款账户扣款",
        cards=(
            LOAN,
            Card("还款金额", ("prepaid", "interest_due", "total"), "principal"),
            Card("还款以后", ("choice", "payment_after", "months_after", "ends_on"), "choice"),
            PAYER,
        ),
        labels=MappingProxyType({"total": "本次应还总额：", "name": "借款人姓名：", "id_number": "借款人证件号："}),
        afterwards=("/certificates/new/repayment", "开具还款回单"),
        steps={
            "principal": StepPage(
                PrincipalForm, "提前归还多少", template="hall/applications/principal.html", quoted=True
            ),
            "choice": StepPage(ChoiceForm, "选择还款方式", template="hall/applications/choice.html", quoted=True),
        },
    ),
    ServicePage(
        key=ServiceKey.CHANGE_DETAILS,
        path="/details",
        back=("/mine", "返回我的"),
        lede="修改登记的手机号、收款银行卡、家庭住址和个人情况。",
        who=("在本中心有公积金账户的职工", "姓名、身份证号和单位要改，请带身份证到柜台，或由单位办理"),
        needs=(PHONE, "改手机号：新号码要能收短信；改银行卡：本人名下的储蓄卡"),
        minutes=2,
        warning="为了资金安全，改手机号或银行卡后暂时不能提取，并会通知原来的手机号。",
        agree="我已核对以上信息，填写属实",
        cards=(
            Card("本人信息", ("account", "name", "id_number", "unit", "phone")),
            Card("新手机号", ("change", "new_phone"), "phone"),
            Card("新银行卡", ("new_card", "new_bank"), "card"),
            Card("家庭住址", ("home_address", "postcode"), "home_address"),
            Card(
                "个人情况",
                ("marital_status", "education", "occupation", "job_title", "email", "monthly_income"),
                "marital_status",
            ),
        ),
        labels=MappingProxyType({"phone": "现在的手机号："}),
        extra="hall/applications/changes.html",
        steps={
            "change": StepPage(ChangeForm, "选择要改的", template="hall/applications/change.html", quoted=True),
            "phone": StepPage(PhoneForm, "填写新手机号"),
            "card": StepPage(CardForm, "填写新银行卡", note="必须是本人名下的储蓄卡。开户名和您的姓名要一致。"),
            "home_address": StepPage(HomeForm, "修改家庭住址", prefilled=True),
            "marital_status": StepPage(SituationForm, "修改个人情况", prefilled=True),
        },
    ),
    ServicePage(
        key=ServiceKey.TRANSFER_IN,
        path="/transfers/apply",
        back=("/", "返回首页"),
        lede="把外地的公积金转到运城的账户里，不用回原来的城市。",
        who=("运城的账户状态正常", "外地的账户已经封存，姓名和证件号码一致"),
        needs=(PHONE, "原来缴存的城市和单位名称", "原个人账号，不知道可以不填"),
        minutes=3,
        warning="提交后 10 分钟内可以撤回；转出中心接收前，还可以在查询页撤销。",
        agree="我已核对以上信息，知道原账户会注销",
        cards=(
            ACCOUNT,
            Card("转出中心", ("centre",), "centre"),
            Card("原来的账户", ("old_unit", "old_account"), "old_unit"),
        ),
        afterwards=("/transfers", "查看转移进度"),
        steps={
            "centre": StepPage(CentreForm, "选择转出中心", template="hall/applications/centre.html"),
            "old_unit": StepPage(OldAccountForm, "填写原来的账户"),
        },
    ),
)
BY_KEY: Mapping[ServiceKey, ServicePage] = MappingProxyType({page.key: page for page in PAGES})
