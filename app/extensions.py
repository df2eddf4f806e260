"""What Flask is extended by, and the only place that commits."""

from collections.abc import Iterator
from contextlib import contextmanager

from flask_session import Session
from flask_sqlalchemy import SQLAlchemy
from flask_wtf.csrf import CSRFProtect

from app.store.after_commit import take_actions
from app.store.base import Base

db = SQLAlchemy(metadata=Base.metadata)
csrf = CSRFProtect()
server_sessions = Session()


@contextmanager
def transaction() -> Iterator[None]:
    """Commit what the block did, or nothing of it; what was to happen after the commit happens then."""
    try:
        yield
        if db.session.registry.has():  # a block that asked the session for nothing costs no connection
            db.session.commit()
    except BaseException:
        take_actions(db.session)
        db.session.rollback()
        raise
    for action in take_actions(db.session):
        action()
