"""Every service's pages: where they are, what the start page says, which steps and cards there are. A row a service."""

from collections.abc import Mapping
from types import MappingProxyType

from app.domain.application import ServiceKey
from app.handlers.forms.applications import ChoiceForm, ElsewhereForm, PostForm, PrincipalForm
from app.handlers.forms.changes import (
    CardForm,
    CentreForm,
    ChangeForm,
    HomeForm,
    OldAccountForm,
    PhoneForm,
    SituationForm,
)
from app.handlers.hall.applications.draw_pages import DRAW_PAGES
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

LOAN_BACK = ("/", "返回首页")
CLOSING = Card("提取金额", ("balance", "interest", "total"))
WHOLE = MappingProxyType({"total": "销户本息合计："})
LOAN = Card("贷款信息", ("loan", "name", "id_number", "phone", "principal_left"))
PAYER = Card("付款账户", ("payer", "debit_card", "loan_bank"))


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
    *DRAW_PAGES,
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
        lede="把外地的公积金转到本中心的账户里，不用回原来的城市。",
        who=("本中心的账户状态正常", "外地的账户已经封存，姓名和证件号码一致"),
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
