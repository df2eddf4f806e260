from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.vault import Unreadable, Vault

OLD = ("k1", bytes(range(32)))
NEW = ("k2", bytes(range(32, 64)))


@given(st.text())
def test_what_is_sealed_opens_again(text: str) -> None:
    vault = Vault((NEW,))
    sealed = vault.seal(text, "users.phone")
    assert vault.open(sealed, "users.phone") == text


def test_two_seals_of_one_text_differ_but_its_index_does_not() -> None:
    vault = Vault((NEW,))
    assert vault.seal("same", "p") != vault.seal("same", "p")
    assert vault.index("same", "p") == vault.index("same", "p")
    assert vault.index("same", "p") != vault.index("same", "q")


def test_after_a_rotation_old_rows_still_open_and_are_still_found() -> None:
    before, after = Vault((OLD,)), Vault((NEW, OLD))
    assert after.open(before.seal("text", "p"), "p") == "text"
    assert before.index("text", "p") in after.indexes("text", "p")
    assert after.seal("text", "p").startswith("k2:")


SPOILT: dict[str, Callable[[str], str]] = {
    "altered": lambda s: s[:-4] + "AAA=",
    "another key": lambda s: "k9" + s[2:],
    "not base64": lambda _: "k2:%%%",
    "empty": lambda _: "",
}


@pytest.mark.parametrize("how", SPOILT)
def test_an_altered_value_does_not_open(how: str) -> None:
    vault = Vault((NEW,))
    with pytest.raises(Unreadable):
        vault.open(SPOILT[how](vault.seal("text", "p")), "p")


def test_a_value_moved_to_another_column_does_not_open() -> None:
    vault = Vault((NEW,))
    with pytest.raises(Unreadable):
        vault.open(vault.seal("text", "users.phone"), "users.name")


@given(st.binary())
def test_a_file_is_sealed_too(data: bytes) -> None:
    vault = Vault((NEW, OLD))
    sealed = vault.seal_bytes(data, "files")
    assert vault.open_bytes(sealed, "files") == data
    for spoilt in (sealed[:-1], b"k1" + sealed[2:], b"\xff" + sealed, b""):
        with pytest.raises(Unreadable):
            vault.open_bytes(spoilt, "files")
    with pytest.raises(Unreadable):
        vault.open_bytes(sealed, "other files")
