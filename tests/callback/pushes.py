"""Pushes as the platform makes them, for tests that bend them."""

import time
from dataclasses import dataclass
from xml.etree.ElementTree import fromstring

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from simulator.config import SimulatorConfig
from simulator.envelope import seal, signature, unseal
from tests.stage import AES_KEY, APP_ID, APP_SECRET, TOKEN

OPENID = "oStageFollower0000000000001"
CONFIG = SimulatorConfig(
    APP_ID, APP_SECRET, TOKEN, AES_KEY, "safe", "http://hall/wechat/callback", "http://hall", "http://world"
)


def text_xml(content: str, message_id: str = "1001", openid: str = OPENID) -> str:
    return (
        f"<xml><ToUserName>gh_stage</ToUserName><FromUserName>{openid}</FromUserName>"
        f"<CreateTime>1700000000</CreateTime><MsgType>text</MsgType>"
        f"<Content><![CDATA[{content}]]></Content><MsgId>{message_id}</MsgId></xml>"
    )


def event_xml(event: str, fields: str = "", openid: str = OPENID, moment: int = 1700000000) -> str:
    return (
        f"<xml><ToUserName>gh_stage</ToUserName><FromUserName>{openid}</FromUserName><CreateTime>{moment}</CreateTime>"
        f"<MsgType>event</MsgType><Event>{event}</Event>{fields}</xml>"
    )


@dataclass
class Platform:
    """Pushes to a hall's callback and reads what it answers."""

    client: FlaskClient

    def push(self, xml: str, *, sealed: str | None = None, age: int = 0, sign: str | None = None) -> TestResponse:
        """Push one message in safe mode."""
        encrypted = seal(CONFIG, xml) if sealed is None else sealed
        stamp, nonce = str(int(time.time()) - age), "1320562132"
        query = {
            "signature": signature(TOKEN, stamp, nonce),
            "timestamp": stamp,
            "nonce": nonce,
            "openid": OPENID,
            "encrypt_type": "aes",
            "msg_signature": signature(TOKEN, stamp, nonce, encrypted) if sign is None else sign,
        }
        body = f"<xml><ToUserName>gh_stage</ToUserName><Encrypt><![CDATA[{encrypted}]]></Encrypt></xml>"
        return self.client.post("/wechat/callback", query_string=query, data=body.encode())

    def said(self, xml: str) -> str:
        """Return the text of the reply, or the bare word it is."""
        return read(self.push(xml))


def read(answer: TestResponse) -> str:
    """Return what the follower reads in an answer."""
    assert answer.status_code == 200
    if not answer.text.startswith("<xml>"):
        return answer.text
    encrypted = fromstring(answer.text).findtext("Encrypt") or ""
    clear = fromstring(unseal(CONFIG, encrypted))
    return clear.findtext("Content") or clear.findtext("MsgType") or ""
