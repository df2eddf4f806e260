"""The time stamp (RFC 3161) of an authority, played at the wire."""

from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import pytest
import requests
import responses
from asn1crypto import keys, tsp
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.timestamps import DummyTimeStamper

from app.documents import Papers, Seal, TimeStampFailed, examine
from app.documents.seal import open_seal
from simulator.seal import make_seal
from tests.documents.conftest import PASSWORD, SINCE
from tests.documents.samples import WHEN, facts

TSA = "http://tsa.test/"


def authority() -> DummyTimeStamper:
    """Return a TSA of our own."""
    key = rsa.generate_private_key(65537, 2048)
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "TSA")])
    built = x509.CertificateBuilder(name, name, key.public_key(), 1, SINCE, datetime(2030, 1, 1, tzinfo=UTC))
    certificate = built.sign(key, SHA256()).public_bytes(Encoding.DER)
    private = key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    return DummyTimeStamper(asn1_x509.Certificate.load(certificate), keys.PrivateKeyInfo.load(private), fixed_dt=WHEN)


@pytest.fixture
def stamped(papers: Papers, tmp_path: Path) -> Seal:
    file = make_seal(tmp_path / "seal.p12", PASSWORD, since=SINCE)
    return Seal(*open_seal(file, PASSWORD), papers.stamp(WHEN), TSA)


@pytest.fixture
def wire() -> Iterator[responses.RequestsMock]:
    with responses.RequestsMock() as mock:
        yield mock


def test_the_seal_bears_the_time_of_the_authority(papers: Papers, stamped: Seal, wire: responses.RequestsMock) -> None:
    tsa = authority()

    def answer(request: requests.PreparedRequest) -> tuple[int, dict[str, str], bytes]:
        asked = tsp.TimeStampReq.load(request.body)
        return 200, {"Content-Type": "application/timestamp-reply"}, tsa.request_tsa_response(asked).dump()

    wire.add_callback(responses.POST, TSA, answer)
    file = stamped.press(papers.sheet("repayment", facts("repayment"), WHEN), WHEN)
    signature = PdfFileReader(BytesIO(file)).embedded_signatures[0]
    tokens = {one["type"].native: one["values"] for one in signature.signer_info["unsigned_attrs"]}
    token = tokens["signature_time_stamp_token"][0]["content"]
    assert token["encap_content_info"]["content"].parsed["gen_time"].native == WHEN
    assert examine(file).damage is None


@pytest.mark.parametrize("trouble", ["down", "refuses", "nonsense"])
def test_without_its_answer_nothing_is_sealed(
    papers: Papers, stamped: Seal, wire: responses.RequestsMock, trouble: str
) -> None:
    if trouble == "down":
        wire.post(TSA, body=requests.ConnectionError())
    elif trouble == "refuses":
        wire.post(TSA, status=500)
    else:
        wire.post(TSA, body=b"<html>", content_type="application/timestamp-reply")
    with pytest.raises(TimeStampFailed):
        stamped.press(papers.sheet("repayment", facts("repayment"), WHEN), WHEN)
