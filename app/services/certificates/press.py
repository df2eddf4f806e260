"""Makes the file and the picture of a certificate; what cannot be made is a refusal, and a line in the log."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from app.documents import NotPrintable, Papers, Seal, SealExpired, TimeStampFailed, UnfitForPage
from app.domain.certificate import Facts, Kind
from app.domain.errors import Refusal

log = logging.getLogger(__name__)


class Press:
    """``seal`` is None where the centre has not set one: then nothing is issued."""

    def __init__(self, papers: Papers, seal: Seal | None) -> None:
        self._papers = papers
        self._seal = seal

    @property
    def fingerprint(self) -> str:
        """Name the seal; empty without one."""
        return self._seal.identity.fingerprint if self._seal else ""

    @property
    def valid_until(self) -> datetime | None:
        """Tell when the seal expires, or None without one."""
        return self._seal.identity.valid_until if self._seal else None

    def ready(self, at: datetime) -> None:
        """Raise Refusal("seal_unavailable") when nothing could be sealed now."""
        if self._seal is None or not self._seal.identity.valid_from <= at <= self._seal.identity.valid_until:
            log.error("seal_missing" if self._seal is None else "seal_expired")
            raise Refusal("seal_unavailable")

    def check(self, facts: Facts) -> None:
        """Raise Refusal("certificate_glyph_missing") when the facts cannot be printed."""
        with _made():
            self._papers.check(facts)

    def picture(self, kind: Kind, facts: Facts, *, preview: bool = False) -> bytes:
        """Return the PNG. Raises Refusal: certificate_glyph_missing, certificate_too_long."""
        with _made():
            return self._papers.picture(kind.value, facts, preview=preview)

    def file(self, kind: Kind, facts: Facts, at: datetime) -> bytes:
        """Return the sealed PDF.

        Raises Refusal: seal_unavailable, time_stamp_unavailable, certificate_glyph_missing, certificate_too_long.
        """
        if self._seal is None:
            raise Refusal("seal_unavailable")
        with _made():
            return self._seal.press(self._papers.sheet(kind.value, facts, at), at)


@contextmanager
def _made() -> Iterator[None]:
    try:
        yield
    except NotPrintable as lacking:
        log.error("glyph_missing", extra={"fields": {"code_points": list(lacking.code_points)}})  # noqa: TRY400 - what matters is in the fields
        raise Refusal("certificate_glyph_missing") from None
    except UnfitForPage:
        log.error("paper_overflows")  # noqa: TRY400 - as above
        raise Refusal("certificate_too_long") from None
    except SealExpired:
        log.error("seal_expired")  # noqa: TRY400 - as above
        raise Refusal("seal_unavailable") from None
    except TimeStampFailed:
        log.warning("time_stamp_failed")
        raise Refusal("time_stamp_unavailable") from None
