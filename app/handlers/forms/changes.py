"""The forms of 职工信息变更 and 异地转移接续申请."""

from typing import Any

from flask_wtf import FlaskForm
from wtforms import RadioField, SelectChoice, SelectField, StringField, ValidationError
from wtforms.validators import AnyOf

from app.domain.centre_list import Centre, all_centres, find_centres
from app.domain.details import Change
from app.handlers.forms.checks import (
    amount_if_any,
    bank_card,
    email,
    mobile,
    needed,
    old_account,
    one_line,
    postcode,
    stripped,
)

CANDIDATES_SHOWN = 24
EDUCATIONS = ("", "研究生", "大学本科", "大学专科", "中等职业学校", "高中", "初中及以下")
MARITAL = (("10", "未婚"), ("20", "已婚"), ("30", "丧偶"), ("40", "离婚"), ("90", "不填"))
CHANGES = (
    (Change.PHONE.value, "手机号码"),
    (Change.CARD.value, "收款银行卡"),
    (Change.HOME.value, "家庭住址、邮编"),
    (Change.SITUATION.value, "婚姻、学历、职业、邮箱、月收入"),
)


def _words(label: str, most: int, autocomplete: str = "off", missing: str = "", hint: str = "") -> StringField:
    checks = [needed(missing)] if missing else []
    shape = {"maxlength": str(most), "autocomplete": autocomplete}
    return StringField(label, [*checks, one_line(most)], filters=[stripped], description=hint, render_kw=shape)


class ChangeForm(FlaskForm):
    """What is to be changed."""

    change = RadioField(
        "您要改什么",
        [needed("请选择要改的一项"), AnyOf([value for value, _ in CHANGES], message="请重新选择")],
        choices=[SelectChoice(*one) for one in CHANGES],
        validate_choice=False,
    )


class PhoneForm(FlaskForm):
    """A new phone."""

    phone = StringField(
        "新手机号码",
        [needed("请填写新手机号码"), mobile],
        filters=[stripped],
        description="验证码会发到这个号码",
        render_kw={"inputmode": "tel", "autocomplete": "tel-national", "maxlength": "20"},
    )


class CardForm(FlaskForm):
    """A new card for withdrawals."""

    card = StringField(
        "银行卡号",
        [needed("请填写银行卡号"), bank_card],
        filters=[stripped],
        description="16 到 19 位数字，可以带空格",
        render_kw={"inputmode": "numeric", "autocomplete": "off", "maxlength": "30"},
    )
    bank = _words("开户银行", 40, missing="请填写开户银行", hint="写到分行，如 中国建设银行某某分行")


class HomeForm(FlaskForm):
    """Where one lives."""

    home_address = _words("家庭住址", 80, "street-address", missing="请填写家庭住址")
    postcode = StringField(
        "邮编（选填）",
        [postcode],
        filters=[stripped],
        render_kw={"inputmode": "numeric", "autocomplete": "postal-code", "maxlength": "6"},
    )


class SituationForm(FlaskForm):
    """What else the centre knows of a person."""

    marital_status = RadioField(
        "婚姻状况",
        [needed("请选择婚姻状况"), AnyOf([value for value, _ in MARITAL], message="请重新选择")],
        choices=[SelectChoice(*one) for one in MARITAL],
        validate_choice=False,
    )
    education = SelectField(
        "学历（选填）",
        [AnyOf(EDUCATIONS, message="请重新选择")],
        choices=[SelectChoice(value, value or "不填") for value in EDUCATIONS],
        validate_choice=False,
    )
    occupation = _words("职业（选填）", 20, "organization-title")
    job_title = _words("职务（选填）", 20)
    email = StringField(
        "电子邮箱（选填）",
        [email],
        filters=[stripped],
        render_kw={"inputmode": "email", "autocomplete": "email", "maxlength": "100"},
    )
    monthly_income = StringField(
        "月收入（选填，元）",
        [amount_if_any],
        filters=[stripped],
        render_kw={"inputmode": "decimal", "autocomplete": "off", "maxlength": "20"},
    )


def one_centre(form: Any, field: Any) -> None:
    """Take the one that was picked, or the only one that the words find."""
    found = find_centres(form.picked.data or field.data)
    if not found:
        raise ValidationError("没有找到这个中心，请输入城市名，如 西安")
    if len(found) > 1:
        raise ValidationError("有好几个中心，请在下面选一个")
    field.data, form.picked.data = found[0].name, ""


class CentreForm(FlaskForm):
    """Which centre an account comes from; `picked` is a key beside a candidate's name."""

    picked = StringField()
    centre = StringField(
        "转出中心",
        [needed("请填写原来缴存的城市"), one_centre],
        filters=[stripped],
        render_kw={"list": "centres", "autocomplete": "off", "maxlength": "40"},
    )

    @property
    def centres(self) -> tuple[Centre, ...]:
        """All there are, for browsers that complete what is typed."""
        return all_centres()

    @property
    def candidates(self) -> tuple[Centre, ...]:
        """Where the words name several, those to pick from."""
        found = find_centres(self.centre.data or "")
        return found[:CANDIDATES_SHOWN] if len(found) > 1 and self.centre.errors else ()


class OldAccountForm(FlaskForm):
    """The account at the other centre."""

    old_unit = _words("原单位名称", 60, "organization", missing="请填写原单位名称")
    old_account = StringField(
        "原个人账号（选填）",
        [old_account],
        filters=[stripped],
        description="不知道可以不填，转出中心按姓名和证件号码查找",
        render_kw={"autocomplete": "off", "maxlength": "32"},
    )
