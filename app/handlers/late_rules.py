"""Addresses whose builder is made when one is built first.

Werkzeug writes and compiles a piece of Python for each rule, twice, as it is registered: a fifth of what a web process
takes to start, for addresses of which it may never build one.
"""

from collections.abc import Callable

from werkzeug.routing import Rule

Builder = Callable[..., tuple[str, str]]


class LateRule(Rule):
    """A rule like any other; ``Flask.url_rule_class``."""

    def _compile_builder(self, append_unknown: bool = True) -> Builder:  # noqa: FBT001, FBT002 - as werkzeug calls it
        compile_now, made = super()._compile_builder, list[Builder]()

        def build(rule: Rule, /, **values: object) -> tuple[str, str]:
            if not made:
                made.append(compile_now(append_unknown))
            return made[0](rule, **values)

        return build
