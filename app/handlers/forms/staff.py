"""The forms of the staff's desk."""

from collections.abc import Mapping

from flask_wtf import FlaskForm
from wtforms import (
    DateField,
    Form,
    HiddenField,
    PasswordField,
    RadioField,
    SelectChoice,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
    ValidationError,
)
from wtforms.validators import Length, Optional

from app.domain.staff import Act, RevealReason
from app.handlers.forms.checks import id_number, needed, six_digits, stripped
from app.handlers.staff_words import EVENTS, UNBIND_REASONS, VOID_REASONS

SHORTEST_WORDS, LONGEST_WORDS = 5, 200
NEEDS_WORDS = frozenset({Act.REFUSE, Act.ASK, Act.SEND_BACK})
ACTS = {
    Act.APPROVE: "通过",
    Act.REFUSE: "不通过",
    Act.ASK: "请申请人补充",
    Act.SEND_BACK: "退回初审",
}
REASONS = {
    RevealReason.COMPARE: "核对证明材料",
    RevealReason.CALL: "电话联系本人",
    RevealReason.BANK: "与银行核对收款账户",
    RevealReason.COMPLAINT: "处理投诉",
}


def choices_of(table: Mapping[Act, str] | Mapping[RevealReason, str]) -> list[SelectChoice]:
    """Return the choices of a table of words."""
    return [SelectChoice(key.value, text) for key, text in table.items()]


class EnterForm(FlaskForm):
    """进入审核台"""

    number = StringField(
        "工号",
        [needed("请填写工号"), Length(max=10, message="工号太长")],
        filters=[stripped],
        render_kw={"autocomplete": "username", "maxlength": "10"},
    )
    password = PasswordField(
        "密码",
        [needed("请填写密码"), Length(max=200, message="密码太长")],
        render_kw={"autocomplete": "current-password"},
    )
    code = StringField(
        "动态口令",
        [needed("请填写动态口令"), six_digits],
        filters=[stripped],
        render_kw={"inputmode": "numeric", "autocomplete": "one-time-code", "maxlength": "6"},
    )


class DecideForm(FlaskForm):
    """审核意见; ``mark`` is the state of the application that was on the page."""

    act = RadioField("处理", [needed("请选择怎样处理")], choices=choices_of(ACTS))
    words = TextAreaField("意见", filters=[stripped], render_kw={"maxlength": str(LONGEST_WORDS), "rows": "3"})
    mark = HiddenField()

    def validate_words(self, field: TextAreaField) -> None:
        """Whoever stops an application or asks for more says why, in words the person understands."""
        text = field.data or ""
        if self.act.data in NEEDS_WORDS and len(text) < SHORTEST_WORDS:
            reader = "同事" if self.act.data == Act.SEND_BACK else "申请人"
            raise ValidationError(f"请写明原因，至少 {SHORTEST_WORDS} 个字，{reader}会读到")
        if len(text) > LONGEST_WORDS:
            raise ValidationError(f"最多 {LONGEST_WORDS} 个字")


class DeferralDecisionForm(FlaskForm):
    """缓缴的审核意见; ``mark`` is what was on the page."""

    act = RadioField("处理", [needed("请选择怎样处理")], choices=[])
    words = TextAreaField("意见", filters=[stripped], render_kw={"maxlength": str(LONGEST_WORDS), "rows": "3"})
    mark = HiddenField()

    def validate_words(self, field: TextAreaField) -> None:
        """A refusal says why to the unit, whoever gives back says why to their colleague."""
        text = field.data or ""
        if self.act.data in NEEDS_WORDS and len(text) < SHORTEST_WORDS:
            raise ValidationError(f"请写明原因，至少 {SHORTEST_WORDS} 个字")
        if len(text) > LONGEST_WORDS:
            raise ValidationError(f"最多 {LONGEST_WORDS} 个字")


class RevealForm(FlaskForm):
    """查看完整信息"""

    reason = SelectField(
        "查看原因", [needed("请选择查看原因")], choices=[SelectChoice("", "请选择"), *choices_of(REASONS)]
    )


class TrailForm(Form):
    """审计查询; sent by GET, it changes nothing."""

    event = SelectField(
        "事项", default="", choices=[SelectChoice("", "全部"), *(SelectChoice(*one) for one in EVENTS.items())]
    )
    staff = StringField("工号", [Optional()], filters=[stripped], render_kw={"maxlength": "10"})
    application = StringField("办件编号", [Optional()], filters=[stripped], render_kw={"maxlength": "20"})
    since = DateField("从", [Optional()])
    until = DateField("到", [Optional()])


class LettersForm(FlaskForm):
    """重新发送"""

    numbers = SelectMultipleField("要重新发送的", [needed("请先勾选要重新发送的")], coerce=int, validate_choice=False)


class CertificateForm(FlaskForm):
    """查找证明"""

    number = StringField("证明编号", [needed("请填写证明编号"), Length(max=32, message="编号太长")], filters=[stripped])


class VoidForm(FlaskForm):
    """作废证明"""

    reason = SelectField(
        "作废原因",
        [needed("请选择作废原因")],
        choices=[SelectChoice("", "请选择"), *(SelectChoice(*one) for one in VOID_REASONS.items())],
    )


class UnbindForm(FlaskForm):
    """解除微信绑定"""

    id_number = StringField(
        "申请人证件号码",
        [needed("请填写证件号码"), id_number],
        filters=[stripped],
        render_kw={"maxlength": "18", "autocomplete": "off", "autocapitalize": "characters"},
    )
    reason = SelectField(
        "解绑原因",
        [needed("请选择解绑原因")],
        choices=[SelectChoice("", "请选择"), *(SelectChoice(*one) for one in UNBIND_REASONS.items())],
    )


class PublishForm(FlaskForm):
    """发布菜单: a button, nothing to fill in."""


class AnswerForm(FlaskForm):
    """补充说明, by the person who was asked."""

    words = TextAreaField(
        "补充说明",
        [needed("请填写补充说明"), Length(max=LONGEST_WORDS, message=f"最多 {LONGEST_WORDS} 个字")],
        filters=[stripped],
        render_kw={"maxlength": str(LONGEST_WORDS), "rows": "3"},
    )
