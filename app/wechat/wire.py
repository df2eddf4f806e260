"""One call to the platform over HTTP: time-outs always, real UTF-8, and exceptions that hold no secret."""

import json
import logging
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

import requests

from app.wechat.errors import PlatformError, unreachable

CONNECT_SECONDS: Final = 3
READ_SECONDS: Final = 5
OK: Final = 200

Answer = dict[str, Any]


@dataclass(frozen=True)
class Call:
    """What is asked: a path below the base without a leading slash, query parameters, and a JSON body or none."""

    method: str
    path: str
    params: Mapping[str, str] = field(default_factory=dict, repr=False)
    payload: Mapping[str, Any] | None = field(default=None, repr=False)

    def signed(self, token: str) -> "Call":
        return Call(self.method, self.path, {**self.params, "access_token": token}, self.payload)


class Wire:
    """Speaks to one base address, without a trailing slash, and to no other: redirects are not followed."""

    def __init__(self, base: str) -> None:
        self._base = base.rstrip("/")
        self._http = requests.Session()
        logging.getLogger("urllib3").setLevel(logging.INFO)  # its debug lines hold whole addresses, secrets included

    def close(self) -> None:
        self._http.close()

    def send(self, call: Call) -> Answer:
        """The platform's answer, errcode 0 or none.

        Raises PlatformError with its errcode, or as unreachable: no answer in 3 s + 5 s, cut, not 200, not JSON.
        """
        answer = _decoded(self._ask(call))
        errcode = answer.get("errcode", 0)
        if not isinstance(errcode, int):
            raise unreachable()
        if errcode:
            raise PlatformError(errcode, str(answer.get("errmsg", "")))
        return answer

    def _ask(self, call: Call) -> bytes | None:
        body = None if call.payload is None else json.dumps(call.payload, ensure_ascii=False).encode(errors="replace")
        try:
            response = self._http.request(
                call.method,
                f"{self._base}/{call.path}",
                params=dict(call.params),
                data=body,
                headers={} if body is None else {"Content-Type": "application/json; charset=utf-8"},
                timeout=(CONNECT_SECONDS, READ_SECONDS),
                allow_redirects=False,
            )
        except requests.RequestException:
            return None  # its text holds the address with the secret: it ends here
        return response.content if response.status_code == OK else None


def _decoded(content: bytes | None) -> Answer:
    answer: Any = None
    if content is not None:
        try:
            answer = json.loads(content.decode(errors="replace"), strict=False)
        except (ValueError, RecursionError):
            answer = None
    if not isinstance(answer, dict):
        raise unreachable()
    return answer
