"""The client hands out bytes, or text when it was told to decode: here both become text."""

from typing import overload


@overload
def text_of(reply: bytes | str) -> str: ...
@overload
def text_of(reply: bytes | str | None) -> str | None: ...
def text_of(reply: bytes | str | None) -> str | None:
    """Return the reply as text; None stays None."""
    return reply.decode() if isinstance(reply, bytes) else reply
