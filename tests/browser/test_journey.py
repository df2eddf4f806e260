"""The main job on the simulated phone: follow, register, bind, see the account, ask by text, unbind."""

from playwright.sync_api import expect

from app.fund_core.embedded import seed
from tests.browser.person import Person


def test_from_following_to_unbinding(person: Person) -> None:
    name = seed.demo_people()[0].name
    person.follow()
    person.tap("我的", "微信绑定")
    person.web.get_by_role("link", name="注册").click()
    person.register()
    expect(person.web.get_by_role("heading", level=1)).to_contain_text("注册完成")
    person.page.get_by_label("关闭网页").click()
    person.tap("我的", "微信绑定")
    person.bind()
    expect(person.web.get_by_role("heading", level=1)).to_have_text("已绑定这个微信")
    person.page.get_by_label("关闭网页").click()
    person.tap("微网厅", "账户查询")
    expect(person.web.locator("#main")).to_contain_text(name)
    expect(person.web.get_by_role("heading", level=1)).to_have_text("公积金账户查询")
    person.page.get_by_label("关闭网页").click()
    person.write("余额")
    person.page.locator(".said:not(.said-me) .bubble a").last.click()
    expect(person.web.locator("#main")).to_contain_text(name)
    person.page.get_by_label("关闭网页").click()
    person.page.get_by_label("切换到菜单").click()
    person.tap("我的", "微信绑定")
    person.unbind()
    expect(person.web.get_by_role("heading", level=1)).to_have_text("还没有绑定微信")
