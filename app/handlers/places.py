"""The centre and its halls, as the frame around every page names them."""

from dataclasses import dataclass

from app.domain.policy import CentrePolicy

FUND, OFFICE = "住房公积金", "管理中心"


@dataclass(frozen=True)
class Centre:
    """The centre (住房公积金管理中心) by its full name, and by an English one where it has one."""

    name: str
    english: str = ""

    @property
    def account(self) -> str:
        """What the Official Account is called: 运城市住房公积金."""
        return self.name.removesuffix(OFFICE)

    @property
    def brand(self) -> tuple[str, str]:
        """The account's name in two parts, between which it may break: 运城市, 住房公积金."""
        city, fund, rest = self.account.partition(FUND)
        return city, fund + rest


def centre_of(policy: CentrePolicy) -> Centre:
    """Return the centre by the decisions in force."""
    return Centre(policy.centre_name, policy.centre_english)


@dataclass(frozen=True)
class Place:
    """A hall: its short name, where its home is, where it is left and where its session is kept alive."""

    short: str
    home: str
    log_out: str
    keep: str


PERSONAL = Place("微网厅", "/", "/logout", "/session")
UNIT = Place("单位网厅", "/unit", "/unit/logout", "/unit/session")
