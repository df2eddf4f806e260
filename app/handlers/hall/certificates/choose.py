"""开具证明, first page: what the kind needs to know."""

from collections.abc import Callable, Mapping
from typing import Any

from flask import Blueprint, redirect, render_template, request

from app.domain.centre_list import all_centres, find_centres
from app.domain.certificate import Kind
from app.domain.errors import Refusal
from app.fund_core import Loan
from app.handlers.forms.certificates import ContributionForm, PickForm, RemoteLoanForm
from app.handlers.guards import Page, login_required
from app.handlers.hall.certificates.common import certificates, keep
from app.handlers.hall.common import attempt, person, status_of
from app.services.certificates.choice import Choice
from app.services.certificates.names import NAMES
from app.store.users import Identity

CANDIDATES_SHOWN = 24
KINDS = "any(contribution,remote_loan,settled_loan,withdrawal,repayment)"
blueprint = Blueprint("choose_certificate", __name__)


@blueprint.route(f"/certificates/new/<{KINDS}:kind>", methods=["GET", "POST"])
@login_required
def choose(kind: str) -> Page:
    """Show the form of the kind; keep what was chosen once the paper can be made of it."""
    return CHOOSERS[Kind(kind)](Kind(kind), person())


def _contribution(kind: Kind, whom: Identity) -> Page:
    form = ContributionForm()
    _offer_accounts(form, whom)

    def wanted() -> Choice:
        months = (form.since.data, form.until.data) if form.period.data == "period" else ("", "")
        return Choice(kind, _account(form), since=months[0], until=months[1], purpose=form.purpose.data)

    return _answer(kind, form, whom, wanted)


def _remote_loan(kind: Kind, whom: Identity) -> Page:
    form = RemoteLoanForm()
    _offer_accounts(form, whom)
    if picked := request.form.get("picked"):
        form.receiver.data = picked
    found = find_centres(form.receiver.data or "")

    def wanted() -> Choice:
        if not found:
            raise Refusal("certificate_no_centre")
        if len(found) > 1:
            raise Refusal("certificate_which_centre")
        return Choice(kind, _account(form), receiver=found[0].name)

    return _answer(kind, form, whom, wanted, centres=all_centres(), candidates=found[:CANDIDATES_SHOWN])


def _settled_loan(kind: Kind, whom: Identity) -> Page:
    form, loans = PickForm(), certificates().gather.loans(whom)
    form.pick.choices = [(loan.number, loan.contract_number) for loan in loans]
    _preselect(form, [loan.number for loan in loans if loan.state == "settled"])
    return _answer(kind, form, whom, lambda: Choice(kind, loan=form.pick.data), loans=_by_number(loans))


def _receipt(kind: Kind, whom: Identity) -> Page:
    form, receipts = PickForm(), certificates().gather.receipts(whom, kind)
    rows = {str(at): receipt for at, receipt in enumerate(receipts)}
    form.pick.choices = [(at, receipt.amount) for at, receipt in rows.items()]
    _preselect(form, list(rows))

    def wanted() -> Choice:
        row = rows[form.pick.data]
        if kind is Kind.WITHDRAWAL:
            return Choice(kind, account=row.subject, sequence=str(row.sequence))
        return Choice(kind, loan=row.subject, sequence=str(row.sequence))

    return _answer(kind, form, whom, wanted, receipts=rows)


CHOOSERS: Mapping[Kind, Callable[[Kind, Identity], Page]] = {
    Kind.CONTRIBUTION: _contribution,
    Kind.REMOTE_LOAN: _remote_loan,
    Kind.SETTLED_LOAN: _settled_loan,
    Kind.WITHDRAWAL: _receipt,
    Kind.REPAYMENT: _receipt,
}


def _answer(kind: Kind, form: Any, whom: Identity, wanted: Callable[[], Choice], **shown: Any) -> Page:
    if attempt(form, lambda: _keep_if_it_can_be_made(whom, wanted())):
        return redirect("/certificates/preview")
    page = render_template(f"hall/certificates/{kind}.html", form=form, kind=kind, name=NAMES[kind], **shown)
    return page, status_of(form)


def _keep_if_it_can_be_made(whom: Identity, choice: Choice) -> None:
    certificates().press.check(certificates().gather.execute(whom, choice))
    keep(choice)


def _offer_accounts(form: Any, whom: Identity) -> None:
    """Offer the open accounts where there are several. Raises Refusal where there is none."""
    accounts = certificates().gather.accounts(whom)
    if len(accounts) == 1:
        del form.account
        return
    form.account.choices = [(one.number, f"{one.unit_name}（{one.number}）") for one in reversed(accounts)]
    _preselect(form, [accounts[-1].number], "account")


def _account(form: Any) -> str:
    return str(form.account.data) if "account" in form else ""


def _preselect(form: Any, values: list[str], name: str = "pick") -> None:
    """Mark the first value on a page that was not sent yet."""
    if request.method == "GET" and values:
        form[name].data = values[0]


def _by_number(loans: tuple[Loan, ...]) -> dict[str, Loan]:
    return {loan.number: loan for loan in loans}
