import array
import io
import math
import wave
from importlib.resources import files
from operator import mul

import pytest

from app.kv import voice
from app.kv.voice import NOISE, RATE, SILENCE_MS, SPEED_PERCENT, Samples, spoken


def samples(sound: bytes) -> Samples:
    with wave.open(io.BytesIO(sound)) as file:
        assert (file.getnchannels(), file.getsampwidth(), file.getframerate()) == (1, 2, RATE)
        return array.array("h", file.readframes(file.getnframes()))


def syllables(sound: bytes) -> int:
    """Count what stands out of the noise, with at least a third of a second of quiet between."""
    step = RATE // 20
    heard = samples(sound)
    loud = [max(map(abs, heard[n : n + step])) > 3 * NOISE for n in range(0, len(heard), step)]
    starts = [n for n, one in enumerate(loud) if one and not any(loud[max(0, n - 5) : n])]
    return len(starts)


@pytest.mark.parametrize("digits", ["0123", "4567", "8901", "5555"])
def test_each_digit_is_heard_apart(digits: str) -> None:
    assert syllables(spoken(digits)) == 4


@pytest.mark.parametrize("digit", "0123456789")
def test_a_digit_is_the_one_of_its_clip(digit: str) -> None:
    heard = samples(spoken(digit))[RATE * SILENCE_MS // 1000 :]
    alike = {other: likeness(heard, clip(other)) for other in "0123456789"}
    assert max(alike, key=lambda other: alike[other]) == digit


def test_the_same_answer_never_makes_the_same_file() -> None:
    assert spoken("1234") != spoken("1234")


def clip(digit: str) -> Samples:
    return samples(files(voice).joinpath(f"{digit}.wav").read_bytes())


def likeness(heard: Samples, clip: Samples) -> float:
    """Return how well the clip fits on what is heard, at the best of its speeds: 1 is perfectly."""
    return max(_fit(heard, clip, percent) for percent in range(SPEED_PERCENT[0], SPEED_PERCENT[1] + 1))


def _fit(heard: Samples, clip: Samples, percent: int) -> float:
    faster = [clip[n * percent // 100] for n in range(min(len(heard), len(clip) * 100 // percent))]
    both = float(sum(map(mul, heard, faster)))
    return both / math.sqrt(sum(one * one for one in faster) * sum(one * one for one in heard))
