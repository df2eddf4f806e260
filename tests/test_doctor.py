from collections.abc import Iterator
from pathlib import Path

import flask_migrate
import pytest
import redis

from app.cli import register_migrations
from app.extensions import db
from app.fund_core.embedded.tables import metadata as core_metadata
from app.store.base import Base
from tests.stage import Stage, stage


@pytest.fixture
def deployment(tmp_path: Path, redis_url: str, redis_client: redis.Redis) -> Iterator[Stage]:
    with stage(f"sqlite:///{tmp_path / 'hall.sqlite'}", redis_url, works=False) as running:
        yield running


def migrate(deployment: Stage) -> None:
    """Replace the tables made at once by those of the migrations."""
    register_migrations(deployment.app)
    with deployment.app.app_context():
        Base.metadata.drop_all(db.engine)
        core_metadata.drop_all(db.engine)
        flask_migrate.upgrade()


def said(deployment: Stage, *words: str) -> tuple[int, str]:
    answer = deployment.app.test_cli_runner().invoke(args=list(words), catch_exceptions=False)
    return answer.exit_code, answer.output


def test_a_deployment_that_is_whole_has_no_fault(deployment: Stage) -> None:
    migrate(deployment)
    assert said(deployment, "menu", "push") == (0, "菜单已发布\n")
    assert said(deployment, "menu", "diff") == (0, "一致\n")
    code, output = said(deployment, "doctor")
    assert (code, output.count("坏")) == (0, 0)


def test_the_doctor_says_how_to_mend_what_is_missing(deployment: Stage) -> None:
    code, output = said(deployment, "doctor")
    assert code == 1
    assert "flask db upgrade" in output
    assert "flask menu push" in output


def test_a_menu_that_is_not_published_differs_and_can_be_taken_away(deployment: Stage) -> None:
    assert said(deployment, "menu", "diff")[0] == 1
    said(deployment, "menu", "push")
    shown = said(deployment, "menu", "show")[1]
    assert "微网厅" in shown
    assert "conditionalmenu" in shown
    assert said(deployment, "menu", "delete", "--yes")[0] == 0
    assert said(deployment, "menu", "show") == (0, "{}\n")
