import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

from tests.stage import hall_app, hall_settings


def test_what_several_processes_count_is_shown_together(tmp_path: Path, redis_url: str) -> None:
    folder = tmp_path / "counts"
    folder.mkdir()
    settings = hall_settings("http://localhost", "http://127.0.0.1:9", f"sqlite:///{tmp_path / 'h.sqlite'}", redis_url)
    with hall_app(replace(settings, metrics_folder=str(folder)), seeded=False) as app:
        for _ in range(2):
            count_in_another_process(folder)
        shown = app.test_client().get("/metrics").text
    assert 'hall_callbacks_total{kind="TextMessage",outcome="replied"} 2.0' in shown


def count_in_another_process(folder: Path) -> None:
    """Count one callback in a process of its own, as a second web process does."""
    words = "from app.handlers.callback.counts import CALLBACKS; CALLBACKS.labels('TextMessage', 'replied').inc()"
    environment = {**os.environ, "PROMETHEUS_MULTIPROC_DIR": str(folder)}
    subprocess.run([sys.executable, "-c", words], env=environment, check=True)
