"""A push body as plain fields: XML or, where the console says so, JSON. Bounded, without DTD, entities or surprises."""

import json
from collections.abc import Iterable
from typing import Any, NoReturn
from xml.parsers import expat

from app.wechat.errors import MalformedMessage
from app.wechat.flat import flat_fields

BODY_LIMIT = 64 * 1024
DEPTH_LIMIT = 8
REPEATABLE = frozenset({"List", "item"})

Value = str | dict[str, "Value"] | list["Value"]
Fields = dict[str, Value]


def fields(body: bytes) -> Fields:
    """The body's fields by name, every leaf as text (numbers of the platform exceed 2^53); raises MalformedMessage.

    A repeated field is refused, unless it is a list's item: which of two MsgType would count is anybody's guess.
    """
    if len(body) > BODY_LIMIT:
        raise MalformedMessage("too_large")
    text = body.strip()
    if not text:
        raise MalformedMessage("empty")
    letters = _letters(text)
    if text.startswith(b"{"):
        return _from_json(letters)
    usual = flat_fields(letters)
    return _Tree().read(text) if usual is None else {**usual}


def items(value: Value | None) -> tuple[Fields, ...]:
    """A list's entries, whether the platform sent none, one (an object) or several (an array)."""
    entries = value if isinstance(value, list) else [value]
    return tuple(entry for entry in entries if isinstance(entry, dict))


def text_of(source: Fields, name: str) -> str:
    """A leaf's text without the blanks around it; empty where it is missing or no leaf."""
    value = source.get(name, "")
    return value.strip() if isinstance(value, str) else ""


def branch(source: Fields, name: str) -> Fields:
    value = source.get(name)
    return value if isinstance(value, dict) else {}


def _letters(text: bytes) -> str:
    """UTF-8 without NUL and nothing else: left alone, the parser would also read UTF-16 by its mark."""
    try:
        letters = text.decode()
    except UnicodeDecodeError as fault:
        raise MalformedMessage("encoding") from fault
    if "\x00" in letters:
        raise MalformedMessage("encoding")
    return letters


class _Tree:
    """Builds the fields as the parser walks; attributes, comments and text beside elements are of no interest."""

    def __init__(self) -> None:
        self._stack: list[Fields] = []
        self._text: list[str] = []
        self._names: list[str] = []
        self._root: Fields = {}

    def read(self, body: bytes) -> Fields:
        parser = expat.ParserCreate("utf-8")
        parser.buffer_text = True
        parser.StartDoctypeDeclHandler = _no_doctype
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text.append
        try:
            parser.Parse(body, True)  # noqa: FBT003 - the last piece; the parser takes it by position only
        except expat.ExpatError as fault:
            raise MalformedMessage("not_xml") from fault
        return self._root

    def _start(self, name: str, _attributes: object) -> None:
        if not self._stack and name != "xml":
            raise MalformedMessage("root")
        if len(self._stack) >= DEPTH_LIMIT:
            raise MalformedMessage("too_deep")
        self._names.append(name)
        self._stack.append({})
        self._text.clear()

    def _end(self, _name: str) -> None:
        children, name = self._stack.pop(), self._names.pop()
        value: Value = children or "".join(self._text)
        self._text.clear()
        if self._stack:
            _put(self._stack[-1], name, value)
        else:
            self._root = children


def _put(into: Fields, name: str, value: Value) -> None:
    if name not in into:
        into[name] = value
        return
    if name not in REPEATABLE:
        raise MalformedMessage("duplicate_field")
    present = into[name]
    into[name] = [*present, value] if isinstance(present, list) else [present, value]


def _no_doctype(*_declaration: object) -> NoReturn:
    raise MalformedMessage("doctype")


def _from_json(text: str) -> Fields:
    try:
        value = json.loads(text, object_pairs_hook=_object, parse_float=str, parse_int=str, parse_constant=_no)
    except (ValueError, RecursionError) as fault:
        raise MalformedMessage("not_json") from fault
    plain = _plain(value, DEPTH_LIMIT)
    return plain if isinstance(plain, dict) else {}


def _object(pairs: Iterable[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, value in pairs:
        if name in found:
            raise MalformedMessage("duplicate_field")
        found[name] = value
    return found


def _no(_constant: str) -> NoReturn:
    raise MalformedMessage("not_json")


def _plain(value: object, depth: int) -> Value:
    if depth == 0:
        raise MalformedMessage("too_deep")
    if isinstance(value, dict):
        return {name: _plain(entry, depth - 1) for name, entry in value.items()}
    if isinstance(value, list):
        return [_plain(entry, depth - 1) for entry in value]
    return _leaf(value)


def _leaf(value: object) -> str:
    if value is None:
        return ""
    text = value if isinstance(value, str) else str(value).lower()
    if "\x00" in text or any("\ud800" <= letter <= "\udfff" for letter in text):
        raise MalformedMessage("character")
    return text
