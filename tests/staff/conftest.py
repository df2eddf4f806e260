"""The hall of tests/applications with the demo centre's staff before their desk."""

from tests.applications.conftest import build, clock, embedded, registry, seeded, wire

__all__ = ["build", "clock", "embedded", "registry", "seeded", "wire"]
