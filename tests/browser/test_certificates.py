"""The pages of certificates, each with something on it: nothing in the way, on a phone and on a desk."""

from io import BytesIO
from urllib.parse import urlsplit

import pytest
import zxingcpp
from PIL import Image
from playwright.sync_api import Browser, expect

from tests.browser.looks import LOOKS, Look, Visitor, opened
from tests.browser.person import Person
from tests.browser.test_hall_pages import SMALLEST, WIDER_THAN_THE_SCREEN, barriers
from tests.journeys.browser import Browser as Hand
from tests.journeys.test_certificates import issued, picture
from tests.journeys.test_main_job import registered
from tests.stage import Stage

KINDS = ("contribution", "remote_loan", "settled_loan", "withdrawal", "repayment")
SETTLED = 6


def filled(hand: Hand) -> tuple[str, ...]:
    """Issue, void and preview; return every page there is to look at then."""
    old = issued(hand, "remote_loan", receiver="西安")
    new = issued(hand, "remote_loan", receiver="西安")
    hand.open("/certificates/new/remote_loan")
    hand.submit("/certificates/new/remote_loan", receiver="北京")
    codes = [zxingcpp.read_barcodes(picture(hand, f"/certificates/{number}.png"))[0].text for number in (old, new)]
    return (
        "/certificates",
        *(f"/certificates/new/{kind}" for kind in KINDS),
        *("/certificates/preview", f"/certificates/{old}", f"/certificates/{new}", f"/certificates/{new}/void"),
        *("/verify", *(urlsplit(code).path for code in codes), "/v/unknown", "/f/unknown"),
    )


@pytest.fixture(scope="module")
def visitor(running: Stage) -> tuple[Visitor, tuple[str, ...]]:
    hand = registered(running, SETTLED)
    pages = filled(hand)
    return Visitor(running, dict(hand.session.cookies.items())), pages


@pytest.mark.parametrize("look", [LOOKS[0], LOOKS[3], LOOKS[4]], ids=str)
def test_no_page_has_a_barrier(browser: Browser, visitor: tuple[Visitor, tuple[str, ...]], look: Look) -> None:
    found = []
    with opened(browser, visitor[0], look) as page:
        for path in visitor[1]:
            page.goto(visitor[0].stage.hall + path)
            found += [f"{path} {barrier}" for barrier in barriers(page)]
    assert found == []


def test_no_page_scrolls_sideways(browser: Browser, visitor: tuple[Visitor, tuple[str, ...]]) -> None:
    wide = []
    with opened(browser, visitor[0], Look(SMALLEST, "xl")) as page:
        for path in visitor[1]:
            page.goto(visitor[0].stage.hall + path)
            wide += [path] if page.evaluate(WIDER_THAN_THE_SCREEN) else []
    assert wide == []


@pytest.mark.usefixtures("visitor")
def test_from_the_phones_menu_to_a_picture_whose_code_verifies(person: Person, browser: Browser) -> None:
    person.follow()
    expect(person.page.locator("#sms li").first).to_be_attached()
    person.read = person.page.locator("#sms li").count()  # codes of those who were here before
    person.tap("办业务", "开证明")
    person.web.get_by_role("link", name="注册").click()
    person.register()
    expect(person.web.get_by_role("heading", level=1)).to_contain_text("注册完成")
    person.page.get_by_label("关闭网页").click()
    person.tap("办业务", "开证明")
    person.web.get_by_role("link", name="异地贷款缴存使用证明").click()
    person.web.locator("[name=receiver]").fill("西安")
    person.press("打印证明")
    person.press("获取验证码")
    person.web.locator("[name=code]").fill(person.code())
    person.press("开具证明")
    expect(person.web.get_by_role("heading", level=1)).to_have_text("证明已开好")
    image = person.web.locator(".gj-paper img")
    expect(image).to_have_js_property("complete", value=True)
    address = str(image.evaluate("image => image.src"))
    shown = bytes(person.page.request.get(address).body())
    (code,) = zxingcpp.read_barcodes(Image.open(BytesIO(shown)))
    check = browser.new_page()
    check.goto(code.text)
    expect(check.get_by_role("heading", level=1)).to_have_text("证明有效")
    expect(check.locator("#main")).to_contain_text("西安住房公积金管理中心")
    check.close()
