import pytest
from flask import Flask, url_for
from werkzeug.routing import BuildError

from app.handlers.late_rules import LateRule


def test_an_address_is_built_as_by_any_rule() -> None:
    app = Flask(__name__)
    app.url_rule_class = LateRule
    app.add_url_rule("/loans/<int:rule>/<path:rest>", "loan")
    with app.test_request_context():
        for _ in range(2):
            assert url_for("loan", rule=3, rest="a b", page="二") == "/loans/3/a%20b?page=%E4%BA%8C"
        with pytest.raises(BuildError):
            url_for("loan", rule=3)
