"""Which pictures are taken, of whose page, and the page that shows them together."""

import io
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from app.domain.staff import Role
from tests.applications.world import LEFT, OVERDUE, PAYING, RETIRED, TWO_LOANS, Person
from tests.staff.world import Clerk, applied
from tests.units.deferring import asked, prepared
from tests.units.offices import UNIT
from tests.units.test_late import HEADER as LATE_HEADER
from tests.units.test_staff import HEADER, book, id_number, name_of
from tests.units.world import Visitor

Way = Callable[[Any], str]  # does what leads to a page, as its Person or its Clerk, and returns its path
Who = int | Visitor | frozenset[Role] | None  # a demo person by number, somebody of a unit or of the staff, or nobody
STAFF = frozenset(Role)
IN_EVERY_LOOK = frozenset({"home", "records", "loan", "retirement-check"})
LOOKS = (("care", "light"), ("standard", "dark"), ("care", "dark"))
QUOTA = "balance=32000&price=900000&income=12000&age=35&sex=male&years=30&home=first"
INSTALMENT = "amount=450000&years=20&home=first&other_amount=300000&other_rate=3.1"
PREPAYMENT = "left=350000&months=174&rate=2.6&method=01&prepaid=100000"


@dataclass(frozen=True)
class Shot:
    """A page: as whom, how wide, how large its type and in which colours."""

    name: str
    title: str
    path: str | Way
    person: Who = None
    width: int = 390
    size: str = "standard"
    theme: str = "light"

    @property
    def file(self) -> str:
        look = "".join(f"-{word}" for word in (self.size, self.theme) if word not in ("standard", "light"))
        return f"{self.name}-{self.width}{look}.png"


def _both_choices(person: Person) -> str:
    person.open("/loans/prepayment/go")
    person.send("/loans/prepayment/fill/principal", principal="100000")
    return "/loans/prepayment/fill/choice"


def _submitted(person: Person) -> str:
    return f"/applications/{person.submit('/withdrawals/retirement')}/done"


def _one_person(agent: Person) -> str:
    return str(re.findall(r"/unit/employees/[0-9]+/bases", agent.open("/unit/employees"))[0])


def _details_of_one(agent: Person) -> str:
    return str(re.findall(r"/unit/employees/[0-9]+/details", agent.open("/unit/employees"))[0])


def _good_file(agent: Person) -> str:
    return _checked(agent, [(name_of(at), id_number(at), f"138000000{at:02}", 5000 + 100 * at) for at in range(8)])


def _faulty_file(agent: Person) -> str:
    rows = [(name_of(1), id_number(1), "1380000000", "五千"), (name_of(2), id_number(2)[:-1], "13800000002", "=1+1")]
    return _checked(agent, rows)


def _checked(
    agent: Person, rows: Sequence[Sequence[object]], kind: str = "enrol", header: Sequence[str] = HEADER
) -> str:
    """Send a file and let a worker check it."""
    page = f"/unit/files/{kind}"
    agent.open(page)
    data = {**agent.hidden(), "file": (io.BytesIO(book(rows, header)), "people.xlsx")}
    path = agent.client.post(page, data=data, content_type="multipart/form-data").location
    agent.work()
    return str(path)


def _month(agent: Person) -> str:
    """Prepare the month that is due."""
    agent.open("/unit/remit")
    agent.send("/unit/remit")
    return agent.at()


def _paid(agent: Person) -> str:
    """Pay a month; return the page that lists it."""
    task = _month(agent)
    agent.send(f"{task}/code")
    agent.send(f"{task}/submit", code=agent.code())
    agent.work()
    return "/unit/remittances"


def _receipt(agent: Person) -> str:
    return str(re.findall(r"/unit/remittances/DW[0-9]+", agent.open("/unit/remittances"))[0])


def _late_months(agent: Person) -> str:
    """Send a list of months that were paid too low, and let a worker check it."""
    people = agent.app.extensions["container"].core.employees_of(UNIT, "", "", 3)
    rows = [(one.person_name, one.id_number, month, one.base + 1500, "少缴差额")
            for one in people for month in ("2026-09", "2026-10")]  # fmt: skip
    return _checked(agent, rows, "late", LATE_HEADER)


def _ratios(agent: Person) -> str:
    """Prepare other ratios."""
    agent.open("/unit/ratios")
    agent.send("/unit/ratios", unit_pct="12", person_pct="12")
    return agent.at()


def _at_the_centre(agent: Person) -> str:
    """Ask for 缓缴 and let it go to the centre."""
    return f"/unit/tasks/{asked(agent)}"


def _in_review(person: Person) -> str:
    """Apply for what staff decide."""
    return f"/applications/{applied(person)}"


def _case(clerk: Clerk) -> str:
    """The application at the desk."""
    return str(re.findall(r"/staff/applications/[A-Z0-9]+", clerk.open("/staff/queue"))[0])


def _waiting(clerk: Clerk) -> str:
    """The first of the units' applications that wait."""
    return str(re.findall(r"/staff/deferrals/DW[0-9]+", clerk.open("/staff/deferrals"))[0])


def _proposed(clerk: Clerk) -> str:
    """Propose to agree to it; another one confirms."""
    path = _waiting(clerk)
    clerk.open(path)
    clerk.send(f"{path}/decide", act="approve")
    return path


# name, title, path, person; in the order of the gallery
PAGES: tuple[tuple[str, str, str | Way, Who], ...] = (
    ("home-out", "首页，还没有登录", "/", None),
    ("home", "首页", "/", PAYING),
    ("login", "登录", "/login", None),
    ("login-code", "短信登录", "/login/code", None),
    ("register", "注册", "/register", None),
    ("forgot", "忘记密码", "/forgot", None),
    ("account", "公积金账户查询", "/account", PAYING),
    ("records", "公积金明细查询", "/account/records", PAYING),
    ("records-all", "公积金明细查询，开户以来", "/account/records?y=all", RETIRED),
    ("withdrawals", "提取", "/withdrawals", PAYING),
    ("retirement", "退休提取", "/withdrawals/retirement", RETIRED),
    ("retirement-check", "退休提取，核对并提交", "/withdrawals/retirement/check", RETIRED),
    ("purchase", "购房提取", "/withdrawals/purchase", PAYING),
    ("fund-loan", "偿还公积金贷款提取", "/withdrawals/fund-loan", PAYING),
    ("commercial-loan", "偿还商业贷款提取", "/withdrawals/commercial-loan", TWO_LOANS),
    ("province-loan", "省内异地公积金贷款提取", "/withdrawals/province-loan", TWO_LOANS),
    ("rent", "租房提取", "/withdrawals/rent", PAYING),
    ("employment", "终止劳动关系提取", "/withdrawals/employment-ended", LEFT),
    ("details", "职工信息变更", "/details", PAYING),
    ("transfer", "异地转移接续申请", "/transfers/apply", PAYING),
    ("transfers", "异地转移接续查询", "/transfers", PAYING),
    ("loan", "贷款基本信息查询", "/loans", PAYING),
    ("loan-overdue", "贷款基本信息查询，有逾期", "/loans", OVERDUE),
    ("loans", "贷款基本信息查询，几笔贷款", "/loans", TWO_LOANS),
    ("plan", "还款计划", "/loans/plan", PAYING),
    ("repayments", "还款明细", "/loans/repayments", PAYING),
    ("payoff", "提前结清、最后一次还款", "/loans/payoff", PAYING),
    ("payoff-check", "提前结清，核对并提交", "/loans/payoff/check", PAYING),
    ("prepayment", "提前部分还款", "/loans/prepayment", PAYING),
    ("prepayment-choice", "提前部分还款，两种方式对比", _both_choices, PAYING),
    ("certificate-remote", "异地贷款缴存证明", "/certificates/new/remote_loan", PAYING),
    ("certificate-contribution", "公积金缴存证明", "/certificates/new/contribution", PAYING),
    ("certificate-settled", "贷款结清证明", "/certificates/new/settled_loan", TWO_LOANS),
    ("certificates", "我的证明", "/certificates", PAYING),
    ("tools", "工具", "/tools", None),
    ("tool-quota", "贷款额度试算", f"/tools/quota?{QUOTA}", None),
    ("tool-instalment", "还款试算", f"/tools/instalment?{INSTALMENT}", None),
    ("tool-prepayment", "提前还款试算", f"/tools/prepayment?{PREPAYMENT}", None),
    ("tool-deposit", "存款利息试算", "/tools/deposit?balance=50000&monthly=1200&months=24", None),
    ("tool-retirement", "退休年龄查询", "/tools/retirement?category=male&born=1976-09", None),
    ("verify", "证明核验", "/verify", None),
    ("submitted", "申请已提交", _submitted, RETIRED),
    ("review", "办件进度，审核中", _in_review, LEFT),
    ("applications", "我的办件", "/applications", RETIRED),
    ("messages", "消息", "/messages", RETIRED),
    ("mine", "我的", "/mine", PAYING),
    ("bind", "微信绑定", "/bind", PAYING),
    ("security", "登录与安全", "/security", PAYING),
    ("notifications", "通知设置", "/notifications", PAYING),
    ("display", "字体与显示", "/display", None),
    ("help", "帮助与客服", "/help", None),
    ("privacy", "个人信息保护", "/privacy", None),
    ("unit-out", "单位网厅，还没有登录", "/unit", None),
    ("unit-login", "登录单位网厅", "/unit/login", None),
    ("unit-enable", "首次使用、忘记密码", "/unit/enable", None),
    ("unit-registration", "单位自主开户登录", "/unit/opening", None),
    ("unit-opening", "单位自主开户：启缴信息录入", "/unit/opening/form", Visitor.REGISTRATION),
    ("unit-opened", "单位自主开户，结果", "/unit/opening/done", Visitor.OPENED),
    ("unit-home", "单位网厅", "/unit", Visitor.AGENT),
    ("unit-employees", "职工名单", "/unit/employees", Visitor.AGENT),
    ("unit-enrol", "增员（个人开户）", "/unit/enrol", Visitor.AGENT),
    ("unit-bases", "基数调整，一个人", _one_person, Visitor.AGENT),
    ("unit-person", "个人信息变更，一个人", _details_of_one, Visitor.AGENT),
    ("unit-file", "批量增员", "/unit/files/enrol", Visitor.AGENT),
    ("unit-faults", "批量增员，有错的表", _faulty_file, Visitor.AGENT),
    ("unit-ready", "批量增员，核对并提交", _good_file, Visitor.AGENT),
    ("unit-details", "单位信息变更", "/unit/details", Visitor.AGENT),
    ("unit-remit", "月度汇缴，核定", "/unit/remit", Visitor.AGENT),
    ("unit-month", "月度汇缴，核对并提交", _month, Visitor.AGENT),
    ("unit-late", "补缴", "/unit/late", Visitor.AGENT),
    ("unit-late-months", "批量补缴，核对并提交", _late_months, Visitor.AGENT),
    ("unit-ratios", "比例调整", "/unit/ratios", Visitor.AGENT),
    ("unit-new-ratios", "比例调整，核对并提交", _ratios, Visitor.AGENT),
    ("unit-deferral", "缓缴申请", "/unit/deferral", Visitor.AGENT),
    ("unit-deferral-code", "缓缴申请，核对并提交", lambda agent: f"/unit/tasks/{prepared(agent)}", Visitor.AGENT),
    ("unit-deferral-centre", "缓缴申请，待中心审核", _at_the_centre, Visitor.AGENT),
    ("unit-remittances", "缴存记录", _paid, Visitor.AGENT),
    ("unit-receipt", "汇缴回执", _receipt, Visitor.AGENT),
    ("unit-tasks", "单位的办件", "/unit/tasks", Visitor.AGENT),
    ("unit-agents", "经办人与权限", "/unit/agents", Visitor.AGENT),
    ("unit-agent", "添加经办人", "/unit/agents/add", Visitor.AGENT),
    ("staff-enter", "进入审核台", "/staff/enter", None),
    ("staff-today", "审核台，今日", "/staff", STAFF),
    ("staff-queue", "审核台，待办", "/staff/queue", STAFF),
    ("staff-case", "审核台，一件申请", _case, STAFF),
    ("staff-deferrals", "审核台，单位申请", "/staff/deferrals", STAFF),
    ("staff-deferral", "审核台，缓缴申请", _waiting, STAFF),
    ("staff-deferral-proposed", "审核台，缓缴申请，等另一人复核", _proposed, STAFF),
    ("staff-letters", "审核台，失败任务", "/staff/letters", STAFF),
    ("staff-certificates", "审核台，证明", "/staff/certificates", STAFF),
    ("staff-bindings", "审核台，微信绑定", "/staff/bindings", STAFF),
    ("staff-notices", "审核台，通知", "/staff/notices", STAFF),
    ("staff-broadcasts", "审核台，群发", "/staff/broadcasts", STAFF),
    ("staff-menu", "审核台，菜单", "/staff/menu", STAFF),
    ("staff-policy", "审核台，政策参数", "/staff/policy", STAFF),
    ("staff-audit", "审核台，审计", "/staff/audit", STAFF),
)


def shots() -> Iterator[Shot]:
    """Every page on the phone and on the desk, a few in every look."""
    for name, title, path, person in PAGES:
        yield Shot(name, title, path, person)
        yield Shot(name, title, path, person, 1280)
        if name in IN_EVERY_LOOK:
            yield from (Shot(name, title, path, person, 390, size, theme) for size, theme in LOOKS)


SHOTS: Sequence[Shot] = tuple(shots())


def gallery(taken: Sequence[Shot]) -> str:
    """Return docs/pictures/README.md."""
    parts = ["# 页面 · Pages\n\nMade by `make pictures`: 390 px is a phone, 1280 px a desk.\n"]
    for title, of_page in groupby(taken, key=lambda shot: shot.title):
        pictures = "\n".join(f'<img src="{one.file}" alt="{_alt(one)}" width="{_width(one)}">' for one in of_page)
        parts.append(f"## {title}\n\n{pictures}\n")
    return "\n".join(parts)


def _alt(shot: Shot) -> str:
    looks = {"care": "长辈版", "dark": "深色", "standard": "", "light": ""}
    words = (shot.title, f"{shot.width} px", looks[shot.size], looks[shot.theme])
    return "，".join(word for word in words if word)


def _width(shot: Shot) -> int:
    return 240 if shot.width < 1024 else 640  # noqa: PLR2004 - where the desktop begins
