"""Units and their people behind the port."""

from dataclasses import replace
from decimal import Decimal

from sqlalchemy import Connection

from app.domain.money import from_fen
from app.fund_core.embedded import deferrals, employees, late, remittances, staff, units
from app.fund_core.embedded.accounts import AccountReader
from app.fund_core.embedded.desk import Desk
from app.fund_core.records import (
    BaseLine,
    Deferral,
    Enrolment,
    LateLine,
    LateMonth,
    LateQuote,
    LineFault,
    Order,
    PersonAccount,
    Remittance,
    Unit,
    UnitDetails,
    UnitOpening,
)


class UnitDesk(Desk):
    """Units."""

    def find_unit(self, credit_code: str) -> Unit | None:
        with self._reading() as connection:
            return units.find_unit(connection, self._sealing, credit_code, self._today())

    def unit_password_fits(self, credit_code: str, password: str) -> bool:
        with self._reading() as connection:
            return units.password_fits(connection, credit_code, password)

    def employees_of(self, unit_number: str, name: str, after: str, limit: int) -> tuple[PersonAccount, ...]:
        with self._reading() as connection:
            units.one_unit(connection, unit_number)
            day_base = self._policy().deposit_day_base
            reader = AccountReader(connection, self._sealing, self._now(), self._today(), day_base)
            return reader.read(employees.employees(unit_number, name, after, limit))

    def open_unit(self, key: str, opening: UnitOpening) -> Order:
        def work(connection: Connection, blank: Order) -> Order:
            number = units.open_unit(connection, self._sealing, opening, blank.booked_on, self._policy())
            return replace(blank, subject=number)

        return self._write(key, ("unit", "DK"), opening.credit_code, opening, work)

    def change_unit(self, key: str, unit_number: str, details: UnitDetails) -> Order:
        def work(connection: Connection, blank: Order) -> Order:
            units.change_unit(connection, self._sealing, unit_number, details)
            return blank

        return self._write(key, ("unit_details", "DB"), unit_number, details, work)

    def enrol(self, key: str, enrolment: Enrolment) -> Order:
        def work(connection: Connection, blank: Order) -> Order:
            number = employees.enrol(connection, self._sealing, enrolment, blank.booked_on, self._policy())
            return replace(blank, subject=number)

        return self._write(key, ("employee", "ZY"), enrolment.unit_number, enrolment, work)

    def seal_account(self, key: str, account_number: str) -> Order:
        def work(connection: Connection, blank: Order) -> Order:
            employees.seal(connection, account_number, blank.booked_on)
            return blank

        return self._write(key, ("employee", "FC"), account_number, {}, work)

    def unseal_account(self, key: str, account_number: str, base: Decimal) -> Order:
        def work(connection: Connection, blank: Order) -> Order:
            employees.unseal(connection, account_number, base, self._policy())
            return blank

        return self._write(key, ("employee", "QF"), account_number, {"base": base}, work)

    def enrolment_faults(self, enrolments: tuple[Enrolment, ...]) -> tuple[LineFault, ...]:
        with self._reading() as connection:
            return tuple(staff.faults(connection, self._sealing, enrolments, self._policy()))

    def enrol_all(self, key: str, enrolments: tuple[Enrolment, ...]) -> Order:
        def work(connection: Connection, blank: Order) -> Order:
            staff.enrol_all(connection, self._sealing, enrolments, blank.booked_on, self._policy())
            return blank

        unit = enrolments[0].unit_number if enrolments else ""
        return self._write(key, ("employee", "PZ"), unit, {"lines": enrolments}, work)

    def seal_all(self, key: str, unit_number: str, account_numbers: tuple[str, ...]) -> Order:
        def work(connection: Connection, blank: Order) -> Order:
            staff.seal_all(connection, unit_number, account_numbers, blank.booked_on)
            return blank

        return self._write(key, ("employee", "PF"), unit_number, {"accounts": account_numbers}, work)

    def unseal_all(self, key: str, unit_number: str, lines: tuple[BaseLine, ...]) -> Order:
        def work(connection: Connection, blank: Order) -> Order:
            staff.unseal_all(connection, unit_number, lines, self._policy())
            return blank

        return self._write(key, ("employee", "PQ"), unit_number, {"lines": lines}, work)

    def remit(self, key: str, remittance: Remittance) -> Order:
        def work(connection: Connection, blank: Order) -> Order:
            total = from_fen(remittances.remit(connection, remittance, blank.booked_on))
            return replace(blank, amount=total, total=total)

        return self._write(key, ("remittance", "HJ"), remittance.unit_number, remittance, work)

    def quote_late(self, unit_number: str, months: tuple[LateMonth, ...]) -> tuple[LateQuote, ...]:
        with self._reading() as connection:
            return tuple(late.quotes(connection, unit_number, months, self._today(), self._policy_on))

    def remit_late(self, key: str, unit_number: str, lines: tuple[LateLine, ...]) -> Order:
        def work(connection: Connection, blank: Order) -> Order:
            booked = late.remit_late(connection, unit_number, lines, blank.booked_on, self._policy_on)
            return replace(blank, amount=from_fen(booked), total=from_fen(booked))

        return self._write(key, ("remittance", "BJ"), unit_number, {"lines": lines}, work)

    def adjust_bases(self, key: str, unit_number: str, lines: tuple[BaseLine, ...]) -> Order:
        def work(connection: Connection, blank: Order) -> Order:
            remittances.adjust_bases(connection, unit_number, lines, self._policy())
            return blank

        return self._write(key, ("bases", "JS"), unit_number, {"lines": lines}, work)

    def adjust_ratios(self, key: str, unit_number: str, unit_ratio: Decimal, person_ratio: Decimal) -> Order:
        def work(connection: Connection, blank: Order) -> Order:
            remittances.adjust_ratios(connection, unit_number, unit_ratio, person_ratio, self._policy())
            return blank

        asked = {"unit_ratio": unit_ratio, "person_ratio": person_ratio}
        return self._write(key, ("ratios", "BL"), unit_number, asked, work)

    def defer_unit(self, key: str, unit_number: str, first_month: str, last_month: str) -> Order:
        wanted = Deferral(first_month, last_month)

        def work(connection: Connection, blank: Order) -> Order:
            deferrals.defer(connection, blank, wanted, self._policy())
            return blank

        return self._write(key, ("deferral", "HH"), unit_number, wanted, work)
