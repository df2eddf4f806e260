import flask_migrate
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import MetaData, inspect

from app.cli import register_migrations
from app.extensions import db
from app.factory import create_app
from app.fund_core.embedded.tables import metadata as core_metadata
from app.store.base import Base
from tests.stage import hall_settings, let_go


def both() -> MetaData:
    """Return our tables and the core's as one."""
    whole = MetaData()
    for metadata in (Base.metadata, core_metadata):
        for table in metadata.sorted_tables:
            table.to_metadata(whole)
    return whole


def test_migrations_make_what_the_models_say_and_take_it_away_again(database_url: str, redis_url: str) -> None:
    app = create_app(hall_settings("http://localhost", "http://127.0.0.1:9", database_url, redis_url))
    register_migrations(app)
    with app.app_context():
        flask_migrate.upgrade()
        with db.engine.connect() as connection:
            context = MigrationContext.configure(connection, opts={"compare_type": True})
            assert compare_metadata(context, both()) == []
        flask_migrate.downgrade(revision="base")
        assert set(inspect(db.engine).get_table_names()) <= {"alembic_version"}
    let_go(app)
