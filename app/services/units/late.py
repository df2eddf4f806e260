"""补缴: what each month still costs is the core's to say, as a list is checked and at each code (rules 4.16)."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from types import MappingProxyType

from app.domain.errors import Refusal
from app.fund_core import LateLine, LateMonth, LateQuote
from app.services.units.asking import core_heard
from app.services.units.lines import Fault, Line
from app.services.units.staff import WHOLE, Staff

# By the core's code: the column that is wrong, and what is said of it.
CORE_WORDS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "unknown_account": ("id_number", "row_not_ours"),
        "account_not_normal": ("id_number", "row_account_not_open"),
        "month_too_early": ("month", "row_month_too_early"),
        "month_too_late": ("month", "row_month_too_late"),
        "month_not_missed": ("reason", "row_month_not_missed"),
        "month_not_paid": ("reason", "row_month_not_paid"),
        "base_out_of_range": ("month_base", "row_base_out_of_range"),
        "nothing_short": ("month_base", "row_nothing_short"),
    }
)
ASKED = ("name", "id_number", "account", "month", "month_base", "reason")  # what was asked, without its price


def priced(staff: Staff, unit_number: str, rows: Sequence[tuple[int, Line]]) -> list[Fault]:
    """Note in each line what it costs, and return what cannot be paid. Raises what the core raises."""
    faults: list[Fault] = []
    for start in range(0, len(rows), WHOLE):
        part = rows[start : start + WHOLE]
        quotes = staff.late_quotes(unit_number, tuple(_wish(line) for _, line in part))
        for (row, line), quote in zip(part, quotes, strict=True):
            if quote.code:
                faults.append((row, *CORE_WORDS[quote.code]))
            line.update(_price(quote))
    return faults


def refuse_changed(staff: Staff, unit_number: str, lines: Sequence[Line]) -> None:
    """Raise Refusal("remit_changed") when a line is no longer what was shown, or core_unavailable."""
    again = [(at, {column: line[column] for column in ASKED}) for at, line in enumerate(lines)]
    with core_heard():
        faults = priced(staff, unit_number, again)
    if faults or [line for _, line in again] != lines:
        raise Refusal("remit_changed")


def late_lines(lines: Sequence[Mapping[str, str]]) -> tuple[LateLine, ...]:
    """The lines as the core wants them."""
    return tuple(
        LateLine(**vars(_wish(line)), unit_part=Decimal(line["unit_part"]), person_part=Decimal(line["person_part"]))
        for line in lines
    )


def _price(quote: LateQuote) -> Line:
    price = {
        "paid": quote.unit_paid + quote.person_paid,
        "unit_part": quote.unit_part,
        "person_part": quote.person_part,
        "total": quote.unit_part + quote.person_part,
    }
    return {name: f"{amount:.2f}" for name, amount in price.items()}


def _wish(line: Mapping[str, str]) -> LateMonth:
    return LateMonth(line["account"], line["month"], Decimal(line["month_base"]), line["reason"])
