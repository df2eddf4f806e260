import json
import logging

import pytest

from app.logs import JsonLines, masked


@pytest.mark.parametrize(
    "personal",
    ["140802199001011234", "14080219900101123X", "13800138000", "6217001234567890123", "o" + "A1_-" * 6 + "abc"],
)
def test_personal_numbers_become_stars(personal: str) -> None:
    assert personal not in masked(f"id={personal};")


def test_short_numbers_and_words_stay() -> None:
    assert masked("took 1234567 ms at 2026-11-24") == "took 1234567 ms at 2026-11-24"


def test_a_foreign_error_keeps_its_type_and_place_but_not_its_message() -> None:
    record = logging.LogRecord("here", logging.ERROR, __file__, 1, "broke", None, None)
    error = RuntimeError("https://api/?secret=abc")
    record.exc_info = (RuntimeError, error, None)
    line = json.loads(JsonLines().format(record))
    assert line["error"] == "RuntimeError"
    assert "secret" not in json.dumps(line)
