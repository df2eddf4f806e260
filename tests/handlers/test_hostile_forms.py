"""Whatever is put into a field of a form: a clear answer, never a fault, and nothing of it in the log."""

import json
import logging
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from urllib.parse import quote_from_bytes

import pytest
import redis

from app.extensions import db
from app.fund_core.embedded import seed
from app.store.users import Identity, Users
from tests.handlers.conftest import Doors, at_the_doors

PERSON = seed.demo_people()[0]
CLEAR = {200, 302, 400, 404, 413, 415, 422}
REGISTERED = {"flow": "register", "name": PERSON.name, "id_number": PERSON.id_number, "phone": "138****0000"}
ASKED = {"flow": "login_code", "id_number": PERSON.id_number, "next": "/"}
FORGOT = {"flow": "forgot", "id_number": PERSON.id_number}


@dataclass(frozen=True)
class Form:
    """An address, its fields, and what must have gone before."""

    path: str
    fields: tuple[str, ...]
    draft: dict[str, str] = field(default_factory=dict)
    is_personal: bool = False

    def __str__(self) -> str:
        return self.path


FORMS = (
    Form("/login", ("id_number", "password", "captcha", "captcha_id")),
    Form("/login?next=%00%F0%9F%98%80", ("id_number", "password")),
    Form("/login/code", ("id_number",)),
    Form("/login/code/enter", ("code",), ASKED),
    Form("/login/code/again", ("medium",), ASKED),
    Form("/register", ("name", "id_number", "agree")),
    Form("/register/password", ("code", "password", "again"), REGISTERED),
    Form("/register/again", ("medium",), REGISTERED),
    Form("/forgot", ("id_number", "captcha", "captcha_id")),
    Form("/forgot/password", ("code", "password", "again"), FORGOT),
    Form("/forgot/again", ("medium",), FORGOT),
    Form("/bind", ("code",), is_personal=True),
    Form("/bind/code", ("medium",), is_personal=True),
    Form("/unbind", ("code",), is_personal=True),
    Form("/security/cut-off", ("password",), is_personal=True),
    Form("/security/end", ("device",), is_personal=True),
    Form("/display", ("size", "theme", "next")),
    Form("/captcha", ("anything",)),
)
VALUES: dict[str, bytes] = {
    "nothing": b"",
    "NUL": b"\x00",
    "NUL within": f"{PERSON.id_number}\x00".encode(),
    "line breaks": b"a\r\nSet-Cookie: x=1",
    "emoji": "😀👨‍👩‍👧".encode(),
    "plane 2": "𠮷𪚥".encode(),
    "right to left": "\u202e\u2066abc".encode(),
    "full width": "１１０１０５１９４９１２３１００２Ｘ".encode(),
    "other digits": "١٢٣٤٥٦".encode(),
    "not UTF-8": b"\xff\xfe\x80abc",
    "half a character": "严".encode()[:2],
    "a lone surrogate": b"\xed\xa0\x80",
    "SQL": b"' OR 1=1; --",
    "markup": b"<script>alert(1)</script>{{7*7}}",
    "a format": b"{0.__class__} %s %n",
    "very long": b"9" * 100_000,
    "very long text": "严".encode() * 30_000,
}


@pytest.fixture(scope="module")
def doors(tmp_path_factory: pytest.TempPathFactory, redis_url: str) -> Iterator[Doors]:
    """One application for all: it keeps no memory of what it refused but the limits."""
    folder = tmp_path_factory.mktemp("hostile")
    with redis.Redis.from_url(redis_url) as client, at_the_doors(folder, redis_url, client) as doors:
        with doors.app.app_context():
            users = Users(db.session, doors.app.extensions["container"].vault)
            users.add(Identity(PERSON.id_number, PERSON.name, PERSON.phone), "hash", doors.now())
            db.session.commit()
        yield doors


@pytest.fixture(autouse=True)
def fresh(doors: Doors) -> None:
    doors.redis.flushall()


def prepared(doors: Doors, form: Form) -> str:
    """Be where the form is open, and return its token."""
    doors.browser = doors.app.test_client()
    token = doors.token("/help")
    with doors.browser.session_transaction() as session:
        session["openid"] = "oFollower0001"
        if form.is_personal:
            session.update({"user_id": 1, "born": int(time.time())})
        if form.draft:
            session["draft"] = doors.app.extensions["container"].vault.seal(json.dumps(form.draft), "draft")
    return token


def encoded(token: str, pairs: list[tuple[str, bytes]]) -> bytes:
    return "&".join(
        f"{name}={quote_from_bytes(value)}" for name, value in [("csrf_token", token.encode()), *pairs]
    ).encode()


def faults(doors: Doors, caplog: pytest.LogCaptureFixture, send: Callable[[Form], tuple[bytes, str]]) -> list[str]:
    """Send something to every form; return what was not answered clearly."""
    found = []
    for form in FORMS:
        body, kind = send(form)
        answer = doors.browser.post(form.path, data=body, content_type=kind)
        if answer.status_code not in CLEAR or "Traceback" in answer.text:
            found.append(f"{form}: {answer.status_code}")
        answer.close()
    found += [record.getMessage() for record in caplog.records if record.levelno >= logging.ERROR]
    return found


FORM = "application/x-www-form-urlencoded"


@pytest.mark.parametrize("value", VALUES.values(), ids=VALUES)
def test_any_value_in_every_field(doors: Doors, caplog: pytest.LogCaptureFixture, value: bytes) -> None:
    def send(form: Form) -> tuple[bytes, str]:
        return encoded(prepared(doors, form), [(name, value) for name in form.fields]), FORM

    assert faults(doors, caplog, send) == []


def test_every_field_twice(doors: Doors, caplog: pytest.LogCaptureFixture) -> None:
    def send(form: Form) -> tuple[bytes, str]:
        return encoded(prepared(doors, form), [(name, b"x") for name in (*form.fields, *form.fields)]), FORM

    assert faults(doors, caplog, send) == []


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b'{"id_number": "1"}', "application/json"),
        (b"{", "application/json"),
        (b"--x\r\nContent-Disposition: form-data; name=", "multipart/form-data; boundary=x"),
        (b"anything", "multipart/form-data"),
        (b"<a/>", "text/xml; charset=utf-7"),
        (b"%", FORM),
        (b"&&==&=%ff&%00=1", FORM),
        (b"", ""),
    ],
)
def test_any_body_of_any_kind(doors: Doors, caplog: pytest.LogCaptureFixture, body: bytes, kind: str) -> None:
    def send(form: Form) -> tuple[bytes, str]:
        doors.browser = doors.app.test_client()
        prepared(doors, form)
        return body, kind

    assert faults(doors, caplog, send) == []


def test_a_body_that_is_too_large_is_said(doors: Doors) -> None:
    for form in FORMS:
        token = prepared(doors, form)
        answer = doors.browser.post(form.path, data=encoded(token, [("x", b"9" * 300_000)]), content_type=FORM)
        assert answer.status_code == 413
        assert "提交的内容太大" in answer.text


@pytest.mark.parametrize("token", ["..%2F..%2Fetc", "%00", "😀", "x" * 4000, "a:b*?", "%ff"])
def test_a_captcha_nobody_made_is_not_there(doors: Doors, token: str) -> None:
    for kind in ("png", "wav"):
        assert doors.browser.get(f"/captcha/{token}.{kind}").status_code == 404


@pytest.mark.parametrize(
    "target", ["//evil.example", "https://evil.example", "/\\evil.example", "\x00", "/a\r\nb", "javascript:alert(1)"]
)
def test_a_target_elsewhere_is_home(doors: Doors, target: str) -> None:
    page = doors.browser.get("/login", query_string={"next": target}).text
    assert 'action="/login?next=/"' in page
    assert 'href="/login/code?next=/"' in page
