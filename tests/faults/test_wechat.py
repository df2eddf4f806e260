"""What the platform can answer, one after the other, to a worker that is a real process: each notice is told once."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
import requests

from app.domain.clock import BEIJING
from app.domain.notice import NoticeKind
from tests.faults.town import Town, bound, soon, town
from tests.stage import TIMEOUT

SEND = "/cgi-bin/message/template/send"
CHAT = "/cgi-bin/message/custom/send"


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    """One town and one worker for all: starting them takes longer than what they are asked."""
    path = tmp_path_factory.mktemp("faults")
    with town(f"sqlite:///{path / 'hall.sqlite'}", followers=1, seeded=True) as made:
        made.start_worker()
        made.seen_working()
        yield made


@pytest.mark.parametrize("kind", ["late", "lost", "cut", "html", "broken", "minus1", "40001", "42001"])
def test_what_passes_is_tried_again_and_shown_once(place: Town, kind: str) -> None:
    place.do("faults", path=SEND, kind=kind, seconds=5.5)  # we wait five
    keys = place.tell()
    soon(lambda: place.ends(keys) == {"delivered": 1})
    assert set(place.shown().values()) == {1}


@pytest.mark.parametrize("kind", ["43004", "47003", "48001"])
def test_where_this_way_is_closed_the_person_hears_by_sms(place: Town, kind: str) -> None:
    for path in (SEND, CHAT):
        place.do("faults", path=path, kind=kind)
    shown, keys = len(place.sent()), place.tell()
    soon(lambda: place.ends(keys) == {"sms_sent": 1})
    assert len(place.sent()) == shown


def test_a_template_that_was_taken_away_is_a_dead_letter_where_no_other_way_is_left(place: Town) -> None:
    number = place.app.extensions["container"].delivery.templates.titled("账户变动通知").id
    requests.delete(f"{place.world}/control/templates", json={"template_id": number}, timeout=TIMEOUT)
    place.do("faults", path=CHAT, kind="45015")
    keys = place.tell(kind=NoticeKind.BALANCE_CHANGED, change="补缴入账", amount="1.00")
    soon(lambda: place.ends(keys)["template_message"] + place.ends(keys)["template_wrong"] == 1)


def test_events_five_times_and_backwards_settle_once(place: Town) -> None:
    place.do("hold")
    keys = place.tell(times=3)
    soon(lambda: place.ends(keys) == {"template_sent": 3})
    place.do("release", order="backwards")
    for _ in range(4):
        place.do("resend")
    soon(lambda: place.ends(keys) == {"delivered": 3})
    assert set(place.shown().values()) == {1}


def test_who_left_hears_by_sms(place: Town) -> None:
    follower = place.sent()[-1]["follower"]
    place.do("unfollow", follower=follower)
    keys = place.tell()
    soon(lambda: place.ends(keys) == {"sms_sent": 1})
    place.do("follow", follower=follower)


def test_at_the_days_quota_everything_waits_for_midnight_but_security_goes_on(place: Town) -> None:
    place.people = [bound(place, 5)]
    place.do("faults", path=SEND, kind="45009")
    (key,) = place.tell()
    soon(lambda: place.row(key).outcome == "template_quota")
    waits_until = place.row(key).next_at.astimezone(BEIJING)
    assert (waits_until.hour, waits_until.minute) == (0, 0)
    place.do("faults", path=CHAT, kind="45015")
    keys = place.tell(kind=NoticeKind.NEW_LOGIN, way="电脑浏览器")
    soon(lambda: place.ends(keys) == {"sms_sent": 1})
    assert place.row(key).next_at - place.row(key).touched_at < timedelta(days=1)
