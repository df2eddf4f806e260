"""One credential for all processes: renewed early, by one, and replaced only while it is the current one."""

from datetime import timedelta

import pytest

from app.wechat.errors import PlatformError, unreachable
from app.wechat.token import AccessToken, HeldToken, held
from tests.wechat.support import MemoryStore, clock, stored


class Source:
    """Plays the platform's token call: gives the names in turn and records whether they were forced."""

    def __init__(self, *values: str) -> None:
        self.values = list(values)
        self.forced: list[bool] = []

    def __call__(self, force: bool) -> HeldToken:
        self.forced.append(force)
        if not self.values:
            raise unreachable()
        return stored(self.values.pop(0), 7200)


def never(_seconds: float) -> None:
    raise AssertionError("nobody should wait")


def shared(store: MemoryStore, source: Source) -> AccessToken:
    return AccessToken(source, store, clock(), never)


def test_a_token_that_holds_is_used_without_asking() -> None:
    source = Source()
    assert shared(MemoryStore(stored("a")), source).current() == "a"
    assert source.forced == []


@pytest.mark.parametrize("seconds", [-5, 0, 100, 240])
def test_a_token_near_its_end_is_renewed_by_the_one_who_holds_the_lock(seconds: int) -> None:
    store = MemoryStore(stored("old", seconds))
    assert shared(store, Source("new")).current() == "new"
    assert store.token == stored("new", 7200)


def test_the_others_keep_using_the_old_token_meanwhile() -> None:
    source = Source("new")
    assert shared(MemoryStore(stored("old", 100), others_hold=True), source).current() == "old"
    assert source.forced == []


def test_without_any_token_the_others_wait_for_the_one_who_asks() -> None:
    store, source = MemoryStore(others_hold=True), Source()
    token = AccessToken(source, store, clock(), lambda _: store.write(stored("theirs")))
    assert token.current() == "theirs"
    assert source.forced == []


def test_waiting_has_an_end() -> None:
    waited: list[float] = []
    token = AccessToken(Source(), MemoryStore(others_hold=True), clock(), waited.append)
    with pytest.raises(PlatformError):
        token.current()
    assert sum(waited) == pytest.approx(3)


def test_a_renewal_that_fails_leaves_the_old_token_in_use() -> None:
    assert shared(MemoryStore(stored("old", 100)), Source()).current() == "old"
    with pytest.raises(PlatformError):
        shared(MemoryStore(stored("old", -1)), Source()).current()


def test_a_failed_token_that_is_no_longer_current_costs_no_renewal() -> None:
    source = Source("unwanted")
    assert shared(MemoryStore(stored("newer")), source).replace("failed") == "newer"
    assert source.forced == []


def test_a_failed_current_token_is_renewed_normally_first() -> None:
    store, source = MemoryStore(stored("failed")), Source("new")
    assert shared(store, source).replace("failed") == "new"
    assert source.forced == [False]


def test_only_when_the_platform_repeats_the_failed_token_is_another_forced_and_once_in_ten_minutes() -> None:
    now = clock()
    store, source = MemoryStore(stored("bad")), Source("bad", "good", "good", "good", "better")
    token = AccessToken(source, store, now, never)
    assert token.replace("bad") == "good"
    assert token.replace("good") == "good"
    now.advance(timedelta(minutes=10).total_seconds())
    assert token.replace("good") == "better"
    assert source.forced == [False, True, False, False, True]


def test_a_forced_renewal_that_is_refused_leaves_the_ordinary_answer() -> None:
    source = Source("bad")
    assert shared(MemoryStore(stored("bad")), source).replace("bad") == "bad"
    assert source.forced == [False, True]


@pytest.mark.parametrize(
    "answer",
    [
        {},
        {"access_token": "", "expires_in": 7200},
        {"access_token": None, "expires_in": 7200},
        {"access_token": "a"},
        {"access_token": "a", "expires_in": 0},
        {"access_token": "a", "expires_in": "7200"},
    ],
)
def test_an_empty_or_dead_token_is_never_kept(answer: dict[str, object]) -> None:
    with pytest.raises(PlatformError):
        held(answer, "access_token", clock().now())
