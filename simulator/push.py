"""Pushes messages and events to the account's callback as the platform does: 5 s, three tries, three modes."""

import json
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from time import perf_counter
from typing import Protocol
from urllib.parse import urlencode

import requests

from simulator.envelope import BadReply, Fields, seal, signature, to_json, to_xml
from simulator.replies import Reply, read_reply
from simulator.words import BROKEN_SERVICE
from simulator.world import Follower, World

TIME_OUT = 5.0
TRIES = 3
OK = 200
SYSTEM = "oplatformXXXXXXXXXXXXXXXXXX"
REPLY_IMPOSSIBLE = {"VIEW", "unsubscribe", "LOCATION", "TEMPLATESENDJOBFINISH"}


class Unreachable(Exception):
    """No answer came within the time-out, or the connection broke."""


class Transport(Protocol):
    def __call__(self, url: str, content: bytes) -> tuple[int, bytes]:
        """Post a push; status and body, or `Unreachable` after 5 s."""


def over_http(url: str, content: bytes) -> tuple[int, bytes]:
    """Post over HTTP, without following redirects and past any proxy of the environment."""
    with requests.Session() as session:
        session.trust_env = False
        try:
            answer = session.post(
                url, data=content, headers={"Content-Type": "text/xml"}, timeout=TIME_OUT, allow_redirects=False
            )
        except requests.RequestException:
            raise Unreachable from None
    return answer.status_code, answer.content


@dataclass
class Parcel:
    """One message or event on its way to the account; its text stays the same however often it is sent."""

    follower: Follower
    name: str
    clear: str
    silent: bool = False


class Pusher:
    """Delivers parcels; while `holding` it keeps them back so that they can be let go in another order."""

    def __init__(self, world: World, transport: Transport = over_http) -> None:
        self._world = world
        self._transport = transport
        self._held: list[Parcel] = []
        self._last: Parcel | None = None
        self.holding = False

    def message(self, follower: Follower, kind: str, **fields: str) -> None:
        """Push what a follower wrote."""
        self._push(follower, kind, {"MsgType": kind, **fields, "MsgId": self._world.next_id()}, silent=False)

    def event(self, follower: Follower, name: str, fields: Fields | None = None) -> None:
        """Push an event of a follower; those about an authorization the platform tells in its own name."""
        silent = name in REPLY_IMPOSSIBLE or name.startswith(("user_", "subscribe_msg_"))
        sender = {"FromUserName": SYSTEM} if name.startswith("user_") else {}
        self._push(follower, name, {**sender, "MsgType": "event", "Event": name, **(fields or {})}, silent=silent)

    def release(self, *, backwards: bool) -> int:
        """Let go what was held, in order or backwards; how many there were."""
        held, self._held, self.holding = self._held, [], False
        for parcel in reversed(held) if backwards else held:
            self.deliver(parcel)
        return len(held)

    def resend(self) -> bool:
        """Send the last parcel again, as happens when the platform never saw the answer."""
        if self._last is None:
            return False
        self.deliver(self._last)
        return True

    def _push(self, follower: Follower, name: str, fields: Fields, *, silent: bool) -> None:
        ends = {"ToUserName": self._world.config.account, "FromUserName": follower.openid}
        clear = self._written({**ends, "CreateTime": str(self._world.stamp()), **fields})
        parcel = Parcel(follower, name, clear, silent)
        if self.holding:
            self._held.append(parcel)
        else:
            self.deliver(parcel)

    def _written(self, fields: Fields) -> str:
        return to_json(fields) if self._world.data_format == "json" else to_xml(fields)

    def deliver(self, parcel: Parcel) -> None:
        """Try up to three times; a failure or a wrong reply is what the follower sees as a broken service."""
        self._last = parcel
        if not any(self._attempt(parcel) for _ in range(TRIES)) and not parcel.silent:
            self._world.say(parcel.follower, "account", "text", BROKEN_SERVICE)

    def _attempt(self, parcel: Parcel) -> bool:
        mode, started = self._world.mode, perf_counter()
        try:
            status, answered = self._transport(*self._request(parcel, mode))
        except Unreachable:
            self._log(parcel, started, 0, "no answer")
            return False
        if status != OK:
            self._log(parcel, started, status, "")
            return False
        self._take(parcel, started, lambda: read_reply(self._world, parcel.follower, mode, answered))
        return True

    def _take(self, parcel: Parcel, started: float, read: Callable[[], Reply]) -> None:
        try:
            reply = read()
        except BadReply as wrong:
            self._log(parcel, started, OK, f"refused: {wrong}")
            self._world.say(parcel.follower, "account", "text", BROKEN_SERVICE)
            return
        self._log(parcel, started, OK, reply.clear)
        shown = reply.shown
        if shown.kind and not parcel.silent:
            self._world.say(parcel.follower, "account", shown.kind, shown.text, shown.card)

    def _request(self, parcel: Parcel, mode: str) -> tuple[str, bytes]:
        moment, nonce = str(self._world.stamp()), str(secrets.randbelow(10**10))
        config = self._world.config
        query = {"signature": signature(config.token, moment, nonce), "timestamp": moment, "nonce": nonce}
        query["openid"] = parcel.follower.openid
        content = parcel.clear
        if mode != "plain":
            sealed = seal(config, parcel.clear)
            query |= {"encrypt_type": "aes", "msg_signature": signature(config.token, moment, nonce, sealed)}
            content = self._enveloped(parcel, mode, sealed)
        return f"{config.callback_url}?{urlencode(query)}", content.encode()

    def _enveloped(self, parcel: Parcel, mode: str, sealed: str) -> str:
        if mode == "safe":
            return self._written({"ToUserName": self._world.config.account, "Encrypt": sealed})
        if parcel.clear.startswith("{"):
            return json.dumps({**json.loads(parcel.clear), "Encrypt": sealed}, ensure_ascii=False)
        return parcel.clear.removesuffix("</xml>") + to_xml({"Encrypt": sealed}).removeprefix("<xml>")

    def _log(self, parcel: Parcel, started: float, status: int, response: str) -> None:
        took = round((perf_counter() - started) * 1000)
        self._world.log("push", parcel.name, took, status, request=parcel.clear, response=response)
