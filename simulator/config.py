"""What the simulator is told when it starts: which account it plays and where that account's server listens."""

import os
from argparse import ArgumentParser
from collections.abc import Sequence
from dataclasses import dataclass, field
from urllib.parse import urlsplit

MODES = ("safe", "compatible", "plain")


@dataclass(frozen=True)
class SimulatorConfig:
    """One Official Account (服务号) as its console shows it.

    `callback_url` is where pushes go, `public_url` the hall whose host is the web-authorization domain,
    `self_url` the simulator's own address.
    """

    app_id: str
    app_secret: str = field(repr=False)
    token: str = field(repr=False)
    aes_key: str = field(repr=False)
    mode: str
    callback_url: str
    public_url: str
    self_url: str
    account: str = "gh_5f1e9a7c0b2d"
    account_name: str = "运城市住房公积金"

    def __post_init__(self) -> None:
        if self.mode not in MODES:
            raise ValueError(f"the mode is one of {', '.join(MODES)}")

    @property
    def authorised_host(self) -> str:
        """The bare host that web authorization may return to (网页授权域名)."""
        return urlsplit(self.public_url).hostname or ""


@dataclass(frozen=True)
class Serving:
    """A configuration and the place to listen at; `relay` is the hall's public port and the one it listens at."""

    config: SimulatorConfig
    host: str
    port: int
    relay: tuple[int, int] | None = None


def from_command_line(arguments: Sequence[str] | None = None) -> Serving:
    """Read flags, and for those left out the environment's SIM_*; missing ones end the program with a sentence."""
    parser = _parser()
    read = parser.parse_args(arguments)
    missing = [name for name in ("app_id", "app_secret", "token", "aes_key") if not getattr(read, name)]
    if missing:
        parser.error("missing: " + ", ".join(f"SIM_{name.upper()}" for name in missing))
    here = f"http://{read.host}:{read.port}"
    config = SimulatorConfig(
        app_id=read.app_id,
        app_secret=read.app_secret,
        token=read.token,
        aes_key=read.aes_key,
        mode=read.mode,
        public_url=read.public_url,
        callback_url=read.callback_url or f"{read.public_url}/wechat/callback",
        self_url=read.self_url or here,
    )
    relay = (read.relay_port, read.relay_to) if read.relay_port and read.relay_to else None
    return Serving(config, read.host, read.port, relay)


def _parser() -> ArgumentParser:
    parser = ArgumentParser(prog="python -m simulator", description="WeChat, an SMS provider and a phone, played here")
    parser.add_argument("--host", default=os.environ.get("SIM_HOST", "127.0.0.1"))
    parser.add_argument("--port", type=int, default=int(os.environ.get("SIM_PORT", "8001")))
    parser.add_argument("--relay-port", type=int, default=0, help="where the phone's network to the hall begins")
    parser.add_argument("--relay-to", type=int, default=0, help="the port the hall listens at behind it")
    parser.add_argument("--mode", choices=MODES, default=os.environ.get("SIM_MODE", "safe"))
    parser.add_argument("--public-url", default=os.environ.get("SIM_PUBLIC_URL", "http://127.0.0.1:8000"))
    for name in ("app_id", "app_secret", "token", "aes_key", "callback_url", "self_url"):
        parser.add_argument(f"--{name.replace('_', '-')}", default=os.environ.get(f"SIM_{name.upper()}", ""))
    return parser
