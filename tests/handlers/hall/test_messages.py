from app.domain.notice import Channel, Group
from tests.handlers.hall.conftest import Hall


def test_a_message_leads_to_its_page_and_somebody_elses_is_not_there(hall: Hall) -> None:
    hall.enter()
    assert "退休提取：已提交" in hall.browser.get("/messages").text
    assert 'href="/account">去看看' in hall.browser.get("/messages/2").text
    assert hall.browser.get("/messages/99").status_code == 404


def test_the_tab_counts_what_is_unread_until_it_is_read(hall: Hall) -> None:
    hall.enter()
    assert '1<span class="gj-sr"> 条未读' in hall.browser.get("/mine").text
    assert hall.send("/messages/read", "/messages").location == "/messages"
    assert "条未读" not in hall.browser.get("/mine").text


def test_switches_are_kept_and_security_has_none(hall: Hall) -> None:
    hall.enter()
    assert "一直开着" in hall.browser.get("/notifications").text
    assert hall.send("/notifications", policy_wechat="y").location == "/notifications"
    chosen = hall.container.choose_notices.chosen
    assert chosen[Group.POLICY, Channel.WECHAT]
    assert not chosen[Group.PROGRESS, Channel.SMS]
    assert not any(group is Group.SECURITY for group, _ in chosen)
    assert "已保存" in hall.browser.get("/notifications").text


def test_inside_wechat_the_page_offers_to_subscribe(hall: Hall) -> None:
    hall.enter()
    assert "wx-open-subscribe" not in hall.browser.get("/notifications").text
    page = hall.browser.get("/notifications", headers={"User-Agent": "MicroMessenger/8.0"}).text
    assert '<wx-open-subscribe class="gj-subscribe" template="tmpl-1,tmpl-2">' in page
    assert page.index("已订阅") < page.index("未订阅")
