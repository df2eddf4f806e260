"""Pictures and voices that followers sent: kept three days under a media_id."""

import re
from base64 import b64decode
from binascii import Error as NotBase64
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from simulator.errors import Refused
from simulator.world import World, random_name

LIFE = timedelta(days=3)
KEPT = 50
PICTURE = re.compile(r"data:(image/(?:png|jpeg|gif|webp));base64,([A-Za-z0-9+/=]+)")
VOICE, AMR = "audio/amr", b"#!AMR\n"


class NoPicture(ValueError):
    """Not a picture the phone may send."""


@dataclass(frozen=True)
class Medium:
    """One picture or voice."""

    mimetype: str
    content: bytes = field(repr=False)
    until: datetime


@dataclass
class Media:
    """The shelf of media; the oldest go first."""

    world: World
    shelf: dict[str, Medium] = field(default_factory=dict, repr=False)

    def put_picture(self, data_url: str) -> str:
        """Keep a picture given as a data: address; its media_id. Raises NoPicture."""
        found = PICTURE.fullmatch(data_url)
        if not found:
            raise NoPicture
        try:
            return self._put(found[1], b64decode(found[2], validate=True))
        except NotBase64:
            raise NoPicture from None

    def put_voice(self) -> str:
        """Keep a voice of no sound; its media_id."""
        return self._put(VOICE, AMR)

    def _put(self, mimetype: str, content: bytes) -> str:
        with self.world.lock:
            media_id = random_name(64)
            self.shelf[media_id] = Medium(mimetype, content, self.world.clock.now() + LIFE)
            for old in list(self.shelf)[:-KEPT]:
                del self.shelf[old]
            return media_id

    def get(self, media_id: str) -> Medium:
        """What lies under a media_id; 40007 for nothing, or nothing any more."""
        found = self.shelf.get(media_id)
        if found is None or found.until <= self.world.clock.now():
            raise Refused(40007)
        return found

    def address(self, media_id: str) -> str:
        """Where anybody may look at a picture (PicUrl)."""
        return f"{self.world.config.self_url}/media/{media_id}"
