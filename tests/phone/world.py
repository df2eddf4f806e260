"""A very small control server: enough of the simulator's control API to play with the phone, and nothing else."""

from dataclasses import dataclass, field
from threading import Lock
from typing import Any

from flask import Flask, jsonify, redirect, request
from werkzeug.wrappers import Response

from simulator.phone import phone

Json = dict[str, Any]
NOON = "2026-07-09T04:00:00+00:00"
HOSTILE = '<img src=x onerror="document.title=1"><a href="javascript:document.title=1">坏</a>'
WELCOME = '您好。\n<a href="http://localhost:{port}/hall?a=1&amp;b=2">查余额</a>\n也可以点下面的菜单。'
SUBS = [
    {"type": "view", "name": "账户查询", "url": "http://localhost:{port}/hall"},
    {"type": "click", "name": "人工客服", "key": "KF"},
]
HELP = {"type": "click", "name": "帮助", "key": "HELP"}
ROWS = [{"label": "业务名称", "value": "购房提取"}, {"label": "当前进度", "value": "复审中"}]
SMS = "【公积金】验证码 402816，用于微信绑定，10 分钟内有效。"
PUSHED = "<xml><MsgType><![CDATA[text]]></MsgType><Content><![CDATA[余额]]></Content></xml>"


@dataclass
class Desk:
    """What happened: every control call with its body, and what the phone is to show."""

    port: int = 0
    seq: int = 0
    calls: list[tuple[str, Json]] = field(default_factory=list)
    people: list[Json] = field(default_factory=list)
    chat: list[Json] = field(default_factory=list)
    sms: list[Json] = field(default_factory=list)
    traffic: list[Json] = field(default_factory=list)
    menu: list[Json] = field(default_factory=lambda: [{"name": "微网厅", "sub_button": SUBS}, HELP])
    network: str = "normal"
    blocked: bool = False
    left: int = 0
    outcome: Json = field(default_factory=dict)
    lock: Lock = field(default_factory=Lock)

    def __post_init__(self) -> None:
        self.people += [{"id": "f1", "nickname": "晓雯", "subscribed": True}]
        self.people += [{"id": "f2", "nickname": "建国", "subscribed": False}]

    def say(self, follower: str, side: str, text: str, kind: str = "text", card: Json | None = None) -> None:
        """Put a line into the chat."""
        line = {"follower": follower, "side": side, "kind": kind, "text": text, "card": card or {}}
        self.chat.append(line | self._stamp())

    def exchange(self, name: str) -> None:
        """Put an exchange into the inspector."""
        line = {
            "direction": "push",
            "name": name,
            "ms": 38,
            "status": 200,
            "request": PUSHED,
            "response": '{"errcode":0}',
        }
        self.traffic.append(line | self._stamp())

    def _stamp(self) -> Json:
        self.seq += 1
        return {"seq": self.seq, "time": NOON}

    def state(self, follower: str, since: int) -> Json:
        """Return what the control API promises."""
        return {
            "followers": self.people,
            "chat": [line for line in self.chat if line["follower"] == follower and line["seq"] > since],
            "menu": {"button": [self._placed(entry) for entry in self.menu]},
            "sms": self.sms,
            "traffic": [line for line in self.traffic if line["seq"] > since],
            "seq": self.seq,
            "mode": "safe",
            "data_format": "xml",
            "network": self.network,
            "callback_url": "http://hall.test/wechat/callback",
            "blocked": self.blocked,
            "notices": [{"template_id": "T1", "title": "业务办理进度", "kind": "long", "left": self.left}],
        }

    def _placed(self, entry: Json) -> Json:
        subs = [child | {"url": child.get("url", "").format(port=self.port)} for child in entry.get("sub_button", [])]
        return entry | {"sub_button": subs}

    def hear(self, name: str, told: Json) -> Json:
        """Note a control call and answer as an account would."""
        self.calls.append((name, told))
        if name == "followers":
            self.people.append({"id": "f3", "nickname": told["nickname"], "subscribed": False})
            return self.people[-1]
        if name == "network":
            self.network = told["state"]
        if name == "block":
            self.blocked = told["blocked"]
        if name in {"subscription", "unsubscription"}:
            self.left = -1 if name == "subscription" else 0
        if name == "console":
            return self.outcome
        if name == "follow":
            next(one for one in self.people if one["id"] == told["follower"])["subscribed"] = True
            self.say(told["follower"], "account", WELCOME.format(port=self.port))
        if name == "text":
            self.say(told["follower"], "me", told["text"])
            self.say(told["follower"], "account", WELCOME.format(port=self.port))
            self.exchange("text")
        return {}


def create_fake(desk: Desk) -> Flask:
    """The phone on its fake control server, with two pages of a hall that lives on another origin (localhost)."""
    fake = Flask(__name__)
    fake.register_blueprint(phone)

    @fake.get("/control/state")
    def state() -> Response:
        with desk.lock:
            return jsonify(desk.state(request.args.get("follower", "f1"), request.args.get("since", 0, type=int)))

    @fake.get("/control/webview")
    def webview() -> Response:
        desk.calls.append(("webview", request.args.to_dict()))
        return redirect(request.args["url"])

    @fake.post("/control/<name>")
    def hear(name: str) -> Response:
        with desk.lock:
            return jsonify(desk.hear(name, request.get_json()))

    @fake.get("/hall")
    def hall() -> str:
        return '<!doctype html><title>h</title><h1>账户余额</h1><p><a href="/hall/detail">明细</a></p>'

    @fake.get("/hall/detail")
    def detail() -> str:
        return "<!doctype html><title>d</title><h1>明细页</h1>"

    return fake
