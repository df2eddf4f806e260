"""A person who has a keyboard and nothing else."""

from playwright.sync_api import Page

FARTHEST = 80  # presses of Tab after which something cannot be reached
IS_THERE = "selector => document.activeElement !== null && document.activeElement.matches(selector)"
HAS_A_RING = "() => getComputedStyle(document.activeElement).outlineStyle !== 'none'"


class Keys:
    """Moves by Tab, and sees where the focus is."""

    def __init__(self, page: Page) -> None:
        self._page = page

    def reach(self, selector: str) -> None:
        """Press Tab until the focus is on what the selector names; it must be seen there."""
        for _ in range(FARTHEST):
            self._page.keyboard.press("Tab")
            if self._page.evaluate(IS_THERE, selector):
                assert self._page.evaluate(HAS_A_RING), f"no focus ring on {selector}"
                return
        raise AssertionError(f"{selector} is not reached by the keyboard")

    def press(self, selector: str) -> None:
        """Reach a link or a button and follow it."""
        self.reach(selector)
        self.enter()

    def enter(self) -> None:
        """Press Enter where the focus is, and wait for the page that comes."""
        with self._page.expect_navigation():
            self._page.keyboard.press("Enter")

    def choose(self, selector: str, key: str = "Space") -> None:
        """Reach a box or a choice and set it."""
        self.reach(selector)
        self._page.keyboard.press(key)

    def write(self, selector: str, text: str) -> None:
        """Reach a field and type."""
        self.reach(selector)
        self._page.keyboard.type(text)
