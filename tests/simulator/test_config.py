import pytest

from simulator.config import SimulatorConfig, from_command_line

KEYS = ("app_id", "app_secret", "token", "aes_key")


def test_flags_win_over_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in KEYS:
        monkeypatch.setenv(f"SIM_{name.upper()}", "from-env")
    serving = from_command_line(["--port", "9001", "--app-id", "from-flag", "--public-url", "http://hall.test"])
    assert (serving.config.app_id, serving.config.token) == ("from-flag", "from-env")
    assert serving.config.callback_url == "http://hall.test/wechat/callback"
    assert serving.config.self_url == "http://127.0.0.1:9001"
    assert serving.config.authorised_host == "hall.test"


def test_what_is_missing_is_named(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    for name in KEYS:
        monkeypatch.delenv(f"SIM_{name.upper()}", raising=False)
    with pytest.raises(SystemExit):
        from_command_line([])
    assert "SIM_AES_KEY" in capsys.readouterr().err


def test_an_unknown_mode_is_no_configuration(config: SimulatorConfig) -> None:
    with pytest.raises(ValueError, match="safe"):
        SimulatorConfig("a", "b", "c", "d", "loud", "e", "f", "g")


def test_secrets_stay_out_of_the_repr(config: SimulatorConfig) -> None:
    assert "its-secret" not in repr(config)
