"""Picture captchas (图形验证码) with a voice alternative: four digits, answered once."""

import secrets
from functools import cache
from typing import TYPE_CHECKING

import redis

from app.kv.replies import text_of
from app.kv.voice import spoken

if TYPE_CHECKING:
    from captcha.image import ImageCaptcha

LIFE_SECONDS = 300
DIGITS = 4
WIDTH, HEIGHT = 120, 44


class Captchas:
    """Makes captchas and checks answers. A token is spent by the first answer, right or wrong."""

    def __init__(self, client: redis.Redis, prefix: str) -> None:
        self._client = client
        self._prefix = f"{prefix}:captcha"

    def new(self) -> str:
        """Return the token of a new captcha."""
        token = secrets.token_urlsafe(16)
        answer = f"{secrets.randbelow(10**DIGITS):0{DIGITS}d}"
        self._client.set(self._key(token), answer, ex=LIFE_SECONDS)
        return token

    def picture(self, token: str) -> bytes | None:
        """Return a PNG, or None when the token is unknown, old or spent."""
        answer = self._answer(token)
        return _pictures().generate(answer, format="png").getvalue() if answer else None

    def sound(self, token: str) -> bytes | None:
        """Return a WAV that speaks the same digits in Mandarin, or None."""
        answer = self._answer(token)
        return spoken(answer) if answer else None

    def check(self, token: str, answer: str) -> bool:
        """Spend the token; whether the answer was right."""
        expected = text_of(self._client.getdel(self._key(token)))
        return expected is not None and secrets.compare_digest(expected.encode(), answer.strip().encode())

    def _answer(self, token: str) -> str | None:
        return text_of(self._client.get(self._key(token)))

    def _key(self, token: str) -> str:
        return f"{self._prefix}:{token}"


@cache
def _pictures() -> "ImageCaptcha":
    from captcha.image import ImageCaptcha  # noqa: PLC0415 - a whole picture library, which no start should wait for

    return ImageCaptcha(width=WIDTH, height=HEIGHT, font_sizes=(30, 34, 38))
