"""Checks of the numbers on papers: of homes, leases and loans."""

from typing import Any

from flask import current_app
from wtforms import ValidationError

from app.domain.home import PaperKind
from app.domain.property_certificate import (
    InvalidPropertyNumber,
    normalise_certificate,
    normalise_contract,
    normalise_old_certificate,
)

NUMBERS = {
    PaperKind.CERTIFICATE: (normalise_certificate, "编号不对，应像 {example}"),
    PaperKind.OLD_CERTIFICATE: (normalise_old_certificate, "编号不对，请按证书上的写法填写，最多 60 个字"),
    PaperKind.CONTRACT: (normalise_contract, "编号不对，网签合同编号只有字母、数字和横线，如 2026-0018273"),
    PaperKind.SECOND_HAND: (normalise_contract, "编号不对，合同编号只有字母、数字和横线，如 2026-0018273"),
}


def paper_number(form: Any, field: Any) -> None:
    """Fold the writing of a home's paper and check it by the kind that is chosen beside it."""
    if form.paper.data not in set(NUMBERS):
        return  # the kind has its own error
    normalise, fault = NUMBERS[PaperKind(form.paper.data)]
    try:
        field.data = normalise(field.data)
    except InvalidPropertyNumber:
        raise ValidationError(fault.format(example=paper_example())) from None


def paper_example() -> str:
    """Return a certificate's number as the centre's city writes it."""
    example: str = current_app.extensions["container"].policy.paper_example
    return example


def lease_number(_: Any, field: Any) -> None:
    """Fold the writing of a lease's number; none is an answer too."""
    try:
        field.data = normalise_old_certificate(field.data) if field.data else ""
    except InvalidPropertyNumber:
        raise ValidationError("编号不对，请按备案证明上的写法填写，最多 60 个字") from None


def contract_number(_: Any, field: Any) -> None:
    """Fold the writing of a loan contract's number."""
    try:
        field.data = normalise_contract(field.data or "")
    except InvalidPropertyNumber:
        raise ValidationError("编号不对，只能有字母、数字和横线，4 到 40 位") from None
