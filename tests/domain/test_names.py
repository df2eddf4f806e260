"""Names in every spelling people use, and what a mask leaves of a secret."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.identity import (
    InvalidName,
    mask_card,
    mask_id_number,
    mask_mobile,
    mask_name,
    normalise_name,
    same_name,
)
from app.domain.masking import InvalidMask, MaskRule, mask


@pytest.mark.parametrize("dot", "·•・‧．.")
def test_every_dot_is_the_minority_dot(dot: str) -> None:
    assert normalise_name(f"买买提{dot}吐尔逊") == "买买提·吐尔逊"
    assert same_name(f"买买提{dot}吐尔逊", "买买提·吐尔逊")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (" 李 华 ", "李华"),
        ("王\U00020bb7", "王\U00020bb7"),  # plane 2
        ("\U00031350小明", "\U00031350小明"),  # plane 3
        ("张〇", "张〇"),
        ("anna  maria o'neil", "ANNA MARIA O'NEIL"),
        ("Jose\u0301 Núñez", "JOSÉ NÚÑEZ"),
    ],
)
def test_one_spelling(text: str, name: str) -> None:
    assert normalise_name(text) == name


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "empty"),
        ("  ", "empty"),
        ("·", "characters"),
        ("李华1", "characters"),
        ("李\x00华", "characters"),
        ("李<b>", "characters"),
        ("李\ue000", "private_use"),
        ("李" * 61, "too_long"),
    ],
)
def test_what_is_no_name(text: str, code: str) -> None:
    with pytest.raises(InvalidName) as refused:
        normalise_name(text)
    assert refused.value.code == code
    assert not same_name(text, text)


def test_same_and_other_names() -> None:
    assert same_name("Anna Maria", "ANNAMARIA")
    assert not same_name("李华", "李花")


@given(st.text(max_size=70))
def test_a_name_is_stable_or_refused(text: str) -> None:
    try:
        name = normalise_name(text)
    except InvalidName:
        return
    assert normalise_name(name) == name
    assert same_name(text, name)


def test_the_default_masks() -> None:
    assert mask_id_number("142701199101010004") == "142***********0004"
    assert mask_mobile("13800000000") == "138****0000"
    assert mask_card("6217000540000000017") == "***************0017"
    assert [mask_name(name) for name in ("华", "李华", "买买提·吐尔逊")] == ["*", "*华", "***·**逊"]


@given(st.text(max_size=30))
def test_a_mask_keeps_the_length_and_hides_the_middle(text: str) -> None:
    masked = mask_id_number(text)
    assert len(masked) == len(text)
    assert set(masked[3:-4]) <= {"*"}
    assert len(text) > 7 or set(masked) <= {"*"}


def test_rules_that_cannot_hide_are_refused() -> None:
    with pytest.raises(InvalidMask):
        MaskRule(-1, 4)
    with pytest.raises(InvalidMask):
        MaskRule(3, 4, fill="")
    with pytest.raises(InvalidMask):
        MaskRule(3, 4, stars=0)
    assert mask("142701199101010004", MaskRule(3, 0, fill="#", stars=2)) == "142##"
