"""What a person wants to have certified."""

from dataclasses import asdict, dataclass, field
from hashlib import sha256

from app.domain.certificate import Kind


@dataclass(frozen=True)
class Choice:
    """A kind and what it is for. Months are YYYY-MM, ``sequence`` the row of a receipt; what a kind lacks is empty."""

    kind: Kind
    account: str = field(default="", repr=False)
    receiver: str = ""
    since: str = ""
    until: str = ""
    purpose: str = ""
    loan: str = field(default="", repr=False)
    sequence: str = ""

    @property
    def target(self) -> str:
        """Name what it is for: issuing again for the same target voids the older one."""
        chosen = asdict(self)
        return "\0".join(f"{name}={chosen[name]}" for name in sorted(chosen) if chosen[name])

    @property
    def digest(self) -> str:
        """A short name of the choice, for tying a code to it."""
        return sha256(self.target.encode()).hexdigest()[:32]
