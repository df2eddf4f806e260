"""Applications (办件) and what happened to them. What was applied for is sealed; never commits."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from sqlalchemy import BigInteger, ForeignKey, Index, Integer, String, Text, func, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from app.domain.application import ApplicationState, ServiceKey, is_open, move, reference_number
from app.store.base import Base
from app.store.errors import unique
from app.store.instants import Instant
from app.vault import Vault

FACTS, CHECKS = "application.facts", "application.checks"
LOOKED_BACK = 20  # applications of a person and service: who changes details more often waits by the newer ones


class Overtaken(Exception):
    """Somebody else moved the application first."""


class Application(Base):
    """`open_key` names account or loan and kind while the application is open: the second one cannot be inserted."""

    __tablename__ = "applications"
    __table_args__ = (Index("ix_applications_state", "state", "submitted_at"),)

    id: Mapped[int] = mapped_column(BigInteger().with_variant(Integer, "sqlite"), primary_key=True)
    number: Mapped[str | None] = mapped_column(String(20), unique=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="RESTRICT"), index=True)
    service: Mapped[str] = mapped_column(String(32))
    channel: Mapped[str] = mapped_column(String(16))
    state: Mapped[str] = mapped_column(String(16))
    facts_sealed: Mapped[str] = mapped_column(Text)
    checks_sealed: Mapped[str] = mapped_column(Text)
    amount_fen: Mapped[int] = mapped_column(BigInteger)
    form_key: Mapped[str] = mapped_column(String(64), unique=True)
    open_key: Mapped[str | None] = mapped_column(String(80), unique=True)
    submitted_at: Mapped[datetime] = mapped_column(Instant)
    undo_until: Mapped[datetime | None] = mapped_column(Instant)
    promised_on: Mapped[date]
    core_order: Mapped[str | None] = mapped_column(String(32))
    paid_fen: Mapped[int | None] = mapped_column(BigInteger)
    cause: Mapped[str | None] = mapped_column(String(40))
    changed_at: Mapped[datetime] = mapped_column(Instant)


class ApplicationEvent(Base):
    """One state that an application reached."""

    __tablename__ = "application_events"

    id: Mapped[int] = mapped_column(BigInteger().with_variant(Integer, "sqlite"), primary_key=True)
    application_id: Mapped[int] = mapped_column(ForeignKey("applications.id", ondelete="CASCADE"), index=True)
    state: Mapped[str] = mapped_column(String(16))
    at: Mapped[datetime] = mapped_column(Instant)


@dataclass(frozen=True)
class NewApplication:
    """What is inserted. `open_key` names the account or loan and the kind that may have one open application only.

    `checks` are the conditions as they were when it was submitted: code and facts, for the staff who decide.
    """

    user_id: int
    service: ServiceKey
    channel: str
    open_key: str = field(repr=False)
    facts: Mapping[str, str] = field(repr=False)
    amount_fen: int
    form_key: str = field(repr=False)
    submitted_at: datetime
    undo_until: datetime | None
    promised_on: date
    checks: tuple[tuple[str, Mapping[str, str]], ...] = field(default=(), repr=False)


class Applications:
    """Finds, adds and moves applications."""

    def __init__(self, session: Callable[[], Session], vault: Vault) -> None:
        self._session = session
        self._vault = vault

    def add(self, new: NewApplication) -> Application:
        """Insert as submitted. Raises Taken when the form was sent already or its open_key is taken."""
        row = Application(
            user_id=new.user_id,
            service=new.service.value,
            channel=new.channel,
            state=ApplicationState.SUBMITTED.value,
            facts_sealed=self._vault.seal(json.dumps(dict(new.facts), ensure_ascii=False), FACTS),
            checks_sealed=self._vault.seal(json.dumps([[code, dict(facts)] for code, facts in new.checks]), CHECKS),
            amount_fen=new.amount_fen,
            form_key=new.form_key,
            open_key=new.open_key,
            submitted_at=new.submitted_at,
            undo_until=new.undo_until,
            promised_on=new.promised_on,
            changed_at=new.submitted_at,
        )
        with unique():
            self._session().add(row)
            self._session().flush()
        row.number = reference_number(new.service, new.submitted_at, row.id)
        self._note(row, new.submitted_at)
        return row

    def get(self, application_id: int) -> Application | None:
        return self._session().get(Application, application_id)

    def own(self, user_id: int, number: str) -> Application | None:
        """Return the person's application with this number; another person's is None, like one that nobody has."""
        wanted = select(Application).where(Application.user_id == user_id, Application.number == number)
        return self._session().scalars(wanted).first()

    def sent_as(self, user_id: int, form_key: str) -> Application | None:
        """Return what the person's form became when it was sent before."""
        wanted = select(Application).where(Application.user_id == user_id, Application.form_key == form_key)
        return self._session().scalars(wanted).first()

    def sent_under(self, user_id: int, core_order: str) -> Application | None:
        """Return the person's application that the core took under this order."""
        wanted = select(Application).where(Application.user_id == user_id, Application.core_order == core_order)
        return self._session().scalars(wanted).first()

    def open_keys(self, user_id: int) -> dict[str, str]:
        """Return what the person has open applications for, with their numbers."""
        own = select(Application).where(Application.user_id == user_id, Application.open_key.is_not(None))
        return {row.open_key or "": row.number or "" for row in self._session().scalars(own)}

    def last_done(self, user_id: int, service: ServiceKey, *, about: frozenset[str]) -> datetime | None:
        """Return when the newest application of a service was done whose facts name one of `about`."""
        done = ApplicationState.DONE.value
        own = select(Application).where(Application.user_id == user_id, Application.service == service.value)
        newest = own.where(Application.state == done).order_by(Application.id.desc()).limit(LOOKED_BACK)
        return next((row.changed_at for row in self._session().scalars(newest) if about & self.facts(row).keys()), None)

    def of_user(self, user_id: int, *, limit: int, offset: int = 0, only_open: bool | None = None) -> list[Application]:
        """Return a page of the person's applications, the newest first."""
        wanted = select(Application).where(Application.user_id == user_id)
        if only_open is not None:
            wanted = wanted.where(Application.open_key.is_not(None) if only_open else Application.open_key.is_(None))
        return list(self._session().scalars(wanted.order_by(Application.id.desc()).limit(limit).offset(offset)))

    def changed_between(self, since: datetime, until: datetime, *, after: int, limit: int) -> list[Application]:
        """Return applications that changed last in this time, by number, those after one number."""
        wanted = select(Application).where(Application.changed_at >= since, Application.changed_at < until)
        return list(self._session().scalars(wanted.where(Application.id > after).order_by(Application.id).limit(limit)))

    def events(self, application: Application) -> Sequence[ApplicationEvent]:
        """Return the states it reached, the oldest first."""
        wanted = select(ApplicationEvent).where(ApplicationEvent.application_id == application.id)
        return self._session().scalars(wanted.order_by(ApplicationEvent.id)).all()

    def facts(self, application: Application) -> dict[str, str]:
        """Open what was applied for."""
        facts: dict[str, str] = json.loads(self._vault.open(application.facts_sealed, FACTS))
        return facts

    def checks(self, application: Application) -> list[tuple[str, dict[str, str]]]:
        """Open what was checked when it was submitted; nothing for one from before this was kept."""
        sealed = application.checks_sealed
        return [(code, facts) for code, facts in json.loads(self._vault.open(sealed, CHECKS))] if sealed else []

    def numbered(self, number: str) -> Application | None:
        """Return the application with this number, whosever it is: for staff."""
        return self._session().scalars(select(Application).where(Application.number == number)).first()

    def at_desk(self, states: Sequence[str], service: str | None, *, limit: int, offset: int) -> list[Application]:
        """Return applications that wait for somebody, those promised first in front."""
        wanted = select(Application).where(Application.state.in_(states))
        if service:
            wanted = wanted.where(Application.service == service)
        ordered = wanted.order_by(Application.promised_on, Application.id)
        return list(self._session().scalars(ordered.limit(limit).offset(offset)))

    def submitted_since(self, since: datetime) -> dict[tuple[str, str], int]:
        """Return how many applications were submitted since an instant, by service and state."""
        grouped = select(Application.service, Application.state, func.count()).where(Application.submitted_at >= since)
        rows = self._session().execute(grouped.group_by(Application.service, Application.state))
        return {(service, state): count for service, state, count in rows}

    def decided_since(self, since: datetime, limit: int) -> list[tuple[datetime, datetime]]:
        """Return when applications were submitted and decided, of those decided since an instant."""
        decided = (ApplicationState.ACCEPTED.value, ApplicationState.REFUSED.value)
        joined = select(Application.submitted_at, ApplicationEvent.at).join(
            ApplicationEvent, ApplicationEvent.application_id == Application.id
        )
        rows = joined.where(ApplicationEvent.state.in_(decided), ApplicationEvent.at >= since)
        newest = rows.order_by(ApplicationEvent.id.desc()).limit(limit)
        return [(submitted, at) for submitted, at in self._session().execute(newest)]

    def move(self, row: Application, to: ApplicationState, at: datetime, **facts: str | int | None) -> None:
        """Note the next state and `cause`, `core_order` or `paid_fen`; an ended application frees its open_key.

        Raises InvalidTransition, or Overtaken when somebody else moved it since it was read.
        """
        move(ApplicationState(row.state), to)
        freed = {} if is_open(to) else {"open_key": None}
        still = update(Application).where(Application.id == row.id, Application.state == row.state)
        moved = self._session().execute(
            still.values(state=to.value, changed_at=at, **facts, **freed).execution_options(synchronize_session=False)
        )
        if not getattr(moved, "rowcount", 0):
            raise Overtaken
        self._session().refresh(row)
        self._note(row, at)

    def _note(self, application: Application, at: datetime) -> None:
        self._session().add(ApplicationEvent(application_id=application.id, state=application.state, at=at))
        self._session().flush()
