"""A connection of its own for each thread: for what every push of the platform asks, in the fewest steps.

The client's commands borrow a connection, look whether it is healthy, note what may be observed and give it back: that
takes longer than the server's answer.
"""

import threading
from collections.abc import Sequence
from hashlib import sha1
from typing import TypeAlias

import redis
from redis.connection import AbstractConnection

from app.kv.replies import text_of

Word: TypeAlias = bytes | str | int
Command: TypeAlias = tuple[Word, ...]


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

    def run(
        self, script: Script, keys: Sequence[str], values: Sequence[Word] = (), beside: Command | None = None
    ) -> str | None:
        """Return what a script answers. A command ``beside`` it is sent along: the way costs more than the work."""
        words = (len(keys), *keys, *values)
        try:
            return self.ask("EVALSHA", script.digest, *words, beside=beside)
        except redis.exceptions.NoScriptError:
            return self.ask("EVAL", script.source, *words)

    def ask(self, *command: Word, beside: Command | None = None) -> str | None:
        """Return the server's answer; a command on a connection that broke is said once more on a new one."""
        commands = (beside, command) if beside else (command,)
        try:
            return self._once(commands)
        except redis.ConnectionError:
            return self._once(commands)

    def _once(self, commands: tuple[Command, ...]) -> str | None:
        connection = self._connection()
        try:
            packed = connection.pack_commands(commands)  # type: ignore[no-untyped-call]  # redis-py types its client only
            connection.send_packed_command(packed)  # type: ignore[no-untyped-call]  # as above
            for _ in commands[1:]:
                connection.read_response()
            answer: bytes | str | None = connection.read_response()
            return text_of(answer)
        except redis.exceptions.NoScriptError:
            raise  # the answer to the last command, and nothing is left on the wire
        except redis.RedisError:
            connection.disconnect()  # type: ignore[no-untyped-call]  # what is left would pass for the next answer
            raise

    def _connection(self) -> AbstractConnection:
        connection: AbstractConnection | None = getattr(self._own, "connection", None)
        if connection is None:
            connection = self._own.connection = self._pool.get_connection()
        return connection
