"""Amounts in capitals (人民币大写) for certificates and receipts, rules 6.3; 支付结算办法 annex 1."""

import re
from decimal import Decimal

from app.domain.money import not_negative, to_fen

_DIGITS = "零壹贰叁肆伍陆柒捌玖"
_PLACES = ("", "拾", "佰", "仟")
_GROUPS = ("", "万", "亿", "万亿")
_ZEROS = re.compile("零+")


def rmb_capitals(amount: Decimal) -> str:
    """The amount in capitals: 202105.28 is 贰拾万贰仟壹佰零伍元贰角捌分. Raises InvalidMoney below zero."""
    yuan, fen = divmod(to_fen(not_negative(amount)), 100)
    return _joined(_yuan(yuan), *divmod(fen, 10), odd_zero=yuan > 0)


def _joined(yuan: str, jiao: int, fen: int, *, odd_zero: bool) -> str:
    if not jiao and not fen:
        return f"{yuan or _DIGITS[0] + '元'}整"
    tens = f"{_DIGITS[jiao]}角" if jiao else _DIGITS[0] * odd_zero
    return yuan + tens + (f"{_DIGITS[fen]}分" if fen else "整")


def _yuan(yuan: int) -> str:
    """Groups of four from the left; one 零 for any run of missing places, none at the end."""
    if not yuan:
        return ""
    text = ""
    for place in reversed(range(len(_GROUPS))):
        group = yuan // 10 ** (4 * place) % 10**4
        text += _group(group) + _GROUPS[place] if group else _DIGITS[0]
    return _ZEROS.sub(_DIGITS[0], text).strip(_DIGITS[0]) + "元"


def _group(group: int) -> str:
    digits = [int(digit) for digit in f"{group:04}"]
    text = "".join(_DIGITS[d] + (_PLACES[3 - i] if d else "") for i, d in enumerate(digits))
    return _ZEROS.sub(_DIGITS[0], text).rstrip(_DIGITS[0])
