"""通知设置: which notices come by WeChat and by SMS."""

from flask import Blueprint, flash, redirect, render_template

from app.domain.notice import Channel, Group
from app.extensions import transaction
from app.handlers.forms.notices import NoticesForm, switch_name
from app.handlers.guards import Page, login_required, whose
from app.handlers.hall.common import inside_wechat, status_of
from app.handlers.hall.use_cases import use_cases
from app.services.notices.subscribe import Offer

GROUPS = {
    Group.PROGRESS: ("办件进度", "受理、办结、没有通过"),
    Group.ACCOUNT: ("账户变动", "汇缴、提取、结息入账"),
    Group.LOAN: ("还款提醒", "扣款前提醒和扣款结果"),
    Group.POLICY: ("政策通知", "新政策、缴存基数调整"),
}
blueprint = Blueprint("notifications", __name__)


@blueprint.route("/notifications", methods=["GET", "POST"])
@login_required
def show() -> Page:
    """Show the switches and keep what was chosen."""
    with transaction():
        choices = use_cases().choose_notices.of_user(whose())
    form = NoticesForm.of(choices.switches)
    if form.validate_on_submit():
        with transaction():
            use_cases().choose_notices.execute(whose(), form.chosen())
        flash("已保存")
        return redirect("/notifications")
    rows = [(words, _fields(form, group)) for group, words in GROUPS.items()]
    page = render_template("hall/notifications.html", form=form, rows=rows, is_bound=choices.is_bound, offers=_offers())
    return page, status_of(form)


def _fields(form: NoticesForm, group: Group) -> list[object]:
    names = [switch_name(group, channel) for channel in Channel]
    return [form[name] for name in names if name in form]


def _offers() -> tuple[Offer, ...]:
    """Return what can be subscribed to: inside WeChat only, where the step can be taken."""
    if not inside_wechat():
        return ()
    use_cases().offer_subscriptions.ask()
    with transaction():
        return use_cases().offer_subscriptions.execute(whose())
