"""`make pictures`: a picture of each page of the hall, on a stage of its own, and a gallery of them."""

import io
import tempfile
from argparse import ArgumentParser
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from pathlib import Path

import responses
from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from app.domain.clock import FixedClock
from simulator.valkey import running_server
from tests.applications.world import MORNING, Person, logged_in
from tests.conftest import CHROMIUM, FLAGS
from tests.staff.world import Clerk, clerk
from tests.stage import Stage, stage
from tests.units.world import Visitor, visiting
from tools.gallery import SHOTS, STAFF, Shot, gallery

FOLDER = Path(__file__).parents[1] / "docs" / "pictures"
COLOURS = 128
LONGEST = 4000
SIZES = {390: 844, 1280: 800}


@dataclass(frozen=True)
class Camera:
    """A browser before the stage, and where the pictures go."""

    browser: Browser
    world: Stage
    clock: FixedClock
    folder: Path

    def take(self, shots: Sequence[Shot]) -> None:
        """Take the pictures of one page, as its person sees it."""
        path, session = self._way(shots[0])
        for shot in shots:
            with self._page(shot, session) as page:
                answer = page.goto(self.world.hall + path)
                if answer is None or not answer.ok:
                    raise SystemExit(f"{shot.name}, {path}: {answer.status if answer else 'no answer'}")
                page.set_viewport_size({"width": shot.width, "height": _height(page)})  # the tab bar stays at its foot
                taken = page.screenshot(animations="disabled")
            (self.folder / shot.file).write_bytes(small(taken))

    @contextmanager
    def _page(self, shot: Shot, session: dict[str, str]) -> Iterator[Page]:
        size = {"width": shot.width, "height": SIZES[shot.width]}
        context = self.browser.new_context(viewport=size, color_scheme=shot.theme, locale="zh-CN")  # type: ignore[arg-type]  # plain dict and str are what it takes
        cookies = {"display_size": shot.size} | session
        context.add_cookies([{"name": name, "value": value, "url": self.world.hall} for name, value in cookies.items()])
        yield context.new_page()
        context.close()

    def _way(self, shot: Shot) -> tuple[str, dict[str, str]]:
        """Log the person in and go the way to the page; short messages go nowhere. Return its path and the session."""
        if shot.person is None:
            return str(shot.path), {}
        if isinstance(shot.person, frozenset):
            session = self._at_the_desk()
            return shot.path if isinstance(shot.path, str) else shot.path(self._clerk), session
        with responses.RequestsMock(assert_all_requests_are_fired=False) as wire:
            wire.post(f"{self.world.world}/sms/send", json={"ok": True})
            wire.add_passthru("http://127.0.0.1")
            person = self._person(shot.person, wire)
            cookie = person.client.get_cookie("session", domain="127.0.0.1")
            if cookie is None:
                raise SystemExit("no session")
            person.client.set_cookie("session", cookie.value, domain="localhost")  # where its own client goes
            path = shot.path if isinstance(shot.path, str) else shot.path(person)
        return path, {"session": cookie.value}

    def _at_the_desk(self) -> dict[str, str]:
        """Let one of the staff in anew: a session of the desk does not outlast a quarter of an hour."""
        self._clerk.enter()
        cookie = self._clerk.client.get_cookie("staff", path="/staff")
        if cookie is None:
            raise SystemExit("no session of the desk")
        return {"staff": cookie.value}

    @cached_property
    def _clerk(self) -> Clerk:
        return clerk(self.world.app, self.clock, "1001", *STAFF)

    def _person(self, who: int | Visitor, wire: responses.RequestsMock) -> Person:
        if isinstance(who, Visitor):
            return visiting(self.world.app, self.clock, wire, who)
        return logged_in(self.world.app, self.clock, wire, who)


def _height(page: Page) -> int:
    return min(int(page.evaluate("document.documentElement.scrollHeight")), LONGEST)


def small(picture: bytes) -> bytes:
    """Return the picture with few colours, cut where it gets too long to look at."""
    with Image.open(io.BytesIO(picture)) as opened:
        cut = opened.convert("RGB").crop((0, 0, opened.width, min(opened.height, LONGEST)))
    saved = io.BytesIO()
    cut.quantize(COLOURS, dither=Image.Dither.NONE).save(saved, "PNG", optimize=True)
    return saved.getvalue()


def main(wanted: Sequence[str], folder: Path) -> None:
    """Take the pictures whose name begins with one of the words; all of them without one, and write the gallery."""
    clock = FixedClock(MORNING)
    with ExitStack() as stack:
        home = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        redis_url = stack.enter_context(running_server())
        world = stack.enter_context(stage(f"sqlite:///{home / 'hall.sqlite'}", redis_url, works=False, clock=clock))
        driver = stack.enter_context(sync_playwright())
        browser = driver.chromium.launch(executable_path=str(CHROMIUM), args=FLAGS)
        camera = Camera(browser, world, clock, folder)
        for name, of_page in groupby(SHOTS, key=lambda shot: shot.name):
            if not wanted or name.startswith(tuple(wanted)):
                camera.take(list(of_page))
        browser.close()
    if not wanted:
        (folder / "README.md").write_text(gallery(SHOTS), encoding="utf-8")


if __name__ == "__main__":
    parser = ArgumentParser(prog="python -m tools.pictures")
    parser.add_argument("wanted", nargs="*", help="how the names of the wanted pictures begin; all by default")
    parser.add_argument("--folder", type=Path, default=FOLDER)
    told = parser.parse_args()
    main(told.wanted, told.folder)
