"""The tables of applications fit together: whatever rules and core can say has its words, every service its page."""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from flask import Flask

from app.domain.application import GROUPS, TRANSITIONS, ApplicationState, Group, ServiceKey
from app.domain.conditions import Condition, Situation
from app.domain.eligibility import assess
from app.domain.policy import load_policy
from app.domain.withdrawal import Reason
from app.fund_core import FundCore
from app.handlers.hall.applications.pages import BY_KEY, PAGES
from app.handlers.hall.applications.start import line_of
from app.handlers.hall.applications.words import CHANNELS, FACTS, STAGES, STATES
from app.services.applications.names import CAUSES, NAMES

NOON = datetime(2026, 11, 24, 4, tzinfo=UTC)
OURS = {"key_reused", "unknown_account", "unknown_loan", "unknown_choice", "amount_not_positive", "quote_prepayment"}
TROUBLE = {"restricted_until": NOON.date(), "contact_changed_at": NOON}
POLICY = load_policy(date(2026, 11, 24))


def test_every_service_has_a_page_and_every_page_a_service(build: Callable[[], Flask]) -> None:
    services = build().extensions["container"].applications.services
    assert set(services) == set(BY_KEY)
    assert all(service.key is key for key, service in services.items())


def test_the_paper_about_a_service_is_issued_somewhere(build: Callable[[], Flask]) -> None:
    pages = build().url_map.bind("hall")
    assert [page.key for page in PAGES if page.afterwards[0] and not pages.test(page.afterwards[0])] == []


def test_every_service_has_a_name_and_a_group_with_its_track() -> None:
    assert set(NAMES) == set(GROUPS) == set(ServiceKey)
    assert set(STAGES) == set(Group)


def test_every_state_has_its_words_and_its_row() -> None:
    assert set(STATES) == set(TRANSITIONS) == set(ApplicationState)
    assert set(CHANNELS) == {"wechat", "web"}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.key))
def test_cards_name_facts_and_steps_that_there_are(page: object) -> None:
    cards, steps = page.cards, page.steps  # type: ignore[attr-defined]  # parametrized pages come as objects
    assert {fact for card in cards for fact in card.facts} <= set(FACTS)
    assert {card.step for card in cards if card.step} <= set(steps)
    for name, step in steps.items():
        assert name in {field for field in dir(step.form) if not field.startswith("_")}


@pytest.mark.parametrize("reason", Reason)
@pytest.mark.parametrize(
    "trouble", [{}, {"restricted_until": NOON.date(), "contact_changed_at": NOON}], ids=["", "bad"]
)
def test_every_condition_is_written(reason: Reason, trouble: dict[str, Any]) -> None:
    wish = Situation(reason, Decimal("400000.00"), NOON, "02", Decimal("400000.00"), **trouble)
    for condition in assess(wish, POLICY).conditions:
        words = line_of(condition).words
        assert words
        assert "{" not in words
        assert ("起申请" in words) is (condition.possible_from is not None)


def test_the_online_limit_sends_to_the_counter() -> None:
    failed = Condition("within_online_limit", passed=False, facts={"limit": "300000.00"})
    assert line_of(failed).words == "超过网上办理的限额 300,000.00 元，请带身份证到柜台办理"


@pytest.mark.parametrize(
    "write", ["withdraw", "pay_off", "prepay", "change_phone", "change_card", "change_details", "open_transfer"]
)
def test_whatever_the_core_refuses_is_told_in_words(write: str) -> None:
    """The contract's own list; codes of a mistaken programme are left to the sentence for everything else."""
    said = getattr(FundCore, write).__doc__ or ""
    codes = set(re.findall(r"[a-z]+(?:_[a-z]+)+", said.partition("CoreRefused:")[2]))
    assert codes - OURS <= set(CAUSES)
