"""Which pictures are taken, of whose page, and the page that shows them together."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from tests.applications.world import LEFT, OVERDUE, PAYING, RETIRED, TWO_LOANS


@dataclass(frozen=True)
class Shot:
    """A page: as which demo person (None: nobody), how wide, how large its type and in which colours."""

    name: str
    title: str
    path: str
    person: int | None = None
    width: int = 390
    size: str = "standard"
    theme: str = "light"

    @property
    def file(self) -> str:
        look = "".join(f"-{word}" for word in (self.size, self.theme) if word not in ("standard", "light"))
        return f"{self.name}-{self.width}{look}.png"


QUOTA = "balance=32000&price=900000&income=12000&age=35&sex=male&years=30&home=first"
INSTALMENT = "amount=450000&years=20&home=first&other_amount=300000&other_rate=3.1"
PREPAYMENT = "left=350000&months=174&rate=2.6&method=01&prepaid=100000"
# name, title, path, person
PAGES: tuple[tuple[str, str, str, int | None], ...] = (
    ("home", "首页", "/", PAYING),
    ("login", "登录", "/login", None),
    ("account", "公积金账户查询", "/account", PAYING),
    ("records", "公积金明细查询", "/account/records", PAYING),
    ("records-all", "公积金明细查询，全部", "/account/records?y=all", RETIRED),
    ("loan", "贷款基本信息查询", "/loans", PAYING),
    ("loan-overdue", "贷款基本信息查询，有逾期", "/loans", OVERDUE),
    ("loans", "贷款基本信息查询，几笔贷款", "/loans", TWO_LOANS),
    ("plan", "还款计划", "/loans/plan", PAYING),
    ("repayments", "还款明细", "/loans/repayments", PAYING),
    ("retirement", "退休提取", "/withdrawals/retirement", RETIRED),
    ("employment", "终止劳动关系提取", "/withdrawals/employment-ended", LEFT),
    ("tools", "工具", "/tools", None),
    ("tool-quota", "贷款额度试算", f"/tools/quota?{QUOTA}", None),
    ("tool-instalment", "还款试算", f"/tools/instalment?{INSTALMENT}", None),
    ("tool-prepayment", "提前还款试算", f"/tools/prepayment?{PREPAYMENT}", None),
    ("tool-deposit", "存款利息试算", "/tools/deposit?balance=50000&monthly=1200&months=24", None),
    ("tool-retirement", "退休年龄查询", "/tools/retirement?category=male&born=1976-09", None),
    ("certificates", "我的证明", "/certificates", PAYING),
    ("help", "帮助与客服", "/help", None),
)
IN_EVERY_LOOK = frozenset({"home", "records", "loan"})
LOOKS = (("care", "light"), ("standard", "dark"), ("care", "dark"))


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
        rows = list(of_page)
        pictures = "\n".join(f'<img src="{one.file}" alt="{_alt(one)}" width="{_width(one)}">' for one in rows)
        parts.append(f"## {title}\n\n`{rows[0].path}`\n\n{pictures}\n")
    return "\n".join(parts)


def _alt(shot: Shot) -> str:
    looks = {"care": "长辈版", "dark": "深色", "standard": "", "light": ""}
    words = (shot.title, f"{shot.width} px", looks[shot.size], looks[shot.theme])
    return "，".join(word for word in words if word)


def _width(shot: Shot) -> int:
    return 240 if shot.width < 1024 else 640  # noqa: PLR2004 - where the desktop begins
