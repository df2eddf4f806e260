"""What a core's endpoint must let in and must keep out."""

import msgspec

from app.fund_core.http.conformance.bare_line import BareLine
from app.fund_core.http.conformance.play import STRANGER, Kind, Stage, check, expect
from app.fund_core.http.wire import SIGNATURE, encode, path_of

PATH = path_of("find_person")
BODY = encode({"id_number": STRANGER})
OK, UNSIGNED, CONFLICT = 200, 401, 409
TOO_LATE = 3600  # seconds


@check("signature", Kind.WIRE)
def right_signature_is_let_in(stage: Stage) -> None:
    line = _line(stage)
    _expect_status(OK, line, BODY, line.headers(PATH, BODY))


@check("signature", Kind.WIRE)
def unsigned_is_kept_out(stage: Stage) -> None:
    _expect_status(UNSIGNED, _line(stage), BODY, {})


@check("signature", Kind.WIRE)
def wrong_signature_is_kept_out(stage: Stage) -> None:
    line = _line(stage)
    _expect_status(UNSIGNED, line, BODY, {**line.headers(PATH, BODY), SIGNATURE: "0" * 64})


@check("signature", Kind.WIRE)
def altered_body_is_kept_out(stage: Stage) -> None:
    line = _line(stage)
    _expect_status(UNSIGNED, line, BODY + b" ", line.headers(PATH, BODY))


@check("signature", Kind.WIRE)
def other_operation_is_kept_out(stage: Stage) -> None:
    line = _line(stage)
    _expect_status(UNSIGNED, line, BODY, line.headers(path_of("loans_of"), BODY))


@check("signature", Kind.WIRE)
def old_request_is_kept_out(stage: Stage) -> None:
    line = _line(stage)
    _expect_status(UNSIGNED, line, BODY, line.headers(PATH, BODY, late_by=TOO_LATE))


@check("signature", Kind.WIRE)
def repeated_nonce_is_kept_out(stage: Stage) -> None:
    line = _line(stage)
    headers = line.headers(PATH, BODY)
    _expect_status(OK, line, BODY, headers)
    _expect_status(UNSIGNED, line, BODY, headers)


@check("input", Kind.WIRE)
def missing_argument_is_refused(stage: Stage) -> None:
    _expect_invalid(_line(stage), b"{}")


@check("input", Kind.WIRE)
def surplus_argument_is_refused(stage: Stage) -> None:
    _expect_invalid(_line(stage), encode({"id_number": STRANGER, "more": "1"}))


@check("input", Kind.WIRE)
def wrong_type_is_refused(stage: Stage) -> None:
    _expect_invalid(_line(stage), encode({"id_number": 1}))


def _line(stage: Stage) -> BareLine:
    if stage.line is None:
        raise TypeError("a check of the wire needs a line")
    return stage.line


def _expect_status(wanted: int, line: BareLine, body: bytes, headers: dict[str, str]) -> None:
    status = line.post(PATH, body, headers).status_code
    expect(status == wanted, f"status {status} instead of {wanted}")


def _expect_invalid(line: BareLine, body: bytes) -> None:
    answer = line.post(PATH, body, line.headers(PATH, body))
    expect(answer.status_code == CONFLICT, f"status {answer.status_code} instead of {CONFLICT}")
    try:
        told = msgspec.json.decode(answer.content, type=dict[str, str])
    except msgspec.MsgspecError:
        told = {}
    expect(told == {"code": "invalid_input"}, "not the code invalid_input")


WIRE = (
    right_signature_is_let_in,
    unsigned_is_kept_out,
    wrong_signature_is_kept_out,
    altered_body_is_kept_out,
    other_operation_is_kept_out,
    old_request_is_kept_out,
    repeated_nonce_is_kept_out,
    missing_argument_is_refused,
    surplus_argument_is_refused,
    wrong_type_is_refused,
)
