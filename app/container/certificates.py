"""Certificates: papers, seal and use cases."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TypedDict
from urllib.parse import urlsplit

import redis
from sqlalchemy.orm import Session

from app.container.notices import Notices
from app.documents import Imprint, Papers, Seal, SealUnusable
from app.documents.seal import open_seal
from app.domain.certificate import Kind
from app.domain.clock import Clock
from app.domain.policy import CentrePolicy
from app.fund_core import FundCore
from app.kv.attempts import Attempts
from app.kv.file_links import FileLinks
from app.kv.rates import Rate
from app.services.certificates.gather import GatherFacts
from app.services.certificates.issue import IssueCertificate
from app.services.certificates.press import Press
from app.services.certificates.shelf import Shelf
from app.services.certificates.verify import VerifyCertificate
from app.services.codes_by_sms import CodesBySms
from app.settings import Settings, SettingsInvalid
from app.store.applications import Applications
from app.store.audit import Audit
from app.store.certificates import Certificates
from app.store.users import Users
from app.vault import Vault

VERIFICATIONS, VERIFY_SECONDS = 60, 600  # an office behind one address checks a paper every ten seconds


@dataclass(frozen=True)
class CertificateUseCases:
    """What the doors may ask for."""

    gather: GatherFacts
    press: Press
    issue: IssueCertificate
    shelf: Shelf
    verify: VerifyCertificate
    verify_rate: Rate


class Common(TypedDict):
    """What most of them are given."""

    certificates: Certificates
    press: Press
    audit: Audit
    clock: Clock


@dataclass(frozen=True)
class Surroundings:
    """What certificates need of the rest of the house."""

    settings: Settings
    policy: CentrePolicy
    session: Callable[[], Session]
    vault: Vault
    clock: Clock
    redis: redis.Redis
    prefix: str
    core: FundCore
    codes: CodesBySms
    notices: Notices


def certificates_of(around: Surroundings) -> CertificateUseCases:
    """Join papers, seal, tables and use cases. Raises SettingsInvalid for a seal that cannot be opened."""
    users, audit = Users(around.session, around.vault), Audit(around.session)
    certificates = Certificates(around.session, around.vault)
    press = press_of(around.settings, around.policy, around.clock.now())
    common: Common = {"certificates": certificates, "press": press, "audit": audit, "clock": around.clock}
    notify = around.notices.notify
    issue = IssueCertificate(
        core=around.core,
        codes=around.codes,
        users=users,
        applications=Applications(around.session, around.vault),
        months=_months(around.policy),
        address=f"{around.settings.public_url}/v/",
        notify=notify,
        **common,
    )
    attempts = Attempts(around.redis, f"{around.prefix}:verify")
    return CertificateUseCases(
        gather=GatherFacts(around.core, around.clock),
        press=press,
        issue=issue,
        shelf=Shelf(links=FileLinks(around.redis, around.prefix), **common),
        verify=VerifyCertificate(attempts=attempts, notify=notify, **common),
        verify_rate=Rate(around.redis, f"{around.prefix}:verify", VERIFICATIONS, VERIFY_SECONDS),
    )


def press_of(settings: Settings, policy: CentrePolicy, now: datetime) -> Press:
    """Return the press with the seal of the settings, or without one where none is set."""
    address = urlsplit(settings.public_url)
    where = f"{address.netloc}{address.path}/verify"
    if not settings.seal_file:
        return Press(Papers(Imprint(policy.centre_name, policy.hotline, where, demo=True)), None)
    try:
        keys, identity = open_seal(Path(settings.seal_file), settings.seal_password)
    except SealUnusable:
        raise SettingsInvalid(
            ["SEAL_FILE cannot be opened: no PKCS#12 file with a key, or another SEAL_PASSWORD"]
        ) from None
    papers = Papers(Imprint(policy.centre_name, policy.hotline, where, demo=identity.is_self_signed))
    return Press(papers, Seal(keys, identity, papers.stamp(now), settings.tsa_url))


def _months(policy: CentrePolicy) -> Mapping[Kind, int]:
    return {
        Kind.CONTRIBUTION: policy.certificate_contribution_months,
        Kind.REMOTE_LOAN: policy.certificate_remote_loan_months,
        Kind.SETTLED_LOAN: policy.certificate_settled_loan_months,
        Kind.WITHDRAWAL: policy.certificate_receipt_months,
        Kind.REPAYMENT: policy.certificate_receipt_months,
    }
