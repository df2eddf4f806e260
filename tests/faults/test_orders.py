"""Orders to the core while workers die and the core is slow or loses its answers: each reaches it once. It counts."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from io import BytesIO
from time import sleep
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

import pytest
from sqlalchemy import create_engine, select
from werkzeug.wrappers import Request, Response

from app.domain.application import ServiceKey
from app.domain.clock import SystemClock
from app.domain.money import to_fen
from app.domain.policy import load_policy
from app.domain.work import OutboxKind
from app.extensions import db, transaction
from app.fund_core.embedded import EmbeddedCore, seed
from app.fund_core.http.serve import create_core_server
from app.store.applications import Application, Applications, NewApplication
from app.vault import Vault
from simulator.ports import free_port
from tests.faults.town import Town, soon, town
from tests.stage import DATA_KEYS, served

SECRET = "a-shared-secret-for-tests-of-forty-letters"
ORDERS = 6


@dataclass
class SlowCore:
    """Counts the writes it is asked for by their keys, takes its time, and loses every third answer."""

    core: WSGIApplication
    asked: Counter[str] = field(default_factory=Counter)

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        request = Request(environ)
        is_write = request.path.endswith("withdraw")
        if is_write:
            body = request.get_data()
            environ["wsgi.input"] = BytesIO(body)  # what is read is to be read again
            self.asked[str(json.loads(body)["key"])] += 1
        answer = Response.from_app(self.core, environ)
        if is_write:
            sleep(0.3)
            if self.asked.total() % 3 == 0:
                return Response(status=504)(environ, start_response)
        return answer(environ, start_response)


@dataclass
class Books:
    """The core behind the line, and what stands before it."""

    core: EmbeddedCore
    line: SlowCore
    place: Town


@pytest.fixture
def books(database_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Books]:
    path = tmp_path_factory.mktemp("core") / "core.sqlite"
    engine, clock, port = create_engine(f"sqlite:///{path}"), SystemClock(), free_port()
    EmbeddedCore.create_tables(engine)
    seed.seed(engine, Vault(DATA_KEYS))
    core = EmbeddedCore(engine, load_policy, clock, Vault(DATA_KEYS))
    server = create_core_server(core, SECRET, clock)
    line = SlowCore(server.wsgi_app)
    server.wsgi_app = line  # type: ignore[method-assign]  # handed on as it came
    with served(server, port), town(database_url, followers=1) as place:
        place.environment |= {"CORE_URL": f"http://127.0.0.1:{port}", "CORE_SECRET": SECRET}
        yield Books(core, line, place)
    engine.dispose()


def apply(books: Books) -> list[str]:
    """Submit withdrawals of different accounts, as the door does; return the keys they have at the core."""
    app, keys = books.place.app, []
    container, user = app.extensions["container"], books.place.people[0]
    accounts = [one for human in seed.demo_people() for one in books.core.accounts_of(human.id_number)]
    payable = [one for one in accounts if one.status in {"01", "02"} and one.card_number and not one.restricted_until]
    for account in payable[:ORDERS]:
        facts = {"account": account.number, "reason": "retirement", "balance": str(account.balance)}
        with app.app_context(), transaction():
            now, key = container.clock.now(), f"fault-{account.number}"
            new = NewApplication(
                user, ServiceKey.RETIREMENT, "web", key, facts, to_fen(account.balance), key, now, None, date.max
            )
            row = Applications(db.session, container.vault).add(new)
            container.notices.outbox.add(
                OutboxKind.CORE_SUBMISSION, {"application": row.id}, key=f"application:{row.id}:send", now=now
            )
            keys.append(key)
    return keys


def states(books: Books) -> Counter[str]:
    with books.place.app.app_context():
        found = Counter(db.session.scalars(select(Application.state)).all())
        db.session.remove()
        return found


def test_every_order_reaches_the_core_once_whatever_dies_on_the_way(books: Books) -> None:
    victim = books.place.start_worker()
    books.place.seen_working()
    keys = apply(books)
    soon(lambda: books.line.asked.total() > 1)
    books.place.kill(victim)
    books.place.start_worker()
    soon(lambda: states(books)["accepted"] == len(keys))
    orders = [books.core.find_order(key) for key in keys]
    assert [order.state for order in orders if order] == ["accepted"] * len(keys)
    assert len({order.number for order in orders if order}) == len(keys)
    assert set(books.line.asked) == set(keys)
