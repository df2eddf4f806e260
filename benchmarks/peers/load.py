"""Pushes as the platform makes them, sent over a few kept connections as fast as the answers come back."""

import selectors
import socket
import time
from collections.abc import Iterator
from dataclasses import dataclass

from benchmarks.peers.account import AES_KEY as KEY
from benchmarks.peers.account import APP_ID, TOKEN
from simulator.config import SimulatorConfig
from simulator.envelope import from_xml, seal, signature, unseal

CONNECTIONS = 16
CONFIG = SimulatorConfig(APP_ID, "", TOKEN, KEY, "safe", "", "", "")


@dataclass(frozen=True)
class Round:
    """How one round went: requests a second, and the time in seconds that 99 of 100 answers stayed below."""

    rate: float
    p99: float


def pushes(path: str, openid: str, count: int, start: int) -> list[bytes]:
    """Return ``count`` different texts 余额 of one follower as whole HTTP requests, sealed and signed."""
    now = int(time.time())
    return [_request(path, _text(openid, now, start + number), str(now)) for number in range(count)]


def _text(openid: str, now: int, number: int) -> str:
    return (
        f"<xml><ToUserName><![CDATA[gh_bench]]></ToUserName><FromUserName><![CDATA[{openid}]]></FromUserName>"
        f"<CreateTime>{now}</CreateTime><MsgType><![CDATA[text]]></MsgType><Content><![CDATA[余额]]></Content>"
        f"<MsgId>{6265881059295447969 + number}</MsgId></xml>"
    )


def _request(path: str, xml: str, stamp: str) -> bytes:
    encrypted, nonce = seal(CONFIG, xml), "1320562132"
    body = f"<xml><ToUserName><![CDATA[gh_bench]]></ToUserName><Encrypt><![CDATA[{encrypted}]]></Encrypt></xml>"
    query = (
        f"signature={signature(TOKEN, stamp, nonce)}&timestamp={stamp}&nonce={nonce}&openid=o&encrypt_type=aes"
        f"&msg_signature={signature(TOKEN, stamp, nonce, encrypted)}"
    )
    head = f"POST {path}?{query} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: text/xml\r\nContent-Length: {len(body)}"
    return f"{head}\r\n\r\n{body}".encode()


class _Line:
    """One connection: sends a request, reads its answer, sends the next."""

    def __init__(self, port: int) -> None:
        self.socket = socket.create_connection(("127.0.0.1", port))
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._read = b""
        self._began = 0.0

    def send(self, request: bytes) -> None:
        self._began = time.perf_counter()
        self.socket.sendall(request)

    def answer(self) -> tuple[float, bytes] | None:
        """Return the seconds an answer took and its body once it is whole."""
        got = self.socket.recv(65536)
        if not got:
            raise ConnectionError("the server hung up")
        self._read += got
        head, found, body = self._read.partition(b"\r\n\r\n")
        if not found or len(body) < _length(head):
            return None
        if not head.startswith(b"HTTP/1.1 200") or b"<Encrypt>" not in body:
            raise ValueError(f"no sealed answer: {head[:200]!r} {body[:200]!r}")
        self._read = b""
        return time.perf_counter() - self._began, body


def _length(head: bytes) -> int:
    for line in head.split(b"\r\n"):
        name, _, value = line.partition(b":")
        if name.lower() == b"content-length":
            return int(value)
    raise ValueError("an answer without a length")


def drive(port: int, requests: list[bytes], said: str) -> Round:
    """Send every request and check every answer's form, and of the last one that it says ``said``."""
    waiting, took, body = iter(requests), [], b""
    began = time.perf_counter()
    with selectors.DefaultSelector() as ready:
        for line in (_Line(port) for _ in range(CONNECTIONS)):
            ready.register(line.socket, selectors.EVENT_READ, line)
            line.send(next(waiting))
        while ready.get_map():
            for key, _ in ready.select():
                if (answer := key.data.answer()) is None:
                    continue
                seconds, body = answer
                took.append(seconds)
                _go_on(key.data, waiting, ready)
    lasted = time.perf_counter() - began
    _check(body, said)
    return Round(len(requests) / lasted, sorted(took)[int(len(took) * 0.99)])


def _go_on(line: _Line, waiting: Iterator[bytes], ready: selectors.BaseSelector) -> None:
    request = next(waiting, None)
    if request is not None:
        line.send(request)
        return
    ready.unregister(line.socket)
    line.socket.close()


def _check(body: bytes, said: str) -> None:
    clear = unseal(CONFIG, from_xml(body.decode()).findtext("Encrypt", ""))  # co-wechat's TimeStamp is in ms
    if said not in clear:
        raise ValueError(f"another answer: {clear}")
