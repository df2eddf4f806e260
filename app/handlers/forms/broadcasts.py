"""The forms of the room 群发."""

from flask_wtf import FlaskForm
from wtforms import SelectChoice, SelectField, StringField, TextAreaField, ValidationError
from wtforms.validators import Length

from app.handlers.forms.checks import needed, stripped
from app.handlers.staff_words import AUDIENCES
from app.store.broadcast_drafts import Wording
from app.store.fan_outs import Audience

LONGEST_HEADLINE, LONGEST_BODY, LONGEST_TAG = 20, 500, 30  # a card's line takes 20 signs, a tag's name 30


class DraftForm(FlaskForm):
    """起草群发"""

    headline = StringField(
        "标题",
        [needed("请填写标题"), Length(max=LONGEST_HEADLINE, message=f"标题最多 {LONGEST_HEADLINE} 个字")],
        filters=[stripped],
        render_kw={"maxlength": str(LONGEST_HEADLINE)},
    )
    body = TextAreaField(
        "内容",
        [needed("请填写内容"), Length(max=LONGEST_BODY, message=f"内容最多 {LONGEST_BODY} 个字")],
        filters=[stripped],
        render_kw={"maxlength": str(LONGEST_BODY), "rows": "4"},
    )
    audience = SelectField(
        "发给谁",
        [needed("请选择发给谁")],
        choices=[SelectChoice("", "请选择"), *(SelectChoice(*one) for one in AUDIENCES.items())],
    )
    tag = StringField("公众号标签", filters=[stripped], render_kw={"maxlength": str(LONGEST_TAG)})

    def validate_tag(self, field: StringField) -> None:
        """A tag is named where it says who is meant, and nowhere else."""
        if self.audience.data == Audience.TAG and not field.data:
            raise ValidationError("请填写标签的名称")
        if self.audience.data != Audience.TAG and field.data:
            raise ValidationError("发给标签时才填，请清空或改选“公众号标签里的人”")

    def wording(self) -> Wording:
        """Return what was written."""
        return Wording(self.headline.data, self.body.data, Audience(self.audience.data), self.tag.data)


class PressForm(FlaskForm):
    """A button, nothing to fill in."""
