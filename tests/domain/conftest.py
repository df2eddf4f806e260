"""Property tests here have no time limit per example: a machine shared with others is slow at times."""

from hypothesis import settings

settings.register_profile("domain", deadline=None)
settings.load_profile("domain")
