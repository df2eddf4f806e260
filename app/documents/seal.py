"""The centre's electronic seal (电子印章): whose it is, until when, and pressing it on a sheet.

pyHanko is loaded with the first press only: a process that issues nothing starts sooner without it.
"""

from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from cryptography import x509
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import pkcs12

from app.documents.errors import SealExpired, SealUnusable
from app.documents.papers import Sheet

if TYPE_CHECKING:
    from app.documents.signing import Signing


@dataclass(frozen=True)
class Keys:
    """A PKCS#12 file and its password."""

    data: bytes = field(repr=False)
    password: bytes = field(repr=False)


@dataclass(frozen=True)
class Identity:
    """Whose seal it is and from when until when. A self-signed one is nobody's word: papers then say 演示."""

    owner: str
    fingerprint: str
    valid_from: datetime
    valid_until: datetime
    is_self_signed: bool


class Seal:
    """Presses the seal on sheets. ``stamp`` is a PDF page with the seal's looks; ``tsa_url`` may be empty."""

    def __init__(self, keys: Keys, identity: Identity, stamp: bytes, tsa_url: str = "") -> None:
        self._keys = keys
        self._stamp = stamp
        self._tsa_url = tsa_url
        self._signing: Signing | None = None
        self.identity = identity

    def press(self, sheet: Sheet, at: datetime) -> bytes:
        """Return the sealed file. Raises SealExpired, TimeStampFailed. Calls the TSA: hold no transaction open."""
        if not self.identity.valid_from <= at <= self.identity.valid_until:
            raise SealExpired
        if self._signing is None:
            from app.documents.signing import Signing  # noqa: PLC0415 - pyHanko is loaded where something is sealed

            self._signing = Signing(self._keys, self.identity.owner, self._stamp, self._tsa_url)
        return self._signing.sign(sheet)


def open_seal(file: Path, password: str) -> tuple[Keys, Identity]:
    """Return the keys and whose they are. Raises SealUnusable."""
    try:
        data = file.read_bytes()
        held = pkcs12.load_pkcs12(data, password.encode())
    except (OSError, ValueError):
        raise SealUnusable from None
    if held.cert is None or held.key is None:
        raise SealUnusable
    return Keys(data, password.encode()), identity_of(held.cert.certificate)


def identity_of(certificate: x509.Certificate) -> Identity:
    """Return what a certificate says."""
    names = certificate.subject.get_attributes_for_oid(x509.NameOID.COMMON_NAME)
    return Identity(
        owner=str(names[0].value) if names else "",
        fingerprint=certificate.fingerprint(SHA256()).hex(),
        valid_from=certificate.not_valid_before_utc,
        valid_until=certificate.not_valid_after_utc,
        is_self_signed=certificate.issuer == certificate.subject,
    )
