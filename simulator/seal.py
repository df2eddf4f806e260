"""A seal for the demo and the tests: a self-signed certificate in a PKCS#12 file. Worth nothing outside."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, pkcs12

OWNER = "运城市住房公积金管理中心（演示）"
YEARS = timedelta(days=3 * 365)
USAGE = x509.KeyUsage(
    digital_signature=True,
    content_commitment=True,
    key_encipherment=False,
    data_encipherment=False,
    key_agreement=False,
    key_cert_sign=False,
    crl_sign=False,
    encipher_only=False,
    decipher_only=False,
)


def make_seal(file: Path, password: str, owner: str = OWNER, since: datetime | None = None) -> Path:
    """Write a seal that is valid for three years from ``since`` (now); return the file."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, owner)])
    begins = since or datetime.now(UTC) - timedelta(minutes=5)
    built = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(begins)
        .not_valid_after(begins + YEARS)
        .add_extension(USAGE, critical=True)
        .sign(key, SHA256())
    )
    encryption = BestAvailableEncryption(password.encode())
    file.touch(mode=0o600)
    file.write_bytes(pkcs12.serialize_key_and_certificates(b"seal", key, built, None, encryption))
    return file
