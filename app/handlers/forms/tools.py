"""The forms of the calculators. They are asked by address, so that a result can be opened again; they know nobody."""

import re
import unicodedata
from collections.abc import Callable
from typing import Any

from flask_wtf import FlaskForm
from wtforms import StringField, ValidationError
from wtforms.validators import Optional

from app.domain.calendar import InvalidDate, parse_date
from app.handlers.forms import checks as own
from app.handlers.forms.applications import AMOUNT_FIELD, choice_of
from app.handlers.forms.checks import needed, stripped

Check = Callable[[Any, Any], None]
MONTH = re.compile(r"(\d{4})\D?(\d{1,2})\D?")
PERCENT = re.compile(r"\d{1,2}(\.\d{1,4})?")
HIGHEST_RATE = 24
HOMES = {"first": "首套房", "second": "二套房"}
METHODS = {"01": "等额本息", "02": "等额本金"}
CATEGORIES = {"male": "男", "female_55": "女，管理或技术岗位（原 55 岁）", "female_50": "女，工人岗位（原 50 岁）"}


def whole(lowest: int, highest: int) -> Check:
    """Return a check that leaves a whole number between two limits."""

    def check(_: Any, field: Any) -> None:
        text = _folded(field).removesuffix("年").removesuffix("岁").removesuffix("期")
        if not re.fullmatch(r"[0-9]{1,4}", text) or not lowest <= int(text) <= highest:
            raise ValidationError(f"请填写 {lowest} 到 {highest} 的整数")
        field.data = str(int(text))

    return check


def percent(_: Any, field: Any) -> None:
    """Leave a rate of at most 24 % a year, such as 3.1."""
    text = _folded(field).removesuffix("%")
    if not PERCENT.fullmatch(text) or float(text) > HIGHEST_RATE:
        raise ValidationError(f"请填写 0 到 {HIGHEST_RATE} 的利率，例如 3.1")
    field.data = text


def beside_amount(form: Any, field: Any) -> None:
    """The rate of a commercial loan: needed where there is one."""
    if field.data:
        percent(form, field)
    elif form.other_amount.data:
        raise ValidationError("请填写商业贷款利率")


def month(_: Any, field: Any) -> None:
    """Leave a month as 1976-09; it is also taken as 197609 or 1976年9月."""
    found = MONTH.fullmatch(_folded(field))
    try:
        day = parse_date(f"{found[1]}-{int(found[2]):02}-01") if found else None
    except InvalidDate:
        day = None
    if day is None or not 1930 <= day.year <= 2020:  # noqa: PLR2004 - who retires has been born, and is alive
        raise ValidationError("请填写出生年月，例如 1976-09")
    field.data = f"{day:%Y-%m}"


def _folded(field: Any) -> str:
    return unicodedata.normalize("NFKC", field.data or "").replace(" ", "").replace(",", "")


def _amount(label: str, missing: str, hint: str = "") -> StringField:
    checks = [needed(missing), own.amount]
    return StringField(label, checks, filters=[stripped], render_kw=AMOUNT_FIELD, description=hint)


def _number(label: str, missing: str, lowest: int, highest: int, hint: str = "") -> StringField:
    words = {"inputmode": "numeric", "autocomplete": "off", "maxlength": "6"}
    checks = [needed(missing), whole(lowest, highest)]
    return StringField(label, checks, filters=[stripped], render_kw=words, description=hint)


class ToolForm(FlaskForm):
    """A form whose answers stand in the address; it changes nothing and needs no token."""

    class Meta(FlaskForm.Meta):
        csrf = False


class QuotaForm(ToolForm):
    balance = _amount("公积金账户余额（元）", "请填写账户余额", "夫妻一起贷款的，填两人合计")
    price = _amount("房屋总价（元）", "请填写房屋总价")
    income = _amount("家庭月收入（元）", "请填写家庭月收入")
    age = _number("借款人年龄", "请填写年龄", 18, 80)
    sex = choice_of("借款人性别", "请选择性别", {"male": "男", "female": "女"})
    years = _number("想贷多少年", "请填写年数", 1, 30)
    home = choice_of("第几套房", "请选择第几套房", HOMES)


class InstalmentForm(ToolForm):
    amount = _amount("公积金贷款金额（元）", "请填写贷款金额")
    years = _number("贷款年数", "请填写年数", 1, 30)
    home = choice_of("第几套房", "请选择第几套房", HOMES)
    other_amount = StringField(
        "商业贷款金额（元，选填）",
        [Optional(), own.amount],
        filters=[stripped],
        render_kw=AMOUNT_FIELD,
        description="组合贷款才填",
    )
    other_rate = StringField(
        "商业贷款利率（%，选填）",
        [beside_amount],
        filters=[stripped],
        render_kw={"inputmode": "decimal", "autocomplete": "off", "maxlength": "8"},
        description="按银行给您的利率填",
    )


class PrepaymentForm(ToolForm):
    left = _amount("剩余本金（元）", "请填写剩余本金", "在“贷款基本信息查询”里能看到贷款余额")
    months = _number("还剩多少期", "请填写剩余期数", 2, 360)
    rate = StringField(
        "贷款利率（%）",
        [needed("请填写利率"), percent],
        filters=[stripped],
        render_kw={"inputmode": "decimal", "autocomplete": "off", "maxlength": "8"},
    )
    method = choice_of("还款方式", "请选择还款方式", METHODS)
    prepaid = _amount("提前还本金（元）", "请填写提前还多少本金")


class DepositForm(ToolForm):
    balance = _amount("现在的余额（元）", "请填写余额")
    monthly = StringField(
        "每月缴存（元，选填）",
        [Optional(), own.amount],
        filters=[stripped],
        render_kw=AMOUNT_FIELD,
        description="单位和个人合计",
    )
    months = _number("存多少个月", "请填写月数", 1, 360)


class RetirementForm(ToolForm):
    category = choice_of("性别和岗位", "请选择一项", CATEGORIES)
    born = StringField(
        "出生年月",
        [needed("请填写出生年月"), month],
        filters=[stripped],
        render_kw={"inputmode": "numeric", "autocomplete": "off", "maxlength": "10", "placeholder": "例如 1976-09"},
    )
