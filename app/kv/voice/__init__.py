"""Digits spoken in Mandarin (普通话), for those who cannot see the picture of a captcha."""

import array
import io
import secrets
import sys
import wave
from functools import cache
from importlib.resources import files
from typing import TypeAlias

Samples: TypeAlias = "array.array[int]"

RATE = 11025  # samples a second, as the clips have
LOUDEST = 32767
NOISE = 700
SILENCE_MS, PAUSE_MS = 300, (350, 650)
SPEED_PERCENT = (90, 108)

_chance = secrets.SystemRandom()


def spoken(digits: str) -> bytes:
    """Return a WAV that speaks the digits one by one, no two times quite the same, over a low noise."""
    samples = array.array("h", _quiet(SILENCE_MS))
    for digit in digits:
        samples.extend(_at_another_speed(_clip(digit)))
        samples.extend(_quiet(_chance.randint(*PAUSE_MS)))
    return _wav(_with_noise(samples))


@cache
def _clip(digit: str) -> Samples:
    with files(__name__).joinpath(f"{digit}.wav").open("rb") as file, wave.open(file) as clip:
        return _ordered(array.array("h", clip.readframes(clip.getnframes())))


def _quiet(milliseconds: int) -> list[int]:
    return [0] * (RATE * milliseconds // 1000)


def _at_another_speed(clip: Samples) -> list[int]:
    percent = _chance.randint(*SPEED_PERCENT)
    return [clip[n * percent // 100] for n in range(len(clip) * 100 // percent)]


def _with_noise(samples: Samples) -> Samples:
    noise = array.array("h", secrets.token_bytes(2 * len(samples)))
    noisy = (one + other * NOISE // LOUDEST for one, other in zip(samples, noise, strict=True))
    return array.array("h", [max(-LOUDEST, min(LOUDEST, one)) for one in noisy])


def _ordered(samples: Samples) -> Samples:
    """Turn the bytes of each sample where the machine counts from the other end: WAV is little-endian."""
    if sys.byteorder == "big":
        samples.byteswap()
    return samples


def _wav(samples: Samples) -> bytes:
    buffer = io.BytesIO()
    with wave.open(buffer, "wb") as file:
        file.setparams((1, 2, RATE, 0, "NONE", ""))
        file.writeframes(_ordered(samples).tobytes())
    return buffer.getvalue()
