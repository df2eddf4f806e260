"""The main job on the simulated phone: follow, register, bind, see the account, ask by text, unbind."""

from pathlib import Path

from flask import Flask
from playwright.sync_api import Browser, expect

from app.fund_core.embedded import seed
from simulator.ports import free_port
from tests.browser.person import Person
from tests.demo import addresses_of, demo
from tests.stage import Stage


def test_from_following_to_unbinding(person: Person) -> None:
    main_job(person)


def test_the_same_on_the_demo(browser: Browser, tmp_path: Path) -> None:
    with demo(tmp_path, free_port(2)) as process:
        where = addresses_of(process)
        page = browser.new_page(viewport={"width": 1280, "height": 900}, locale="zh-CN", reduced_motion="reduce")
        page.set_default_timeout(20_000)
        elsewhere = Stage(where["hall"].rstrip("/"), where["phone"].rstrip("/"), Flask("in another process"))
        main_job(Person(page, elsewhere, publishes=False, patience=20_000))
        page.close()


def main_job(person: Person) -> None:
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
