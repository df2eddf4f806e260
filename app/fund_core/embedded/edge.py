"""The edge to the database: its errors hold statements and personal data, ours replace them and carry nothing."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from app.domain.errors import DomainError
from app.fund_core.errors import CoreRefused, CoreUnavailable, OutcomeUnknown
from app.vault import Unreadable

log = logging.getLogger(__name__)


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """A connection to read with. CoreUnavailable when the database is locked, lost or not ready; impossible input is
    CoreRefused("invalid_input").
    """
    try:
        with engine.connect() as connection:
            yield connection
    except SQLAlchemyError as error:
        _note(error)
        raise CoreUnavailable("the database did not answer") from None
    except Unreadable:
        _unreadable()
        raise CoreUnavailable("a sealed value cannot be read") from None
    except DomainError:  # a fraction of a fen, a date that cannot be
        raise CoreRefused("invalid_input") from None


@contextmanager
def writing() -> Iterator[None]:
    """Around a write. CoreUnavailable when it was rolled back; OutcomeUnknown when its connection was cut.

    Impossible input is CoreRefused("invalid_input").
    """
    try:
        yield
    except SQLAlchemyError as error:
        _note(error)
        if isinstance(error, DBAPIError) and error.connection_invalidated:
            raise OutcomeUnknown("the connection to the database was cut") from None
        raise CoreUnavailable("the database did not take the write") from None
    except Unreadable:
        _unreadable()
        raise CoreUnavailable("a sealed value cannot be read") from None
    except DomainError:  # a fraction of a fen, a date that cannot be
        raise CoreRefused("invalid_input") from None


@contextmanager
def written() -> Iterator[None]:
    """Around reading back what is committed. OutcomeUnknown when it cannot be read now."""
    try:
        yield
    except SQLAlchemyError as error:
        _note(error)
        raise OutcomeUnknown("the outcome could not be read back") from None


def _unreadable() -> None:
    log.error("core_sealed_value_unreadable")


def _note(error: SQLAlchemyError) -> None:
    log.error("core_database_failed", extra={"fields": {"error": type(error).__name__}})
