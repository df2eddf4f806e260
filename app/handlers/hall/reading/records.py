"""公积金明细查询: filters, the yearly chart, the running balance, and what can be taken along."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlencode

from flask import Blueprint, Response, abort, render_template, request

from app.documents.statements import Statement
from app.domain.errors import Refusal
from app.domain.money import ZERO
from app.fund_core import Movement
from app.handlers.guards import Page, login_required
from app.handlers.hall.common import moment, person
from app.handlers.hall.reading.bars import BarChart, Item, bar_chart
from app.handlers.hall.reading.export import as_csv, rows_of
from app.handlers.hall.reading.paging import page_of
from app.handlers.hall.reading.words import RECORD_COLUMNS, RECORDS_FACTS, RECORDS_NOTE, RECORDS_TITLE, movement_name
from app.handlers.hall.use_cases import use_cases
from app.services.reading.records import History
from app.services.reading.spans import Span, Sum, span_of, sums, years_of

PATH = "/account/records"
FILTERS = ("account", "y", "kind")
blueprint = Blueprint("records", __name__)


@dataclass(frozen=True)
class Shown:
    """The detail as asked for: `movements` newest first, of the span and the kind."""

    history: History
    span: Span
    kind: str
    kinds: tuple[str, ...]
    movements: tuple[Movement, ...]

    @property
    def total_in(self) -> Any:
        return sum((one.amount for one in self.movements if one.amount > 0), ZERO)

    @property
    def total_out(self) -> Any:
        return -sum((one.amount for one in self.movements if one.amount < 0), ZERO)


@blueprint.get(PATH)
@login_required
def show() -> Page:
    """Show the detail of an account, as it was last when the core is silent."""
    found = _history()
    if found is None:
        return render_template("hall/reading/no_account.html")
    shown = _asked_for(found)
    by_time = sums(shown.span, found.movements)
    return render_template(
        "hall/reading/records.html",
        shown=shown,
        years=years_of(found.account.opened_on, found.today),
        sums=by_time,
        chart=chart_of(by_time),
        page=page_of(shown.movements),
        link=_link,
        movement_name=movement_name,
    )


@blueprint.get(f"{PATH}.csv")
@login_required
def spreadsheet() -> Response:
    """Return what is shown, all of its pages, for a spreadsheet."""
    shown = _asked_for(_history() or abort(404))
    return _file(as_csv(shown.movements), "text/csv; charset=utf-8", f"{RECORDS_TITLE}.csv")


@blueprint.get(f"{PATH}.pdf")
@login_required
def paper() -> Response:
    """Return what is shown, all of its pages, for paper."""
    shown = _asked_for(_history() or abort(404))
    drawn = use_cases().reading.statements.pdf(statement_of(shown))
    return _file(drawn, "application/pdf", f"{RECORDS_TITLE}.pdf")


def statement_of(shown: Shown) -> Statement:
    account = shown.history.account
    facts = {
        "name": account.person_name,
        "account": account.number,
        "unit": account.unit_name,
        "span": f"{shown.span.since} – {min(shown.span.until, shown.history.today)}",
        "data_time": moment(shown.history.as_of or account.data_time),
    }
    return Statement(
        centre=use_cases().policy.centre_name,
        title=RECORDS_TITLE,
        facts=[(RECORDS_FACTS[name], value) for name, value in facts.items()],
        columns=RECORD_COLUMNS,
        rows=list(rows_of(shown.movements)),
        note=RECORDS_NOTE,
    )


def chart_of(by_time: Sequence[Sum]) -> BarChart:
    """Draw each month or year: the person's part, the unit's, interest, and what else came in."""
    return bar_chart([Item(_short(one), (one.person, one.unit, one.interest, one.other), one.is_missed)
                      for one in by_time])  # fmt: skip


def _short(one: Sum) -> str:
    """8月 below a month's bar, 2026 below a year's."""
    return f"{int(one.label[5:])}月" if len(one.label) > len("2026") else one.label


def _history() -> History | None:
    try:
        return use_cases().reading.records.execute(person(), request.args.get("account", ""))
    except Refusal as refusal:
        if refusal.code == "not_your_subject":
            abort(404)
        raise


def _asked_for(found: History) -> Shown:
    span = span_of(request.args.get("y", ""), found.account.opened_on, found.today)
    within = span.of(found.movements)
    kinds = tuple(sorted({one.kind for one in within}))
    kind = request.args.get("kind", "")
    kind = kind if kind in kinds else ""
    return Shown(found, span, kind, kinds, tuple(_newest_first(one for one in within if kind in ("", one.kind))))


def _newest_first(movements: Iterable[Movement]) -> list[Movement]:
    return sorted(movements, key=lambda one: (one.booked_on, one.sequence), reverse=True)


def _link(suffix: str = "", **changes: object) -> str:
    """Return this page's address with some filters changed; an empty one is left out."""
    kept = {name: request.args[name] for name in FILTERS if request.args.get(name)}
    asked = {name: value for name, value in {**kept, **changes}.items() if value}
    return f"{PATH}{suffix}?{urlencode(asked)}" if asked else PATH + suffix


def _file(content: bytes, mimetype: str, name: str) -> Response:
    answer = Response(content, content_type=mimetype)
    answer.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}"
    return answer
