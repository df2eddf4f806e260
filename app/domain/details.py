"""What a person may change of what the centre knows of them (职工信息变更), rules 4.8.

Name, ID, sex, birth and unit are never changed online: the counter, or the unit with the police's data.
"""

from collections.abc import Iterator
from enum import StrEnum
from types import MappingProxyType

from app.domain.policy import CentrePolicy


class Change(StrEnum):
    """One thing to change at a time."""

    PHONE = "phone"  # 手机号
    CARD = "card"  # 收款银行卡
    HOME = "home"  # 家庭住址、邮编
    SITUATION = "situation"  # 婚姻状况、学历、职业、职务、电子邮箱、月收入


# The fields of each change that are neither phone nor card, as the core's PersonDetails names them.
FIELDS = MappingProxyType(
    {
        Change.HOME: ("home_address", "postcode"),
        Change.SITUATION: ("marital_status", "education", "occupation", "job_title", "email", "monthly_income"),
    }
)

# What a unit may see and change of its own people (个人信息变更, rules 4.16): what an employer knows of them anyway.
# All else is the person's own: a form filled with it would show it to the employer.
EMPLOYERS = ("education", "occupation", "job_title")


def changed_online(policy: CentrePolicy) -> tuple[Change, ...]:
    """What the centre lets people change without coming to a counter; `details_online` lists it."""
    return tuple(_known(policy.details_online))


def _known(words: str) -> Iterator[Change]:
    return (change for change in Change if change.value in words.split())
