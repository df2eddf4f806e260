"""A person before the whole hall, on a clock that stands still: pages, SMS at the wire, and a worker's round."""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from html import unescape

import responses
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from app.domain.clock import FixedClock
from app.extensions import db, transaction
from app.fund_core.embedded import seed
from app.store.users import Identity, Users
from app.workers.engine import engine_of

MORNING = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)  # ten o'clock in Beijing, the day of the demo centre
HIDDEN = re.compile(r'<input[^>]*type="hidden"[^>]*>')
RADIO = re.compile(r'<input[^>]*type="radio"[^>]*>')
ATTRIBUTE = re.compile(r'(name|value)="([^"]*)"')
FOLLOWED = 3  # seconds after which an accepted order is asked about
PAYING, RETIRED, FROZEN, RESTRICTED, OVERDUE, LAST = range(6)
TWO_LOANS, LEFT, NO_CARD, EMPTY_CARD, RETURNED = 7, 8, 11, 12, 13


def hidden_in(page: str) -> dict[str, str]:
    """Return the hidden fields of a page."""
    tags = [dict(ATTRIBUTE.findall(tag)) for tag in HIDDEN.findall(page)]
    return {one["name"]: unescape(one.get("value", "")) for one in tags if one.get("name")}


@dataclass
class Person:
    """One of the demo people, logged in, with a browser."""

    app: Flask
    clock: FixedClock
    wire: responses.RequestsMock
    number: int
    client: FlaskClient
    settle: Callable[[], int]
    user_id: int = 0
    pages: list[TestResponse] = field(default_factory=list, repr=False)

    @property
    def page(self) -> TestResponse:
        """The page that is open."""
        return self.pages[-1]

    def open(self, path: str) -> str:
        """Open a page, following where it leads."""
        self.pages.append(self.client.get(path, follow_redirects=True))
        return self.page.text

    def send(self, path: str, **typed: str) -> str:
        """Send a form of the page that is open, with its hidden fields."""
        self.pages.append(self.client.post(path, data={**self.hidden(), **typed}, follow_redirects=True))
        return self.page.text

    def hidden(self) -> dict[str, str]:
        """The hidden fields of the page that is open."""
        return hidden_in(self.page.text)

    def choices(self, name: str) -> list[str]:
        """The values one may choose from on the page that is open."""
        tags = [dict(ATTRIBUTE.findall(tag)) for tag in RADIO.findall(self.page.text)]
        return [unescape(one["value"]) for one in tags if one["name"] == name]

    def at(self) -> str:
        return self.page.request.path

    def texts(self) -> list[str]:
        """The short messages so far."""
        sent = (json.loads(call.request.body or "{}") for call in self.wire.calls)
        return [message["text"] for message in sent if "text" in message]

    @staticmethod
    def phone_of(call: responses.Call) -> str:
        """Whom a short message went to."""
        return str(json.loads(call.request.body or "{}")["phone"])

    def code(self) -> str:
        """The code of the newest short message."""
        found = re.search(r"验证码 (\d{6})", self.texts()[-1])
        assert found
        return found[1]

    def submit(self, path: str) -> str:
        """From the check page: ask for the code, agree, submit; return the number."""
        self.open(f"{path}/check")
        self.send(f"{path}/code")
        self.send(f"{path}/check", code=self.code(), agree="y")
        assert "申请已提交" in self.page.text
        return self.at().split("/")[2]

    def work(self) -> None:
        """Do what is due, as a worker does, until nothing is: the outbox, the centre's debits, and what follows."""
        engine_of(self.app).drain()
        if self.settle():
            self.clock.advance(FOLLOWED)
            engine_of(self.app).drain()
        with self.app.app_context():
            db.session.remove()


def logged_in(
    app: Flask, clock: FixedClock, wire: responses.RequestsMock, number: int, settle: Callable[[], int] | None = None
) -> Person:
    """Register one of the demo people and begin a session. `settle` lets a core at the end of a line do its work."""
    human = seed.demo_people()[number]
    with app.app_context(), transaction():
        users = Users(db.session, app.extensions["container"].vault)
        known = users.find(human.id_number)
        identity = Identity(human.id_number, human.name, human.phone)
        user = known or users.add(identity, "x", clock.now())
        user_id = user.id
    settle = settle or app.extensions["container"].settle_orders
    person = Person(app, clock, wire, number, app.test_client(), settle, user_id)
    with person.client.session_transaction(base_url=app.extensions["container"].settings.public_url) as session:
        session.update({"user_id": user_id, "born": 9_999_999_999})
    return person
