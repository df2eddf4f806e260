"""Answers go compressed over the wire: pages as they are made, files of the design once."""

import gzip
import io
import secrets
from functools import lru_cache
from typing import Final

from flask import Flask, Response, request

TEXT: Final = frozenset(
    {"text/html", "text/css", "text/javascript", "application/javascript", "image/svg+xml", "text/csv"}
)
SMALLEST: Final = 500  # bytes, below which it is not worth the work
PAGE_LEVEL, FILE_LEVEL = 6, 9
PADDING: Final = 64  # bytes of a name nobody reads
FILES_KEPT: Final = 32


def register_compression(app: Flask) -> None:
    """Compress what a browser says it can unpack; a proxy in front leaves such answers as they are."""

    @app.after_request
    def compress(response: Response) -> Response:
        if response.mimetype not in TEXT:
            return response
        response.vary.add("Accept-Encoding")
        if not _can_be(response):
            return response
        is_file = request.endpoint == "static"
        response.direct_passthrough = False
        body = _taken(response)
        if len(body) >= SMALLEST:
            response.set_data(_file(body) if is_file else _page(body))
            response.headers["Content-Encoding"] = "gzip"
            _mark(response)
        return response


def _taken(response: Response) -> bytes:
    """Return the whole body. A file it came from is closed at once: a browser may be gone before the answer is sent."""
    source = response.response
    body: bytes = response.get_data()
    if hasattr(source, "close"):
        source.close()
    return body


def _can_be(response: Response) -> bool:
    is_whole = response.status_code not in (204, 206, 304) and "Content-Encoding" not in response.headers
    return is_whole and request.accept_encodings["gzip"] > 0


def _mark(response: Response) -> None:
    """The packed answer is another representation: its ETag is another one, or weak."""
    tag, _ = response.get_etag()
    if tag:
        response.set_etag(tag, weak=True)


@lru_cache(maxsize=FILES_KEPT)
def _file(body: bytes) -> bytes:
    return gzip.compress(body, FILE_LEVEL, mtime=0)


def _page(body: bytes) -> bytes:
    """Pack a page with a name of random length in its head, so that its size tells nothing about a token (BREACH)."""
    packed = io.BytesIO()
    name = "x" * (1 + secrets.randbelow(PADDING))
    with gzip.GzipFile(name, "wb", PAGE_LEVEL, packed, mtime=0) as file:
        file.write(body)
    return packed.getvalue()
