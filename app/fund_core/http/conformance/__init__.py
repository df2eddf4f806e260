"""The contract's checks: any core can be put to them, a vendor's too."""

from app.fund_core.http.conformance.bare_line import BareLine
from app.fund_core.http.conformance.business import BUSINESS
from app.fund_core.http.conformance.loans import LOANS
from app.fund_core.http.conformance.play import ROLES, Check, Kind, Outcome, Result, Stage, play
from app.fund_core.http.conformance.reads import READS
from app.fund_core.http.conformance.units import UNITS
from app.fund_core.http.conformance.wire import WIRE
from app.fund_core.http.conformance.writes import WRITES

__all__ = ["CHECKS", "ROLES", "BareLine", "Check", "Kind", "Outcome", "Result", "Stage", "play"]
CHECKS: tuple[Check, ...] = WIRE + READS + LOANS + UNITS + WRITES + BUSINESS
