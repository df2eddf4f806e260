"""工具: the calculators. Open to everybody; each shows its working and says 仅供参考."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from flask import Blueprint, abort, render_template, request

from app.domain.calendar import parse_date
from app.domain.errors import Refusal
from app.domain.loan import Method
from app.domain.money import ZERO
from app.domain.retirement_age import Category, retirement
from app.handlers.forms.tools import (
    DepositForm,
    InstalmentForm,
    PrepaymentForm,
    QuotaForm,
    RetirementForm,
    ToolForm,
)
from app.handlers.guards import Page
from app.handlers.hall.common import refuse, status_of
from app.handlers.hall.use_cases import use_cases
from app.services.tools.deposit import DepositWish
from app.services.tools.instalment import InstalmentWish
from app.services.tools.prepayment import PrepaymentWish
from app.services.tools.quota import QuotaWish

blueprint = Blueprint("tools", __name__)


@dataclass(frozen=True)
class Tool:
    """A calculator: its words, its form, and what it makes of the answers."""

    title: str
    note: str
    icon: str
    form: type[ToolForm]
    work: Callable[[dict[str, str]], Any]


def _quota(told: dict[str, str]) -> Any:
    return use_cases().tools.quota.execute(
        QuotaWish(
            balance=Decimal(told["balance"]),
            price=Decimal(told["price"]),
            income=Decimal(told["income"]),
            age=int(told["age"]),
            is_male=told["sex"] == "male",
            years=int(told["years"]),
            second_home=told["home"] == "second",
        )
    )


def _instalment(told: dict[str, str]) -> Any:
    other, rate = told["other_amount"] or ZERO, told["other_rate"] or ZERO
    return use_cases().tools.instalment.execute(
        InstalmentWish(
            Decimal(told["amount"]), int(told["years"]), told["home"] == "second", Decimal(other), Decimal(rate)
        )
    )


def _prepayment(told: dict[str, str]) -> Any:
    return use_cases().tools.prepayment.execute(
        PrepaymentWish(
            left=Decimal(told["left"]),
            months=int(told["months"]),
            rate_pct=Decimal(told["rate"]),
            prepaid=Decimal(told["prepaid"]),
            method=Method(told["method"]),
        )
    )


def _deposit(told: dict[str, str]) -> Any:
    wish = DepositWish(Decimal(told["balance"]), Decimal(told["monthly"] or ZERO), int(told["months"]))
    return use_cases().tools.deposit.execute(wish)


def _retirement(told: dict[str, str]) -> Any:
    return retirement(Category(told["category"]), parse_date(f"{told['born']}-01"))


TOOLS = {
    "quota": Tool("贷款额度试算", "能贷多少，由哪一条决定", "bank", QuotaForm, _quota),
    "instalment": Tool("还款试算", "每月还多少，两种还款方式对比", "calc", InstalmentForm, _instalment),
    "prepayment": Tool("提前还款试算", "提前还一部分，能省多少利息", "house-back", PrepaymentForm, _prepayment),
    "deposit": Tool("存款利息试算", "余额能得多少利息", "wallet", DepositForm, _deposit),
    "retirement": Tool("退休年龄查询", "按渐进式延迟退休办法计算", "sunset", RetirementForm, _retirement),
}


@blueprint.get("/tools")
def index() -> Page:
    """List the calculators."""
    return render_template("hall/tools/index.html", tools=TOOLS)


@blueprint.get("/tools/<name>")
def show(name: str) -> Page:
    """Show a calculator, and its result once the address holds the answers."""
    tool = TOOLS.get(name) or abort(404)
    form = tool.form(request.args)
    found = _work(tool, form) if request.args else None
    page = render_template(f"hall/tools/{name}.html", tool=tool, name=name, form=form, found=found)
    return page, status_of(form)


def _work(tool: Tool, form: ToolForm) -> Any:
    """Return the result, or None with the errors in the form."""
    if not form.validate():
        return None
    try:
        return tool.work({field.name: field.data or "" for field in form})
    except Refusal as refusal:
        refuse(form, refusal)
        return None
