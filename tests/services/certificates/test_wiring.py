"""A seal that cannot be opened stops the start with a sentence, not the first certificate."""

from dataclasses import replace
from pathlib import Path

import pytest

from app.container.certificates import press_of
from app.domain.policy import load_policy
from app.settings import SettingsInvalid
from tests.services.world import NOON
from tests.stage import hall_settings

SETTINGS = hall_settings("https://gjj.test", "http://127.0.0.1:9", "sqlite://", "redis://127.0.0.1:9")
POLICY = load_policy(NOON.date())


def test_a_seal_that_cannot_be_opened_is_a_fault_of_the_settings(seal_file: Path, tmp_path: Path) -> None:
    for file, password in ((seal_file, "wrong"), (tmp_path / "none.p12", "p")):
        with pytest.raises(SettingsInvalid, match="SEAL_FILE cannot be opened"):
            press_of(replace(SETTINGS, seal_file=str(file), seal_password=password), POLICY, NOON)


def test_without_a_seal_there_are_previews_only(seal_file: Path) -> None:
    with_seal = press_of(replace(SETTINGS, seal_file=str(seal_file), seal_password="p"), POLICY, NOON)
    assert with_seal.valid_until is not None
    assert press_of(replace(SETTINGS, seal_file=""), POLICY, NOON).valid_until is None
