"""The invented people of the demo centre. Their identifiers pass their check digits and belong to nobody we know of."""

from dataclasses import dataclass, field
from datetime import date

from app.fund_core.embedded.bank import DEAD, NO_FUNDS

AREA = "140802"  # 盐湖区
ID_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
ID_CHECKS = "10X98765432"
UNITS = ("运城市盐湖区示范小学", "运城市河东演示机械有限公司", "运城市示例中心医院")
REGISTERED = ("运城市盐湖区新启演示商贸有限公司", "运城市鹳雀演示科技有限公司")
PASSWORD = "Yuncheng-2026"  # noqa: S105 - of every registration of the demo centre, for anybody to try
GOOD, NONE = "6200000000", ""  # what a card number begins with; see bank.py for the others


@dataclass(frozen=True)
class DemoPerson:
    """Someone to log in as, and what there is to see."""

    name: str
    id_number: str = field(repr=False)
    phone: str = field(repr=False)
    story: str


@dataclass(frozen=True)
class LoanSketch:
    """A loan of whole yuan; `paid` instalments were paid on time and `late` more fell due unpaid."""

    amount: int
    months: int
    paid: int
    late: int = 0
    method: str = "01"
    settled_early: bool = False


@dataclass(frozen=True)
class Sketch:
    """A demo person before their numbers: `years` of contributions, then `stopped` months without."""

    name: str
    born: date
    male: bool
    story: str
    base: int
    years: int = 5
    stopped: int = 0
    status: str = "01"
    restricted: bool = False
    card: str = GOOD
    loans: tuple[LoanSketch, ...] = ()


SKETCHES = (
    Sketch("张晓明", date(1988, 3, 12), male=True, story="正常缴存，贷款正常还款中", base=8600,
           loans=(LoanSketch(450000, 240, 66),)),
    Sketch("李建国", date(1964, 8, 5), male=True, story="已达退休年龄，账户已封存，可办退休提取", base=9200, years=8,
           stopped=3, status="02"),
    Sketch("王志强", date(1985, 11, 23), male=True, story="账户被冻结，不能提取", base=7300, status="06"),
    Sketch("赵小敏", date(1991, 6, 30), male=False, story="因违规提取受限三年", base=6400, restricted=True),
    Sketch("孙立伟", date(1983, 1, 17), male=True, story="贷款逾期两期", base=5800, card=NO_FUNDS,
           loans=(LoanSketch(300000, 180, 40, late=2),)),
    Sketch("周丽华", date(1979, 9, 9), male=False, story="贷款只剩最后一期", base=7700, years=7,
           loans=(LoanSketch(120000, 60, 59),)),
    Sketch("吴海鹏", date(1976, 4, 2), male=True, story="贷款已还清，可开结清证明", base=8100, years=7,
           loans=(LoanSketch(80000, 36, 36),)),
    Sketch("郑玉芳", date(1982, 12, 25), male=False, story="一笔贷款提前结清，一笔等额本金还款中", base=11200, years=9,
           loans=(LoanSketch(150000, 120, 48, settled_early=True), LoanSketch(600000, 300, 20, method="02"))),
    Sketch("冯建涛", date(1990, 2, 28), male=True, story="离职封存已满半年", base=5200, years=4, stopped=9,
           status="02"),
    Sketch("古丽·艾山", date(1994, 7, 19), male=False, story="姓名含间隔号，正常缴存", base=6900, years=3),
    Sketch("卫思远", date(2002, 5, 8), male=True, story="刚入职的新缴存职工", base=4300, years=0),
    Sketch("柴𬭎", date(1987, 10, 1), male=True, story="姓名含生僻字，尚未登记收款银行卡", base=7000, card=NONE),
    Sketch("崔文博", date(1986, 5, 14), male=True, story="还款卡余额不足，提前还款扣款会失败", base=7600, card=NO_FUNDS,
           loans=(LoanSketch(260000, 120, 30),)),
    Sketch("裴秀兰", date(1964, 2, 3), male=True, story="已达退休年龄、账户已封存，提取款会被退回",
           base=6800, years=6, stopped=4, status="02", card=DEAD),
)  # fmt: skip
COUPLE = 0, 7  # places of a married couple


def demo_people(number: int = 1) -> tuple[DemoPerson, ...]:
    """Everyone of the demo centre with this seed number, in the order of the sketches."""
    people = enumerate(SKETCHES)
    return tuple(DemoPerson(who.name, id_number(number, at), phone(number, at), who.story) for at, who in people)


def id_number(number: int, at: int) -> str:
    """An 18-digit ID number (GB 11643) with its check digit; digit 17 is odd for men."""
    who = SKETCHES[at]
    body = f"{AREA}{who.born:%Y%m%d}{(number * 20 + at) * 2 % 1000 + who.male:03}"
    total = sum(int(digit) * weight for digit, weight in zip(body, ID_WEIGHTS, strict=True))
    return body + ID_CHECKS[total % 11]


def phone(number: int, at: int) -> str:
    """A mobile number of the right form."""
    return f"1990{number % 1000:03}{at:04}"


def account_number(number: int, at: int) -> str:
    """A personal account number (个人账号)."""
    return f"1408{number % 1000:03}{at:05}"


def agent_phone(number: int, at: int) -> str:
    """The mobile number of a unit's agent (经办人)."""
    return f"1991{number % 1000:03}{at:04}"


def card_number(number: int, at: int, begins: str = GOOD) -> str:
    """A bank card number of 19 digits that passes Luhn; "" for nobody's."""
    if not begins:
        return ""
    body = f"{begins}{number % 1000 // 10:02}{at:06}"
    doubled = (int(digit) * (2 - place % 2) for place, digit in enumerate(reversed(body)))
    return body + str(-sum(value - 9 if value > 9 else value for value in doubled) % 10)  # noqa: PLR2004 - Luhn
