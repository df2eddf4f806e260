"""What a person does in the hall, door by door."""

import pytest

from app.handlers.guards import ABSOLUTE_LIFE_SECONDS, local_path
from app.providers.sms import Medium
from tests.handlers.hall.conftest import Hall
from tests.handlers.hall.fakes import CODE, ID_NUMBER, PASSWORD, account

NEW = {"code": CODE, "password": PASSWORD, "again": PASSWORD}
LOGIN = {"id_number": ID_NUMBER, "password": PASSWORD, "captcha": "8526", "captcha_id": "captcha-1"}


def is_in(hall: Hall) -> bool:
    with hall.browser.session_transaction() as session:
        return session.get("user_id") == 1


def test_log_in_goes_to_the_page_asked_for(hall: Hall) -> None:
    answer = hall.send("/login?next=/account", **LOGIN)
    assert answer.location == "/account"
    assert is_in(hall)
    assert "20,216.21" in hall.browser.get("/account").text


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"password": "guess"}, "证件号码、密码或验证码不对"),
        ({"captcha": "0000"}, "验证码不对，已换一张新的"),
        ({"id_number": ID_NUMBER[:-1]}, "应是 18 位"),
    ],
)
def test_a_wrong_login_keeps_the_number_and_no_secret(hall: Hall, wrong: dict[str, str], said: str) -> None:
    fields = {**LOGIN, **wrong}
    answer = hall.send("/login", **fields)
    assert answer.status_code == 422
    assert said in answer.text
    assert f'value="{fields["id_number"]}"' in answer.text
    assert fields["password"] not in answer.text
    assert not is_in(hall)


def test_the_number_may_be_written_in_full_width_and_with_spaces(hall: Hall) -> None:
    wide = "".join(chr(ord(c) + 0xFEE0) for c in f"{ID_NUMBER[:6]}{ID_NUMBER[6:]}")
    assert hall.send("/login", **{**LOGIN, "id_number": f" {wide} "}).status_code == 302


def test_log_in_by_code(hall: Hall) -> None:
    assert hall.send("/login/code?next=/bind", id_number=ID_NUMBER).location == "/login/code/enter"
    assert "短信验证码不对" in hall.send("/login/code/enter", code="000000").text
    assert hall.send("/login/code/again", "/login/code/enter").location == "/login/code/enter"
    assert hall.container.log_in.sent == 2
    assert hall.send("/login/code/enter", code=CODE).location == "/bind"
    assert is_in(hall)


def test_register_in_three_steps(hall: Hall) -> None:
    assert "不一致" in hall.send("/register", name="王五", id_number=ID_NUMBER, agree="y").text
    assert hall.send("/register", name="李华", id_number=ID_NUMBER, agree="y").location == "/register/password"
    page = hall.browser.get("/register/password").text
    assert "150****0000" in page
    assert ID_NUMBER not in page
    answer = hall.send("/register/password", **{**NEW, "again": "other-7-words"})
    assert "两次输入的密码不一样" in answer.text
    assert PASSWORD not in answer.text
    assert hall.send("/register/password", **NEW).location == "/register/done"
    assert "注册完成" in hall.browser.get("/register/done").text


def test_what_is_kept_between_two_pages_is_sealed(hall: Hall) -> None:
    hall.send("/register", name="李华", id_number=ID_NUMBER, agree="y")
    with hall.browser.session_transaction() as session:
        assert ID_NUMBER not in repr(dict(session))


def test_forgot_sets_a_new_password(hall: Hall) -> None:
    fields = {"id_number": ID_NUMBER, "captcha": "8526", "captcha_id": "captcha-1"}
    assert hall.send("/forgot", **fields).location == "/forgot/password"
    assert "8 到 20 位" in hall.send("/forgot/password", **{**NEW, "password": "short"}).text
    assert hall.send("/forgot/password", **NEW).location == "/"
    assert is_in(hall)


@pytest.mark.parametrize(
    ("page", "start"),
    [("/login/code/enter", "/login/code"), ("/register/password", "/register"), ("/forgot/password", "/forgot")],
)
def test_a_second_step_without_the_first_begins_anew(hall: Hall, page: str, start: str) -> None:
    assert hall.browser.get(page).location == start


def test_a_code_can_be_heard(hall: Hall) -> None:
    hall.send("/login/code", id_number=ID_NUMBER)
    assert "听语音验证码" in hall.browser.get("/login/code/enter").text
    answer = hall.send("/login/code/again", "/login/code/enter", medium="voice")
    assert answer.location == "/login/code/enter?by=voice"
    assert hall.container.log_in.medium is Medium.VOICE
    assert "正在打电话给登记的手机号报验证码" in hall.browser.get(answer.location).text


def test_bind_and_unbind_ask_for_a_code(hall: Hall) -> None:
    hall.enter("openid-1")
    assert hall.send("/bind/code", "/bind").location == "/bind"
    assert "150****0000" in hall.browser.get("/bind").text
    assert hall.send("/bind", code="000000").status_code == 422
    assert hall.send("/bind", code=CODE).location == "/bind"
    assert "已绑定这个微信" in hall.browser.get("/bind").text
    assert hall.send("/unbind", "/bind", code=CODE).location == "/bind"
    assert "还没有绑定微信" in hall.browser.get("/bind").text


def test_outside_wechat_binding_is_explained_and_impossible(hall: Hall) -> None:
    hall.enter()
    assert "搜索“运城市住房公积金”" in hall.browser.get("/bind").text
    hall.send("/bind", code=CODE)
    assert hall.container.bind.openids == {}


def test_a_lost_phone_is_cut_off_from_a_desktop_with_the_password(hall: Hall) -> None:
    hall.enter()
    hall.container.bind.openids = {"openid-1": 1}
    assert "/security/cut-off" in hall.browser.get("/security").text
    wrong = hall.send("/security/cut-off", password="guessed-2026")
    assert wrong.status_code == 422
    assert "密码不对" in wrong.text
    assert hall.container.bind.openids
    assert len(hall.container.log_in.failures) == 1
    assert hall.send("/security/cut-off", password=PASSWORD).location == "/security/cut-off"
    assert hall.container.bind.openids == {}
    assert "没有绑定微信" in hall.browser.get("/security/cut-off").text
    assert "/security/cut-off" not in hall.browser.get("/security").text


def test_other_sessions_are_listed_and_ended(hall: Hall) -> None:
    hall.enter()
    assert "电脑浏览器" in hall.browser.get("/security").text
    assert hall.send("/security/end", "/security", device="there").location == "/security"
    assert "电脑浏览器" not in hall.browser.get("/security").text
    assert hall.send("/security/end-others", "/security").location == "/security"


def test_several_accounts_are_all_shown(hall: Hall) -> None:
    hall.enter()
    hall.container.show_account.accounts = (account(), account("00000002"))
    page = hall.browser.get("/account").text
    assert "00000001" in page
    assert "00000002" in page


def test_no_account_is_said(hall: Hall) -> None:
    hall.enter()
    hall.container.show_account.accounts = ()
    assert "没有查到您的公积金账户" in hall.browser.get("/account").text


def test_a_silent_core_is_a_clear_page(hall: Hall) -> None:
    hall.enter()
    hall.container.show_account.is_down = True
    answer = hall.browser.get("/account")
    assert answer.status_code == 503
    assert answer.headers["Retry-After"]
    assert "业务系统暂时连不上" in answer.text
    assert "余额暂时查不到" in hall.browser.get("/").text


def test_display_is_a_choice_of_every_page(hall: Hall) -> None:
    hall.send("/display", size="xl", theme="dark", next="/help")
    page = hall.browser.get("/help").text
    assert 'data-weui-mode="care" data-gj-size="xl" data-weui-theme="dark"' in page
    hall.send("/display", size="standard", theme="purple")
    assert 'data-weui-mode="standard" data-weui-theme="dark"' in hall.browser.get("/help").text


def test_logging_out_keeps_what_wechat_said(hall: Hall) -> None:
    hall.enter("openid-1")
    assert hall.send("/logout", "/").location == "/"
    assert not is_in(hall)
    with hall.browser.session_transaction() as session:
        assert session["openid"] == "openid-1"


def test_a_login_ends_after_its_absolute_life(hall: Hall) -> None:
    hall.enter()
    with hall.browser.session_transaction() as session:
        session["born"] -= ABSOLUTE_LIFE_SECONDS + 1
    assert hall.browser.get("/account").location == "/login?next=/account"


def test_captchas_are_seen_heard_and_changed(hall: Hall) -> None:
    assert hall.browser.get("/captcha/captcha-1.png").mimetype == "image/png"
    assert hall.browser.get("/captcha/captcha-1.wav").mimetype == "audio/wav"
    assert hall.browser.get("/captcha/spent.png").status_code == 404
    assert hall.send("/captcha", "/login").get_json() == {"token": "captcha-1"}


@pytest.mark.parametrize(
    "text",
    [None, "", "//evil.example", "https://evil.example", "/\\evil.example", "account", "/a\nb", "/\t/evil.example"],
)
def test_nobody_is_sent_to_strangers(text: str | None) -> None:
    assert local_path(text) == "/"


def test_a_local_path_is_kept() -> None:
    assert local_path("/account?year=2021") == "/account?year=2021"
