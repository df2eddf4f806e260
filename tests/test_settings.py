import base64
import re
from pathlib import Path

import pytest

from app.settings import SettingsInvalid, read_settings

ROOT = Path(__file__).parent.parent


def environment(**changed: str) -> dict[str, str]:
    """Return settings that are whole, with some changed; an empty text takes one away."""
    whole = {
        "PUBLIC_URL": "https://gjj.example/",
        "SECRET_KEY": "kQ3v9Zs0Xw7yB1cD5eF8gH2jL4mN6pR0",
        "DATA_KEYS": "k1:" + base64.b64encode(bytes(range(32))).decode(),
        "DATABASE_URL": "postgresql+psycopg://hall@db/hall",
        "REDIS_URL": "redis://kv:6379/0",
        "WECHAT_APP_ID": "wx0000000000000001",
        "WECHAT_APP_SECRET": "s" * 32,
        "WECHAT_TOKEN": "token123",
        "WECHAT_AES_KEY": "a" * 43,
        "SMS_URL": "https://sms.example",
    }
    return {name: value for name, value in {**whole, **changed}.items() if value}


def test_whole_settings_are_read_and_addresses_lose_their_last_slash() -> None:
    settings = read_settings(environment())
    assert settings.public_url == "https://gjj.example"
    assert settings.wechat.mode == "safe"
    assert settings.wechat.aes_keys == ("a" * 43,)


def test_every_fault_is_reported_at_once() -> None:
    with pytest.raises(SettingsInvalid) as caught:
        read_settings({"WECHAT_MODE": "open", "PUBLIC_URL": "gjj.example", "SECRET_KEY": "changeme"})
    named = " ".join(caught.value.faults)
    for name in ("PUBLIC_URL", "SECRET_KEY", "DATA_KEYS", "DATABASE_URL", "REDIS_URL", "WECHAT_MODE", "WECHAT_AES_KEY"):
        assert name in named


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SECRET_KEY", "a" * 40),
        ("DATA_KEYS", "k1:c2hvcnQ="),
        ("DATA_KEYS", "k1"),
        ("DATABASE_URL", "mysql://db"),
        ("REDIS_URL", "http://kv"),
        ("WECHAT_AES_KEY", "a" * 42),
        ("WECHAT_TOKEN", "x y"),
        ("SMS_URL", "ftp://sms"),
    ],
)
def test_a_value_that_cannot_be_used_is_refused_and_not_printed(name: str, value: str) -> None:
    with pytest.raises(SettingsInvalid) as caught:
        read_settings(environment(**{name: value}))
    assert caught.value.faults[0].startswith(name)
    assert value not in str(caught.value)


def test_settings_do_not_print_their_secrets() -> None:
    settings = read_settings(environment())
    assert settings.secret_key not in repr(settings)
    assert "s" * 32 not in repr(settings)


def test_a_core_system_needs_the_secret_that_signs_requests_to_it() -> None:
    with pytest.raises(SettingsInvalid, match="CORE_SECRET"):
        read_settings(environment(CORE_URL="https://core.example"))


def test_every_setting_has_a_line_in_the_readme() -> None:
    source = (ROOT / "app" / "settings.py").read_text(encoding="utf-8")
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    names = re.findall(r'read\.(?:need|may)\("([A-Z_]+)"', source)
    assert len(names) > 10
    assert [name for name in names if f"`{name}`" not in readme] == []
