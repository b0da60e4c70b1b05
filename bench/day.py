"""An annotator's day: real keys and pointer through clip after clip, every action counted.

For each clip two traces, each with a category, three keyframes, an end and a sentence; then submit.
"""

from __future__ import annotations

import time
from dataclasses import dataclass

from playwright.sync_api import Page

SENTENCE = "The left hand melts into the cup."
# Where each trace's box begins, as fractions of the stage, and its three frames as shares.
TRACES = (
    ("Digit5", (0.25, 0.35), (0.1, 0.3, 0.5)),
    ("Digit1", (0.6, 0.4), (0.4, 0.6, 0.8)),
)
BOX, STEP = (0.1, 0.2), 0.05
PATIENCE_MS = 60_000
RULER = "#timeline [data-time]"


def box_of(page: Page, selector: str) -> tuple[float, float, float, float]:
    """Left, top, width and height of the first such part of the page, in pixels."""
    box = page.locator(selector).first.bounding_box()
    if box is None:
        raise SystemExit(f"There is no {selector} to be seen.")
    return box["x"], box["y"], box["width"], box["height"]


@dataclass
class Hands:
    """One person at the page. What they do is an action; the letters of a sentence are not."""

    page: Page
    frames: int
    actions: int = 0
    seconds: float = 0

    def label(self) -> None:
        """Annotate and submit the open clip, then wait for the next one, if there is one."""
        begun = time.perf_counter()
        for digit, place, shares in TRACES:
            self.trace(digit, place, [int(share * self.frames) for share in shares])
        self.key("Control+Enter")
        self.page.get_by_text("Submitted.").first.wait_for(timeout=PATIENCE_MS)
        self.seconds += time.perf_counter() - begun

    def trace(self, digit: str, place: tuple[float, float], frames: list[int]) -> None:
        first, *others = frames
        x, y = place
        self.go(first)
        self.key(f"Shift+{digit}")
        self.drag((x, y), (x + BOX[0], y + BOX[1]))
        middle = (x + BOX[0] / 2, y + BOX[1] / 2)
        for frame in others:
            self.go(frame)
            self.drag(middle, (middle[0] + STEP, middle[1]))
            middle = (middle[0] + STEP, middle[1])
        self.key("o")
        self.key("t")
        self.type(SENTENCE)
        self.key("Escape")

    def go(self, frame: int) -> None:
        """Click the frame's place on the ruler and wait for its picture."""
        left, top, width, _ = box_of(self.page, RULER)
        self.page.mouse.click(left + (frame + 0.5) / self.frames * width, top + 8)
        self.actions += 1
        counter = self.page.locator(f"[data-testid=frame]:text-is('{frame}')")
        counter.wait_for(timeout=PATIENCE_MS)

    def key(self, chord: str) -> None:
        self.page.keyboard.press(chord)
        self.actions += 1

    def type(self, text: str) -> None:
        self.page.keyboard.type(text)
        self.actions += 1

    def drag(self, start: tuple[float, float], end: tuple[float, float]) -> None:
        left, top, width, height = box_of(self.page, "#stage")
        (x0, y0), (x1, y1) = ((left + x * width, top + y * height) for x, y in (start, end))
        mouse = self.page.mouse
        mouse.move(x0, y0)
        mouse.down()
        mouse.move(x1, y1, steps=3)
        mouse.up()
        self.actions += 1
