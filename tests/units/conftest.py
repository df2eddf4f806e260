"""A unit's handler before the application; the demo centre's units are what there is."""

from tests.handlers.conftest import doors

__all__ = ["doors"]
