"""贷款基本信息查询, 还款计划, 还款明细."""

from itertools import groupby

from flask import Blueprint, abort, redirect, render_template

from app.domain.errors import Refusal
from app.handlers.guards import Page, login_required
from app.handlers.hall.common import person
from app.handlers.hall.reading.curve import PREPAID, curve_of
from app.handlers.hall.reading.paging import page_of
from app.handlers.hall.reading.words import INSTALMENT_STATES, LOAN_STATES, METHODS, REPAYMENTS
from app.handlers.hall.use_cases import use_cases
from app.services.reading.loans import LoanBook

NEXT = 4  # instalments that the loan's own page shows
PAGES = {"": "贷款基本信息查询", "plan": "还款计划", "repayments": "还款明细"}
WORDS = {"states": LOAN_STATES, "methods": METHODS, "kinds": REPAYMENTS, "instalment_states": INSTALMENT_STATES}
blueprint = Blueprint("loans", __name__)


@blueprint.get("/loans", defaults={"page": ""})
@blueprint.get("/loans/<any(plan, repayments):page>")
@login_required
def choose(page: str) -> Page:
    """List the loans; who has one only is led to it."""
    found = use_cases().reading.loans.list(person())
    if len(found.value) == 1:
        return redirect(f"/loans/{found.value[0].number}/{page}".rstrip("/"))
    loans = sorted(found.value, key=lambda loan: (loan.state == "settled", loan.issued_on))
    facts = {"loans": loans, "as_of": found.as_of, "page": page, "title": PAGES[page]}
    return render_template("hall/reading/loans.html", **facts, **WORDS)


@blueprint.get("/loans/<number>")
@login_required
def show(number: str) -> Page:
    """Show a loan, as it was last when the core is silent."""
    book = _book(number)
    prepaid = [one for one in book.repayments if one.kind == PREPAID]
    facts = {"coming": book.to_come[:NEXT], "curve": curve_of(book), "prepaid": prepaid}
    return render_template("hall/reading/loan.html", book=book, loan=book.loan, **facts, **WORDS)


@blueprint.get("/loans/<number>/plan")
@login_required
def plan(number: str) -> Page:
    """Show every instalment, a year at a time; the coming year's are open."""
    book = _book(number)
    years = [(year, list(rows)) for year, rows in groupby(book.plan, key=lambda one: one.due_on.year)]
    coming = book.to_come[0] if book.to_come else None
    facts = {"years": years, "coming": coming, "open_year": coming.due_on.year if coming else None}
    return render_template("hall/reading/plan.html", book=book, loan=book.loan, **facts, **WORDS)


@blueprint.get("/loans/<number>/repayments")
@login_required
def repayments(number: str) -> Page:
    """Show what was repaid, the newest first."""
    book = _book(number)

    def link(page: int) -> str:
        return f"/loans/{number}/repayments?page={page}"

    page = page_of(book.repayments[::-1])
    return render_template("hall/reading/repayments.html", book=book, loan=book.loan, page=page, link=link, **WORDS)


def _book(number: str) -> LoanBook:
    try:
        return use_cases().reading.loans.one(person(), number)
    except Refusal as refusal:
        if refusal.code == "not_your_subject":
            abort(404)
        raise
