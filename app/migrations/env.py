"""Runs migrations on the application's engine; the embedded core's tables are migrated with ours."""

from alembic import context
from flask import current_app

from app.fund_core.embedded.tables import metadata as core_metadata
from app.store.base import Base

TARGETS = [Base.metadata, core_metadata]


def run() -> None:
    engine = current_app.extensions["migrate"].db.engine
    with engine.connect() as connection:
        context.configure(connection=connection, target_metadata=TARGETS, render_as_batch=True, compare_type=True)
        with context.begin_transaction():
            context.run_migrations()


run()
