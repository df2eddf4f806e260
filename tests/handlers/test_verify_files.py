from dataclasses import replace
from pathlib import Path

from tests.stage import hall_app, hall_settings


def test_the_domain_is_shown_to_be_ours_by_the_files_of_the_settings(tmp_path: Path, redis_url: str) -> None:
    settings = hall_settings("http://localhost", "http://127.0.0.1:9", f"sqlite:///{tmp_path / 'h.sqlite'}", redis_url)
    account = replace(settings.wechat, verify_files=(("MP_verify_a1B2.txt", "a1B2"),))
    with hall_app(replace(settings, wechat=account), seeded=False) as app:
        shown = app.test_client().get("/MP_verify_a1B2.txt")
        assert (shown.status_code, shown.text, shown.mimetype) == (200, "a1B2", "text/plain")
        assert app.test_client().get("/MP_verify_other.txt").status_code == 404
