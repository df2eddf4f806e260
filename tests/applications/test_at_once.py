"""The same form from two phones in the same moment, on both databases: one application, and both learn its number."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import redis
import responses

from app.domain.clock import FixedClock
from app.extensions import db
from app.store.applications import Application
from tests.applications.world import PAYING, Person, logged_in
from tests.stage import hall_app, hall_settings

PATH = "/loans/payoff"
PHONES = 4


def test_two_phones_at_once_are_one_application(
    database_url: str, redis_url: str, redis_client: redis.Redis, clock: FixedClock, wire: responses.RequestsMock
) -> None:
    settings = hall_settings("http://localhost", "http://outside.test", database_url, redis_url)
    with hall_app(settings, clock=clock) as app:
        phones = [logged_in(app, clock, wire, PAYING) for _ in range(PHONES)]
        for phone in phones:
            phone.open(f"{PATH}/check")
        phones[0].send(f"{PATH}/code")
        code, start = phones[0].code(), Barrier(PHONES)

        def press(phone: Person) -> str:
            form = {**phone.hidden(), "code": code, "agree": "y"}
            start.wait()
            return str(phone.client.post(f"{PATH}/check", data=form).location)

        with ThreadPoolExecutor(PHONES) as threads:
            led_to = set(threads.map(press, phones))
        with app.app_context():
            (only,) = db.session.query(Application).all()
            assert led_to == {f"/applications/{only.number}/done"}
