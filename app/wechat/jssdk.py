"""The signature that lets a page use the platform's JS-SDK (微信 JS 接口)."""

import hashlib
from urllib.parse import urldefrag, urlsplit


class ForeignPage(ValueError):
    """A page that is not on our own address: signing it would lend our rights to anybody."""


def string_to_sign(ticket: str, url: str, nonce: str, timestamp: int) -> str:
    """The four raw values in the platform's order; the page's address without its fragment."""
    return f"jsapi_ticket={ticket}&noncestr={nonce}&timestamp={timestamp}&url={urldefrag(url).url}"


def sign(ticket: str, url: str, nonce: str, timestamp: int) -> str:
    """The signature in hex for ``wx.config``; ``timestamp`` is whole seconds."""
    text = string_to_sign(ticket, url, nonce, timestamp)
    return hashlib.sha1(text.encode(), usedforsecurity=False).hexdigest()


def own_page(url: str, public_url: str) -> str:
    """The page's address if its scheme, host and port are ours; raises ForeignPage."""
    page, home = urlsplit(url), urlsplit(public_url)
    if (page.scheme, page.netloc) != (home.scheme, home.netloc):
        raise ForeignPage("the page is not ours")
    return url
