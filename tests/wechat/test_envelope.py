"""Who may push to us: the mode is ours, the signature first, one key may be on its way out."""

import base64
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.wechat import crypto, signature
from app.wechat.body import fields, text_of
from app.wechat.envelope import Envelope, Opened, Rejected
from tests.wechat.support import (
    APP_ID,
    KEY,
    NOW,
    OTHER_KEY,
    TEXT,
    TOKEN,
    envelope_of,
    plain_args,
    sealed_args,
    sealed_push,
)

SAFE = Envelope(TOKEN, APP_ID, [KEY, OTHER_KEY], "safe")
PLAIN = Envelope(TOKEN, APP_ID, [], "plain")


def cause_of(envelope: Envelope, args: dict[str, str], body: bytes, now: int = NOW) -> tuple[str, int]:
    with pytest.raises(Rejected) as refused:
        envelope.open(args, body, now)
    return refused.value.cause, refused.value.status


@pytest.mark.parametrize(("key", "index"), [(KEY, 0), (OTHER_KEY, 1)])
def test_a_push_under_the_current_or_the_previous_key_is_opened_and_answered_under_the_same(
    key: str, index: int
) -> None:
    args, body = sealed_push(TEXT, key=key)
    opened = SAFE.open(args, body, NOW)
    assert (opened.xml.decode(), opened.key_index, opened.nonce) == (TEXT, index, "42")
    answer = fields(SAFE.seal("<xml>好</xml>", opened, NOW).encode())
    encrypted = text_of(answer, "Encrypt")
    assert crypto.open_for(APP_ID, encrypted, crypto.decode_key(key)).decode() == "<xml>好</xml>"
    assert (answer["TimeStamp"], answer["Nonce"]) == (str(NOW), "42")
    assert signature.matches(text_of(answer, "MsgSignature"), TOKEN, str(NOW), "42", encrypted)


def test_the_random_head_of_an_answer_is_never_the_same() -> None:
    opened = Opened(b"", 0, "42")
    assert len({SAFE.seal("<xml/>", opened, NOW) for _ in range(20)}) == 20


def test_a_nonce_that_would_break_the_envelope_is_replaced() -> None:
    answer = SAFE.seal("<xml/>", Opened(b"", 0, "]]><x/>"), NOW)
    assert re.fullmatch("[0-9a-f]{16}", text_of(fields(answer.encode()), "Nonce"))


def test_compatible_mode_reads_the_ciphertext_and_never_the_copy_in_clear() -> None:
    args, body = sealed_push(TEXT)
    both = body.replace(b"</xml>", b"<Content>forged</Content></xml>")
    envelope = Envelope(TOKEN, APP_ID, [KEY], "compatible")
    assert envelope.open(args, both, NOW).xml.decode() == TEXT
    assert cause_of(envelope, plain_args(), TEXT.encode()) == ("not_encrypted", 403)


def test_plain_mode_answers_in_clear_and_does_not_let_the_query_choose_another() -> None:
    opened = PLAIN.open(plain_args(), TEXT.encode(), NOW)
    assert PLAIN.seal("<xml/>", opened, NOW) == "<xml/>"
    assert cause_of(PLAIN, *sealed_push(TEXT)) == ("encrypted_in_plain_mode", 403)


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"msg_signature": ""}, ("msg_signature_missing", 403)),
        ({"msg_signature": "0" * 40}, ("msg_signature_wrong", 403)),
        ({"msg_signature": plain_args()["signature"]}, ("msg_signature_wrong", 403)),
        ({"msg_signature": "签名\ud800"}, ("msg_signature_wrong", 403)),
        ({"timestamp": "1e9"}, ("malformed_timestamp", 400)),
        ({"timestamp": "-1700000000"}, ("malformed_timestamp", 400)),
        ({"timestamp": "١٧٠٠٠٠٠٠٠٠"}, ("malformed_timestamp", 400)),
        ({"timestamp": "9" * 5000}, ("malformed_timestamp", 400)),
        ({"timestamp": ""}, ("timestamp_missing", 400)),
        ({"nonce": ""}, ("nonce_missing", 400)),
        ({"nonce": "43"}, ("msg_signature_wrong", 403)),
        ({"encrypt_type": "raw"}, ("not_encrypted", 403)),
    ],
)
def test_a_query_that_does_not_hold_is_refused_with_its_cause(
    change: dict[str, str], expected: tuple[str, int]
) -> None:
    args, body = sealed_push(TEXT)
    assert cause_of(SAFE, args | change, body) == expected


@pytest.mark.parametrize(("offset", "accepted"), [(300, True), (-300, True), (301, False), (-301, False)])
def test_a_push_older_or_newer_than_five_minutes_is_refused(offset: int, *, accepted: bool) -> None:
    args, body = sealed_push(TEXT)
    if accepted:
        assert SAFE.open(args, body, NOW + offset).xml
    else:
        assert cause_of(SAFE, args, body, NOW + offset) == ("out_of_window", 403)


def test_bodies_are_bounded() -> None:
    assert cause_of(SAFE, sealed_push(TEXT)[0], b"x" * (64 * 1024 + 1)) == ("too_large", 413)
    assert cause_of(PLAIN, plain_args(), b"x" * 5_000_000) == ("too_large", 413)


def test_a_push_for_another_account_is_refused() -> None:
    args, body = sealed_push(TEXT, app_id="wxother")
    assert cause_of(SAFE, args, body) == ("undecipherable_appid", 400)


@pytest.mark.parametrize("encrypted", ["QUJD", "=", "一二三", "AAAA" * 5 + "AA==", "A" * 43 + "="])
def test_signed_rubbish_is_refused(encrypted: str) -> None:
    cause, status = cause_of(SAFE, sealed_args(encrypted), envelope_of(encrypted))
    assert cause.startswith("undecipherable_")
    assert status == 400


@given(st.integers(0, 10_000), st.integers(0, 7))
def test_no_flipped_bit_of_a_signed_ciphertext_crashes(place: int, bit: int) -> None:
    raw = bytearray(base64.b64decode(crypto.encrypt(TEXT, APP_ID, crypto.decode_key(KEY))))
    raw[place % len(raw)] ^= 1 << bit
    encrypted = base64.b64encode(raw).decode()
    try:
        SAFE.open(sealed_args(encrypted), envelope_of(encrypted), NOW)
    except Rejected as refused:
        assert refused.status == 400  # noqa: PT017 - a flip in the random head or the text decrypts to something


@given(st.binary(max_size=200))
def test_no_body_whatsoever_crashes_the_envelope(body: bytes) -> None:
    args = plain_args() | {"encrypt_type": "aes", "msg_signature": "0" * 40}
    with pytest.raises(Rejected):
        SAFE.open(args, body, NOW)


def test_the_address_check_reflects_nothing_before_the_signature_holds() -> None:
    args = plain_args() | {"echostr": "4375120948345356249"}
    assert SAFE.echo(args, NOW) == "4375120948345356249"
    for change in ({"signature": "0" * 40}, {"signature": ""}, {"echostr": ""}, {"timestamp": "x"}):
        with pytest.raises(Rejected):
            SAFE.echo(args | change, NOW)


@pytest.mark.parametrize(
    ("token", "keys", "mode"),
    [("", [KEY], "safe"), (TOKEN, [], "safe"), (TOKEN, [KEY], "none"), (TOKEN, ["x"], "safe")],
)
def test_a_deployment_that_would_let_anybody_in_does_not_start(token: str, keys: list[str], mode: str) -> None:
    with pytest.raises(ValueError, match=r"needs|EncodingAESKey"):
        Envelope(token, APP_ID, keys, mode)


def test_what_an_envelope_opened_does_not_print_itself() -> None:
    assert "oOpenId" not in repr(SAFE.open(*sealed_push(TEXT), NOW))
