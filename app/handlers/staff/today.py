"""今日: the front page, the day in plots that can be read as tables too."""

from collections import Counter
from collections.abc import Mapping

from flask import Blueprint

from app.domain.application import ApplicationState
from app.extensions import transaction
from app.handlers.guards import Page
from app.handlers.health import registry
from app.handlers.staff.common import PATH, desk, shown, staff_only
from app.handlers.staff.plots import Plot, plot
from app.handlers.staff_words import CALLBACK_OUTCOMES, FAILURES, NOTICE_OUTCOMES, SPEEDS
from app.services.applications.names import NAMES
from app.services.staff.today import DAYS, Figures

blueprint = Blueprint("staff_today", __name__, url_prefix=PATH)
_S = ApplicationState
STAGES = {
    "待审核": (_S.IN_REVIEW, _S.IN_RECHECK, _S.RETURNED),
    "办理中": (_S.SUBMITTED, _S.SENT, _S.UNKNOWN, _S.ACCEPTED),
    "办结": (_S.DONE,),
    "未办成": (_S.REFUSED, _S.FAILED, _S.WITHDRAWN),
}
BAD = frozenset({"retry", "dead"})


@blueprint.get("")
@staff_only()
def front() -> Page:
    """Show the day."""
    with transaction():
        figures = desk().today.execute()
    callbacks, failures = _counted()
    plots = (
        _applications(figures),
        plot("speed", "从提交到审定", f"最近 {DAYS} 天", ("件数",), _speeds(figures)),
        _simple("notices", "通知结果", "今天", figures.notices, NOTICE_OUTCOMES),
        _simple("callbacks", "微信回调", "服务启动以来", callbacks, CALLBACK_OUTCOMES),
        _simple("failures", "出错后重试或放弃", "服务启动以来", failures, FAILURES),
    )
    return shown("today.html", plots=plots)


def _applications(figures: Figures) -> Plot:
    counts: dict[str, list[int]] = {}
    for (service, state), count in figures.applications.items():
        row = counts.setdefault(NAMES[service], [0] * len(STAGES))
        row[next(place for place, states in enumerate(STAGES.values()) if state in states)] += count
    most_first = dict(sorted(counts.items(), key=lambda one: -sum(one[1])))
    return plot("applications", "各项业务", f"最近 {DAYS} 天提交的办件", tuple(STAGES), most_first)


def _speeds(figures: Figures) -> dict[str, tuple[int]]:
    return {words: (count,) for words, count in zip(SPEEDS, figures.speeds, strict=True)}


def _simple(name: str, title: str, note: str, counts: Mapping[str, int], words: Mapping[str, str]) -> Plot:
    named = Counter[str]()
    for code, count in counts.items():
        named[words.get(code, code)] += count
    return plot(name, title, note, ("次数",), {label: (count,) for label, count in named.most_common()})


def _counted() -> tuple[Counter[str], Counter[str]]:
    """Return pushes of the platform by outcome, and attempts at work put off that failed, by kind."""
    callbacks, failures = Counter[str](), Counter[str]()
    for family in registry().collect():
        for sample in family.samples:
            if sample.name == "hall_callbacks_total":
                callbacks[sample.labels["outcome"]] += int(sample.value)
            elif sample.name == "hall_outbox_attempts_total" and sample.labels["end"] in BAD:
                failures[sample.labels["kind"]] += int(sample.value)
    return callbacks, failures
