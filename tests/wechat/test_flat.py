"""The quick reader of the usual push says what the parser says, or nothing."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from app.wechat.body import fields
from app.wechat.errors import MalformedMessage
from app.wechat.flat import flat_fields

USUAL = (
    "<xml>\n  <ToUserName><![CDATA[gh_1]]></ToUserName>\n  <CreateTime>1348831860</CreateTime>\n"
    "  <Content><![CDATA[[微笑] a]b & <b> 😀]]></Content>\n  <EventKey></EventKey>\n</xml>"
)
# A comment at the end sends a body past the quick reader to the parser.
PAST = "<!-- -->"

NAMES = st.sampled_from(["MsgType", "Content", "a", "List", "xml", "9", "a:b", "ä", ""])
PIECES = st.sampled_from([*"<>]&;[! a\r\n\t\x00\x01\x7f\x85\ufffe\uffff中", "]]>", "&amp;", "<![CDATA["])
LETTERS = st.lists(PIECES).map("".join)
TEXTS = st.one_of(LETTERS, LETTERS.map(lambda text: f"<![CDATA[{text}]]>"), st.text())
FIELDS = st.tuples(NAMES, TEXTS, NAMES, st.booleans()).map(
    lambda parts: f"<{parts[0]}>{parts[1]}</{parts[0] if parts[3] else parts[2]}>"
)
BODIES = st.lists(st.one_of(FIELDS, FIELDS, st.sampled_from([" ", "\n", "x", "<a/>", "<!-- -->", "<?p?>"]))).map(
    lambda inner: f"<xml>{''.join(inner)}</xml>"
)


def parsed(text: str) -> object:
    try:
        return fields((text + PAST).encode())
    except MalformedMessage as fault:
        return fault.cause


def test_the_usual_push_is_read_without_the_parser() -> None:
    assert flat_fields(USUAL) == {
        "ToUserName": "gh_1",
        "CreateTime": "1348831860",
        "Content": "[微笑] a]b & <b> 😀",
        "EventKey": "",
    }
    assert flat_fields(USUAL) == parsed(USUAL)


@given(BODIES)
@example("<xml><a>1</a><a>2</a></xml>")
@example("<xml><a>1\r\n2</a></xml>")
@example("<xml><a><![CDATA[x]]]></a></xml>")
@example("<xml><a><![CDATA[x]]]]><![CDATA[>y]]></a></xml>")
@example("<xml></xml>")
def test_what_it_reads_the_parser_reads_too(text: str) -> None:
    quick = flat_fields(text)
    if quick is not None:
        assert quick == parsed(text)


@pytest.mark.parametrize(
    "text",
    [
        "<xml><a>&amp;</a></xml>",
        "<xml><a><b>1</b></a></xml>",
        '<xml><a b="c">1</a></xml>',
        '<!DOCTYPE x [<!ENTITY a "a">]><xml><a>1</a></xml>',
        "<xml><a>1</a></xml><xml></xml>",
        "<xml><a>1</a>x</xml>",
        "<xml><a>1</b></xml>",
        "<xml><a>1</a><a>2</a></xml>",
        "<xml><a>\x01</a></xml>",
    ],
)
def test_everything_else_is_the_parser_s(text: str) -> None:
    assert flat_fields(text) is None
