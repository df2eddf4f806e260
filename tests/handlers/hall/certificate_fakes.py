"""Certificates of somebody who has an account, no loan, and none issued yet."""

from dataclasses import dataclass, field


class Gather:
    def accounts(self, identity: object) -> tuple[str, ...]:
        return ("the only one",)

    def loans(self, identity: object) -> tuple[object, ...]:
        return ()

    def receipts(self, identity: object, kind: str) -> tuple[object, ...]:
        return ()


class Shelf:
    def all_of(self, user_id: int) -> tuple[object, ...]:
        return ()


@dataclass
class Certificates:
    gather: Gather = field(default_factory=Gather)
    shelf: Shelf = field(default_factory=Shelf)
