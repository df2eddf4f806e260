"""The line to a core over HTTP, which can break in the two ways that matter."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Thread
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from sqlalchemy import create_engine
from werkzeug.serving import make_server
from werkzeug.wrappers import Response

from app.domain.clock import Clock
from app.domain.policy import load_policy
from app.fund_core.embedded import EmbeddedCore
from app.fund_core.http.serve import create_core_server
from app.vault import Vault
from tests.stage import DATA_KEYS

SECRET = "a-shared-secret-for-tests"


@dataclass
class Line:
    """`is_cut` answers nothing; `loses_answers` lets the core act and loses what it says to a write.

    `cannot_find` is a core that cannot be asked what became of one.
    """

    core: WSGIApplication
    settle: Callable[[], int]
    is_cut: bool = False
    loses_answers: bool = False
    cannot_find: bool = False
    writes: int = 0

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Pass the request on, or not."""
        if self.is_cut:
            return Response(status=502)(environ, start_response)
        if self.cannot_find and str(environ["PATH_INFO"]).endswith("/find_order"):
            return Response('{"code": "not_offered"}', 409)(environ, start_response)
        self.writes += _writes(environ)
        answer = Response.from_app(self.core, environ)
        if self.loses_answers and _writes(environ):
            return Response(status=504)(environ, start_response)
        return answer(environ, start_response)


def _writes(environ: WSGIEnvironment) -> bool:
    return str(environ["PATH_INFO"]).rpartition("/")[2] in _WRITES


_MONEY = {"withdraw", "pay_off", "prepay", "open_standing_order", "open_transfer"}
_WRITES = _MONEY | {"change_phone", "change_card", "change_details"}


@contextmanager
def core_line(database_url: str, clock: Clock) -> Iterator[tuple[str, Line]]:
    """Yield the address of the core on a database and the line before it."""
    engine = create_engine(database_url)
    core = EmbeddedCore(engine, load_policy, clock, Vault(DATA_KEYS))
    line = Line(create_core_server(core, SECRET, clock), core.settle_orders)
    server = make_server("127.0.0.1", 0, line, threaded=True)
    thread = Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}", line
    server.shutdown()
    thread.join()
    server.server_close()
    engine.dispose()
