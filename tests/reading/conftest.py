"""Queries stand on the stage of applications: the whole hall, over both cores, on the morning of the demo day."""

from tests.applications.conftest import build, clock, distant, embedded, enter, seeded, wire

__all__ = ["build", "clock", "distant", "embedded", "enter", "seeded", "wire"]
