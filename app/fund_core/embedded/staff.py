"""Many of a unit's people at once, all of them or none: 增员, 封存, 启封; rules 4.16."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Connection, bindparam, insert, select, update

from app.domain.errors import DomainError
from app.domain.identity import normalise_id_number, same_name
from app.domain.mobile import normalise_mobile
from app.domain.policy import CentrePolicy
from app.fund_core.embedded.counters import next_numbers
from app.fund_core.embedded.employees import BY_ID_CARD, LIMITS, account_row, monthly
from app.fund_core.embedded.holding import own_accounts
from app.fund_core.embedded.rows import person_row
from app.fund_core.embedded.sealing import Sealing
from app.fund_core.embedded.states import CLOSED, NORMAL, SEALED
from app.fund_core.embedded.tables import accounts, persons
from app.fund_core.embedded.units import one_unit
from app.fund_core.errors import CoreRefused
from app.fund_core.records import BaseLine, Enrolment, LineFault

CHUNK = 500
Known = dict[str, tuple[int, str, bool]]  # by ID number: whose row it is, the name, whether an account is not closed


def faults(
    connection: Connection, sealing: Sealing, lines: Sequence[Enrolment], policy: CentrePolicy
) -> Iterable[LineFault]:
    """What enrolling would be refused for, by the place of the line. CoreRefused: unknown_unit, invalid_input."""
    if len(lines) not in LIMITS:
        raise CoreRefused("invalid_input")
    unit = one_unit(connection, _unit_of(lines))
    known = _known(connection, sealing, _numbers(lines))
    for at, line in enumerate(lines):
        code = _fault(line, known.get(_number(line)), unit, policy)
        if code:
            yield LineFault(at, code)


def enrol_all(
    connection: Connection, sealing: Sealing, lines: Sequence[Enrolment], today: date, policy: CentrePolicy
) -> str:
    """Open an account for everybody; the unit's number. CoreRefused as the port says."""
    unit = one_unit(connection, _unit_of(lines))
    numbers = _numbers(lines)
    if len(set(numbers)) != len(numbers):
        raise CoreRefused("invalid_input")
    known = _held(connection, sealing, numbers)
    for line in lines:
        normalise_mobile(line.phone)
        if code := _fault(line, known.get(_number(line)), unit, policy):
            raise CoreRefused(code)
    ids = {number: own for number, (own, _, _) in known.items()} | _new_people(connection, sealing, lines, known)
    first = next_numbers(connection, "account", len(lines))
    rows = [
        account_row(first + at, ids[_number(line)], unit, monthly(line.base, unit, policy), today)
        for at, line in enumerate(lines)
    ]
    connection.execute(insert(accounts), rows)
    return str(unit["number"])


def seal_all(connection: Connection, unit_number: str, numbers: Sequence[str], today: date) -> None:
    """封存. CoreRefused as the port says."""
    own = own_accounts(connection, unit_number, numbers, (NORMAL,))
    changed = update(accounts).where(accounts.c.number == bindparam("own")).values(status=SEALED, sealed_on=today)
    connection.execute(changed, [{"own": number} for number in own])


def unseal_all(connection: Connection, unit_number: str, lines: Sequence[BaseLine], policy: CentrePolicy) -> None:
    """启封. CoreRefused as the port says."""
    own = own_accounts(
        connection, unit_number, [line.account_number for line in lines], (SEALED,), "account_not_sealed"
    )
    terms = {line.account_number: monthly(line.base, own[line.account_number], policy) for line in lines}
    names = ("base", "monthly_unit", "monthly_person")
    changed = update(accounts).where(accounts.c.number == bindparam("own"))
    changed = changed.values(status=NORMAL, sealed_on=None, **{name: bindparam(f"new_{name}") for name in names})
    rows = [{"own": number, **{f"new_{name}": new[name] for name in names}} for number, new in terms.items()]
    connection.execute(changed, rows)


def _unit_of(lines: Sequence[Enrolment]) -> str:
    units = {line.unit_number for line in lines}
    if len(units) != 1:
        raise CoreRefused("invalid_input")
    return units.pop()


def _number(line: Enrolment) -> str:
    return normalise_id_number(line.id_number) if line.id_kind == BY_ID_CARD else line.id_number


def _numbers(lines: Sequence[Enrolment]) -> list[str]:
    return [_number(line) for line in lines]


def _fault(line: Enrolment, known: tuple[int, str, bool] | None, unit: Mapping[Any, Any], policy: CentrePolicy) -> str:
    if known is not None and not same_name(known[1], line.name):
        return "name_differs"
    if known is not None and known[2]:
        return "already_enrolled"
    try:
        monthly(line.base, unit, policy)
    except (CoreRefused, DomainError):
        return "base_out_of_range"
    return ""


def _known(connection: Connection, sealing: Sealing, numbers: Sequence[str]) -> Known:
    found: Known = {}
    for part in _parts(numbers):
        wanted = {index: number for number in part for index in sealing.indexes(persons.c.id_index, number)}
        rows = connection.execute(
            select(persons.c.id, persons.c.name, persons.c.id_index).where(persons.c.id_index.in_(list(wanted)))
        ).all()
        open_now = accounts.c.person_id.in_([row.id for row in rows]), accounts.c.status.not_in(CLOSED)
        taken = set(connection.scalars(select(accounts.c.person_id).where(*open_now)))
        found |= {wanted[row.id_index]: (row.id, row.name, row.id in taken) for row in rows}
    return found


def _held(connection: Connection, sealing: Sealing, numbers: Sequence[str]) -> Known:
    """Who is known, held until the transaction ends, so that nobody opens another account for them meanwhile."""
    ids = sorted(own for own, _, _ in _known(connection, sealing, numbers).values())
    for part in _parts(ids):
        connection.execute(update(persons).where(persons.c.id.in_(part)).values(name=persons.c.name))
    return _known(connection, sealing, numbers)


def _new_people(connection: Connection, sealing: Sealing, lines: Sequence[Enrolment], known: Known) -> dict[str, int]:
    fresh = {_number(line): line for line in lines if _number(line) not in known}
    if not fresh:
        return {}
    rows = {
        number: person_row(sealing, number, line.name, normalise_mobile(line.phone), id_kind=line.id_kind)
        for number, line in fresh.items()
    }
    connection.execute(insert(persons), list(rows.values()))
    numbers = {row["id_index"]: number for number, row in rows.items()}
    ids: dict[str, int] = {}
    for part in _parts(list(numbers)):
        found = connection.execute(select(persons.c.id, persons.c.id_index).where(persons.c.id_index.in_(part)))
        ids |= {numbers[row.id_index]: row.id for row in found}
    return ids


def _parts(whole: Sequence[Any]) -> Iterator[Sequence[Any]]:
    return (whole[at : at + CHUNK] for at in range(0, len(whole), CHUNK))
