"""The forms of 异议: the person's, and the decision of the staff."""

from flask_wtf import FlaskForm
from wtforms import HiddenField, RadioField, SelectChoice, TextAreaField
from wtforms.validators import Length

from app.domain.objection import Verdict
from app.handlers.forms.checks import needed, stripped

SHORTEST, LONGEST = 5, 200
LENGTH = Length(min=SHORTEST, max=LONGEST, message=f"请写 {SHORTEST} 到 {LONGEST} 个字")
LOOKS = {"maxlength": str(LONGEST), "rows": "3"}
VERDICTS = {Verdict.RESTORE: "恢复原值", Verdict.UPHOLD: "维持单位的变更"}


class ObjectForm(FlaskForm):
    """有异议."""

    reason = TextAreaField("异议理由", [needed("请写明哪里不对"), LENGTH], filters=[stripped], render_kw=LOOKS)


class DecideObjectionForm(FlaskForm):
    """处理异议; ``mark`` is the state of the objection that was on the page."""

    verdict = RadioField(
        "处理",
        [needed("请选择怎样处理")],
        choices=[SelectChoice(one.value, words) for one, words in VERDICTS.items()],
    )
    words = TextAreaField("理由", [needed("请写明理由，职工会读到"), LENGTH], filters=[stripped], render_kw=LOOKS)
    mark = HiddenField()
