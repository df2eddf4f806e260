"""A paper that proves something (证明材料), as it is kept."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Paper:
    """`media_type` is image/jpeg or application/pdf."""

    media_type: str
    content: bytes = field(repr=False)
