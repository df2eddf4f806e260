"""The forms of the unit hall."""

import re
import unicodedata
from decimal import Decimal
from typing import Any

from flask_wtf import FlaskForm
from flask_wtf.file import FileField, FileRequired
from wtforms import HiddenField, PasswordField, RadioField, SelectChoice, SelectField, StringField, ValidationError
from wtforms.validators import AnyOf, Length, Regexp

from app.documents.sheets import CHOICES
from app.domain.credit_code import InvalidCreditCode, normalise_credit_code
from app.domain.mobile import InvalidMobile, normalise_mobile
from app.handlers.forms.certificates import MONTH
from app.handlers.forms.checks import MONEY, id_number, needed, six_digits, stripped
from app.handlers.forms.identity import CAPTCHA_FIELD, CODE_FIELD, ID_FIELD
from app.handlers.unit_sentences import UNIT_SENTENCES
from app.handlers.unit_words import AFFILIATIONS

RATIO = re.compile(r"[0-9]{1,2}(\.[0-9]{1,2})?")
PEOPLE = re.compile(r"[0-9]{1,6}")
MONTH_FIELD = {"type": "month", "placeholder": "2026-03"}
CODE_KW = {"autocapitalize": "characters", "maxlength": "24", "placeholder": "请输入统一社会信用代码"}


def credit_code(_: Any, field: Any) -> None:
    """Fold the writing and check the code."""
    try:
        field.data = normalise_credit_code(field.data)
    except InvalidCreditCode as fault:
        raise ValidationError(UNIT_SENTENCES[f"credit_code_{fault.code}"]) from None


def mobile(_: Any, field: Any) -> None:
    try:
        field.data = normalise_mobile(field.data)
    except InvalidMobile:
        raise ValidationError("请输入正确的手机号码") from None


def folded(text: str) -> str:
    """Return figures in plain writing: without full width, commas and units."""
    return unicodedata.normalize("NFKC", text or "").replace(",", "").replace(" ", "").rstrip("元人%")


def money(_: Any, field: Any) -> None:
    """Leave yuan with two places; 0 is an amount."""
    text = folded(field.data)
    if not MONEY.fullmatch(text):
        raise ValidationError("金额不对，请填写数字，最多两位小数")
    field.data = f"{Decimal(text):.2f}"


def ratio(_: Any, field: Any) -> None:
    text = folded(field.data)
    if not RATIO.fullmatch(text):
        raise ValidationError("缴存比例请填写数字，如 8")
    field.data = text


def people(_: Any, field: Any) -> None:
    text = folded(field.data)
    if not PEOPLE.fullmatch(text):
        raise ValidationError("人数请填写整数，没有填 0")
    field.data = str(int(text))


def one_of_choices(_: Any, field: Any) -> None:
    """A choice that is not offered, in our words."""
    if field.data not in {choice.value if isinstance(choice, SelectChoice) else choice[0] for choice in field.choices}:
        raise ValidationError("请重新选择")


def credit_code_field() -> StringField:
    checks = [needed("请填写统一社会信用代码"), credit_code]
    return StringField(
        "统一社会信用代码", checks, filters=[stripped], render_kw={**CODE_KW, "autocomplete": "username"}
    )


def password_field(label: str = "登录密码") -> PasswordField:
    return PasswordField(
        label,
        [needed("请填写登录密码"), Length(max=200, message="密码太长")],
        render_kw={"autocomplete": "current-password", "placeholder": "请输入登录密码"},
    )


def captcha_field() -> StringField:
    return StringField("验证码", [needed("请填写验证码")], filters=[stripped], render_kw=CAPTCHA_FIELD)


def code_field() -> StringField:
    return StringField("短信验证", [needed("请填写短信验证码"), six_digits], filters=[stripped], render_kw=CODE_FIELD)


def text_field(label: str, missing: str, longest: int, **looks: str) -> StringField:
    checks = [needed(missing), Length(max=longest, message=f"最多 {longest} 个字")]
    return StringField(label, checks, filters=[stripped], render_kw={"maxlength": str(longest), **looks})


def figure_field(label: str, missing: str, check: Any, **looks: str) -> StringField:
    shown = {"inputmode": "decimal", "autocomplete": "off", "maxlength": "20", **looks}
    return StringField(label, [needed(missing), check], filters=[stripped], render_kw=shown)


def mobile_field(label: str) -> StringField:
    looks = {"type": "tel", "autocomplete": "tel", "maxlength": "20"}
    return StringField(label, [needed("请填写手机号码"), mobile], filters=[stripped], render_kw=looks)


def select_field(label: str, missing: str, choices: dict[str, str]) -> SelectField:
    """Return a field of which one must be chosen; `choices` are words by value."""
    options = [SelectChoice(*one) for one in choices.items()]
    return SelectField(label, [needed(missing), AnyOf(list(choices), message="请重新选择")], choices=options,
                       validate_choice=False)  # fmt: skip


class OpeningLogInForm(FlaskForm):
    """单位自主开户登录"""

    credit_code = credit_code_field()
    password = password_field()
    captcha = captcha_field()
    captcha_id = HiddenField()


class AgentLogInForm(FlaskForm):
    """登录单位网厅"""

    credit_code = credit_code_field()
    phone = mobile_field("经办人手机号")
    password = password_field()
    captcha = captcha_field()
    captcha_id = HiddenField()


class EnableForm(FlaskForm):
    """首次使用或忘记密码, first page."""

    credit_code = credit_code_field()
    phone = mobile_field("经办人手机号")
    captcha = captcha_field()
    captcha_id = HiddenField()


class AgentForm(FlaskForm):
    """Another agent of the unit."""

    name = text_field("姓名", "请填写姓名", 60, autocomplete="off")
    phone = mobile_field("手机号")
    role = RadioField(
        "角色",
        choices=[SelectChoice("maker", "经办：填写、提交"), SelectChoice("checker", "复核：核对后放行，管理经办人")],
        default="maker",
    )
    code = code_field()


class EnrolForm(FlaskForm):
    """增员: one person."""

    name = text_field("姓名", "请填写姓名", 60, autocomplete="off")
    id_number = StringField(
        "证件号码",
        [needed("请填写证件号码"), id_number],
        filters=[stripped],
        render_kw={**ID_FIELD, "autocomplete": "off"},
    )
    phone = mobile_field("手机号码")
    base = figure_field("缴存基数", "请填写缴存基数", money)


class BaseForm(FlaskForm):
    """启封, 基数调整: one person's base."""

    base = figure_field("缴存基数", "请填写缴存基数", money)


class LateForm(FlaskForm):
    """补缴: one person's month. The fields are the columns of the file."""

    name = text_field("姓名", "请填写姓名", 60, autocomplete="off")
    id_number = StringField(
        "证件号码",
        [needed("请填写证件号码"), id_number],
        filters=[stripped],
        render_kw={**ID_FIELD, "autocomplete": "off"},
    )
    month = StringField("补缴年月", [needed("请填写补缴年月")], filters=[stripped], render_kw=MONTH_FIELD)
    month_base = figure_field("该月缴存基数", "请填写该月缴存基数", money)
    reason = select_field("补缴原因", "请选择补缴原因", {words: words for words in CHOICES["reason"].values()})


class FileForm(FlaskForm):
    """Many people by a file."""

    file = FileField("填好的 Excel 文件", [FileRequired(message="请选择 Excel 文件")], render_kw={"accept": ".xlsx"})


class SearchForm(FlaskForm):
    """The unit's people by name."""

    class Meta:
        csrf = False

    name = StringField("姓名", [Length(max=60, message="姓名太长")], filters=[stripped], render_kw={"maxlength": "60"})


class TaskForm(FlaskForm):
    """A code, and what it lets go."""

    code = code_field()


class MonthForm(FlaskForm):
    """汇缴: which month."""

    month = SelectField(
        "汇缴年月", [needed("请选择汇缴年月"), Regexp(MONTH, message="请重新选择")], validate_choice=False
    )


class RatiosForm(FlaskForm):
    """比例调整."""

    unit_pct = figure_field("新的单位缴存比例", "请填写单位缴存比例", ratio)
    person_pct = figure_field("新的个人缴存比例", "请填写个人缴存比例", ratio)


class OpeningForm(FlaskForm):
    """启缴信息录入: what is typed; the rest comes from the registration."""

    agent_name = text_field("经办人姓名", "请填写经办人姓名", 60, autocomplete="name")
    agent_mobile = mobile_field("经办人移动电话")
    unit_pct = figure_field("单位缴存比例", "请填写单位缴存比例", ratio)
    person_pct = figure_field("个人缴存比例", "请填写个人缴存比例", ratio)
    people = figure_field("月缴存人数", "请填写月缴存人数，没有填 0", people, inputmode="numeric")
    wages = figure_field("月工资总额", "请填写月工资总额，没有填 0", money)
    pay_day = select_field("单位发薪日", "请选择发薪日", {str(day): f"每月{day}日" for day in range(1, 32)})
    first_month = SelectField(
        "首次汇缴年月", [needed("请选择首次汇缴年月"), Regexp(MONTH, message="请重新选择")], validate_choice=False
    )
    bank = SelectField("委托归集银行", [needed("请选择委托归集银行"), one_of_choices], validate_choice=False)
    affiliation = select_field("单位隶属关系", "请选择隶属关系", dict(AFFILIATIONS))
    web_hall = RadioField(
        "是否开启网厅单位版",
        choices=[SelectChoice("yes", "开启"), SelectChoice("no", "不开启")],
        default="yes",
    )
    code = code_field()
