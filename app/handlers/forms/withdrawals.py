"""The steps of withdrawals that leave the account open: papers, leases, loans, how and how much."""

from typing import Any

from flask import current_app
from flask_wtf import FlaskForm
from wtforms import SelectField, StringField
from wtforms.validators import Length

from app.domain.centre_list import centres_of
from app.handlers.forms.applications import AMOUNT_FIELD, choice_of
from app.handlers.forms.checks import amount, needed, stripped
from app.handlers.forms.numbers import contract_number, lease_number, paper_example, paper_number


def other_centres() -> list[tuple[str, str]]:
    """The province's centres but this one."""
    policy = current_app.extensions["container"].policy
    return [("", "请选择"), *((name, name) for name in centres_of(policy.province) if name != policy.centre_name)]


class PaperForm(FlaskForm):
    """购房提取: the paper that names the home."""

    paper = choice_of(
        "选择证件类型：",
        "请选择证件类型",
        {
            "certificate": "不动产权证书",
            "old_certificate": "房屋所有权证书（2016 年以前）",
            "contract": "商品房买卖合同（已网签备案）",
            "second_hand": "存量房（二手房）买卖合同",
        },
    )
    number = StringField(
        "证件号：",
        [needed("请填写证件号或网签合同编号"), paper_number],
        filters=[stripped],
        render_kw={"autocomplete": "off", "maxlength": "80", "placeholder": "请输入网签合同编号"},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.number.description = f"填证书或合同上的编号，例如 {paper_example()}"


class DrawnForm(FlaskForm):
    """How much is withdrawn."""

    amount = StringField("提取金额", [needed("请填写提取金额"), amount], filters=[stripped], render_kw=AMOUNT_FIELD)


class WayForm(FlaskForm):
    """Once or every month; the page offers what fits the order that runs, or that none does."""

    way = choice_of("怎么提取", "请选择一种方式", {"once": "取一次", "monthly": "每月自动提取", "end": "停止每月提取"})


class LeaseForm(FlaskForm):
    """租房提取: the registered lease, where there is one."""

    lease = StringField(
        "租赁备案编号（选填）",
        [lease_number],
        filters=[stripped],
        description="租房合同在住建部门备案后的编号，例如 运租备20260301。没有备案的不填。",
        render_kw={"autocomplete": "off", "maxlength": "80", "placeholder": "请输入租赁备案编号"},
    )


def loan_number() -> Any:
    """Return the field for a loan contract's number: a new one, so that it stands where it is named."""
    return StringField(
        "借款合同编号",
        [needed("请填写借款合同编号"), contract_number],
        filters=[stripped],
        description="在借款合同首页，只有字母、数字和横线。",
        render_kw={"autocomplete": "off", "maxlength": "60", "placeholder": "请输入借款合同编号"},
    )


class BankLoanForm(FlaskForm):
    """偿还商业贷款提取: the bank and the contract."""

    lender = StringField(
        "贷款银行",
        [needed("请填写贷款银行"), Length(2, 60, "银行名称要有 2 到 60 个字")],
        filters=[stripped],
        description="借款合同上的银行，例如 中国建设银行",
        render_kw={"autocomplete": "off", "maxlength": "60"},
    )
    number = loan_number()


class CentreLoanForm(FlaskForm):
    """省内异地公积金贷款提取: the centre and the contract."""

    lender = SelectField(
        "贷款的公积金中心",
        [needed("请选择公积金中心")],
        choices=other_centres,
        validate_choice=False,
        description="本省其他城市的中心。",
    )
    number = loan_number()
