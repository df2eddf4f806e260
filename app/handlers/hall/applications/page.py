"""What a service's pages are made of: its steps, its cards, and what several services share."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from app.domain.application import ServiceKey
from app.services.applications.names import NAMES


@dataclass(frozen=True)
class StepPage:
    """A form. One of its fields is named as the step: the step is done when that is answered.

    `quoted` steps are shown what the answers so far would come to, of it the facts in `shows`. Where a condition in
    `settles` is not met, that is said on this very form. `prefilled` steps begin with what the centre knows.
    """

    form: Any
    words: str
    hint: str = ""
    template: str = "hall/applications/fill.html"
    quoted: bool = False
    prefilled: bool = False
    button: str = "下一步"
    note: str = ""
    shows: tuple[str, ...] = ()
    looked_up: str = ""  # the fact that tells what a registry has confirmed
    settles: tuple[str, ...] = ()


@dataclass(frozen=True)
class Card:
    """Facts of the check page under a heading; `step` is where 修改 leads."""

    title: str
    facts: tuple[str, ...]
    step: str = ""


@dataclass(frozen=True)
class ServicePage:
    """A service as its pages present it; `total` is the fact that stands out."""

    key: ServiceKey
    path: str
    back: tuple[str, str]
    lede: str
    who: tuple[str, ...]
    needs: tuple[str, ...]
    minutes: int
    warning: str
    agree: str
    cards: tuple[Card, ...]
    total: str = "total"
    labels: Mapping[str, str] = field(default_factory=dict)
    steps: Mapping[str, StepPage] = field(default_factory=dict)
    afterwards: tuple[str, str] = ("", "")  # where the paper about it is issued once it is done
    extra: str = ""  # a template that the check page includes, given the proposal's working

    @property
    def title(self) -> str:
        return NAMES[self.key]

    def settled_before(self, step: str) -> tuple[str, ...]:
        """The conditions that the steps before this one have settled."""
        names = list(self.steps)
        return tuple(code for name in names[: names.index(step)] for code in self.steps[name].settles)


DRAW_BACK = ("/withdrawals", "返回提取")
DRAWN = ("/certificates/new/withdrawal", "开具提取回单")
PHONE = "在中心登记的手机号，用来收验证码"
CARD = "本人名下的银行卡"
ACCOUNT = Card("账户信息", ("account", "name", "id_number", "unit", "phone", "status"))
PAYEE = Card("收款账户", ("reason", "payee", "card", "bank"))
