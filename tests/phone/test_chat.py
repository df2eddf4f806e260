"""Talking to the account: text, links, cards, followers."""

from playwright.sync_api import expect

from tests.phone.conftest import Phone
from tests.phone.world import HOSTILE, ROWS


def say(phone: Phone, text: str) -> None:
    phone.page.get_by_label("切换到键盘").click()
    phone.page.get_by_label("发消息").fill(text)
    phone.page.get_by_role("button", name="发送", exact=True).first.click()


def test_a_text_goes_out_and_the_answer_comes_in(phone: Phone) -> None:
    say(phone, "余额")
    expect(phone.page.locator(".said-me .bubble")).to_contain_text("余额")
    expect(phone.page.locator(".said:not(.said-me) .bubble")).to_contain_text("您好。")
    assert phone.desk.calls == [("text", {"follower": "f1", "text": "余额"})]
    assert phone.complaints == []


def test_a_link_in_a_message_opens_the_web_view(phone: Phone) -> None:
    say(phone, "余额")
    phone.page.get_by_role("link", name="查余额").click()
    expect(phone.page.frame_locator("iframe").get_by_role("heading")).to_have_text("账户余额")
    asked = phone.desk.calls[-1][1]
    assert asked == {"follower": "f1", "url": f"http://localhost:{phone.desk.port}/hall?a=1&b=2"}


def test_hostile_markup_stays_text(phone: Phone) -> None:
    phone.desk.say("f1", "account", HOSTILE)
    bubble = phone.page.locator(".bubble")
    expect(bubble).to_contain_text("<img src=x onerror=")
    assert bubble.locator("img, a").count() == 0
    assert phone.page.title() == "公众号模拟器"


def test_a_reply_can_be_chosen_from_a_message(phone: Phone) -> None:
    phone.desk.say(
        "f1", "account", '<a href="weixin://bizmsgmenu?msgmenucontent=%E8%B4%B7%E6%AC%BE&msgmenuid=2">查贷款</a>'
    )
    phone.page.get_by_role("link", name="查贷款").click()
    expect(phone.page.locator(".said-me .bubble")).to_contain_text("贷款")


def test_a_template_message_is_a_card_that_opens(phone: Phone) -> None:
    url = f"http://localhost:{phone.desk.port}/hall"
    card = {"title": "办件进度通知", "url": url, "fields": ROWS}
    phone.desk.say("f1", "account", "", "template", card)
    key = phone.page.get_by_role("button", name="办件进度通知")
    expect(key).to_contain_text("复审中")
    key.click()
    expect(phone.page.locator("#web-title")).to_have_text("办件进度通知")


def test_a_follower_is_made_and_follows(phone: Phone) -> None:
    phone.page.get_by_label("新关注者的昵称").fill("小梅")
    phone.page.get_by_role("button", name="新建").click()
    expect(phone.page.get_by_text("小梅还没有关注这个公众号")).to_be_visible()
    phone.page.get_by_role("button", name="关注公众号").click()
    expect(phone.page.locator(".bubble")).to_contain_text("您好。")
    assert phone.desk.calls[-1] == ("follow", {"follower": "f3"})


def test_each_follower_has_a_chat_of_their_own(phone: Phone) -> None:
    phone.desk.say("f1", "account", "给晓雯")
    expect(phone.page.locator(".bubble")).to_contain_text("给晓雯")
    phone.page.get_by_role("button", name="建国").click()
    expect(phone.page.locator(".bubble")).to_have_count(0)
    phone.page.get_by_role("button", name="晓雯").click()
    expect(phone.page.locator(".bubble")).to_contain_text("给晓雯")
