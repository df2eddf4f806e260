"""Our own database with one follower bound, as the callback finds it."""

from collections.abc import Mapping

from flask_migrate import upgrade

from app.cli import register_migrations
from app.extensions import db, transaction
from app.factory import create_app
from app.settings import read_settings
from app.store.bindings import Bindings
from app.store.users import Identity, Users


def prepare(environment: Mapping[str, str], openid: str) -> None:
    """Migrate the database of this environment and bind ``openid`` to a made-up user."""
    app = create_app(read_settings(environment))
    container = app.extensions["container"]
    register_migrations(app)
    with app.app_context():
        upgrade()
        with transaction():
            person = Identity("140802199001010012", "李华", "13800000000")
            user = Users(db.session, container.vault).add(person, "-", container.clock.now())
            Bindings(db.session, container.vault).add(user.id, openid, container.clock.now())
        db.engine.dispose()
    container.close()
