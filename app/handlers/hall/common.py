"""What every page of the hall shares: how it looks, who is shown, how it refuses."""

import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from flask import Blueprint, current_app, request, session

from app.domain.errors import Refusal
from app.domain.masking import mask_id_number, mask_mobile, mask_name
from app.extensions import transaction
from app.handlers.device import device_token
from app.handlers.guards import remember, this_page, user_id, whose
from app.handlers.hall.navigation import navigation
from app.handlers.hall.use_cases import use_cases
from app.handlers.places import PERSONAL, centre_of
from app.handlers.sentences import ACCOUNT_STATUS, DEVICES, FIELDS, sentence
from app.kv.devices import DESKTOP, PHONE, WECHAT
from app.providers.sms import Medium
from app.services.enter import Way
from app.store.users import Identity

BEIJING = ZoneInfo("Asia/Shanghai")
SIZES = ("standard", "care", "xl")
FAILED_LOGINS = frozenset({"unknown_or_wrong", "wrong_password", "code_wrong"})  # what is locked by then is recorded
THEMES = ("auto", "light", "dark")

blueprint = Blueprint("common", __name__)


@blueprint.app_context_processor
def looks() -> dict[str, Any]:
    """Give every template the display choice, the addresses of static files, and what leads on."""
    chosen_looks = {"size": chosen("size", SIZES), "theme": chosen("theme", THEMES), "asset": asset}
    centre = centre_of(current_app.extensions["container"].policy)
    leads = {"place": PERSONAL, "logged_in": logged_in, "navigation": navigation, "this_page": this_page}
    return {**chosen_looks, **leads, "centre": centre}


@blueprint.app_template_filter("yuan")
def yuan(amount: Decimal) -> str:
    """Yuan with two places and thousands: 20,216.21."""
    return f"{amount:,.2f}"


@blueprint.app_template_filter("percent")
def percent(ratio: Decimal) -> str:
    """A ratio in percent without idle zeros: 8%, 7.5%."""
    return f"{ratio:f}".rstrip("0").rstrip(".") + "%" if "." in f"{ratio:f}" else f"{ratio:f}%"


@blueprint.app_template_filter("moment")
def moment(instant: datetime) -> str:
    """Beijing time to the second."""
    return instant.astimezone(BEIJING).strftime("%Y-%m-%d %H:%M:%S")


@blueprint.app_template_filter("day")
def day(value: date) -> str:
    return value.isoformat()


@blueprint.app_template_filter("masked_id")
def masked_id(number: str) -> str:
    return mask_id_number(number)


@blueprint.app_template_filter("masked_phone")
def masked_phone(phone: str) -> str:
    return mask_mobile(phone)


@blueprint.app_template_filter("device_name")
def device_name(kind: str) -> str:
    return DEVICES[kind]


@blueprint.app_template_filter("masked_name")
def masked_name(name: str) -> str:
    return mask_name(name)


@blueprint.app_template_filter("status_name")
def status_name(code: str) -> str:
    """The words of an account's status (个人账户状态, JGJ/T 320)."""
    return ACCOUNT_STATUS.get(code, ACCOUNT_STATUS["99"])


def chosen(name: str, allowed: tuple[str, ...]) -> str:
    """Return a display choice from its cookie; the first allowed one by default."""
    value = request.cookies.get(f"display_{name}", "")
    return value if value in allowed else allowed[0]


def logged_in() -> bool:
    return user_id() is not None


def asset(name: str) -> str:
    """Return the address of a static file; it changes with the content, so that it may be kept for a year."""
    return f"/static/{name}?v={_digest(str(current_app.static_folder), name)}"


def client() -> str:
    """Return who knocks, for counting tries."""
    return request.remote_addr or "unknown"


def browser() -> str:
    """Return what a code is tied to: this browser, whose address may change on the way."""
    return str(session.setdefault("browser", secrets.token_urlsafe(16)))


def person() -> Identity:
    """Return who is logged in. The transaction ends here: what comes next may call out, and hold no connection."""
    with transaction():
        return use_cases().who_is.execute(whose())


def medium() -> Medium:
    """Return how the code that was asked for is to come."""
    return Medium.VOICE if request.form.get("medium") == Medium.VOICE else Medium.TEXT


def where_code_is_typed(path: str) -> str:
    """Return the address of the page that takes the code; it says when the phone will ring."""
    return f"{path}?by=voice" if medium() is Medium.VOICE else path


def inside_wechat() -> bool:
    return "MicroMessenger" in request.user_agent.string


def let_in(known: int, way: Way) -> None:
    """Begin a login, record it and remember where it is."""
    kind = WECHAT if inside_wechat() else PHONE if "Mobile" in request.user_agent.string else DESKTOP
    with transaction():
        use_cases().enter.execute(known, way, device_token(), kind)
    use_cases().devices.add(known, remember(known), kind)
    session.permanent = True


@contextmanager
def failures_recorded(id_number: str, way: Way, who: str) -> Iterator[None]:
    """Leave a row in the audit trail for what is refused inside, in a transaction of its own."""
    try:
        yield
    except Refusal as refusal:
        if refusal.code in FAILED_LOGINS:
            with transaction():
                use_cases().log_in.record_failure(id_number, way, who)
        raise


def attempt(form: Any, action: Callable[[], None]) -> bool:
    """Do what a valid form asks for; a refusal becomes an error of the form. Trouble outside is not the form's."""
    if not form.validate_on_submit():
        return False
    try:
        action()
    except Refusal as refusal:
        if refusal.code.endswith("_unavailable"):
            raise
        refuse(form, refusal)
        return False
    return True


def refuse(form: Any, refusal: Refusal) -> None:
    """Put the sentence where it belongs: beside its field, or above the form."""
    field = form._fields.get(FIELDS.get(refusal.code, ""))
    if field is None:
        form.form_errors = [*form.form_errors, sentence(refusal)]
    else:
        field.errors = [*field.errors, sentence(refusal)]


def status_of(form: Any) -> int:
    """A page that shows errors says so in its status."""
    return 422 if form.errors else 200


@cache
def _digest(folder: str, name: str) -> str:
    return sha256((Path(folder) / name).read_bytes()).hexdigest()[:12]
