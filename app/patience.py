"""A connection to PostgreSQL that does not wait for ever.

The server's own time-outs do not help against a server that stopped, or a net that swallows what is sent: psycopg
would wait for an answer until the system gives the connection up, which takes minutes.
"""

import math
import time
from collections.abc import Generator
from typing import Any, TypeVar

import psycopg

T = TypeVar("T")


class PatientConnection(psycopg.Connection[Any]):
    """Gives up, closes itself and raises OperationalError after ``patience`` seconds in which nothing came.

    For ever unless told otherwise: some statements are meant to last.
    """

    patience = math.inf

    def wait(self, gen: Generator[Any, Any, T], interval: float = 0.1) -> T:
        return super().wait(gen if self.patience == math.inf else self._until_silent(gen), interval)

    def _until_silent(self, asked: Generator[Any, Any, T]) -> Generator[Any, Any, T]:
        heard = time.monotonic()
        try:
            wanted = next(asked)
            while True:
                came = yield wanted
                if came:
                    heard = time.monotonic()
                elif time.monotonic() - heard >= self.patience:
                    self.pgconn.finish()
                    raise psycopg.OperationalError("the server says nothing")
                wanted = asked.send(came)
        except StopIteration as end:
            answer: T = end.value
            return answer


def connect(_dialect: object, _record: object, words: list[Any], options: dict[str, Any]) -> PatientConnection:
    """Connect as SQLAlchemy asks (its event do_connect)."""
    return PatientConnection.connect(*words, **options)
