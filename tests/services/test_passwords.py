import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import pytest
from argon2 import PasswordHasher

from app.domain.errors import Refusal
from app.services.passwords import Passwords, refuse_weak

ID_NUMBER = "11010519491231002X"


@pytest.mark.parametrize(
    ("password", "reason"),
    [
        ("", "length"),
        ("abc1234", "length"),
        ("a1" * 10 + "b", "length"),
        ("Huaihai 88Lu", "characters"),
        ("Huaihai\x0088Lu", "characters"),
        ("淮海路八十八号1a", "characters"),
        ("abcdefghijk", "letters_and_digits"),
        ("48151623420", "letters_and_digits"),
        ("Woaini1314", "common"),
        ("ABC12345", "common"),
        ("zs19491231", "personal"),
        ("zhang31002x", "personal"),
    ],
)
def test_a_weak_password_is_refused_with_its_reason(password: str, reason: str) -> None:
    with pytest.raises(Refusal) as caught:
        refuse_weak(password, ID_NUMBER)
    assert (caught.value.code, caught.value.facts) == ("weak_password", {"reason": reason})


@pytest.mark.parametrize("password", ["Huaihai88Lu", "x9$kkpqz", "a1b2c3d4e5f6g7h8i9j0"])
def test_a_good_password_passes(password: str) -> None:
    refuse_weak(password, ID_NUMBER)
    refuse_weak(password, "")


def test_the_hash_is_argon2id_and_salted() -> None:
    passwords = Passwords()
    first, second = passwords.hash("Huaihai88Lu"), passwords.hash("Huaihai88Lu")
    assert first.startswith("$argon2id$")
    assert first != second
    assert passwords.is_right(first, "Huaihai88Lu")
    assert not passwords.is_right(first, "Huaihai88Lv")


def test_nobody_and_a_broken_hash_are_never_right() -> None:
    passwords = Passwords(PasswordHasher(time_cost=1, memory_cost=64, parallelism=1))
    assert not passwords.is_right(None, "nobody has this password")
    assert not passwords.is_right("no hash", "Huaihai88Lu")


class Counting(PasswordHasher):
    """Counts how many hashes are made at the same time; two of them wait for each other."""

    def __init__(self) -> None:
        super().__init__(time_cost=1, memory_cost=64, parallelism=1)
        self.most = 0
        self._now = 0
        self._lock = threading.Lock()

    def hash(self, password: str | bytes, *, salt: bytes | None = None) -> str:
        with self._counted():
            return super().hash(password, salt=salt)

    @contextmanager
    def _counted(self) -> Iterator[None]:
        with self._lock:
            self._now += 1
            self.most = max(self.most, self._now)
        yield
        with self._lock:
            self._now -= 1


def test_no_more_than_two_hashes_are_made_at_once() -> None:
    hasher = Counting()
    passwords = Passwords(hasher)
    with ThreadPoolExecutor(8) as pool:
        assert len(list(pool.map(passwords.hash, [f"Huaihai88Lu{n}" for n in range(40)]))) == 40
    assert hasher.most <= 2
