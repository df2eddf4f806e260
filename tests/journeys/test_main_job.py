"""follow → menu → authorize → register → bind → 账户查询 → 余额 by text and its link → unbind."""

from app.fund_core.embedded import seed
from tests.journeys.browser import Browser
from tests.stage import Stage

PASSWORD = "yanhu2026ok"


def a_follower(phone: Stage) -> Browser:
    """Follow the account as somebody new."""
    follower = phone.do("followers", nickname="新关注的人")["id"]
    phone.do("follow", follower=follower)
    return Browser(phone, follower)


def registered(phone: Stage, number: int = 0) -> Browser:
    """Register a demo identity inside WeChat."""
    browser, person = a_follower(phone), seed.demo_people()[number]
    browser.open_in_wechat("/wechat/oauth/start?to=/register")
    browser.submit("/register", name=person.name, id_number=person.id_number, agree="y")
    browser.submit("/register/password", code=browser.code(), password=PASSWORD, again=PASSWORD)
    return browser


def bound(phone: Stage) -> Browser:
    """Register and bind."""
    browser = registered(phone)
    browser.open("/bind")
    browser.submit("/bind/code")
    browser.submit("/bind", code=browser.code())
    return browser


def test_a_new_follower_is_greeted_and_led_to_bind(phone: Stage) -> None:
    browser = a_follower(phone)
    assert "运城市住房公积金" in browser.said()
    assert "绑定微信" in browser.write("余额")
    assert "登录" in browser.tap_link()


def test_the_whole_way_from_following_to_unbinding(phone: Stage) -> None:
    browser = bound(phone)
    assert "已绑定" in browser.open("/bind")
    person = seed.demo_people()[0]
    account = browser.open("/account")
    assert person.name in account
    assert person.id_number not in account
    assert "余额" in browser.write("余额")
    assert person.name in browser.tap_link()
    browser.open("/bind")
    browser.submit("/bind/code")
    browser.submit("/unbind", code=browser.code())
    assert "绑定微信" in browser.write("余额")


def test_a_bound_follower_enters_from_the_menu_without_a_password(phone: Stage) -> None:
    browser = bound(phone)
    browser.submit("/logout")
    assert "登录后查看余额" in browser.open("/")
    assert seed.demo_people()[0].name in browser.open_in_wechat("/wechat/oauth/start?to=/account")


def test_a_bound_follower_on_a_new_phone_is_asked_once(phone: Stage) -> None:
    name = seed.demo_people()[0].name
    old = bound(phone)
    new = Browser(phone, old.follower, read=old.read)
    page = new.open_in_wechat("/wechat/oauth/start?to=/account")
    assert "再验证一次" in page
    assert name not in page
    assert name not in new.open("/account")
    new.submit("/login/code/again")
    assert name in new.submit("/login/code/enter", code=new.code())
    assert new.page.url.endswith("/account")
    new.submit("/logout")
    assert name in new.open_in_wechat("/wechat/oauth/start?to=/account")


def test_a_follower_who_leaves_is_forgotten(phone: Stage) -> None:
    browser = bound(phone)
    phone.do("unfollow", follower=browser.follower)
    phone.do("follow", follower=browser.follower)
    assert "绑定微信" in browser.write("余额")


def test_binding_again_moves_it_and_tells_the_old_one(phone: Stage) -> None:
    old = bound(phone)
    new = a_follower(phone)
    new.open_in_wechat("/wechat/oauth/start?to=/login/code")
    person = seed.demo_people()[0]
    new.read = [sms["text"] for sms in phone.state(new.follower)["sms"]]
    new.submit("/login/code", id_number=person.id_number)
    new.submit("/login/code/enter", code=new.code())
    new.open("/bind")
    new.submit("/bind/code")
    new.submit("/bind", code=new.code())
    assert "绑定微信" in old.write("余额")
    assert "点这里看账户余额" in new.write("余额")


def test_a_wrong_code_keeps_the_page_and_says_so(phone: Stage) -> None:
    browser = registered(phone)
    browser.open("/bind")
    browser.submit("/bind/code")
    wrong = "000000" if browser.code() != "000000" else "111111"
    assert "验证码不对" in browser.submit("/bind", code=wrong)
    assert "绑定微信" in browser.write("余额")
