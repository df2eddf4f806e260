"""A core system of our own, in SQL: the reference for the port, and all the core a newcomer needs."""

from app.fund_core.embedded.core import EmbeddedCore

__all__ = ["EmbeddedCore"]
