"""异地转移接续查询: the person's transfers on a track of five steps, and cancelling one while that is possible."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from flask import Blueprint, abort, redirect, render_template

from app.domain.errors import Refusal
from app.domain.transfer import STEPS, TransferState, is_final, transfer_step
from app.fund_core import Transfer
from app.handlers.guards import Page, login_required
from app.handlers.hall.common import person
from app.handlers.hall.use_cases import use_cases
from app.handlers.sentences import sentence
from app.services.applications.names import cause_words

blueprint = Blueprint("transfers", __name__)
TRACK = ("联系函已发出", "转出中心已接收", "双方协商", "账户信息已核对", "办结")
WAITS = ("等转出中心接收", "转出中心正在核对账户", "两个中心正在协商", "等资金转入", "")
_S = TransferState
STATES: Mapping[TransferState, tuple[str, str]] = MappingProxyType(
    {
        _S.LETTER_REVIEWED: ("联系函已发出", "warn"),
        _S.LETTER_ACCEPTED: ("转出中心已接收", "warn"),
        _S.IN_DISCUSSION: ("协商中", "warn"),
        _S.ACCOUNT_REVIEWED: ("账户信息已核对", "warn"),
        _S.OUT_REFUSED: ("转出中心没有通过", "err"),
        _S.DONE: ("已办结", "ok"),
        _S.DONE_AFTER_DISCUSSION: ("已办结", "ok"),
        _S.CANCELLED: ("已撤销", "mute"),
        _S.FAILED: ("没有办成", "err"),
    }
)
_STOPPED = (_S.CANCELLED, _S.FAILED, _S.OUT_REFUSED)


@dataclass(frozen=True)
class Stage:
    """One line of the track: done, passed (not needed), now, todo or stopped; the day it was reached.

    `waits` says what it is waiting for now.
    """

    words: str
    state: str
    on: date | None
    waits: str


@dataclass(frozen=True)
class Line:
    """A transfer with what its page says of it."""

    transfer: Transfer
    words: str
    tint: str
    track: tuple[Stage, ...]
    may_cancel: bool
    cause: str


@blueprint.get("/transfers")
@login_required
def index() -> Page:
    """Show all of them, as they were last when the core is silent; 503 when they were never seen."""
    reading = use_cases().transfers.show.execute(person())
    return render_template("hall/transfers.html", lines=[_line(one) for one in reading.value], as_of=reading.as_of)


@blueprint.route("/transfers/<letter>/cancel", methods=["GET"])
@login_required
def ask(letter: str) -> Page:
    """Ask once more; another person's letter is a page that does not exist."""
    return _cancel_page(letter)


@blueprint.post("/transfers/<letter>/cancel")
@login_required
def cancel(letter: str) -> Page:
    """Cancel it; too late is said on the same page."""
    try:
        use_cases().transfers.cancel.execute(person(), letter)
    except Refusal as refusal:
        if refusal.code == "unknown_transfer":
            abort(404)
        if refusal.code == "core_unavailable":
            raise
        return _cancel_page(letter, sentence(refusal)), 409
    return redirect("/transfers")


def _cancel_page(letter: str, problem: str = "") -> str:
    try:
        own = use_cases().transfers.cancel.own(person(), letter)
    except Refusal as refusal:
        if refusal.code == "unknown_transfer":
            abort(404)
        raise
    return render_template("hall/transfer_cancel.html", line=_line(own), problem=problem)


def _line(transfer: Transfer) -> Line:
    state = TransferState(transfer.state)
    words, tint = STATES[state]
    stopped = state in _STOPPED
    return Line(
        transfer=transfer,
        words=words,
        tint=tint,
        track=tuple(_track(transfer)),
        may_cancel=state is _S.LETTER_REVIEWED,
        cause=cause_words(transfer.reason) if stopped else "",
    )


def _track(transfer: Transfer) -> Iterator[Stage]:
    """The five steps: those reached with their days, the one it stands at, those to come."""
    state = TransferState(transfer.state)
    at = transfer_step(state)
    days = {transfer_step(TransferState(step.state)): step.on for step in transfer.steps}
    for step, words, waits in zip(range(1, STEPS + 1), TRACK, WAITS, strict=True):
        stage = _stage(state, step, at, reached=step in days)
        yield Stage(words, stage, days.get(step), waits if stage == "now" else "")


def _stage(state: TransferState, step: int, at: int, *, reached: bool) -> str:
    if step == at:
        return "stopped" if state in _STOPPED else "done" if is_final(state) else "now"
    if step < at:
        return "done" if reached else "passed"
    return "todo"
