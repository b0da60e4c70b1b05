"""Dragging among fifty boxes renders no React tree and leaves the main thread most of its time."""

from __future__ import annotations

import logging
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, CDPSession, Page, expect

from annotation.media.draw import Clip
from annotation.models import User
from tests import make
from tests.browser.documents import give, trace
from tests.browser.screen import Screen, import_clip, sign_in, take
from tests.stack import Stack

LOG = logging.getLogger(__name__)

FRAMES = 60
SHAPES = 50
BUDGET_MS = 8

# React tells the developer tools about every commit; the frames are counted beside it.
WATCH = """() => {
  window.commits = 0;
  window.frames = 0;
  window.__REACT_DEVTOOLS_GLOBAL_HOOK__ = {
    supportsFiber: true,
    renderers: new Map(),
    inject: () => 1,
    onCommitFiberRoot: () => { window.commits += 1; },
    onCommitFiberUnmount: () => undefined,
    onPostCommitFiberRoot: () => undefined,
    checkDCE: () => undefined,
  };
  const tick = () => { window.frames += 1; requestAnimationFrame(tick); };
  requestAnimationFrame(tick);
}"""


# Half a second without a commit.
QUIET = """() => {
  const { commits, quiet } = window;
  if (!quiet || quiet.commits !== commits) window.quiet = { commits, since: performance.now() };
  return performance.now() - window.quiet.since > 500;
}"""


def grid(index: int) -> dict[str, Any]:
    """Ten columns of five small boxes each."""
    column, row = index % 10, index // 10
    box = (0.02 + column * 0.097, 0.15 + row * 0.16, 0.06, 0.1)
    last = (box[0], box[1] - 0.02, 0.06, 0.1)
    return trace(f"box-{index}", (10, 50), (10, box), (49, last))


@pytest.fixture
def screen(stack: Stack, context: BrowserContext, page: Page, tmp_path: Path) -> Screen:
    """Bob's clip with fifty boxes, React's commits counted."""
    project = make.project()
    import_clip(project, tmp_path, Clip(frames=FRAMES))
    bob = User.objects.get(username="bob")
    sign_in(context, stack, bob)
    page.add_init_script(f"({WATCH})()")
    screen = Screen.open(page, give(take(project, bob), *map(grid, range(SHAPES))))
    screen.seek_by_mouse(20, FRAMES)
    screen.at(20)
    expect(page.locator(".stage-shape")).to_have_count(SHAPES)
    return screen


class Meter:
    """What happened on the main thread since it was set to zero."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.tools: CDPSession = page.context.new_cdp_session(page)
        # Thread time: what a busy machine gives to others does not count.
        self.tools.send("Performance.enable", {"timeDomain": "threadTicks"})

    def _read(self) -> tuple[int, int, float]:
        metrics = self.tools.send("Performance.getMetrics")["metrics"]
        busy = next(each["value"] for each in metrics if each["name"] == "TaskDuration")
        commits, frames = self.page.evaluate("[window.commits, window.frames]")
        return commits, frames, busy

    def zero(self) -> None:
        """Begin to count, once what came before has been rendered."""
        self.page.wait_for_function(QUIET, polling=100)
        self._began = self._read()

    def read(self) -> tuple[int, float]:
        """Commits since, and milliseconds of work per frame."""
        now = self._read()
        commits, frames, busy = (
            after - before for after, before in zip(now, self._began, strict=True)
        )
        assert frames > 10
        return int(commits), 1000 * busy / frames


ROUNDS = 3


def least(meter: Meter, stroke: Callable[[], None]) -> tuple[int, float]:
    """Drag again when it took long: what else goes on only ever adds to it, so the least counts."""
    commits, least_busy = 0, float("inf")
    for _ in range(ROUNDS):
        meter.zero()
        stroke()
        more, busy = meter.read()
        commits, least_busy = commits + more, min(least_busy, busy)
        if least_busy <= BUDGET_MS:
            break
    return commits, least_busy


def test_dragging_renders_nothing_and_leaves_the_main_thread_time(screen: Screen) -> None:
    page = screen.page
    meter = Meter(page)
    box = page.locator("[data-trace=box-22] .stage-line").bounding_box()
    assert box is not None
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    assert page.evaluate("window.commits") > 0  # the counter counts
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 8, y)

    def carry() -> None:
        for step in range(60):
            page.mouse.move(x + 8 + step, y + step / 2)

    dragged = least(meter, carry)
    page.mouse.up()
    screen.saved()
    moved = screen.stored()["traces"][22]
    assert [keyframe["frame"] for keyframe in moved["track"]] == [10, 20, 49]

    ruler = page.locator("#timeline [data-time]").first.bounding_box()
    edge = page.locator("[data-lane=box-22] [data-grip=end]").bounding_box()  # scrolled to
    assert ruler is not None
    assert edge is not None
    cell = ruler["width"] / FRAMES
    right, top = ruler["x"] + 50 * cell + 4, edge["y"] + 4
    page.mouse.move(right, top)
    page.mouse.down()
    page.mouse.move(right - cell, top)

    def trim() -> None:
        for step in range(60):
            page.mouse.move(right - cell - step * cell / 4, top)

    trimmed = least(meter, trim)
    page.mouse.up()
    screen.saved()
    assert screen.stored()["traces"][22]["span"][1] < 40

    page.mouse.move(ruler["x"] + 5.5 * cell, ruler["y"] + 8)
    page.mouse.down()

    def scrub() -> None:
        for step in range(60):
            page.mouse.move(ruler["x"] + (5.5 + step / 2) * cell, ruler["y"] + 8)

    scrubbed = least(meter, scrub)
    page.mouse.up()
    done = {"box": dragged, "edge": trimmed, "playhead": scrubbed}
    for name, (commits, busy) in done.items():
        LOG.info("dragging %s: %d commits, %.2f ms per frame", name, commits, busy)
        assert commits == 0, name
        assert busy <= BUDGET_MS, name
