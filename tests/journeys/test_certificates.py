"""From choosing a certificate to a stranger who verifies it: by the picture's QR, by number and code, by the file."""

import re
from collections.abc import Callable, Iterator
from functools import cache
from io import BytesIO
from urllib.parse import urlsplit

import pytest
import redis
import requests
import zxingcpp
from PIL import Image

from app.documents import examine
from app.fund_core.embedded import seed
from tests.journeys.browser import Browser
from tests.journeys.test_main_job import registered
from tests.stage import TIMEOUT, Stage, stage

SETTLED, CURRENT, RESTRICTED, RARE, OTHER = 6, 0, 3, 11, 8  # places among the demo's people
CODE = re.compile(r"[2-9A-Z]{4}-[2-9A-Z]{4}")


People = Callable[[int], Browser]


@pytest.fixture(scope="module")
def hall(redis_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    """One hall for the whole file: what is tried on both databases stands in tests/services."""
    with redis.Redis.from_url(redis_url) as client:
        client.flushall()
        with stage(f"sqlite:///{tmp_path_factory.mktemp('hall') / 'hall.sqlite'}", redis_url) as running:
            yield running


@pytest.fixture(scope="module")
def people(hall: Stage) -> People:
    """Demo people, registered when they are first asked for."""
    return cache(lambda place: registered(hall, place))


def picture(browser: Browser, path: str) -> Image.Image:
    answer = browser.session.get(browser.stage.hall + path, timeout=TIMEOUT)
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "image/png")
    return Image.open(BytesIO(answer.content))


def issued(browser: Browser, kind: str, **chosen: str) -> str:
    """Issue a certificate and return its number."""
    browser.open(f"/certificates/new/{kind}")
    browser.submit(f"/certificates/new/{kind}", **chosen)
    assert browser.page.url.endswith("/certificates/preview")
    browser.submit("/certificates/preview/code")
    browser.submit("/certificates/preview", code=browser.code())
    assert "证明已开好" in browser.page.text
    return urlsplit(browser.page.url).path.rpartition("/")[2]


def chosen_loan(browser: Browser, kind: str) -> dict[str, str]:
    page = browser.open(f"/certificates/new/{kind}")
    found = re.search(r'name="pick" value="([^"]+)"', page)
    assert found
    return {"pick": found[1]}


def verified(stage: Stage, path: str) -> str:
    return requests.get(stage.hall + path, timeout=TIMEOUT).text


def upload(stage: Stage, file: bytes) -> requests.Response:
    """Hand a file in, as a stranger."""
    stranger = Browser(stage, "")
    stranger.open("/verify")
    token = re.search(r'name="csrf_token" value="([^"]+)"', stranger.page.text)
    assert token
    return stranger.session.post(
        f"{stage.hall}/verify/file", data={"csrf_token": token[1]}, files={"file": ("a.pdf", file)}, timeout=TIMEOUT
    )


def test_from_the_menu_to_the_check_by_the_pictures_code(hall: Stage, people: People) -> None:
    browser = people(RARE)
    person = seed.demo_people()[RARE]
    browser.open_in_wechat("/wechat/oauth/start?to=/certificates/new/remote_loan")
    assert "请在下面选一个" in browser.submit("/certificates/new/remote_loan", receiver="陕西")
    preview = browser.submit("/certificates/new/remote_loan", receiver="陕西", picked="西安住房公积金管理中心")
    assert "请核对证明上的内容" in preview
    assert person.id_number not in preview
    assert zxingcpp.read_barcodes(picture(browser, "/certificates/preview.png")) == []
    browser.submit("/certificates/preview/code")
    page = browser.submit("/certificates/preview", code=browser.code())
    assert "证明已开好" in page
    number = urlsplit(browser.page.url).path.rpartition("/")[2]
    (code,) = zxingcpp.read_barcodes(picture(browser, f"/certificates/{number}.png"))
    assert code.text.startswith(f"{hall.hall}/v/")
    assert person.id_number not in code.text
    said = requests.get(code.text, timeout=TIMEOUT).text
    assert "证明有效" in said
    assert number in said
    assert "西安住房公积金管理中心" in said
    assert "*𬭎" in said
    assert person.name not in said
    assert person.id_number not in said
    assert number in browser.open("/certificates")


def test_a_paper_is_checked_by_number_and_code_and_guessing_ends(hall: Stage, people: People) -> None:
    browser = people(CURRENT)
    number = issued(browser, "contribution", period="now", purpose="办理落户")
    code = CODE.search(browser.page.text)
    assert code
    stranger = Browser(hall, "")
    stranger.open("/verify")
    assert "证明有效" in stranger.submit("/verify", number=f" {number.lower()} ", code=code[0].replace("-", " "))
    stranger.open("/verify")
    unknown = stranger.submit("/verify", number="ZM20200101000001", code="ABCDEFGH")
    for _ in range(5):
        wrong = stranger.submit("/verify", number=number, code="ABCDEFGH")
    said = "没有找到这份证明，请核对证明编号和核验码"
    assert said in unknown
    assert said in wrong
    assert "试错次数太多" in stranger.submit("/verify", number=number, code=code[0])


def test_a_file_is_checked_and_an_altered_or_foreign_one_is_found_out(hall: Stage, people: People) -> None:
    browser = people(SETTLED)
    number = issued(browser, "settled_loan", **chosen_loan(browser, "settled_loan"))
    answer = browser.session.get(f"{hall.hall}/certificates/{number}.pdf", timeout=TIMEOUT)
    assert answer.headers["Content-Disposition"] == f'inline; filename="{number}.pdf"'
    assert "no-store" in answer.headers["Cache-Control"]
    file = answer.content
    assert examine(file).damage is None
    assert "证明有效" in upload(hall, file).text
    altered = bytearray(file)
    altered[file.index(b"stream") + 20] ^= 1
    assert "盖章以后被改动过" in upload(hall, bytes(altered)).text
    assert "不是 PDF" in upload(hall, b"\x89PNG").text
    assert upload(hall, b"%PDF-" + b"0" * 6_000_000).status_code == 413


def test_issuing_again_for_the_same_target_voids_the_older_one(hall: Stage, people: People) -> None:
    browser = people(CURRENT)
    first = issued(browser, "remote_loan", receiver="西安")
    qr = zxingcpp.read_barcodes(picture(browser, f"/certificates/{first}.png"))[0].text
    other = issued(browser, "remote_loan", receiver="渭南")
    second = issued(browser, "remote_loan", receiver="西安住房公积金管理中心")
    assert "证明已作废" in requests.get(qr, timeout=TIMEOUT).text
    assert "因为又开了一份同样的" in browser.open(f"/certificates/{first}")
    for number in (other, second):
        assert "作废这份证明" in browser.open(f"/certificates/{number}")
    browser.open(f"/certificates/{other}/void")
    assert "由您本人作废" in browser.submit(f"/certificates/{other}/void")


def test_another_browser_opens_the_file_once(hall: Stage, people: People) -> None:
    browser = people(CURRENT)
    number = issued(browser, "contribution", period="period", since="2025-01", until="2025-12")
    browser.submit(f"/certificates/{number}/link")
    path = urlsplit(browser.page.url).path
    other = Browser(hall, "")
    for _ in range(2):  # looking does not use it up
        assert "打开证明的 PDF" in other.open(path)
    other.submit(path)
    assert other.page.headers["Content-Type"] == "application/pdf"
    assert examine(other.page.content).damage is None
    assert other.session.get(other.page.url, timeout=TIMEOUT).status_code == 200  # a downloader asks again
    assert "这个链接不能用了" in other.open(path)


def test_anothers_certificate_is_nobodys_business(hall: Stage, people: People) -> None:
    number = issued(people(CURRENT), "contribution", period="now")
    other = people(SETTLED)
    for path in (f"/certificates/{number}", f"/certificates/{number}.pdf", f"/certificates/{number}.png"):
        other.open(path)
        assert other.page.status_code == 409
        assert "没有找到这份证明" in other.page.text
    nobody = Browser(hall, "")
    nobody.open(f"/certificates/{number}.pdf")
    assert urlsplit(nobody.page.url).path == "/login"


@pytest.mark.parametrize(
    ("place", "kind", "chosen", "said"),
    [
        (CURRENT, "settled_loan", {}, "这笔贷款还没有结清"),
        (RESTRICTED, "remote_loan", {"receiver": "西安"}, "限制贷款"),
        (CURRENT, "remote_loan", {"receiver": "亚特兰蒂斯"}, "没有找到这个中心"),
        (CURRENT, "contribution", {"period": "period", "since": "2025-13", "until": ""}, "请填写年月"),
        (CURRENT, "contribution", {"period": "period", "since": "2025-06", "until": "2025-01"}, "开始不能晚于结束"),
        (CURRENT, "contribution", {"period": "period", "since": "1999-01", "until": "1999-02"}, "没有缴存记录"),
        (CURRENT, "contribution", {"period": "now", "purpose": "给𪚥"}, "电子字库里没有"),
    ],
)
def test_what_cannot_be_certified_is_said(
    people: People, place: int, kind: str, chosen: dict[str, str], said: str
) -> None:
    browser = people(place)
    if kind == "settled_loan":
        chosen = chosen_loan(browser, kind)
    browser.open(f"/certificates/new/{kind}")
    assert said in browser.submit(f"/certificates/new/{kind}", **chosen)
    assert browser.page.status_code == 422


def test_a_code_for_one_paper_serves_no_other(hall: Stage, people: People) -> None:
    browser = people(OTHER)
    browser.open("/certificates/new/remote_loan")
    browser.submit("/certificates/new/remote_loan", receiver="西安")
    browser.submit("/certificates/preview/code")
    code = browser.code()
    browser.open("/certificates/new/remote_loan")
    browser.submit("/certificates/new/remote_loan", receiver="北京")
    assert "请重新获取" in browser.submit("/certificates/preview", code=code)
    assert "还没有开过证明" in browser.open("/certificates")
