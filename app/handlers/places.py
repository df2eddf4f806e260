"""The halls of the centre, as the frame around every page names them."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Place:
    """A hall: its title and short name, where its home is, where it is left and where its session is kept alive."""

    title: str
    short: str
    home: str
    log_out: str
    keep: str


PERSONAL = Place("运城市住房公积金微网厅", "微网厅", "/", "/logout", "/session")
UNIT = Place("运城市住房公积金单位网厅", "单位网厅", "/unit", "/unit/logout", "/unit/session")
