"""The unit web hall in a browser: nothing in the way on any page, and a unit's business by keyboard alone."""

import re
from dataclasses import dataclass
from pathlib import Path

import pytest
import requests
from playwright.sync_api import Browser, Page, expect

from app.fund_core.embedded.demo import PASSWORD as REGISTERED_PASSWORD
from app.fund_core.embedded.seed_units import demo_registrations
from app.handlers.unit.navigation import INSIDE
from app.kv.replies import text_of
from tests.browser.keys import Keys
from tests.browser.looks import LOOKS, Look, Visitor, opened
from tests.browser.test_hall_pages import SMALLEST, WIDER_THAN_THE_SCREEN, barriers
from tests.journeys import browser as journeys
from tests.journeys.offices import agent_in, asked_in, registration_in, task_of, until
from tests.journeys.test_notices import soon
from tests.stage import APP_ID, TIMEOUT, Stage
from tests.units.offices import CODE, OTHER_CODE, OTHER_PHONE, PASSWORD, PHONE, UNIT
from tests.units.test_staff import HEADER, book, id_number, name_of

LOOKED_AT = (*LOOKS[:3], *LOOKS[4:7])
FIGURES = "[data-total-whole]"
SEND, SUBMIT = "button[form=send-code]:not([name])", "form[action$='/submit'] button[type=submit]:not([form])"
CODE_IN = re.compile(r"验证码 ?(\d{6})")


@dataclass(frozen=True)
class Office:
    """Every page of the hall, by who sees it."""

    stage: Stage
    pages: tuple[tuple[Visitor, str], ...]


def visitor(browser: journeys.Browser) -> Visitor:
    return Visitor(browser.stage, dict(browser.session.cookies.items()))


@pytest.fixture(scope="module")
def office(running: Stage) -> Office:
    (code, _), _ = demo_registrations()
    nobody, asked = Visitor(running), visitor(asked_in(running))
    registered = visitor(registration_in(running, code))
    open_already = visitor(registration_in(running, CODE))
    agent = agent_in(running, OTHER_CODE, OTHER_PHONE)
    inside = visitor(agent)
    led_to = [entry.path for section in INSIDE for entry in section.entries]
    paths = ("/unit", *led_to, "/unit/agents/add", *_business(agent))
    pages = [(nobody, f"/unit{path}") for path in ("", "/login", "/enable", "/opening")]
    pages += [
        (asked, "/unit/enable/password"),
        (registered, "/unit/opening/form"),
        (open_already, "/unit/opening/done"),
    ]
    return Office(running, (*pages, *((inside, path) for path in paths)))


def _business(agent: journeys.Browser) -> list[str]:
    """A person, another agent, a task that is ready and one whose file is full of faults."""
    account = re.findall(r"/unit/employees/(\d+)/seal", agent.open("/unit/employees"))[0]
    agent.open(f"/unit/employees/{account}/seal")
    agent.submit(f"/unit/employees/{account}/seal")
    ready = task_of(agent)
    agent.open("/unit/files/enrol")
    agent.upload("/unit/files/enrol", book([("乔3", "14080219900101", "138", "五千")] * 3))
    faulty = task_of(agent)
    until(agent, faulty, "重新上传")
    who = {"name": "卫青", "phone": "13800000088", "role": "maker"}
    agent.open("/unit/agents/add")
    agent.submit("/unit/agents/add/code", **who)
    agent.submit("/unit/agents/add", code=agent.code(), **who)
    removal = re.findall(r"/unit/agents/\d+/remove", agent.open("/unit/agents"))[0]
    person = f"/unit/employees/{account}"
    return [f"{person}/seal", f"{person}/bases", removal, ready, faulty]


@pytest.mark.parametrize("look", LOOKED_AT, ids=str)
def test_no_page_has_a_barrier(browser: Browser, office: Office, look: Look) -> None:
    found = []
    for who in dict.fromkeys(id(one) for one, _ in office.pages):
        seen_by = next(one for one, _ in office.pages if id(one) == who)
        with opened(browser, seen_by, look) as page:
            for path in (path for one, path in office.pages if one is seen_by):
                page.goto(office.stage.hall + path)
                assert page.url == office.stage.hall + path
                found += [f"{path} {barrier}" for barrier in barriers(page)]
    assert found == []


@pytest.mark.parametrize("size", ["standard", "care", "xl"])
def test_no_page_scrolls_sideways(browser: Browser, office: Office, size: str) -> None:
    wide = []
    for who, path in office.pages:
        with opened(browser, who, Look(SMALLEST, size)) as page:
            page.goto(office.stage.hall + path)
            wide += [path] if page.evaluate(WIDER_THAN_THE_SCREEN) else []
    assert wide == []


def _texts(stage: Stage) -> list[str]:
    state = requests.get(f"{stage.world}/control/state", timeout=TIMEOUT).json()
    return [sms["text"] for sms in state["sms"]]


def code_after(keys: Keys, stage: Stage, selector: str) -> str:
    """Ask for a code by keyboard and read it."""
    before = len(_texts(stage))
    keys.press(selector)
    text = soon(lambda: "".join(_texts(stage)[before:]))
    found = CODE_IN.search(text)
    assert found
    return found[1]


def write_captcha(page: Page, keys: Keys, stage: Stage) -> None:
    token = page.locator("[name=captcha_id]").get_attribute("value")
    answer = stage.app.config["SESSION_REDIS"].get(f"hall:{APP_ID}:captcha:{token}")
    keys.write("#captcha", text_of(answer) or "")


@pytest.mark.parametrize("width", [390, 1280])
def test_a_unit_opens_itself_by_keyboard(browser: Browser, running: Stage, width: int) -> None:
    code, name = demo_registrations()[width == LOOKS[0].width]
    with opened(browser, Visitor(running), Look(width)) as page:
        keys = Keys(page)
        page.goto(f"{running.hall}/unit/opening")
        keys.write("#credit_code", code)
        keys.write("#password", REGISTERED_PASSWORD)
        write_captcha(page, keys, running)
        keys.enter()
        expect(page.get_by_text("月缴存总额（预计）")).to_be_visible()
        for field, typed in (("agent_name", "卫东"), ("agent_mobile", f"1380000{width:04}")):
            keys.write(f"#{field}", typed)
        keys.write("#unit_pct", "8")
        keys.write("#person_pct", "8")
        for field, typed in (("people", "26"), ("wages", "145600")):
            keys.choose(f"#{field}", "Control+a")
            page.keyboard.type(typed)
        expect(page.locator(FIGURES)).to_have_text("23,296.00")
        typed_code = code_after(keys, running, "button[formaction='/unit/opening/code']:not([name])")
        expect(page.locator(FIGURES)).to_have_text("23,296.00")
        keys.write("#code", typed_code)
        keys.enter()
        expect(page.get_by_role("heading", level=1)).to_have_text("单位账户已开好")
        expect(page.locator("main")).to_contain_text(name)


def done(page: Page, keys: Keys, stage: Stage) -> None:
    """From a checked task to its end, by keyboard."""
    keys.write("#code", code_after(keys, stage, SEND))
    keys.press(SUBMIT)
    expect(page.locator(".gj-tag").first).to_have_text("已办结", timeout=15_000)


def test_a_unit_s_business_by_keyboard(browser: Browser, running: Stage, tmp_path: Path) -> None:
    agent_in(running)
    with opened(browser, Visitor(running), Look(1280)) as page:
        keys = Keys(page)
        page.goto(f"{running.hall}/unit/login")
        for field, typed in (("credit_code", CODE), ("phone", PHONE), ("password", PASSWORD)):
            keys.write(f"#{field}", typed)
        write_captcha(page, keys, running)
        keys.enter()
        keys.press("main a[href='/unit/enrol']")
        who = {"name": name_of(1), "id_number": id_number(1), "phone": "13800000001", "base": "5,000"}
        for field, typed in who.items():
            keys.write(f"#{field}", typed)
        keys.enter()
        done(page, keys, running)
        file = tmp_path / "people.xlsx"
        file.write_bytes(book([(who["name"], who["id_number"])], HEADER[:2]))
        keys.press("a[href='/unit']")
        keys.press("main a[href='/unit/files/seal']")
        keys.reach("#file")
        with page.expect_file_chooser() as chooser:
            page.keyboard.press("Space")
        chooser.value.set_files(file)
        keys.press("form[enctype] button[type=submit]")
        expect(page.get_by_role("heading", name="核对无误，提交")).to_be_visible(timeout=15_000)
        done(page, keys, running)
    with running.app.app_context():
        people = running.app.extensions["container"].core.employees_of(UNIT, who["name"], "", 5)
    assert [(one.person_name, one.status) for one in people] == [(who["name"], "02")]
