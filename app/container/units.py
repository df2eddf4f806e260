"""The unit web hall (单位网厅)."""

from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy.orm import Session

from app.domain.clock import Clock
from app.fund_core import FundCore
from app.kv.attempts import Attempts
from app.services.applications.withdrawals import PolicyOn
from app.services.codes_by_sms import CodesBySms
from app.services.units.opening import OpenUnit
from app.store.audit import Audit
from app.vault import Vault


@dataclass(frozen=True)
class UnitGround:
    """What the unit hall stands on."""

    session: Callable[[], Session]
    vault: Vault
    clock: Clock
    core: FundCore
    codes: CodesBySms
    attempts: Attempts
    policy_on: PolicyOn


@dataclass(frozen=True)
class UnitUseCases:
    """What the doors at /unit may ask for."""

    open_unit: OpenUnit


def units_of(ground: UnitGround) -> UnitUseCases:
    """Join the parts."""
    return UnitUseCases(
        open_unit=OpenUnit(
            core=ground.core,
            codes=ground.codes,
            attempts=ground.attempts,
            audit=Audit(ground.session),
            vault=ground.vault,
            clock=ground.clock,
            policy_on=ground.policy_on,
        )
    )
