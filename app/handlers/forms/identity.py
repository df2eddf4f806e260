"""The forms around identity: log in, register, reset a password, codes, display."""

from flask_wtf import FlaskForm
from wtforms import BooleanField, HiddenField, PasswordField, RadioField, SelectChoice, StringField
from wtforms.validators import EqualTo, Length

from app.handlers.forms.checks import id_number, needed, password_shape, six_digits, stripped

ID_FIELD = {"inputmode": "text", "autocapitalize": "characters", "maxlength": "18", "placeholder": "请输入证件号码"}
CODE_FIELD = {
    "inputmode": "numeric",
    "autocomplete": "one-time-code",
    "maxlength": "6",
    "placeholder": "请输入验证码",
}
CAPTCHA_FIELD = {"inputmode": "numeric", "autocomplete": "off", "maxlength": "4", "placeholder": "请输入验证码"}
NEW = {"autocomplete": "new-password", "maxlength": "20"}


def _id_field(autocomplete: str = "username") -> StringField:
    checks = [needed("请填写证件号码"), id_number]
    return StringField("证件号码", checks, filters=[stripped], render_kw={**ID_FIELD, "autocomplete": autocomplete})


def _captcha_field() -> StringField:
    return StringField("验证码", [needed("请填写验证码")], filters=[stripped], render_kw=CAPTCHA_FIELD)


def _code_field() -> StringField:
    return StringField("短信验证", [needed("请填写短信验证码"), six_digits], filters=[stripped], render_kw=CODE_FIELD)


class LogInForm(FlaskForm):
    """登录"""

    id_number = _id_field()
    password = PasswordField(
        "密码",
        [needed("请填写密码"), Length(max=200, message="密码太长")],
        render_kw={"autocomplete": "current-password", "placeholder": "请输入密码"},
    )
    captcha = _captcha_field()
    captcha_id = HiddenField()


class IdNumberForm(FlaskForm):
    """短信登录, first page."""

    id_number = _id_field()


class ForgotForm(FlaskForm):
    """忘记密码, first page."""

    id_number = _id_field()
    captcha = _captcha_field()
    captcha_id = HiddenField()


class RegisterForm(FlaskForm):
    """注册, first page."""

    name = StringField(
        "姓名",
        [needed("请填写姓名"), Length(max=60, message="姓名太长")],
        filters=[stripped],
        render_kw={"autocomplete": "name", "maxlength": "60", "placeholder": "请输入姓名"},
    )
    id_number = _id_field("off")
    agree = BooleanField("同意", [needed("请先阅读并同意个人信息保护说明")])


class CodeForm(FlaskForm):
    """A code sent by SMS and nothing else."""

    code = _code_field()


class PasswordForm(FlaskForm):
    """The password again, before something that cannot be taken back."""

    password = PasswordField(
        "密码",
        [needed("请填写密码"), Length(max=200, message="密码太长")],
        render_kw={"autocomplete": "current-password", "placeholder": "请输入登录密码"},
    )


class NewPasswordForm(FlaskForm):
    """A code and the password to be."""

    code = _code_field()
    password = PasswordField("设置密码", [needed("请设置密码"), password_shape], render_kw=NEW)
    again = PasswordField(
        "再输一次", [needed("请再输一次密码"), EqualTo("password", message="两次输入的密码不一样")], render_kw=NEW
    )


class DisplayForm(FlaskForm):
    """字体与显示"""

    size = RadioField(
        "字体",
        choices=[SelectChoice("standard", "标准"), SelectChoice("care", "长辈版"), SelectChoice("xl", "长辈版特大")],
        default="standard",
    )
    theme = RadioField(
        "外观",
        choices=[SelectChoice("auto", "跟随系统"), SelectChoice("light", "浅色"), SelectChoice("dark", "深色")],
        default="auto",
    )
