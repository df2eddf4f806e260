"""What the pages of certificates share."""

import json
from dataclasses import asdict
from typing import cast

from flask import Response, current_app

from app.container.certificates import CertificateUseCases
from app.domain.certificate import Kind
from app.handlers.hall.use_cases import draft, keep_draft
from app.services.certificates.choice import Choice

FLOW = "certificate"


def certificates() -> CertificateUseCases:
    return cast("CertificateUseCases", current_app.extensions["container"].certificates)


def keep(choice: Choice) -> None:
    """Keep the choice between two pages, sealed."""
    keep_draft(FLOW, choice=json.dumps(asdict(choice)))


def kept() -> Choice | None:
    """Return the choice that was kept, or None."""
    found = draft(FLOW)
    if found is None:
        return None
    fields = json.loads(found["choice"])
    return Choice(**{**fields, "kind": Kind(fields["kind"])})


def png(picture: bytes) -> Response:
    return Response(picture, mimetype="image/png", headers={"Cache-Control": "no-store"})


def pdf(file: bytes, number: str, *, download: bool = False) -> Response:
    """Return the file, to be shown, or saved under its number."""
    how = "attachment" if download else "inline"
    headers = {"Content-Disposition": f'{how}; filename="{number}.pdf"', "Cache-Control": "no-store"}
    return Response(file, mimetype="application/pdf", headers=headers)
