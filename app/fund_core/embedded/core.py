"""The embedded core behind the port."""

from sqlalchemy import Engine

from app.fund_core.embedded.loan_desk import LoanDesk
from app.fund_core.embedded.settling import SettlingDesk
from app.fund_core.embedded.tables import metadata
from app.fund_core.embedded.transfer_desk import TransferDesk
from app.fund_core.embedded.unit_desk import UnitDesk


class EmbeddedCore(SettlingDesk, LoanDesk, TransferDesk, UnitDesk):
    """FundCore in SQL."""

    @staticmethod
    def create_tables(engine: Engine) -> None:
        """Create what is missing of the core's tables."""
        metadata.create_all(engine)
