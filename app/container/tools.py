"""The calculators."""

from dataclasses import dataclass

from app.domain.clock import Clock
from app.services.tools import PolicyOn
from app.services.tools.deposit import EstimateDeposit
from app.services.tools.instalment import EstimateInstalment
from app.services.tools.prepayment import EstimatePrepayment
from app.services.tools.quota import EstimateQuota


@dataclass(frozen=True)
class Tools:
    quota: EstimateQuota
    instalment: EstimateInstalment
    prepayment: EstimatePrepayment
    deposit: EstimateDeposit


def tools_of(policy_on: PolicyOn, clock: Clock) -> Tools:
    """Join them; they ask nothing but the centre's policy and what day it is."""
    quota, deposit = EstimateQuota(policy_on, clock), EstimateDeposit(policy_on, clock)
    return Tools(quota, EstimateInstalment(clock), EstimatePrepayment(clock), deposit)
