"""Orders, persons, accounts and withdrawals behind the port."""

from dataclasses import replace
from datetime import date

from sqlalchemy import Connection

from app.fund_core.embedded import accounts, orders, past_withdrawals, people, standing
from app.fund_core.embedded.accounts import AccountReader, all_accounts
from app.fund_core.embedded.desk import Desk
from app.fund_core.embedded.states import change_card
from app.fund_core.embedded.tables import accounts as account_table
from app.fund_core.embedded.tables import persons
from app.fund_core.embedded.withdrawals import withdraw
from app.fund_core.records import (
    ClosingQuote,
    Movement,
    Order,
    PastWithdrawal,
    Person,
    PersonAccount,
    PersonDetails,
    StandingOrder,
    StandingWish,
    Withdrawal,
)


class AccountDesk(Desk):
    """Persons and their accounts."""

    def order(self, number: str) -> Order:
        with self._reading() as connection:
            return orders.order_of(orders.by_number(connection, number))

    def find_order(self, key: str) -> Order | None:
        with self._reading() as connection:
            row = orders.find(connection, key)
            return None if row is None else orders.order_of(row)

    def find_person(self, id_number: str) -> Person | None:
        with self._reading() as connection:
            return people.person(connection, self._sealing, id_number)

    def change_phone(self, key: str, id_number: str, phone: str) -> Order:
        def work(connection: Connection, blank: Order) -> Order:
            people.change_phone(connection, self._sealing, id_number, phone, self._now())
            return blank

        return self._write(key, ("phone", "SJ"), "", {"id_number": id_number, "phone": phone}, work)

    def change_details(self, key: str, id_number: str, details: PersonDetails) -> Order:
        def work(connection: Connection, blank: Order) -> Order:
            people.change_details(connection, self._sealing, id_number, details)
            return blank

        return self._write(key, ("details", "XX"), "", {"id_number": id_number, "details": details}, work)

    def accounts_of(self, id_number: str) -> tuple[PersonAccount, ...]:
        with self._reading() as connection:
            own = persons.c.id_index.in_(self._sealing.indexes(persons.c.id_index, id_number))
            wanted = all_accounts().where(own).order_by(account_table.c.opened_on, account_table.c.number)
            return self._reader(connection).read(wanted)

    def contribution_records(self, account_number: str, since: date, until: date) -> tuple[Movement, ...]:
        with self._reading() as connection:
            return accounts.records(connection, account_number, since, until)

    def quote_closing(self, account_number: str) -> ClosingQuote:
        with self._reading() as connection:
            return accounts.quote_closing(connection, account_number, self._today(), self._policy().deposit_day_base)

    def withdrawals_of(self, account_number: str) -> tuple[PastWithdrawal, ...]:
        with self._reading() as connection:
            accounts.one_account(connection, account_number)
            return past_withdrawals.of_account(connection, self._sealing, account_number)

    def withdrawals_for_home(self, home: str) -> tuple[PastWithdrawal, ...]:
        with self._reading() as connection:
            return past_withdrawals.for_home(connection, self._sealing, home)

    def withdraw(self, key: str, withdrawal: Withdrawal) -> Order:
        def work(connection: Connection, blank: Order) -> Order:
            day_base = self._policy().deposit_day_base
            interest = withdraw(
                connection, self._sealing, blank.number, withdrawal, today=blank.booked_on, day_base=day_base
            )
            return orders.accepted_as(blank, withdrawal.amount, interest)

        return self._write(key, ("withdrawal", "TQ"), withdrawal.account_number, withdrawal, work)

    def change_card(self, key: str, account_number: str, card_number: str, card_bank: str) -> Order:
        def work(connection: Connection, blank: Order) -> Order:
            account = change_card(connection, self._sealing, account_number, card_number, card_bank)
            people.note_contact_change(connection, account["person_id"], self._now())
            return blank

        return self._write(key, ("card", "YK"), account_number, {"number": card_number, "bank": card_bank}, work)

    def standing_orders_of(self, account_number: str) -> tuple[StandingOrder, ...]:
        with self._reading() as connection:
            accounts.one_account(connection, account_number)
            return standing.of_account(connection, account_number)

    def open_standing_order(self, key: str, wish: StandingWish) -> Order:
        def work(connection: Connection, blank: Order) -> Order:
            standing.open_order(connection, blank.number, wish, blank.booked_on)
            return replace(blank, subject=blank.number)

        return self._write(key, ("standing", "WT"), wish.account_number, wish, work)

    def end_standing_order(self, key: str, number: str) -> Order:
        def work(connection: Connection, blank: Order) -> Order:
            standing.end_order(connection, number, blank.booked_on)
            return blank

        return self._write(key, ("standing", "WZ"), number, {}, work)

    def _reader(self, connection: Connection) -> AccountReader:
        day_base = self._policy().deposit_day_base
        return AccountReader(connection, self._sealing, self._now(), self._today(), day_base)
