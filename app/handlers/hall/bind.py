"""微信绑定 and 解除绑定: both ask for a code sent to the phone on record."""

from flask import Blueprint, redirect, render_template, session

from app.domain.errors import Refusal
from app.extensions import transaction
from app.handlers.forms.identity import CodeForm
from app.handlers.guards import Page, login_required, session_id, whose
from app.handlers.hall.common import (
    attempt,
    inside_wechat,
    medium,
    person,
    refuse,
    status_of,
    where_code_is_typed,
)
from app.handlers.hall.use_cases import use_cases

blueprint = Blueprint("bind", __name__)


@blueprint.route("/bind", methods=["GET", "POST"])
@login_required
def bind() -> Page:
    """Show the binding; bind the WeChat user of this browser, who is known after authorization only."""
    form = CodeForm()
    openid = session.get("openid", "")
    if openid and attempt(form, lambda: _bind(openid, form.code.data)):
        session.pop("code_phone", None)
        return redirect("/bind")
    return _page(form)


@blueprint.post("/bind/code")
@login_required
def send() -> Page:
    """Send the code, for binding and for ending it."""
    form = CodeForm(formdata=None)
    try:
        session["code_phone"] = use_cases().bind.send_code(person(), medium())
    except Refusal as refusal:
        refuse(form, refusal)
        return _page(form)
    return redirect(where_code_is_typed("/bind"))


@blueprint.post("/unbind")
@login_required
def unbind() -> Page:
    """End the binding."""
    form = CodeForm()
    if attempt(form, lambda: _unbind(form.code.data)):
        session.pop("code_phone", None)
        return redirect("/bind")
    return _page(form)


def _page(form: CodeForm) -> tuple[str, int]:
    facts = use_cases().bind.of_user(whose())
    here = session.get("openid", "")
    page = render_template(
        "hall/bind.html",
        form=form,
        profile=use_cases().show_profile.execute(whose()),
        bound_at=getattr(facts, "bound_at", None),
        is_bound=facts is not None,
        is_this_one=bool(here) and use_cases().bind.of_openid(here) == whose(),
        can_bind=bool(here),
        inside_wechat=inside_wechat(),
        phone=session.get("code_phone"),
        send_to="/bind/code",
    )
    return page, status_of(form)


def _bind(openid: str, code: str) -> None:
    with transaction():
        use_cases().bind.execute(whose(), openid, code, session_id())


def _unbind(code: str) -> None:
    with transaction():
        use_cases().bind.unbind(whose(), code, session_id())
