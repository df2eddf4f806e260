"""What each kind of notice looks like, with made-up facts: for staff and for `flask notices preview`."""

from dataclasses import dataclass
from datetime import datetime

from app.domain.notice import Group, NoticeKind, Rendered, example, words_of


@dataclass(frozen=True)
class Preview:
    """A kind, the group it is switched with, its notice, and the card's lines as label and value."""

    kind: NoticeKind
    group: Group
    notice: Rendered
    card: tuple[tuple[str, str], ...]


def previews(at: datetime) -> tuple[Preview, ...]:
    """Return a preview of every kind, as if it happened at ``at``."""
    return tuple(_preview(kind, at) for kind in NoticeKind)


def _preview(kind: NoticeKind, at: datetime) -> Preview:
    notice = example(kind, at)
    return Preview(kind, words_of(kind).group, notice, tuple(zip(notice.template.fields, notice.values, strict=True)))
