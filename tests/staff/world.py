"""Staff before the desk: an account, a phone that shows one-time codes, a browser."""

from dataclasses import dataclass, field

import pyotp
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from app.domain.application import ApplicationState, ServiceKey
from app.domain.clock import FixedClock, beijing_date
from app.domain.staff import Role
from app.extensions import db, transaction
from app.fund_core.embedded import seed
from app.services.staff.accounts import Credentials
from app.store.applications import Applications, NewApplication
from app.store.staff import NewStaff
from app.store.users import Identity, Users
from tests.applications.world import LEFT, Person, hidden_in

ENDED = "/withdrawals/employment-ended"
UNDO_SECONDS = 601
ID_NUMBERS = {"1001": "142701198803120027", "1002": "142701197905060016", "1003": "142701198210150028"}


@dataclass
class Clerk:
    """Somebody of the staff."""

    app: Flask
    clock: FixedClock
    number: str
    made: Credentials
    client: FlaskClient
    pages: list[TestResponse] = field(default_factory=list, repr=False)

    @property
    def page(self) -> TestResponse:
        return self.pages[-1]

    def code(self) -> str:
        """The code that the phone shows now."""
        return pyotp.TOTP(self.made.secret).at(self.clock.now())

    def enter(self, code: str = "", password: str = "") -> str:
        self.clock.advance(30)  # a code serves once
        self.open("/staff/enter")
        typed = {"number": self.number, "password": password or self.made.password, "code": code or self.code()}
        return self.send("/staff/enter", **typed)

    def open(self, path: str) -> str:
        self.pages.append(self.client.get(path, follow_redirects=True))
        return self.page.text

    def send(self, path: str, **typed: str) -> str:
        """Send a form of the page that is open, with its hidden fields."""
        self.pages.append(self.client.post(path, data={**hidden_in(self.page.text), **typed}, follow_redirects=True))
        return self.page.text

    def decide(self, number: str, act: str, words: str = "") -> str:
        """Decide on the page of the application that is open."""
        return self.send(f"/staff/applications/{number}/decide", act=act, words=words)


def clerk(app: Flask, clock: FixedClock, number: str, *roles: Role, id_number: str = "", name: str = "周敏") -> Clerk:
    """Give somebody an account; they have not entered yet."""
    new = NewStaff(number, name, id_number or ID_NUMBERS[number], frozenset(roles))
    with app.app_context(), transaction():
        made = app.extensions["container"].staff.accounts.add(new)
    return Clerk(app, clock, number, made, app.test_client())


def entered(app: Flask, clock: FixedClock, number: str, *roles: Role, id_number: str = "", name: str = "周敏") -> Clerk:
    """Let somebody in."""
    one = clerk(app, clock, number, *roles, id_number=id_number, name=name)
    one.enter()
    return one


def applied(person: Person) -> str:
    """Apply for what staff decide; return the number of the application, which is at the desk."""
    person.open(f"{ENDED}/fill/elsewhere")
    person.send(f"{ENDED}/fill/elsewhere", elsewhere="no")
    number = person.submit(ENDED)
    person.clock.advance(UNDO_SECONDS)
    person.work()
    return number


def applicant() -> seed.DemoPerson:
    """Who applies."""
    return seed.demo_people()[LEFT]


def waiting(app: Flask, at: int = LEFT, amount_fen: int = 1) -> str:
    """Put an application of one of the demo people before the first desk; return its number."""
    human, container = seed.demo_people()[at], app.extensions["container"]
    now, key = container.clock.now(), ServiceKey.EMPLOYMENT_ENDED
    facts = {"account": "140800100008", "name": human.name, "balance": "39012.74", "elsewhere": "no", "reason": "12"}
    checks: tuple[tuple[str, dict[str, str]], ...] = (("account_sealed", {}), ("sealed_long_enough", {"months": "6"}))
    with app.app_context(), transaction():
        users, rows = Users(db.session, container.vault), Applications(db.session, container.vault)
        user = users.find(human.id_number) or users.add(Identity(human.id_number, human.name, human.phone), "x", now)
        new = NewApplication(
            user_id=user.id,
            service=key,
            channel="web",
            open_key=f"w{at}",
            facts=facts,
            amount_fen=amount_fen,
            form_key=f"f{at}",
            submitted_at=now,
            undo_until=None,
            promised_on=beijing_date(now),
            checks=checks,
        )
        row = rows.add(new)
        rows.move(row, ApplicationState.IN_REVIEW, now)
        return row.number or ""
