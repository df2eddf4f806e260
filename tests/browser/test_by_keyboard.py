"""The services that no other file does by keyboard alone, on a phone and on a desktop; every calculator too."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
import redis
from playwright.sync_api import Browser, Page, expect

from app.domain.clock import FixedClock
from app.fund_core.embedded import seed
from tests.applications.test_announced import announced_file
from tests.applications.world import EMPTY_CARD, LAST, LEFT, MORNING, PAYING, RETURNED, TWO_LOANS
from tests.browser.keys import Keys
from tests.browser.looks import Look, opened
from tests.browser.test_applications import SUBMIT, WIDTHS, Morning, submit
from tests.browser.test_hall_pages import barriers
from tests.journeys.test_withdrawals import BANK, CENTRE, HOME, REPAID
from tests.stage import stage

FUND, LOOKING = "/withdrawals/fund-loan", 7
BORROWERS, OWNERS = (9, 10), (EMPTY_CARD, RETURNED)  # one open application of an account at a time
CALCULATORS: Mapping[str, tuple[Mapping[str, str], str]] = {
    "quota": (
        {"balance": "32000", "price": "900000", "income": "12000", "age": "35", "sex": "", "years": "30", "home": ""},
        "最多可贷",
    ),
    "prepayment": (
        {"left": "350000", "months": "174", "rate": "2.6", "method": "", "prepaid": "100000"},
        "减少月供",
    ),
    "deposit": ({"balance": "50000", "monthly": "1200", "months": "24"}, "到期本息合计"),
    "retirement": ({"category": "", "born": "1976-09"}, "法定退休年月"),
}


@pytest.fixture(scope="module", params=WIDTHS)
def morning(request: pytest.FixtureRequest, redis_url: str) -> Iterator[Morning]:
    """A hall whose clock stands still and whose centre has announced 装修 and 物业费, with registries that answer."""
    clock, people = FixedClock(MORNING), seed.demo_people()
    with TemporaryDirectory() as folder, redis.Redis.from_url(redis_url) as client:
        client.flushall()
        address, rules = f"sqlite:///{Path(folder) / 'hall.sqlite'}", announced_file(Path(folder))
        with stage(address, redis_url, clock=clock, centre_file=rules) as world:
            owners = [{"name": people[one].name, "id_number": people[one].id_number} for one in OWNERS]
            world.do("registry", **HOME, owners=owners)
            for kind, lent in (("commercial", BANK), ("province", CENTRE)):
                loan = {**lent, "kind": kind, "amount": "380000.00", "state": "repaying", "repaid": REPAID}
                world.do("loans", **loan, borrowers=[people[one].id_number for one in BORROWERS])
            yield Morning(world, clock, request.param)


def begin(keys: Keys, path: str) -> None:
    """From the list of services over the start page to the first question."""
    keys.press(f"main a[href='{path}']")
    keys.press("a[href$='/go']")


def to_its_way(page: Page, morning: Morning) -> Keys:
    """Choose the loan of the fund, as far as the question how it is to be repaid."""
    keys = Keys(page)
    page.goto(f"{morning.stage.hall}{FUND}")
    keys.press("a[href$='/go']")
    keys.choose("[name=subject]")
    keys.enter()
    keys.press("a[href$='/go']")
    return keys


def draw(keys: Keys, number: str) -> None:
    """The loan's number, and how much."""
    keys.write("[name=number]", number)
    keys.enter()
    keys.write("[name=amount]", "600")
    keys.enter()


def test_a_loan_is_settled_by_keyboard_alone(browser: Browser, morning: Morning) -> None:
    with opened(browser, morning.visitor(LAST), Look(morning.width)) as page:
        keys = Keys(page)
        page.goto(f"{morning.stage.hall}/loans/payoff")
        keys.press("a[href$='/go']")
        expect(page.locator("main")).to_contain_text("本次应还总额")
        keys.choose("main details summary", "Enter")
        assert barriers(page) == []
        submit(page, keys, morning)


def test_an_account_is_closed_after_work_has_ended_by_keyboard_alone(browser: Browser, morning: Morning) -> None:
    with opened(browser, morning.visitor(LEFT), Look(morning.width)) as page:
        keys = Keys(page)
        page.goto(f"{morning.stage.hall}/withdrawals")
        begin(keys, "/withdrawals/employment-ended")
        keys.choose("[name=elsewhere]")
        keys.enter()
        submit(page, keys, morning)


def test_a_loan_of_the_fund_is_repaid_every_month_by_keyboard_alone(browser: Browser, morning: Morning) -> None:
    with opened(browser, morning.visitor(TWO_LOANS), Look(morning.width)) as page:
        keys = to_its_way(page, morning)
        keys.choose("[name=way]", "ArrowDown")
        keys.enter()
        expect(page.locator("main")).to_contain_text("每月")
        submit(page, keys, morning)


def test_a_loan_of_the_fund_is_repaid_once_by_keyboard_alone(browser: Browser, morning: Morning) -> None:
    with opened(browser, morning.visitor(PAYING), Look(morning.width)) as page:
        keys = to_its_way(page, morning)
        keys.choose("[name=way]")
        keys.enter()
        keys.write("[name=amount]", "500")
        keys.enter()
        morning.clock.advance(60)
        submit(page, keys, morning)


def test_a_loan_of_a_bank_by_keyboard_alone(browser: Browser, morning: Morning) -> None:
    with opened(browser, morning.visitor(BORROWERS[0]), Look(morning.width)) as page:
        keys = Keys(page)
        page.goto(f"{morning.stage.hall}/withdrawals/commercial-loan")
        keys.press("a[href$='/go']")
        keys.write("[name=lender]", BANK["lender"])
        draw(keys, BANK["number"])
        morning.clock.advance(60)
        submit(page, keys, morning)


def test_a_loan_of_another_centre_by_keyboard_alone(browser: Browser, morning: Morning) -> None:
    with opened(browser, morning.visitor(BORROWERS[1]), Look(morning.width)) as page:
        keys = Keys(page)
        page.goto(f"{morning.stage.hall}/withdrawals/province-loan")
        keys.press("a[href$='/go']")
        keys.choose("[name=lender]", "ArrowDown")  # 太原 is the first of the list
        draw(keys, CENTRE["number"])
        morning.clock.advance(60)
        submit(page, keys, morning)


@pytest.mark.parametrize(
    ("path", "number"),
    [("/withdrawals/decoration", OWNERS[0]), ("/withdrawals/property-fee", OWNERS[1])],
    ids=["decoration", "property_fee"],
)
def test_what_the_centre_has_announced_by_keyboard_alone(
    browser: Browser, morning: Morning, path: str, number: int
) -> None:
    with opened(browser, morning.visitor(number), Look(morning.width)) as page:
        keys = Keys(page)
        page.goto(f"{morning.stage.hall}/withdrawals")
        begin(keys, path)
        keys.choose("[name=paper]", "ArrowDown")
        page.keyboard.press("ArrowDown")  # the third kind
        keys.write("[name=number]", HOME["number"])
        keys.enter()
        keys.write("[name=amount]", "400")
        keys.enter()
        morning.clock.advance(60)
        submit(page, keys, morning)


@pytest.mark.parametrize("name", CALCULATORS)
def test_every_calculator_by_keyboard_alone(browser: Browser, morning: Morning, name: str) -> None:
    typed, result = CALCULATORS[name]
    with opened(browser, morning.visitor(LOOKING), Look(morning.width)) as page:
        keys = Keys(page)
        page.goto(f"{morning.stage.hall}/tools")
        keys.press(f"main a[href='/tools/{name}']")
        for field, text in typed.items():
            if text:
                keys.write(f"[name={field}]", text)
            else:
                keys.choose(f"[name={field}]")
        keys.press(SUBMIT)
        expect(page.locator("#result")).to_contain_text(result)
