from datetime import UTC, datetime

import pytest

from app.domain.errors import DomainError
from app.domain.notice import NoticeKind, example, render, templates, words_of
from app.wechat.template import check_value, fit

AT = datetime(2026, 11, 24, 7, 32, tzinfo=UTC)


@pytest.mark.parametrize("kind", NoticeKind)
def test_every_kind_has_words_that_its_template_message_can_carry(kind: NoticeKind) -> None:
    notice = example(kind, AT)
    assert notice.title
    assert notice.text
    assert notice.path.startswith("/")
    assert len(notice.values) == len(notice.template.fields)
    for number, (type_, value) in enumerate(zip(notice.template.fields.values(), notice.values, strict=True)):
        key = f"{type_}{number}"
        assert check_value(key, fit(key, value)) is None


def test_an_account_has_room_for_every_template() -> None:
    assert len(templates()) <= 25
    assert {words_of(kind).template for kind in NoticeKind} == set(templates())


def test_money_and_days_are_written_out_for_people_and_plain_for_the_platform() -> None:
    facts = {"date": "2021-07-16", "amount": "1837.56", "bank": "建设银行", "tail": "0000"}
    notice = render(NoticeKind.LOAN_DUE, facts, AT)
    assert notice.text == "2021年7月16日扣款 1,837.56 元，扣款账户：建设银行，尾号 0000。请提前一天存足。"
    assert notice.values == ("2021年7月16日", "1837.56元", "尾号0000 建设银行", "请提前一天存足")


def test_a_missing_fact_is_named() -> None:
    with pytest.raises(DomainError, match="lacks amount, amount_shown, bank, tail"):
        render(NoticeKind.LOAN_DUE, {"date": "2021-07-16"}, AT)


def test_security_always_reaches_a_person_in_two_ways_when_it_matters() -> None:
    for kind in (NoticeKind.PASSWORD_CHANGED, NoticeKind.PHONE_CHANGED, NoticeKind.UNBOUND):
        assert words_of(kind).sms
        assert words_of(kind).sms_always
