"""单位自主开户 (rules 4.15): log in with the registration's password, 启缴信息录入, done."""

from collections.abc import Callable
from decimal import Decimal
from functools import wraps

from flask import redirect, render_template, session

from app.domain.contribution import month_number, month_text
from app.domain.counties import named
from app.domain.unit_opening import FIRST_MONTH_AHEAD, expected_total
from app.extensions import transaction
from app.fund_core import Unit, UnitDetails, UnitOpening
from app.handlers.forms.units import OpeningForm, OpeningLogInForm, folded
from app.handlers.guards import Page
from app.handlers.hall import captcha
from app.handlers.hall.common import attempt, client, medium, status_of, where_code_is_typed
from app.handlers.hall.use_cases import draft, keep_draft, use_cases
from app.handlers.unit.asking import units
from app.handlers.unit.common import put_faults, tried, unit_blueprint
from app.handlers.unit.sessions import begin_opening, opening_code
from app.handlers.unit_words import month_words

blueprint = unit_blueprint("unit_opening", __name__)
FLOW, PAGE, SENT_TO = "unit_opening", "/unit/opening/form", "opening_code_sent"
MONTHS_BACK = 24
DEFAULTS = {"people": "0", "wages": "0.00", "pay_day": "10", "affiliation": "90", "web_hall": "yes"}


@blueprint.route("/unit/opening", methods=["GET", "POST"])
def log_in() -> Page:
    """单位自主开户登录: the code and the password given at registration."""
    form = OpeningLogInForm()
    if attempt(form, lambda: _let_in(form)):
        return redirect(PAGE)
    captcha.renew(form)
    return render_template("unit/opening/login.html", form=form), status_of(form)


def _with_registration(view: Callable[[Unit], Page]) -> Callable[[], Page]:
    """Ask for the password of registration first; a unit that is open by now is shown its number."""

    @wraps(view)
    def guarded() -> Page:
        code = opening_code()
        if code is None:
            return redirect("/unit/opening")
        unit = units().open_unit.unit(code)
        return redirect("/unit/opening/done") if unit.number else view(unit)

    return guarded


@blueprint.get(PAGE)
@_with_registration
def fill(unit: Unit) -> Page:
    """启缴信息录入, with what was typed before."""
    return _page(unit, _form(unit))


@blueprint.post("/unit/opening/draft")
@_with_registration
def keep(unit: Unit) -> Page:
    """Keep what is typed and compute: for browsers without scripts too."""
    _keep(unit, OpeningForm())
    return redirect(PAGE)


@blueprint.post("/unit/opening/code")
@_with_registration
def send_code(unit: Unit) -> Page:
    """Send a code to the phone that was typed, once the form is right."""
    form = _form(unit, checked=True)
    form.code.validators = []
    wish = _checked(unit, form)
    _keep(unit, form)
    if wish is None or not tried(form, lambda: units().open_unit.send_code(wish, medium())):
        return _page(unit, form)
    session[SENT_TO] = form.agent_mobile.data
    return redirect(where_code_is_typed(PAGE))


@blueprint.post(PAGE)
@_with_registration
def submit(unit: Unit) -> Page:
    """Open the account. The same form again shows the same account."""
    form = _form(unit, checked=True)
    wish = _checked(unit, form)
    _keep(unit, form)
    if wish is None or not tried(form, lambda: _open(wish, form.code.data)):
        return _page(unit, form)
    session.pop(SENT_TO, None)
    session.pop("draft", None)
    return redirect("/unit/opening/done")


@blueprint.get("/unit/opening/done")
def done() -> Page:
    """开户结果: the unit account number."""
    code = opening_code()
    unit = units().open_unit.unit(code) if code else None
    if unit is None or not unit.number:
        return redirect("/unit/opening")
    return render_template("unit/opening/done.html", unit=unit)


def _let_in(form: OpeningLogInForm) -> None:
    captcha.require(form)
    begin_opening(units().open_unit.prove(form.credit_code.data, form.password.data, client()))


def _keep(unit: Unit, form: OpeningForm) -> None:
    typed = {f.short_name: str(f.data or "") for f in form if f.short_name not in {"code", "csrf_token"}}
    keep_draft(FLOW, unit=unit.credit_code, **typed)


def _form(unit: Unit, *, checked: bool = False) -> OpeningForm:
    """Return the form: filled from what was kept, or from what was sent."""
    kept = draft(FLOW) or {}
    mine = kept if kept.get("unit") == unit.credit_code else {}
    form = OpeningForm() if checked else OpeningForm(formdata=None, data={**DEFAULTS, **mine})
    form.first_month.choices = [(month, month_words(month)) for month in _months(unit)]
    form.bank.choices = [(bank, bank) for bank in use_cases().policy.collecting_banks.split("、")]
    return form


def _months(unit: Unit) -> list[str]:
    """From the founding, two years back at most, until next month."""
    now = month_number(f"{units().open_unit.today():%Y-%m}")
    first = max(month_number(f"{unit.founded_on:%Y-%m}"), now - MONTHS_BACK)
    return [month_text(number) for number in range(now + FIRST_MONTH_AHEAD, first - 1, -1)]


def _wish(unit: Unit, form: OpeningForm) -> UnitOpening:
    details = UnitDetails(
        unit.details.address, form.agent_name.data, form.agent_mobile.data, int(form.pay_day.data),
        form.affiliation.data,
    )  # fmt: skip
    return UnitOpening(
        credit_code=unit.credit_code,
        details=details,
        unit_ratio=Decimal(form.unit_pct.data),
        person_ratio=Decimal(form.person_pct.data),
        people=int(form.people.data),
        wages=Decimal(form.wages.data),
        first_month=form.first_month.data,
        bank_name=form.bank.data,
        web_hall=form.web_hall.data == "yes",
    )


def _checked(unit: Unit, form: OpeningForm) -> UnitOpening | None:
    """Return the wish, or None with every fault beside its field."""
    is_valid = form.validate_on_submit()
    if set(form.errors) - {"code"}:
        return None
    wish = _wish(unit, form)
    faults = units().open_unit.faults(unit, wish)
    put_faults(form, faults)
    return wish if is_valid and not faults else None


def _open(wish: UnitOpening, code: str) -> None:
    number = units().open_unit.execute(wish, code)
    with transaction():
        units().open_unit.record(number)


def _page(unit: Unit, form: OpeningForm) -> tuple[str, int]:
    sent = session.get(SENT_TO, "")
    body = render_template(
        "unit/opening/form.html",
        unit=unit,
        form=form,
        district=named(use_cases().policy.counties, unit.district),
        total=_total(form),
        sent_to=sent if sent and sent == (form.agent_mobile.data or "") else "",
        policy=use_cases().policy,
    )
    return body, status_of(form)


def _total(form: OpeningForm) -> dict[str, Decimal] | None:
    """Return 月缴存总额 and its two parts, or None while the figures are not there."""
    try:
        wages = Decimal(folded(form.wages.data))
        unit, person = (Decimal(folded(one.data)) for one in (form.unit_pct, form.person_pct))
        whole = expected_total(wages, unit, person)
        own = expected_total(wages, unit, Decimal(0))
    except (ArithmeticError, ValueError):
        return None
    return {"whole": whole, "unit": own, "person": whole - own}
