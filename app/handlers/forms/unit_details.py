"""单位信息变更: what a unit may change of itself online."""

import re
import unicodedata
from dataclasses import asdict
from typing import Any

from flask_wtf import FlaskForm
from wtforms import HiddenField, SelectChoice, SelectField, StringField, ValidationError

from app.domain.unit_opening import ADDRESS_SHORTEST
from app.fund_core import UnitDetails
from app.handlers.forms.checks import email, postcode, stripped
from app.handlers.forms.units import mobile_field, one_of_choices, select_field, text_field
from app.handlers.unit_details_words import DETAILS, INDUSTRIES
from app.handlers.unit_words import AFFILIATIONS

PHONE = re.compile(r"[0-9]{7,12}")


def telephone(_: Any, field: Any) -> None:
    """A landline with its area code or a mobile, figures only, or nothing."""
    field.data = re.sub(r"[\s()-]", "", unicodedata.normalize("NFKC", field.data))
    if field.data and not PHONE.fullmatch(field.data):
        raise ValidationError("电话不对，请填区号和号码，如 0359-2059100")


def _optional(label: str, check: Any, **looks: str) -> StringField:
    return StringField(f"{label}（选填）", [check], filters=[stripped], render_kw=looks)


class UnitDetailsForm(FlaskForm):
    """`seen` is the mark of what it was filled with."""

    seen = HiddenField()
    address = text_field(DETAILS["address"], "请填写单位地址", 255, autocomplete="street-address")
    postcode = _optional(DETAILS["postcode"], postcode, inputmode="numeric", autocomplete="postal-code", maxlength="6")
    phone = _optional(DETAILS["phone"], telephone, type="tel", autocomplete="off", maxlength="20")
    email = _optional(DETAILS["email"], email, type="email", autocomplete="off", maxlength="100")
    agent_name = text_field(DETAILS["agent_name"], "请填写经办人姓名", 60, autocomplete="off")
    agent_phone = mobile_field(DETAILS["agent_phone"])
    pay_day = select_field(DETAILS["pay_day"], "请选择发薪日", {str(day): f"每月{day}日" for day in range(1, 32)})
    affiliation = select_field(DETAILS["affiliation"], "请选择隶属关系", dict(AFFILIATIONS))
    industry = SelectField(f"{DETAILS['industry']}（选填）", [one_of_choices], validate_choice=False)

    def offer(self, details: UnitDetails) -> None:
        """Offer the industries, and what the core holds."""
        held = (details.industry,) if details.industry not in INDUSTRIES else ()
        self.industry.choices = [SelectChoice(one, one or "不填") for one in dict.fromkeys(("", *held, *INDUSTRIES))]

    def validate_address(self, field: Any) -> None:
        """Not too short to find the unit by."""
        if len(field.data) < ADDRESS_SHORTEST:
            raise ValidationError(f"地址过短，至少 {ADDRESS_SHORTEST} 个字，请写到门牌号")

    def wish(self) -> UnitDetails:
        """Return what was typed."""
        typed = {fact: self[fact].data for fact in DETAILS}
        return UnitDetails(**(typed | {"pay_day": int(self.pay_day.data)}))


def filled(details: UnitDetails) -> dict[str, str]:
    """Return details as the form's fields."""
    return {fact: str(value) for fact, value in asdict(details).items()}
