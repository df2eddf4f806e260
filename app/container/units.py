"""The unit web hall (单位网厅)."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypedDict

from sqlalchemy.orm import Session

from app.container.notices import Notices
from app.domain.clock import Clock
from app.domain.work import Transaction
from app.fund_core import FundCore
from app.kv.attempts import Attempts
from app.services.applications.withdrawals import PolicyOn
from app.services.codes_by_sms import CodesBySms
from app.services.passwords import Passwords
from app.services.units.agents import EnableAgent, KeepAgents, LogInAgent
from app.services.units.opening import OpenUnit
from app.store.audit import Audit
from app.store.unit_agents import UnitAgents
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
    transaction: Transaction
    notices: Notices


@dataclass(frozen=True)
class UnitUseCases:
    """What the doors at /unit may ask for."""

    open_unit: OpenUnit
    enable_agent: EnableAgent
    log_in: LogInAgent
    keep_agents: KeepAgents


class Common(TypedDict):
    """What every use case of units is given."""

    agents: UnitAgents
    audit: Audit
    clock: Clock


def units_of(ground: UnitGround) -> UnitUseCases:
    """Join the parts."""
    agents, audit, passwords = UnitAgents(ground.session, ground.vault), Audit(ground.session), Passwords()
    common: Common = {"agents": agents, "audit": audit, "clock": ground.clock}
    return UnitUseCases(
        open_unit=OpenUnit(
            core=ground.core,
            codes=ground.codes,
            attempts=ground.attempts,
            audit=audit,
            vault=ground.vault,
            clock=ground.clock,
            policy_on=ground.policy_on,
        ),
        enable_agent=EnableAgent(
            core=ground.core, codes=ground.codes, passwords=passwords, transaction=ground.transaction, **common
        ),
        log_in=LogInAgent(passwords=passwords, attempts=ground.attempts, **common),
        keep_agents=KeepAgents(codes=ground.codes, **common),
    )
