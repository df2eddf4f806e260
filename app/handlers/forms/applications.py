"""The forms of applications: the code that submits, and the steps of each service."""

from flask_wtf import FlaskForm
from wtforms import BooleanField, HiddenField, RadioField, SelectChoice, StringField
from wtforms.validators import AnyOf

from app.handlers.forms.checks import amount, lease_number, needed, paper_number, six_digits, stripped
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
        description="填证书或合同上的编号，例如 晋（2026）运城市不动产权第0012345号",
        render_kw={"autocomplete": "off", "maxlength": "80", "placeholder": "请输入网签合同编号"},
    )


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
