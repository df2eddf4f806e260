"""What a unit's agents do over sockets: come in, and take a task to the centre."""

from app.fund_core.embedded.demo import PASSWORD as REGISTERED_PASSWORD
from app.kv.replies import text_of
from tests.journeys.browser import Browser
from tests.journeys.test_main_job import a_follower
from tests.journeys.test_notices import soon
from tests.stage import APP_ID, Stage
from tests.units.offices import CHECKER, CODE, PASSWORD, PHONE


def captcha(stage: Stage) -> dict[str, str]:
    """Return the fields of a captcha answered right."""
    token = stage.app.extensions["container"].captchas.new()
    answer = stage.app.config["SESSION_REDIS"].get(f"hall:{APP_ID}:captcha:{token}")
    return {"captcha_id": token, "captcha": text_of(answer) or ""}


def a_computer(stage: Stage) -> Browser:
    """A browser that has read every short message so far."""
    browser = a_follower(stage)
    browser.read = [sms["text"] for sms in stage.state(browser.follower)["sms"]]
    return browser


def asked_in(stage: Stage, code: str = CODE, phone: str = PHONE) -> Browser:
    """首次使用, as far as the code."""
    browser = a_computer(stage)
    browser.open("/unit/enable")
    browser.submit("/unit/enable", credit_code=code, phone=phone, **captcha(stage))
    return browser


def agent_in(stage: Stage, code: str = CODE, phone: str = PHONE) -> Browser:
    """首次使用, to the end."""
    browser = asked_in(stage, code, phone)
    browser.submit("/unit/enable/password", code=browser.code(), password=PASSWORD, again=PASSWORD)
    return browser


def registration_in(stage: Stage, code: str) -> Browser:
    """单位自主开户登录."""
    browser = a_computer(stage)
    browser.open("/unit/opening")
    browser.submit("/unit/opening", credit_code=code, password=REGISTERED_PASSWORD, **captcha(stage))
    return browser


def with_checker(agent: Browser) -> Browser:
    """Let the agent add a checker; return the checker's browser."""
    who = {"name": "卫青", "phone": CHECKER, "role": "checker"}
    agent.open("/unit/agents/add")
    agent.submit("/unit/agents/add/code", **who)
    agent.submit("/unit/agents/add", code=agent.code(), **who)
    return agent_in(agent.stage, CODE, CHECKER)


def let_go(browser: Browser, task: str, how: str = "submit") -> str:
    """Submit or release a task with its code; return the page."""
    browser.open(task)
    browser.read = [sms["text"] for sms in browser.stage.state(browser.follower)["sms"]]
    browser.submit(f"{task}/code")
    return browser.submit(f"{task}/{how}", code=browser.code())


def task_of(browser: Browser) -> str:
    """The path of the task that is open."""
    return "/unit/tasks/" + browser.page.url.partition("/unit/tasks/")[2].partition("?")[0]


def until(browser: Browser, path: str, words: str) -> str:
    """Look at a page until it says so."""
    return soon(lambda: browser.open(path), words)
