"""The forms of applications: the code that submits, and the steps of each service."""

from flask_wtf import FlaskForm
from wtforms import BooleanField, HiddenField, RadioField, SelectChoice, StringField
from wtforms.validators import AnyOf

from app.handlers.forms.checks import amount, needed, six_digits, stripped
from app.handlers.forms.identity import CODE_FIELD


def choice_of(label: str, missing: str, choices: dict[str, str]) -> RadioField:
    """Return a field of which one must be chosen; `choices` are words by value."""
    checks = [needed(missing), AnyOf(list(choices), message="请重新选择")]
    return RadioField(label, checks, choices=[SelectChoice(*one) for one in choices.items()], validate_choice=False)


AMOUNT_FIELD = {"inputmode": "decimal", "autocomplete": "off", "maxlength": "20", "placeholder": "请输入金额"}


class SubmitForm(FlaskForm):
    """验证并提交: what was seen, the code, and the word that it is right."""

    code = StringField("短信验证", [needed("请填写短信验证码"), six_digits], filters=[stripped], render_kw=CODE_FIELD)
    agree = BooleanField("确认", [needed("请先核对，再勾选确认")])
    form_key = HiddenField()
    seen = HiddenField()


class SubjectForm(FlaskForm):
    """Which account or loan; the choices are the person's own."""

    subject = RadioField("选择", [needed("请选择一个")], validate_choice=False)


class PostForm(FlaskForm):
    """退休提取: a woman's post decides between 50 and 55."""

    post = choice_of(
        "您退休前的岗位",
        "请选择岗位",
        {"female_55": "管理或技术岗位（原 55 岁退休）", "female_50": "工人岗位（原 50 岁退休）"},
    )


class ElsewhereForm(FlaskForm):
    """终止劳动关系提取: contributions in another city."""

    elsewhere = choice_of("您现在在别的城市缴存公积金吗", "请选择有或没有", {"no": "没有", "yes": "有"})


class PrincipalForm(FlaskForm):
    """提前部分还款: how much principal."""

    principal = StringField("提前归还本金", [needed("请填写金额"), amount], filters=[stripped], render_kw=AMOUNT_FIELD)


class ChoiceForm(FlaskForm):
    """提前部分还款: shorter term or lower instalment."""

    choice = choice_of("还款后怎么还", "请选择一种方式", {"shorten": "缩短期限", "reduce": "减少月供"})
