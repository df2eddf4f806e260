"""From the menu through the home page to each query, and from a word in the chat to the loan."""

import re

from tests.journeys.test_main_job import bound
from tests.stage import Stage

MAIN = re.compile(r"<main.*</main>", re.DOTALL)
LINK = re.compile(r'href="(/[^"]+)"')


def test_every_query_and_calculator_is_reached_from_the_menu(phone: Stage) -> None:
    browser = bound(phone)
    home = browser.open_in_wechat("/wechat/oauth/start?to=/")
    found = MAIN.search(home)
    assert found
    links = set(LINK.findall(found[0]))
    asked = {link for link in links if link.startswith(("/account", "/loans", "/tools"))}
    assert {"/account/records", "/loans", "/loans/plan", "/loans/repayments", "/tools/quota"} <= asked
    answered = {link: browser.open(link) and browser.page.status_code for link in asked}
    assert set(answered.values()) == {200}


def test_a_word_in_the_chat_leads_to_the_loan(phone: Stage) -> None:
    browser = bound(phone)
    browser.write("贷款")
    assert "贷款余额" in browser.tap_link()
