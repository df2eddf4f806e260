"""Where the hall leads: the tabs of the phone, and every page by section and group. Who adds a page adds a line here.

An entry is shown only while its page exists: one whose blueprint is not registered leads nowhere and stays away.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from flask import current_app, request
from werkzeug.routing import MapAdapter


@dataclass(frozen=True)
class Entry:
    """A page. In ``label`` a ``|`` marks where it may break under an icon; ``icon`` is a name of icons.html.

    ``own`` is the last part of the address under which the same page shows one of several, such as one loan's plan.
    """

    path: str
    label: str
    icon: str
    note: str = ""
    own: str = ""

    @property
    def words(self) -> str:
        return self.label.replace("|", "")

    @property
    def lines(self) -> list[str]:
        return self.label.split("|")

    def holds(self, path: str) -> bool:
        """Whether ``path`` is this page or one below it."""
        if self.own and path.endswith(f"/{self.own}") and path.startswith(self.path.removesuffix(self.own)):
            return True
        return path == self.path or (self.path != "/" and path.startswith(f"{self.path}/"))


@dataclass(frozen=True)
class Group:
    """Pages of a kind; ``tint`` is the class that colours their icons."""

    words: str
    entries: tuple[Entry, ...]
    tint: str = ""


@dataclass(frozen=True)
class Section:
    """A part of the hall: one word of the desktop's upper bar, whose groups fill the menu at the side."""

    words: str
    groups: tuple[Group, ...]

    @property
    def entries(self) -> tuple[Entry, ...]:
        return tuple(entry for group in self.groups for entry in group.entries)

    @property
    def path(self) -> str:
        """Where the upper bar leads: to the first page."""
        return self.entries[0].path


DRAW, CERTIFY, CHANGE = "gj-tint-draw", "gj-tint-cert", "gj-tint-change"
HOME = Entry("/", "首页", "home")
DETAILS = Entry("/details", "职工|信息变更", "person-edit", "手机号、银行卡、住址")
MINE = Entry("/mine", "我的", "me")

TABS = (HOME, Entry("/applications", "办件", "clock"), Entry("/messages", "消息", "bell"), MINE)

FUND = Section(
    "公积金",
    (
        Group(
            "查询",
            (
                Entry("/account", "公积金|账户查询", "wallet", "余额、缴存、单位"),
                Entry("/account/records", "公积金|明细查询", "ledger", "每一笔汇缴、提取和结息"),
            ),
        ),
        Group(
            "提取",
            (
                Entry("/withdrawals/retirement", "退休提取", "sunset"),
                Entry("/withdrawals/purchase", "购房提取", "house-plus"),
                Entry("/withdrawals/fund-loan", "偿还公积金|贷款提取", "house-back"),
                Entry("/withdrawals/commercial-loan", "偿还商业|贷款提取", "bank"),
                Entry("/withdrawals/province-loan", "省内异地公积|金贷款提取", "pin"),
                Entry("/withdrawals/rent", "租房提取", "building"),
                Entry("/withdrawals/decoration", "装修提取", "wrench"),
                Entry("/withdrawals/property-fee", "物业费提取", "key"),
                Entry("/withdrawals/employment-ended", "终止劳动|关系提取", "doc-x"),
            ),
            DRAW,
        ),
        Group(
            "证明",
            (
                Entry("/certificates/new/remote_loan", "异地贷款|缴存证明", "doc-out", "在外地用公积金贷款时用"),
                Entry("/certificates/new/contribution", "公积金|缴存证明", "doc-seal", "缴存情况，落户、办事时用"),
                Entry("/certificates/new/withdrawal", "提取回单", "ledger"),
            ),
            CERTIFY,
        ),
        Group(
            "变更与转移",
            (
                DETAILS,
                Entry("/transfers/apply", "异地转移|接续申请", "transfer", "把外地的公积金转过来"),
                Entry("/transfers", "异地转移|接续查询", "transfer-q"),
            ),
            CHANGE,
        ),
    ),
)
LOAN = Section(
    "贷款",
    (
        Group(
            "贷款查询",
            (
                Entry("/loans", "贷款基本|信息查询", "loan", "余额、还款、利率"),
                Entry("/loans/plan", "还款计划|查询", "cal", own="plan"),
                Entry("/loans/repayments", "还款明细|查询", "ledger", own="repayments"),
            ),
        ),
        Group(
            "还款",
            (
                Entry("/loans/payoff", "提前结清/|最后一次还款", "check"),
                Entry("/loans/prepayment", "提前|部分还款", "calc"),
            ),
            DRAW,
        ),
        Group(
            "贷款证明",
            (
                Entry("/certificates/new/settled_loan", "贷款结清|证明打印", "doc-seal", "贷款还清以后可以开"),
                Entry("/certificates/new/repayment", "还款回单", "ledger"),
            ),
            CERTIFY,
        ),
    ),
)
TOOLS = Section(
    "工具",
    (
        Group(
            "工具",
            (
                Entry("/tools/quota", "贷款额度|试算", "bank", "能贷多少，由哪一条决定"),
                Entry("/tools/instalment", "还款试算", "calc", "每月还多少"),
                Entry("/tools/prepayment", "提前还款|试算", "house-back", "能省多少利息"),
                Entry("/tools/deposit", "存款利息|试算", "wallet"),
                Entry("/tools/retirement", "退休年龄|查询", "sunset"),
                Entry("/verify", "证明核验", "shield", "看一份证明是不是真的"),
            ),
            CHANGE,
        ),
    ),
)
PERSONAL = Section(
    "我的",
    (
        Group("个人中心", (MINE, *TABS[1:3], Entry("/certificates", "我的证明", "doc-seal", "看图、打开 PDF、作废"))),
        Group(
            "账户",
            (
                DETAILS,
                Entry("/mine/by-unit", "单位改过的|信息", "building", "改了什么，原来是什么"),
                Entry("/bind", "微信绑定", "link", "从公众号进来不用输密码"),
                Entry("/security", "登录与安全", "shield", "密码、登录过的地方"),
            ),
            CHANGE,
        ),
        Group(
            "设置与帮助",
            (
                Entry("/notifications", "通知设置", "gear", "微信、短信通知"),
                Entry("/display", "字体与显示", "text", "长辈版、深色"),
                Entry("/help", "帮助与客服", "book"),
                Entry("/privacy", "个人信息保护", "info"),
            ),
            CERTIFY,
        ),
    ),
)
SECTIONS = (FUND, LOAN, TOOLS, PERSONAL)


@dataclass(frozen=True)
class Navigation:
    """What leads on from the page at hand; ``section`` is None on pages of no section, such as the home page.

    ``entry`` is the line of the menu that the page belongs to: the longest address that holds it.
    """

    tabs: tuple[Entry, ...]
    sections: tuple[Section, ...]
    section: Section | None
    entry: Entry | None = None

    @property
    def services(self) -> tuple[Group, ...]:
        """What the home page offers: everything but the person's own pages."""
        return tuple(group for section in self.sections if section.words != PERSONAL.words for group in section.groups)

    @property
    def own(self) -> tuple[Group, ...]:
        """What the page 我的 offers."""
        return tuple(group for section in self.sections if section.words == PERSONAL.words for group in section.groups)


def navigation() -> Navigation:
    """Return what leads on from the page of this request."""
    pages = current_app.url_map.bind("hall")  # paths only: the host of the request may be the very fault to report
    sections = tuple(section for section in (_open(pages, each) for each in SECTIONS) if section.groups)
    here = next((one for one in sections if any(entry.holds(request.path) for entry in one.entries)), None)
    holding = (entry for entry in here.entries if entry.holds(request.path)) if here else ()
    nearest = max(holding, key=lambda entry: len(entry.path), default=None)
    return Navigation(_existing(pages, TABS), sections, here, nearest)


def _open(pages: MapAdapter, section: Section) -> Section:
    groups = (replace(group, entries=_existing(pages, group.entries)) for group in section.groups)
    return replace(section, groups=tuple(group for group in groups if group.entries))


def _existing(pages: MapAdapter, entries: Iterable[Entry]) -> tuple[Entry, ...]:
    return tuple(entry for entry in entries if pages.test(entry.path, method="GET"))
