"""A browser for journeys: follows redirects, keeps cookies, fills in the forms it is shown."""

import re
import time
from dataclasses import dataclass, field
from html import unescape
from typing import Any

import requests

from tests.stage import TIMEOUT, Stage

HIDDEN = re.compile(r'<input[^>]*type="hidden"[^>]*>')
ATTRIBUTE = re.compile(r'(name|value)="([^"]*)"')
CODE = re.compile(r"验证码 ?(\d{6})")
CODE_SECONDS = 60.0
LINK = re.compile(r'<a href="([^"]+)">')


@dataclass
class Browser:
    """One follower's web view."""

    stage: Stage
    follower: str
    session: requests.Session = field(default_factory=requests.Session)
    page: requests.Response = field(default_factory=requests.Response)
    read: list[str] = field(default_factory=list)

    def open_in_wechat(self, path_or_url: str) -> str:
        """Open an address as a tap in the chat or the menu does; return the page's text."""
        url = path_or_url if path_or_url.startswith("http") else self.stage.hall + path_or_url
        return self._keep(
            self.session.get(
                f"{self.stage.world}/control/webview", params={"follower": self.follower, "url": url}, timeout=TIMEOUT
            )
        )

    def open(self, path: str) -> str:
        """Open a page of the hall."""
        return self._keep(self.session.get(self.stage.hall + path, timeout=TIMEOUT))

    def submit(self, path: str, **typed: str) -> str:
        """Send a form of the page that is open, with its hidden fields."""
        values = {**self._hidden(), **typed}
        return self._keep(self.session.post(self.stage.hall + path, data=values, timeout=TIMEOUT))

    def upload(self, path: str, file: bytes, field: str = "file", name: str = "people.xlsx", **typed: str) -> str:
        """Send the file that the page which is open asks for, with what else is typed there."""
        data, files = {**self._hidden(), **typed}, {field: (name, file)}
        return self._keep(self.session.post(self.stage.hall + path, data=data, files=files, timeout=TIMEOUT))

    def _hidden(self) -> dict[str, str]:
        hidden = [dict(ATTRIBUTE.findall(tag)) for tag in HIDDEN.findall(self.page.text)]
        return {one["name"]: unescape(one.get("value", "")) for one in hidden if one.get("name")}

    def _keep(self, page: requests.Response) -> str:
        self.page = page
        return page.text

    def code(self) -> str:
        """Return the code of the SMS that has come since the last one was read; some are sent after the page."""
        end = time.monotonic() + CODE_SECONDS
        while time.monotonic() < end:
            texts = [sms["text"] for sms in self.stage.state(self.follower)["sms"]]
            found = [code[1] for code in map(CODE.search, texts[len(self.read) :]) if code]  # notices come there too
            if found:
                self.read[:] = texts
                return found[-1]
        raise AssertionError("no SMS came")

    def said(self) -> str:
        """Return what the account said last in the chat, be it an answer or a notice."""
        return self._last_of(self._lines())

    def answered(self) -> str:
        """Return the account's last answer: a notice may come at any moment, and is none."""
        return self._last_of([line for line in self._lines() if line["kind"] != "template"])

    def _lines(self) -> list[dict[str, Any]]:
        return [line for line in self.stage.state(self.follower)["chat"] if line["side"] == "account"]

    @staticmethod
    def _last_of(lines: list[dict[str, Any]]) -> str:
        return str(lines[-1]["text"])

    def write(self, text: str) -> str:
        """Write to the account and return what it answers."""
        self.stage.do("text", follower=self.follower, text=text)
        return self.answered()

    def tap_link(self) -> str:
        """Tap the first link of what the account answered last."""
        found = LINK.search(self.answered())
        assert found
        return self.open_in_wechat(unescape(found.group(1)))
