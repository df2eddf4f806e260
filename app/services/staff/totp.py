"""One-time codes of thirty seconds (动态口令, RFC 6238), as authenticator apps show them."""

from datetime import datetime

import pyotp

SECONDS = 30
DRIFT = (0, -1, 1)  # a phone's clock may be half a minute off
ISSUER = "公积金审核台"


def new_secret() -> str:
    """Return a secret of 160 bits in base 32."""
    return pyotp.random_base32()


def matching_step(secret: str, code: str, at: datetime) -> int | None:
    """Return the number of the thirty seconds a code belongs to, or None for a wrong code."""
    totp, now = pyotp.TOTP(secret), int(at.timestamp()) // SECONDS
    fitting = (now + drift for drift in DRIFT if totp.verify(code, for_time=(now + drift) * SECONDS))
    return next(fitting, None)


def address(secret: str, number: str) -> str:
    """Return the otpauth address that an authenticator app reads from a QR code."""
    return pyotp.TOTP(secret).provisioning_uri(name=number, issuer_name=ISSUER)
