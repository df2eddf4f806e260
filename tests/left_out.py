"""What a machine lacks: a test is left out by name, and fails where every change is checked."""

import os
from typing import NoReturn

import pytest


def left_out(why: str) -> NoReturn:
    """A machine of one's own may lack something; the one that checks every change may not."""
    if os.environ.get("CI") == "true":
        pytest.fail(why)
    pytest.skip(why)
