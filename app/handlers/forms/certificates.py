"""The forms around certificates: what to certify, and what to verify."""

import re
from typing import Any

from flask_wtf import FlaskForm
from flask_wtf.file import FileField, FileRequired
from wtforms import RadioField, SelectChoice, StringField, ValidationError
from wtforms.validators import Length

from app.handlers.forms.checks import needed, stripped

MONTH = re.compile(r"(19|20)\d{2}-(0[1-9]|1[0-2])")
PURPOSE_LONGEST = 20
UPPER = {"autocapitalize": "characters", "autocomplete": "off"}


def month(form: Any, field: Any) -> None:
    """A month is needed where a period was asked for."""
    if form.period.data == "period" and not MONTH.fullmatch(field.data or ""):
        raise ValidationError("请填写年月，如 2025-01")


def _month(label: str) -> StringField:
    return StringField(label, [month], filters=[stripped], render_kw={"type": "month", "placeholder": "2025-01"})


def _account() -> RadioField:
    return RadioField("个人账户", choices=())


class ContributionForm(FlaskForm):
    """公积金缴存证明"""

    account = _account()
    period = RadioField(
        "缴存情况",
        choices=[SelectChoice("now", "截至今天"), SelectChoice("period", "再加一段时间的明细")],
        default="now",
    )
    since = _month("从哪个月")
    until = _month("到哪个月")
    purpose = StringField(
        "用途（选填）",
        [Length(max=PURPOSE_LONGEST, message=f"用途最多 {PURPOSE_LONGEST} 个字")],
        filters=[stripped],
        render_kw={"maxlength": str(PURPOSE_LONGEST), "autocomplete": "off"},
    )


class RemoteLoanForm(FlaskForm):
    """异地贷款缴存使用证明"""

    account = _account()
    receiver = StringField(
        "异地贷款住房公积金中心",
        [needed("请填写异地贷款住房公积金中心")],
        filters=[stripped],
        render_kw={"list": "centres", "autocomplete": "off", "maxlength": "40"},
    )


class PickForm(FlaskForm):
    """One of several: a loan, or a booked row."""

    pick = RadioField("选一项", choices=())


class VerifyForm(FlaskForm):
    """证明核验 by number and check code."""

    number = StringField(
        "证明编号", [needed("请填写证明编号")], filters=[stripped], render_kw={**UPPER, "maxlength": "24"}
    )
    code = StringField("核验码", [needed("请填写核验码")], filters=[stripped], render_kw={**UPPER, "maxlength": "12"})


class VerifyFileForm(FlaskForm):
    """证明核验 by the file."""

    file = FileField(
        "证明的 PDF 文件", [FileRequired(message="请选择证明的 PDF 文件")], render_kw={"accept": "application/pdf,.pdf"}
    )
