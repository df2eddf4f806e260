"""The staff's desk in a browser: nothing in the way on any page, and an application decided by keyboard alone."""

from dataclasses import dataclass, field

import pyotp
import pytest
from playwright.sync_api import Browser, Page, expect

from app.domain.clock import SystemClock
from app.domain.staff import Role
from app.extensions import transaction
from app.services.staff.accounts import Credentials
from app.store.staff import NewStaff
from tests.browser.keys import Keys
from tests.browser.looks import LOOKS, Look, Visitor, opened
from tests.browser.test_hall_pages import SMALLEST, WIDER_THAN_THE_SCREEN, barriers
from tests.staff.world import waiting
from tests.stage import Stage

ROOMS = (
    "queue",
    "deferrals",
    "letters",
    "certificates",
    "bindings",
    "notices",
    "broadcasts",
    "menu",
    "policy",
    "audit",
)
PAGES = ("", *(f"/{room}" for room in ROOMS))
NOT_THEIR_TURN = "现在不用审核"
ABOVE_THE_LIMIT = 50_000_00
TWO_DESKS = {  # a code serves once: each width has people of its own
    390: (("1004", "142701199001010012"), ("1005", "142701199102020015")),
    1280: (("1006", "142701199203030011"), ("1007", "142701199304040010")),
}


@dataclass(frozen=True)
class Desk:
    """Three of the staff, the one inside with every role, and an application that waits."""

    stage: Stage
    number: str
    made: Credentials = field(repr=False)
    second: Credentials = field(repr=False)
    visitor: Visitor = field(repr=False)


@pytest.fixture(scope="module")
def desk(browser: Browser, running: Stage) -> Desk:
    inside = hired(running, "1001", "周敏", "142701198803120027", *Role)
    second = hired(running, "1003", "赵静", "142701198210150028", Role.REVIEW)
    made = hired(running, "1002", "王建国", "142701197905060016", Role.ACCEPT)
    number = waiting(running.app)
    page = browser.new_page()
    enter(page, running, "1001", inside)
    expect(page.get_by_role("heading", level=1)).to_have_text("今日")
    cookies = {str(one["name"]): str(one["value"]) for one in page.context.cookies(f"{running.hall}/staff")}
    page.close()
    return Desk(running, number, made, second, Visitor(running, cookies))


def hired(stage: Stage, number: str, name: str, id_number: str, *roles: Role) -> Credentials:
    """Give somebody an account of the desk."""
    with stage.app.app_context(), transaction():
        made: Credentials = stage.app.extensions["container"].staff.accounts.add(
            NewStaff(number, name, id_number, frozenset(roles))
        )
    return made


def enter(page: Page, stage: Stage, number: str, made: Credentials) -> None:
    page.goto(f"{stage.hall}/staff")
    page.locator("#number").fill(number)
    page.locator("#password").fill(made.password)
    page.locator("#code").fill(pyotp.TOTP(made.secret).at(SystemClock().now()))
    page.get_by_role("button", name="进入").click()


def pages_of(desk: Desk) -> tuple[str, ...]:
    return (*(f"/staff{path}" for path in PAGES), f"/staff/applications/{desk.number}")


@pytest.mark.parametrize("look", [LOOKS[0], LOOKS[3], LOOKS[4]], ids=str)
def test_no_page_has_a_barrier(browser: Browser, desk: Desk, look: Look) -> None:
    found = []
    with opened(browser, desk.visitor, look) as page:
        for path in (*pages_of(desk), "/staff/enter"):
            page.goto(desk.stage.hall + path)
            assert page.url == desk.stage.hall + path
            page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
            found += [f"{path} {barrier}" for barrier in barriers(page)]
    assert found == []


@pytest.mark.parametrize("size", ["standard", "xl"])
def test_no_page_scrolls_sideways(browser: Browser, desk: Desk, size: str) -> None:
    wide = []
    with opened(browser, desk.visitor, Look(SMALLEST, size)) as page:
        for path in (*pages_of(desk), "/staff/enter"):
            page.goto(desk.stage.hall + path)
            wide += [path] if page.evaluate(WIDER_THAN_THE_SCREEN) else []
    assert wide == []


def test_an_application_is_refused_by_keyboard_alone(browser: Browser, desk: Desk) -> None:
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    keys = in_by_keyboard(page, desk, "1002", desk.made)
    keys.press(f"a[href$='{desk.number}']")
    keys.press("form[action$='/decide'] button")
    expect(page.locator(".gj-errsum")).to_contain_text("请选择怎样处理")
    keys.choose("#act-0")
    page.keyboard.press("ArrowDown")
    keys.write("#words", "请到社保窗口确认后再申请")
    keys.press("form[action$='/decide'] button")
    expect(page.locator(".gs-steps")).to_contain_text("不通过 王建国（1002）")
    expect(page.locator(".gj-note_warn")).to_contain_text(NOT_THEIR_TURN)
    page.close()


def in_by_keyboard(page: Page, desk: Desk, number: str, made: Credentials) -> Keys:
    """From the queue over the log-in, its one-time code included, back to the queue."""
    page.goto(f"{desk.stage.hall}/staff/queue")
    keys = Keys(page)
    keys.write("#number", number)
    keys.write("#password", made.password)
    keys.write("#code", pyotp.TOTP(made.secret).at(SystemClock().now()))
    keys.enter()
    return keys


@pytest.mark.parametrize("width", TWO_DESKS)
def test_an_application_is_approved_by_two_by_keyboard_alone(browser: Browser, desk: Desk, width: int) -> None:
    application = waiting(desk.stage.app, 1 + list(TWO_DESKS).index(width), ABOVE_THE_LIMIT)
    first, second = TWO_DESKS[width]
    steps = []
    for (number, id_number), name, role, leads_to in (
        (first, "孙立新", Role.ACCEPT, "您的岗位不能做这一步"),
        (second, "何晨", Role.REVIEW, NOT_THEIR_TURN),
    ):
        made = hired(desk.stage, number, name, id_number, role)
        with opened(browser, Visitor(desk.stage), Look(width)) as page:
            keys = in_by_keyboard(page, desk, number, made)
            keys.press(f"a[href$='{application}']")
            assert barriers(page) == []
            keys.choose("#act-0")
            keys.press("form[action$='/decide'] button")
            steps.append(f"通过 {name}（{number}）")
            for step in steps:
                expect(page.locator(".gs-steps")).to_contain_text(step)
            expect(page.locator(".gj-note_warn")).to_contain_text(leads_to)
            assert barriers(page) == []


def test_the_menu_is_published_by_keyboard_alone(browser: Browser, desk: Desk) -> None:
    with opened(browser, desk.visitor, LOOKS[0]) as page:
        page.goto(f"{desk.stage.hall}/staff/menu")
        expect(page.locator(".gj-tag_warn").first).to_have_text("还没有发布")
        Keys(page).press("main form button")
        expect(page.locator(".gj-note_ok")).to_contain_text("菜单已发布")
        expect(page.locator(".gj-tag_warn")).to_have_count(0)


def test_a_broadcast_is_drafted_and_agreed_on_by_keyboard_alone(browser: Browser, desk: Desk) -> None:
    with opened(browser, desk.visitor, LOOKS[0]) as page:
        page.goto(f"{desk.stage.hall}/staff/broadcasts")
        keys = Keys(page)
        keys.write("#headline", "系统维护")
        keys.write("#body", "今晚 22 点到 24 点暂停办理。")
        keys.reach("#audience")
        page.keyboard.press("ArrowDown")
        keys.press("form[action$='/broadcasts'] button")
        expect(page.locator("article .gj-tag_warn")).to_have_text("等另一人同意")
        assert barriers(page) == []
    page = browser.new_page(viewport={"width": 390, "height": 844})
    enter(page, desk.stage, "1003", desk.second)
    page.goto(f"{desk.stage.hall}/staff/broadcasts")
    assert barriers(page) == []
    Keys(page).press("form[action$='/agree'] button")
    expect(page.locator("article .gj-tag_ok")).to_have_text("已同意")
    page.close()
