"""Several of the staff who decide on one application at the same moment, on both databases."""

from concurrent.futures import ThreadPoolExecutor

import redis

from app.domain.clock import FixedClock
from app.domain.staff import Role
from app.extensions import db
from app.store.decisions import Decision
from tests.applications.world import MORNING
from tests.staff.world import Clerk, clerk, waiting
from tests.stage import hall_app, hall_settings

NAMES = ("周敏", "王建国", "赵静")


def test_one_of_those_who_decide_at_once_decides_and_the_others_read_who_it_was(
    database_url: str, redis_url: str, redis_client: redis.Redis
) -> None:
    clock = FixedClock(MORNING)
    with hall_app(
        hall_settings("http://localhost", "http://outside.test", database_url, redis_url), clock=clock
    ) as app:
        number = waiting(app)
        clerks = [clerk(app, clock, str(1001 + at), Role.ACCEPT, name=name) for at, name in enumerate(NAMES)]
        for one in clerks:
            one.enter()
            one.open(f"/staff/applications/{number}")

        def decide(one: Clerk) -> str:
            return one.decide(number, "refuse", "请到社保窗口确认后再申请")

        with ThreadPoolExecutor(len(clerks)) as pool:
            pages = list(pool.map(decide, clerks))
        statuses = sorted(one.page.status_code for one in clerks)
        assert statuses == [200, 409, 409]
        (first,) = (one for one in clerks if one.page.status_code == 200)
        who = f"{NAMES[clerks.index(first)]}（{first.number}） 已在 11-24 10:01 处理了这个办件"
        assert sum(who in page for page in pages) == len(clerks) - 1
        with app.app_context():
            assert db.session.query(Decision).count() == 1
