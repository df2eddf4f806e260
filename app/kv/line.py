"""A connection of its own for each thread: for what every push of the platform asks, in the fewest steps.

The client's commands borrow a connection, look whether it is healthy, note what may be observed and give it back: that
takes longer than the server's answer.
"""

import threading
from hashlib import sha1
from typing import TypeAlias

import redis
from redis.connection import AbstractConnection

from app.kv.replies import text_of

Word: TypeAlias = bytes | str | int


class Script:
    """A script for the server (Lua), and the digest it is called by once the server knows it."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.digest = sha1(source.encode(), usedforsecurity=False).hexdigest()


class Line:
    """Speaks to the client's server over one connection a thread; raises redis.RedisError as the client does.

    The connections are lent from the client's pool for as long as their thread lives, and end with the pool.
    """

    def __init__(self, client: redis.Redis) -> None:
        self._pool = client.connection_pool
        self._own = threading.local()

    def run(self, script: Script, key: str, *values: Word) -> str | None:
        """Return what a script answers for one key."""
        try:
            return self.ask("EVALSHA", script.digest, 1, key, *values)
        except redis.exceptions.NoScriptError:
            return self.ask("EVAL", script.source, 1, key, *values)

    def ask(self, *command: Word) -> str | None:
        """Return the server's answer; a command on a connection that broke is said once more on a new one."""
        try:
            return self._once(command)
        except redis.ConnectionError:
            return self._once(command)

    def _once(self, command: tuple[Word, ...]) -> str | None:
        connection = self._connection()
        try:
            connection.send_command(*command)  # type: ignore[no-untyped-call]  # redis-py types its client only
            answer: bytes | str | None = connection.read_response()
            return text_of(answer)
        except (redis.ConnectionError, redis.TimeoutError):
            connection.disconnect()  # type: ignore[no-untyped-call]  # as above; what is still on the wire would be taken for the next answer
            raise

    def _connection(self) -> AbstractConnection:
        connection: AbstractConnection | None = getattr(self._own, "connection", None)
        if connection is None:
            connection = self._own.connection = self._pool.get_connection()
        return connection
