"""Transfers behind the port."""

from dataclasses import replace

from sqlalchemy import Connection

from app.fund_core.embedded import transfers
from app.fund_core.embedded.desk import Desk
from app.fund_core.embedded.orders import ACCEPTED
from app.fund_core.records import Order, Transfer, TransferWish


class TransferDesk(Desk):
    """Transfers from other centres."""

    def transfers_of(self, id_number: str) -> tuple[Transfer, ...]:
        with self._reading() as connection:
            return transfers.transfers_of(connection, self._sealing, id_number)

    def open_transfer(self, key: str, wish: TransferWish) -> Order:
        def work(connection: Connection, blank: Order) -> Order:
            centre = self._policy().centre_code
            letter = transfers.open_transfer(
                connection, self._sealing, blank.number, wish, self._now(), today=blank.booked_on, centre_code=centre
            )
            return replace(blank, subject=letter, state=ACCEPTED, settled_on=None)

        return self._write(key, ("transfer", "ZR"), wish.account_number, wish, work)

    def cancel_transfer(self, key: str, letter_number: str) -> Order:
        def work(connection: Connection, blank: Order) -> Order:
            transfers.cancel(connection, letter_number, self._now(), blank.booked_on)
            return blank

        return self._write(key, ("transfer", "ZC"), letter_number, {}, work)
