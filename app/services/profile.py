"""Who is logged in, as every page may show it."""

from dataclasses import dataclass, field

from app.domain.identity import mask_id_number, mask_mobile
from app.services.people import identity_of
from app.store.users import Identity, Users


@dataclass(frozen=True)
class Profile:
    """A name in full, for its owner; the numbers masked."""

    name: str = field(repr=False)
    masked_id: str
    masked_phone: str


class ShowProfile:
    def __init__(self, users: Users) -> None:
        self._users = users

    def execute(self, user_id: int) -> Profile:
        """Return the user's profile. Raises Refusal("unknown_or_wrong") for a user that is gone."""
        return profile_of(identity_of(self._users, user_id))


def profile_of(identity: Identity) -> Profile:
    """Return what a page may show of a person."""
    return Profile(identity.name, mask_id_number(identity.id_number), mask_mobile(identity.phone))
