"""The port over HTTP: an adapter for a real core, and a server that puts any core behind the same contract."""

from app.fund_core.http.client import HttpCore

__all__ = ["HttpCore"]
