"""What goes wrong is a page too."""

from tests.handlers.hall.conftest import Hall


def test_a_wrong_method_is_a_page(hall: Hall) -> None:
    answer = hall.browser.get("/logout")
    assert answer.status_code == 405
    assert "POST" in answer.headers["Allow"]


def test_a_foreign_host_gets_a_page_too(hall: Hall) -> None:
    hall.browser.application.config["TRUSTED_HOSTS"] = ["hall.example"]
    answer = hall.browser.get("/", headers={"Host": "evil.example"})
    assert answer.status_code == 400
    assert "这个请求看不懂" in answer.text


def test_a_fault_shows_a_number_and_nothing_of_the_inside(hall: Hall) -> None:
    hall.enter()
    hall.container.show_account.accounts = None  # type: ignore[assignment]  # a fault of the server, on purpose
    answer = hall.browser.get("/account")
    assert answer.status_code == 500
    assert "错误编号" in answer.text
    assert "Traceback" not in answer.text
