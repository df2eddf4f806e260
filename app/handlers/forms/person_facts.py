"""个人信息变更: what a unit may change of its own people."""

from collections.abc import Mapping

from flask_wtf import FlaskForm
from wtforms import HiddenField, SelectChoice, SelectField, StringField

from app.domain.details import EMPLOYERS
from app.handlers.forms.changes import EDUCATIONS
from app.handlers.forms.checks import one_line, stripped
from app.handlers.forms.units import one_of_choices
from app.handlers.unit_details_words import PERSON_FACTS

LONGEST = 20


def _words(fact: str) -> StringField:
    looks = {"maxlength": str(LONGEST), "autocomplete": "off"}
    return StringField(f"{PERSON_FACTS[fact]}（选填）", [one_line(LONGEST)], filters=[stripped], render_kw=looks)


class PersonFactsForm(FlaskForm):
    """`seen` is the mark of what it was filled with."""

    seen = HiddenField()
    education = SelectField(f"{PERSON_FACTS['education']}（选填）", [one_of_choices], validate_choice=False)
    occupation = _words("occupation")
    job_title = _words("job_title")

    def offer(self, facts: Mapping[str, str]) -> None:
        """Offer the educations, and what the core holds."""
        self.education.choices = [
            SelectChoice(one, one or "不填") for one in dict.fromkeys((*EDUCATIONS, facts["education"]))
        ]

    def wish(self) -> dict[str, str]:
        """Return what was typed."""
        return {fact: self[fact].data or "" for fact in EMPLOYERS}
