"""The seal: one changed byte breaks it, and what strangers hand in is looked at without harm."""

import zlib
from dataclasses import replace
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from hypothesis import given, settings
from hypothesis import strategies as st
from pyhanko.pdf_utils.generic import TextStringObject
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.fields import SigSeedSubFilter
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext

from app.documents import Damage, Papers, Seal, SealExpired, SealUnusable, examine
from app.documents.seal import identity_of, open_seal
from simulator.seal import make_seal
from tests.documents.samples import WHEN, facts
from tests.documents.test_papers import unembedded


@pytest.fixture(scope="module")
def sealed(papers: Papers, seal: Seal) -> bytes:
    return seal.press(papers.sheet("remote_loan", facts("remote_loan"), WHEN), WHEN)


def test_pyhanko_finds_the_seal_whole(sealed: bytes, seal: Seal) -> None:
    signature = PdfFileReader(BytesIO(sealed)).embedded_signatures[0]
    status = validate_pdf_signature(
        signature, ValidationContext(trust_roots=[signature.signer_cert], allow_fetching=False, moment=WHEN)
    )
    assert status.bottom_line
    assert signature.sig_object["/SubFilter"] == SigSeedSubFilter.PADES.value
    assert examine(sealed).damage is None
    assert examine(sealed).fingerprint == seal.identity.fingerprint


def test_the_seal_is_seen_where_the_paper_left_room_and_stays_archival(sealed: bytes) -> None:
    with pikepdf.open(BytesIO(sealed)) as file:
        (widget,) = file.pages[0].Annots
        left, bottom, right, top = (float(edge) for edge in widget.Rect)
        assert (round(right - left), round(top - bottom)) == (119, 119)  # 42 mm
        assert "/N" in widget.AP
        assert widget.TU == "电子印章"
        with file.open_metadata() as meta:
            assert meta.pdfa_status == "2A"
        assert unembedded(file) == []


@settings(max_examples=40, deadline=None)
@given(data=st.data())
def test_any_changed_byte_breaks_it(sealed: bytes, seal: Seal, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(sealed) - 1))
    changed = bytearray(sealed)
    changed[at] ^= data.draw(st.integers(1, 255))
    found = examine(bytes(changed))
    assert found.digest != examine(sealed).digest
    inside = b"/Contents <"
    start = sealed.index(inside) + len(inside)
    if not start <= at <= sealed.index(b">", start):  # the padding of the signature itself proves nothing either way
        assert found.damage is not None or found.fingerprint != seal.identity.fingerprint


def test_whatever_is_added_breaks_it(sealed: bytes) -> None:
    assert examine(sealed + b"\n%%EOF\n").damage is not None
    writer: Any = IncrementalPdfFileWriter(BytesIO(sealed))
    writer.root["/Added"] = writer.add_object(TextStringObject("more"))
    writer.update_root()
    later = BytesIO()
    writer.write(later)
    assert later.getvalue().startswith(sealed)
    assert examine(later.getvalue()).damage is Damage.ALTERED
    with pikepdf.open(BytesIO(sealed)) as file:
        again = BytesIO()
        file.save(again)
    assert examine(again.getvalue()).damage is not None


def test_another_ones_seal_is_another_ones(papers: Papers, seal: Seal, tmp_path: Path) -> None:
    stranger = make_seal(tmp_path / "other.p12", "other", "某公司", since=seal.identity.valid_from)
    other = Seal(*open_seal(stranger, "other"), papers.stamp(WHEN))
    found = examine(other.press(papers.sheet("repayment", facts("repayment"), WHEN), WHEN))
    assert found.damage is None
    assert found.fingerprint != seal.identity.fingerprint


def an_encrypted_pdf() -> bytes:
    made, out = pikepdf.new(), BytesIO()
    made.add_blank_page()
    made.save(out, encryption=pikepdf.Encryption(owner="o", user="u"))
    return out.getvalue()


BOMB = b"%PDF-1.7\n1 0 obj <</Filter /FlateDecode>> stream\n" + zlib.compress(b"\0" * 10**6) + b"\nendstream endobj"
NESTED = b"%PDF-1.7\n1 0 obj " + b"[" * 50_000 + b"\nstartxref\n9\n%%EOF"


@pytest.mark.parametrize(
    ("file", "damage"),
    [
        (b"", Damage.NOT_PDF),
        (b"\x89PNG\r\n\x1a\n" + b"x" * 2000, Damage.NOT_PDF),
        (b"<html>%PDF</html>", Damage.NOT_PDF),
        (b"%PDF-1.7\n", Damage.UNREADABLE),
        (BOMB, Damage.UNREADABLE),
        (NESTED, Damage.UNREADABLE),
        (an_encrypted_pdf(), Damage.ENCRYPTED),
    ],
)
def test_hostile_files_are_answered(file: bytes, damage: Damage) -> None:
    assert examine(file).damage is damage


def test_a_plain_pdf_bears_no_seal(papers: Papers) -> None:
    assert examine(papers.sheet("repayment", facts("repayment"), WHEN).pdf).damage is Damage.UNSEALED


def test_an_expired_seal_is_not_pressed(papers: Papers, seal: Seal) -> None:
    sheet = papers.sheet("repayment", facts("repayment"), WHEN)
    with pytest.raises(SealExpired):
        seal.press(sheet, seal.identity.valid_until + timedelta(seconds=1))
    with pytest.raises(SealExpired):
        seal.press(sheet, seal.identity.valid_from - timedelta(seconds=1))


def test_files_do_not_grow_with_the_number_sealed(papers: Papers, seal: Seal) -> None:
    sheet = papers.sheet("repayment", facts("repayment"), WHEN)
    sizes = [len(seal.press(sheet, WHEN)) for _ in range(5)]
    assert max(sizes) - min(sizes) < 40  # a signature over P-256 has one length or another, by a few bytes


def test_a_seal_that_cannot_be_opened_says_so(tmp_path: Path) -> None:
    file = make_seal(tmp_path / "seal.p12", "right")
    for path, password in ((file, "wrong"), (tmp_path / "none.p12", "right")):
        with pytest.raises(SealUnusable):
            open_seal(path, password)


def test_the_sheet_keeps_its_bytes_under_the_seal(papers: Papers, seal: Seal) -> None:
    sheet = papers.sheet("repayment", facts("repayment"), WHEN)
    assert seal.press(replace(sheet), WHEN).startswith(sheet.pdf)


def test_only_a_self_signed_seal_is_a_demonstration(seal: Seal) -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    centre, authority = (
        x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, name)])
        for name in ("运城市住房公积金管理中心", "某省 CA")
    )
    issued = x509.CertificateBuilder(
        authority, centre, key.public_key(), 7, seal.identity.valid_from, seal.identity.valid_until
    ).sign(key, SHA256())
    assert seal.identity.is_self_signed
    assert not identity_of(issued).is_self_signed
    assert identity_of(issued).owner == "运城市住房公积金管理中心"
