"""缓缴申请."""

from datetime import date
from typing import Any

from flask_wtf import FlaskForm
from flask_wtf.file import FileField, FileRequired
from wtforms import DateField, RadioField, SelectChoice, SelectField, TextAreaField, ValidationError
from wtforms.validators import InputRequired, Length

from app.domain.deferral import REASON_LONGEST, REASON_SHORTEST, Agreed, DeferralWish
from app.handlers.deferral_words import AGREED
from app.handlers.forms.checks import needed, stripped
from app.handlers.forms.units import one_of_choices
from app.handlers.unit_words import month_words


class DayField(DateField):
    """A day; what is none is said in our words."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Read the day, or say that it is none."""
        try:
            super().process_formdata(valuelist)
        except ValueError:
            raise ValueError("日期不对，请填写年月日，如 2026-11-20") from None


class DeferralForm(FlaskForm):
    """The months, why, who agreed and the paper."""

    first_month = SelectField("从哪个月起", [needed("请选择从哪个月起"), one_of_choices], validate_choice=False)
    months = SelectField("缓缴几个月", [needed("请选择缓缴几个月"), one_of_choices], validate_choice=False)
    reason = TextAreaField(
        "缓缴的原因",
        [needed("请填写缓缴的原因"), Length(max=REASON_LONGEST, message=f"最多 {REASON_LONGEST} 个字")],
        filters=[stripped],
        render_kw={"maxlength": str(REASON_LONGEST), "rows": "4"},
    )
    agreed_by = RadioField(
        "哪里讨论通过的",
        [needed("请选择哪里讨论通过的")],
        choices=[SelectChoice(value, words) for value, words in AGREED.items()],
    )
    resolved_on = DayField("决议日期", [InputRequired(message="请填写决议日期")], render_kw={"autocomplete": "off"})
    paper = FileField(
        "决议的照片或 PDF",
        [FileRequired(message="请选择决议的照片或 PDF")],
        render_kw={"accept": "image/jpeg,image/png,application/pdf"},
    )

    def offer(self, first_months: tuple[str, ...], most: int, today: date) -> None:
        """Offer the months there are."""
        self.first_month.choices = [SelectChoice(month, month_words(month)) for month in first_months]
        self.months.choices = [
            SelectChoice("", "请选择"),
            *(SelectChoice(str(n), f"{n} 个月") for n in range(1, most + 1)),
        ]
        self.resolved_on.render_kw = {**(self.resolved_on.render_kw or {}), "max": today.isoformat()}

    def validate_reason(self, field: TextAreaField) -> None:
        """Long enough for the centre to understand."""
        if len(field.data or "") < REASON_SHORTEST:
            raise ValidationError(f"请写清楚困难在哪里，至少 {REASON_SHORTEST} 个字")

    def wish(self) -> DeferralWish:
        """Return what was typed."""
        return DeferralWish(
            self.first_month.data,
            int(self.months.data),
            self.reason.data or "",
            Agreed(self.agreed_by.data),
            self.resolved_on.data or date.min,
        )
