"""The account's page in the platform's console (服务器配置): an address is saved only when it answers the echo."""

import re
import secrets
from dataclasses import replace
from urllib.parse import urlencode, urlsplit

import requests

from simulator.config import MODES, SimulatorConfig
from simulator.envelope import signature
from simulator.world import Json, World

TIME_OUT = 5.0
OK = 200
TOKEN = re.compile(r"[A-Za-z0-9]{3,32}")
AES_KEY = re.compile(r"[A-Za-z0-9]{43}")
SAVED, REFUSED, SILENT = "saved", "refused", "silent"
"""What comes of it: 配置成功, Token 验证失败, 请求 URL 超时."""
FORMATS = ("xml", "json")


class BadForm(ValueError):
    """A field of the page that the console does not take; its name."""


def configure(world: World, told: Json) -> Json:
    """Ask the new address for its echo and take the settings over when it is right; what is left out stays.

    ``told`` has url, token, aes_key, mode and data_format. Raises BadForm.
    """
    wanted = _checked(world.config, told)
    outcome, status = _handshake(wanted, str(world.stamp()))
    if outcome == SAVED:
        with world.lock:
            world.config = wanted
            world.mode = str(told.get("mode") or world.mode)
            world.data_format = str(told.get("data_format") or world.data_format)
    return {"outcome": outcome, "status": status}


def _checked(config: SimulatorConfig, told: Json) -> SimulatorConfig:
    wanted = replace(
        config,
        callback_url=str(told.get("url") or config.callback_url),
        token=str(told.get("token") or config.token),
        aes_key=str(told.get("aes_key") or config.aes_key),
    )
    parts = urlsplit(wanted.callback_url)
    for name, good in (
        ("url", parts.scheme in {"http", "https"} and bool(parts.hostname)),
        ("token", TOKEN.fullmatch(wanted.token)),
        ("aes_key", AES_KEY.fullmatch(wanted.aes_key)),
        ("mode", told.get("mode") in {None, "", *MODES}),
        ("data_format", told.get("data_format") in {None, "", *FORMATS}),
    ):
        if not good:
            raise BadForm(name)
    return wanted


def _handshake(config: SimulatorConfig, moment: str) -> tuple[str, int]:
    """The GET of the documents: the body of the answer is the echo, letter by letter, and nothing else."""
    nonce, echo = str(secrets.randbelow(10**10)), str(secrets.randbelow(10**19))
    query = {"signature": signature(config.token, moment, nonce), "timestamp": moment, "nonce": nonce, "echostr": echo}
    joint = "&" if urlsplit(config.callback_url).query else "?"
    try:
        with requests.Session() as session:
            session.trust_env = False
            address = f"{config.callback_url}{joint}{urlencode(query)}"
            answer = session.get(address, timeout=TIME_OUT, allow_redirects=False)
    except requests.RequestException:
        return SILENT, 0
    right = answer.status_code == OK and answer.content == echo.encode()
    return (SAVED if right else REFUSED), answer.status_code
