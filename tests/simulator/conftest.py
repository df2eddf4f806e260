"""A simulator with a clock that stands still, and the account's own reading of a sealed push."""

from base64 import b64decode, b64encode
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from hashlib import sha1
from urllib.parse import parse_qs, urlsplit
from xml.etree.ElementTree import Element, fromstring

import pytest
import responses
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from flask import Flask
from flask.testing import FlaskClient
from requests import PreparedRequest

from app.domain.clock import FixedClock
from simulator.app import create_simulator
from simulator.config import SimulatorConfig
from simulator.platform import Platform
from simulator.world import Json

CALLBACK = "http://hall.test/wechat/callback"
KEY = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG"
Call = Callable[..., Json]


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock(datetime(2026, 11, 24, 2, 0, tzinfo=UTC))


@pytest.fixture
def config() -> SimulatorConfig:
    return SimulatorConfig(
        app_id="wx1234567890abcdef",
        app_secret="its-secret",
        token="Token123",
        aes_key=KEY,
        mode="safe",
        callback_url=CALLBACK,
        public_url="http://hall.test",
        self_url="http://phone.test",
    )


@pytest.fixture
def simulator(config: SimulatorConfig, clock: FixedClock) -> Flask:
    made = create_simulator(config, clock)
    platform_of(made).later = lambda work: work()
    return made


def platform_of(simulator: Flask) -> Platform:
    found = simulator.extensions["platform"]
    assert isinstance(found, Platform)
    return found


@pytest.fixture
def platform(simulator: Flask) -> Platform:
    return platform_of(simulator)


@pytest.fixture
def client(simulator: Flask) -> FlaskClient:
    return simulator.test_client()


@pytest.fixture
def callback() -> Iterator[responses.RequestsMock]:
    """The account's server at the wire; it answers success unless a test says otherwise."""
    with responses.RequestsMock(assert_all_requests_are_fired=False) as wire:
        yield wire


@pytest.fixture
def quiet(callback: responses.RequestsMock) -> responses.RequestsMock:
    callback.add(responses.POST, CALLBACK, body="success")
    return callback


@pytest.fixture
def token(client: FlaskClient, config: SimulatorConfig) -> str:
    told = {"grant_type": "client_credential", "appid": config.app_id, "secret": config.app_secret}
    return str(client.post("/cgi-bin/stable_token", json=told).get_json()["access_token"])


@pytest.fixture
def call(client: FlaskClient, token: str) -> Call:
    """Call the platform with a good token: POST with a body, GET without."""

    def ask(path: str, told: Json | None = None, **query: str) -> Json:
        query = {"access_token": token, **query}
        if told is None:
            answer = client.get(path, query_string=query)
        else:
            answer = client.post(path, query_string=query, json=told)
        got = answer.get_json()
        assert isinstance(got, dict)
        return got

    return ask


def act(client: FlaskClient, name: str, follower: str = "f1", **told: object) -> int:
    return client.post(f"/control/{name}", json={"follower": follower, **told}).status_code


def chat(client: FlaskClient, follower: str = "f1") -> list[tuple[str, str]]:
    lines = client.get("/control/state", query_string={"follower": follower}).get_json()["chat"]
    return [(line["side"], line["text"]) for line in lines]


def query_of(request: PreparedRequest) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(urlsplit(str(request.url)).query).items()}


def sent(wire: responses.RequestsMock) -> list[PreparedRequest]:
    return [one.request for one in wire.calls]


def body_of(request: PreparedRequest) -> Element:
    assert isinstance(request.body, bytes)
    return fromstring(request.body)


def signed(*parts: str) -> str:
    return sha1("".join(sorted(parts)).encode()).hexdigest()


def opened(sealed: str, app_id: str) -> Element:
    """Decrypt a push by the document, apart from the simulator's own code."""
    key = b64decode(KEY + "=")
    worker = Cipher(algorithms.AES(key), modes.CBC(key[:16])).decryptor()
    full = worker.update(b64decode(sealed)) + worker.finalize()
    full = full[: -full[-1]]
    end = 20 + int.from_bytes(full[16:20], "big")
    assert full[end:].decode() == app_id
    return fromstring(full[20:end])


def sealed_reply(clear: str, app_id: str, now: int, *, token: str = "Token123") -> str:
    key = b64decode(KEY + "=")
    full = b"r" * 16 + len(clear.encode()).to_bytes(4, "big") + clear.encode() + app_id.encode()
    pad = 32 - len(full) % 32
    worker = Cipher(algorithms.AES(key), modes.CBC(key[:16])).encryptor()
    sealed = b64encode(worker.update(full + bytes([pad]) * pad) + worker.finalize()).decode()
    sign = signed(token, str(now), "77", sealed)
    return (
        f"<xml><Encrypt><![CDATA[{sealed}]]></Encrypt><MsgSignature>{sign}</MsgSignature>"
        f"<TimeStamp>{now}</TimeStamp><Nonce>77</Nonce></xml>"
    )


def text_reply(to: str, content: str, sender: str = "gh_5f1e9a7c0b2d") -> str:
    return (
        f"<xml><ToUserName><![CDATA[{to}]]></ToUserName><FromUserName><![CDATA[{sender}]]></FromUserName>"
        f"<CreateTime>1</CreateTime><MsgType><![CDATA[text]]></MsgType><Content><![CDATA[{content}]]></Content></xml>"
    )
