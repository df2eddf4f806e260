"""The platform's calls. wechatpy forms them; our own transport, token and bounded retry carry them."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from wechatpy.client import WeChatClient

from app.domain.clock import Clock
from app.wechat.errors import TOKEN_CODES, Outcome, PlatformError, unreachable
from app.wechat.token import AccessToken, HeldToken, TokenStore, held
from app.wechat.wire import Answer, Call, Wire

NO_MENU: Final = 46003
TAGGED_AT_ONCE: Final = 50
LONGEST_SCENE_SECONDS: Final = 2_592_000


class _Forms(WeChatClient):
    """wechatpy's typed calls with nothing of its transport beneath them: no token address, no retry, no session."""

    def __init__(self, app_id: str, platform: "PlatformClient") -> None:
        super().__init__(app_id, "", auto_retry=False)
        self._platform = platform

    @property
    def access_token(self) -> str:
        return self._platform.tokens.current()

    def fetch_access_token(self) -> None:
        self._platform.tokens.current()

    def _request(self, method: str, url_or_endpoint: str, **kwargs: Any) -> Any:
        if "://" in url_or_endpoint:
            raise ValueError("a call names a path, never another address")
        path = url_or_endpoint if "api_base_url" in kwargs else f"cgi-bin/{url_or_endpoint}"
        answer = self._platform.call(method.upper(), path, kwargs.get("params"), kwargs.get("data"))
        process = kwargs.get("result_processor")
        return process(answer) if process else answer


class PlatformClient:
    """What this service asks of the platform. Every call raises PlatformError where it fails.

    ``tokens`` and ``tickets`` are shared by all processes of the account. A call whose token the platform refuses is
    repeated once with another one; nothing else is repeated, since a message would be sent twice.
    """

    def __init__(  # noqa: PLR0917 - three facts of the account, two stores and the clock; built in one place
        self, app_id: str, app_secret: str, api_base: str, tokens: TokenStore, tickets: TokenStore, clock: Clock
    ) -> None:
        self._app_id = app_id
        self._app_secret = app_secret
        self._clock = clock
        self._wire = Wire(api_base)
        self.tokens = AccessToken(self._fetch_token, tokens, clock)
        self._tickets = AccessToken(self._fetch_ticket, tickets, clock)
        self._forms = _Forms(app_id, self)

    def close(self) -> None:
        self._wire.close()

    def call(
        self, method: str, path: str, params: Mapping[str, Any] | None = None, payload: Mapping[str, Any] | None = None
    ) -> Answer:
        """Any call by its path, such as ``cgi-bin/menu/get``, under the shared token."""
        query = {name: str(value) for name, value in (params or {}).items()}
        unsigned = Call(method, path, query, payload)
        token = self.tokens.current()
        try:
            return self._wire.send(unsigned.signed(token))
        except PlatformError as refusal:
            if refusal.errcode not in TOKEN_CODES:
                raise
            other = self.tokens.replace(token)
        return self._wire.send(unsigned.signed(other))

    def create_menu(self, menu: Mapping[str, Any]) -> None:
        self._forms.menu.create(menu)

    def get_menu(self) -> Answer | None:
        """The published menu with its conditional ones, or None if there is none."""
        try:
            return self.call("GET", "cgi-bin/menu/get")
        except PlatformError as refusal:
            if refusal.errcode == NO_MENU:
                return None
            raise

    def delete_menu(self) -> None:
        """Takes the menu away, the conditional ones with it."""
        self._forms.menu.delete()

    def add_conditional_menu(self, menu: Mapping[str, Any]) -> str:
        """Publishes a personalised menu (个性化菜单) beside the default one; gives its menuid."""
        return str(_field(self._forms.menu.add_conditional(menu), "menuid"))

    def delete_conditional_menu(self, menu_id: str) -> None:
        self._forms.menu.del_conditional(menu_id)

    def send_text(self, openid: str, text: str) -> None:
        """A customer-service message (客服消息), within the follower's window and quota."""
        self._forms.message.send_text(openid, text)

    def send_template(
        self, openid: str, template_id: str, url: str, data: Mapping[str, str], client_msg_id: str
    ) -> str:
        """Sends a template message (模板消息) at most once per ``client_msg_id``; gives the platform's msgid.

        ``data`` is the value by key; ``url`` may be empty.
        """
        payload: dict[str, Any] = {"touser": openid, "template_id": template_id, "client_msg_id": client_msg_id}
        payload["data"] = {key: {"value": value} for key, value in data.items()}
        if url:
            payload["url"] = url
        return str(_field(self.call("POST", "cgi-bin/message/template/send", payload=payload), "msgid"))

    def send_subscription(self, openid: str, template_id: str, page: str, data: Mapping[str, str]) -> None:
        """Sends a subscription notice (订阅通知); ``page`` may be empty."""
        payload: dict[str, Any] = {"touser": openid, "template_id": template_id}
        payload["data"] = {key: {"value": value} for key, value in data.items()}
        if page:
            payload["page"] = page
        self.call("POST", "cgi-bin/message/subscribe/bizsend", payload=payload)

    def templates(self) -> list[Answer]:
        """The account's templates (类目模板): ``template_id``, ``title``, ``content``."""
        return list(_field(self.call("GET", "cgi-bin/template/get_all_private_template"), "template_list"))

    def subscription_templates(self) -> list[Answer]:
        """Those of subscription notices: ``priTmplId``, ``title``, ``content``, ``type`` (2 once, 3 for long)."""
        return list(_field(self.call("GET", "wxaapi/newtmpl/gettemplate"), "data"))

    def user_info(self, openid: str) -> Answer:
        """What the platform says of a follower; with ``subscribe`` 0 the other fields are missing."""
        return self.call("GET", "cgi-bin/user/info", {"openid": openid, "lang": "zh_CN"})

    def create_tag(self, name: str) -> int:
        answer = self.call("POST", "cgi-bin/tags/create", payload={"tag": {"name": name}})
        return int(_field(_mapping(answer, "tag"), "id"))

    def get_tags(self) -> dict[str, int]:
        """The account's tags (标签), id by name."""
        tags = _field(self.call("GET", "cgi-bin/tags/get"), "tags")
        return {str(tag["name"]): int(tag["id"]) for tag in tags}

    def tag_followers(self, tag_id: int, after: str) -> list[str]:
        """The openids with a tag, at most ten thousand, those after ``after`` (empty: from the first)."""
        answer = self.call("POST", "cgi-bin/user/tag/get", payload={"tagid": tag_id, "next_openid": after})
        return list(_mapping(answer, "data").get("openid", [])) if answer.get("count") else []

    def tag_members(self, tag_id: int, openids: Sequence[str]) -> None:
        for group in _groups(openids):
            self._forms.tag.tag_user(tag_id, group)

    def untag_members(self, tag_id: int, openids: Sequence[str]) -> None:
        for group in _groups(openids):
            self._forms.tag.untag_user(tag_id, group)

    def create_scene_code(self, scene: str, expire_seconds: int = LONGEST_SCENE_SECONDS) -> str:
        """A parametric code for a scene of 1 to 64 characters; gives the address the code encodes."""
        action = {"scene": {"scene_str": scene}}
        request = {"expire_seconds": expire_seconds, "action_name": "QR_STR_SCENE", "action_info": action}
        return str(_field(self._forms.qrcode.create(request), "url"))

    def create_lasting_scene_code(self, scene: str) -> str:
        """The same for ever; an account may have 100 000 of these."""
        request = {"action_name": "QR_LIMIT_STR_SCENE", "action_info": {"scene": {"scene_str": scene}}}
        return str(_field(self._forms.qrcode.create(request), "url"))

    def jsapi_ticket(self) -> str:
        """The ticket that signs pages for the JS-SDK."""
        return self._tickets.current()

    def callback_addresses(self) -> tuple[str, ...]:
        """The addresses the platform pushes from."""
        return tuple(_field(self.call("GET", "cgi-bin/getcallbackip"), "ip_list"))

    def callback_check(self) -> Answer:
        """Lets the platform look up and ping the callback's host from its own networks."""
        payload = {"action": "all", "check_operator": "DEFAULT"}
        return self.call("POST", "cgi-bin/callback/check", payload=payload)

    def _fetch_token(self, force: bool) -> HeldToken:  # noqa: FBT001 - force_refresh, the platform's own word
        payload = {
            "grant_type": "client_credential",
            "appid": self._app_id,
            "secret": self._app_secret,
            "force_refresh": force,
        }
        try:
            answer = self._wire.send(Call("POST", "cgi-bin/stable_token", payload=payload))
        except PlatformError as refusal:
            if refusal.outcome is Outcome.TOKEN:
                refusal.outcome = Outcome.CONFIG  # here 40001 means a wrong secret, which no other token mends
            raise
        return held(answer, "access_token", self._clock.now())

    def _fetch_ticket(self, _force: bool) -> HeldToken:  # noqa: FBT001 - a ticket cannot be forced
        answer = self.call("GET", "cgi-bin/ticket/getticket", {"type": "jsapi"})
        return held(answer, "ticket", self._clock.now())


def _field(answer: Any, name: str) -> Any:
    if not isinstance(answer, Mapping) or answer.get(name) is None:
        raise unreachable()
    return answer[name]


def _mapping(answer: Answer, name: str) -> Answer:
    value = _field(answer, name)
    if not isinstance(value, dict):
        raise unreachable()
    return value


def _groups(openids: Sequence[str]) -> list[list[str]]:
    return [list(openids[start : start + TAGGED_AT_ONCE]) for start in range(0, len(openids), TAGGED_AT_ONCE)]
