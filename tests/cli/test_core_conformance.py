"""`flask core conformance` against `flask core serve`: two processes, as a vendor without the hall runs them."""

from pathlib import Path

import click
import pytest

from app.cli.conformance import demo_cast, read_cast
from tests.cli.deployment import of_a_vendor, run, serving


@pytest.fixture
def settings(tmp_path: Path) -> dict[str, str]:
    return of_a_vendor(f"sqlite:///{tmp_path / 'core.sqlite'}")


def test_a_table_says_what_is_kept(settings: dict[str, str], tmp_path: Path) -> None:
    run(settings, "seed")
    people = tmp_path / "people.toml"
    people.write_text('[people]\nsaver = "140802190001010018"\n', encoding="utf-8")
    with serving(settings) as address:
        kept = run(settings, "conformance", "--url", address, "--writes")
        broken = run(settings, "conformance", "--url", address, "--people", str(people))
    assert (kept.returncode, kept.stdout.splitlines()[0].split()) == (0, ["操作", "检查", "结果", "说明"])
    assert "不符 0" in kept.stdout
    assert "同一个键重发，只支付一次" in kept.stdout
    assert broken.returncode == 1
    assert not [one for one in (*demo_cast().values(), "140802190001010018") if one in kept.stdout + broken.stdout]


def test_what_a_vendor_did_not_set_is_named(settings: dict[str, str]) -> None:
    told = run({name: value for name, value in settings.items() if name != "CORE_SECRET"}, "people")
    assert told.returncode != 0
    assert "CORE_SECRET is missing" in told.stderr


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("[people", "TOML"),
        ('[people]\nfrozen = "1"', "saver"),
        ('[people]\nsaver = "1"\nking = "2"', "king"),
        ("[people]\nsaver = 1", "saver"),
    ],
)
def test_a_file_of_people_that_cannot_be_is_refused(tmp_path: Path, text: str, named: str) -> None:
    path = tmp_path / "people.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(click.ClickException, match=named):
        read_cast(path)
