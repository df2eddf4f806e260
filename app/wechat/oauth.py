"""Web authorization (网页授权): the address that asks the platform who is there, and the code it answers with."""

from dataclasses import dataclass, field
from typing import Literal
from urllib.parse import quote

from app.wechat.errors import unreachable
from app.wechat.wire import Call, Wire

Scope = Literal["snsapi_base", "snsapi_userinfo"]
SNAPSHOT = 1


@dataclass(frozen=True)
class OAuthIdentity:
    """Who is there. In a snapshot page (快照页) the openid is a made-up one: it must never be bound or kept."""

    openid: str = field(repr=False)
    is_snapshot: bool


class OAuthClient:
    """Bases without a trailing slash: ``api_base`` for our calls, ``open_base`` for the person's browser."""

    def __init__(self, app_id: str, app_secret: str, api_base: str, open_base: str) -> None:
        self._app_id = app_id
        self._app_secret = app_secret
        self._open_base = open_base.rstrip("/")
        self._wire = Wire(api_base)

    def close(self) -> None:
        self._wire.close()

    def authorize_url(self, redirect_uri: str, state: str, scope: Scope = "snsapi_base") -> str:
        """Where to send the browser. The order of the parameters and the fragment are the platform's demand."""
        parts = [f"appid={quote(self._app_id, safe='')}", f"redirect_uri={quote(redirect_uri, safe='')}"]
        parts += ["response_type=code", f"scope={scope}"]
        if state:
            parts.append(f"state={quote(state, safe='')}")
        return f"{self._open_base}/connect/oauth2/authorize?{'&'.join(parts)}#wechat_redirect"

    def exchange(self, code: str) -> OAuthIdentity:
        """Trades a code, good for one time, for the openid; raises PlatformError, at a used or old code as OAUTH."""
        params = {
            "appid": self._app_id,
            "secret": self._app_secret,
            "code": code,
            "grant_type": "authorization_code",
        }
        answer = self._wire.send(Call("GET", "sns/oauth2/access_token", params))
        openid = answer.get("openid")
        if not isinstance(openid, str) or not openid:
            raise unreachable()
        return OAuthIdentity(openid, answer.get("is_snapshotuser") in {SNAPSHOT, str(SNAPSHOT)})
