"""What a person does with the simulated phone: follow, tap the menu, fill in the pages of the web view."""

import json
from dataclasses import dataclass, field

import requests
from playwright.sync_api import FrameLocator, Page, expect

from app.fund_core.embedded import seed
from app.handlers.messages import menu
from tests.stage import APP_ID, APP_SECRET, TIMEOUT, Stage

PASSWORD = "yanhu2026ok"


def publish_menu(stage: Stage) -> None:
    """Publish the account's menu at the platform."""
    asked = {"grant_type": "client_credential", "appid": APP_ID, "secret": APP_SECRET}
    token = requests.get(f"{stage.world}/cgi-bin/token", params=asked, timeout=TIMEOUT).json()["access_token"]
    body = json.dumps(menu.definition(stage.hall), ensure_ascii=False).encode()  # escapes would be shown as they are
    where = f"{stage.world}/cgi-bin/menu/create"
    made = requests.post(where, params={"access_token": token}, data=body, timeout=TIMEOUT).json()
    assert made["errcode"] == 0


@dataclass
class Person:
    """One person, the page of the simulated phone, and how many short messages they have read.

    `publishes`: the menu is still to be published; `patience`: how long to wait for a short message, in milliseconds.
    """

    page: Page
    stage: Stage
    read: int = field(default=0)
    publishes: bool = True
    patience: float = 5_000

    @property
    def web(self) -> FrameLocator:
        """The page in the web view."""
        return self.page.frame_locator("#web-page iframe")

    def follow(self) -> None:
        if self.publishes:
            publish_menu(self.stage)
        self.page.goto(self.stage.world)
        self.page.get_by_label("新关注者的昵称").fill("小梅")
        self.page.get_by_role("button", name="新建").click()
        expect(self.page.get_by_text("小梅还没有关注这个公众号")).to_be_visible()  # until then the phone is another's
        self.page.get_by_role("button", name="关注公众号").click()
        expect(self.page.locator(".said:not(.said-me) .bubble").last).to_contain_text(
            "运城市住房公积金", timeout=15_000
        )

    def tap(self, group: str, words: str) -> None:
        """Tap a line of the menu."""
        self.page.locator("#menu").get_by_role("button", name=group, exact=True).click()
        self.page.locator("#foot").get_by_role("button", name=words, exact=True).click()

    def code(self) -> str:
        """Return the code of the next short message."""
        rows = self.page.locator("#sms li")
        expect(rows).to_have_count(self.read + 1, timeout=self.patience)
        self.read += 1
        self.page.get_by_label("收起通知").click()  # the banner lies over the key that closes the page
        return rows.first.locator(".sms-code b").inner_text()

    def press(self, words: str) -> None:
        """Press a key of the page in the web view."""
        self.web.get_by_role("button", name=words, exact=True).click()

    def register(self) -> None:
        """Register the first demo identity on the page that is open, to the end."""
        human = seed.demo_people()[0]
        self.web.locator("[name=name]").fill(human.name)
        self.web.locator("[name=id_number]").fill(human.id_number)
        self.web.get_by_role("checkbox").check()
        self.press("下一步")
        self.web.locator("[name=password]").fill(PASSWORD)
        self.web.locator("[name=again]").fill(PASSWORD)
        self.web.locator("[name=code]").fill(self.code())
        self.press("完成注册")

    def bind(self) -> None:
        """Bind on the binding page that is open."""
        self.press("获取验证码")
        self.web.locator("[name=code]").fill(self.code())
        self.press("绑定这个微信")

    def unbind(self) -> None:
        self.press("获取验证码")
        self.web.locator("[name=code]").fill(self.code())
        self.press("解除绑定")

    def write(self, text: str) -> None:
        """Write to the account."""
        self.page.get_by_label("切换到键盘").click()
        self.page.get_by_label("发消息").fill(text)
        self.page.locator("#say-form").get_by_role("button", name="发送").click()
