"""A clip on a tablet: the pen draws, a finger scrubs and pans, two zoom, and taps do the rest."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from annotation.media.draw import Clip
from annotation.models import Project, User
from tests import make
from tests.browser.audit import wider_than_the_window
from tests.browser.fingers import Glass
from tests.browser.screen import Screen, import_clip, sign_in, take
from tests.stack import Stack

FRAMES = 40
FINGER = 44
STEP = 48
# Every target of the editor that a finger can miss, with its size.
SMALL = """(least) => [...document.querySelectorAll('main button, main [role=radio], main input')]
  .filter((node) => node.checkVisibility() && node.clientWidth > 1)
  .map((node) => [node.getBoundingClientRect(), node])
  .filter(([{ width, height }]) => Math.min(width, height) < least - 0.5)
  .map(([{ width, height }, node]) =>
    `${width}x${height} ${node.getAttribute('aria-label') ?? node.textContent}`)"""


@pytest.fixture
def project(stack: Stack, tmp_path: Path) -> Project:
    made = make.project(require_explanation=False)
    import_clip(made, tmp_path, Clip(frames=FRAMES))
    return made


@pytest.fixture
def tablet(browser: Browser, stack: Stack, project: Project) -> Iterator[Page]:
    """A page of bob's, held sideways."""
    context = browser.new_context(
        base_url=stack.url,
        viewport={"width": 1024, "height": 768},
        has_touch=True,
        is_mobile=True,
        locale="en",
    )
    context.set_default_timeout(15_000)
    sign_in(context, stack, User.objects.get(username="bob"))
    page = context.new_page()
    troubles: list[str] = []
    page.on("pageerror", lambda error: troubles.append(str(error)))
    yield page
    assert not troubles, troubles


def test_a_clip_is_marked_with_pen_and_fingers(tablet: Page, project: Project) -> None:
    screen = Screen.open(tablet, take(project, User.objects.get(username="bob")))
    glass, stage = Glass(tablet), tablet.locator("#stage")
    sheet = tablet.get_by_role("button", name="Verdict and traces")
    traces = tablet.locator("#inspector ol > li")
    expect(sheet).to_have_attribute("aria-expanded", "false")
    for name in ("One frame back", "One frame forward", "Play"):
        step = tablet.get_by_role("button", name=name).bounding_box()
        assert step is not None
        assert min(step["width"], step["height"]) >= STEP

    glass.swipe(stage, (0.2, 0.5), (0.3, 0.5), (0.45, 0.52))  # a quarter of the width, sideways
    screen.at(10)
    expect(traces).to_have_count(0)

    glass.draw(stage, (0.35, 0.3), (0.4, 0.4), (0.5, 0.6), (0.5, 0.6))
    expect(traces).to_have_count(1)
    expect(sheet).to_have_attribute("aria-expanded", "true")
    tablet.get_by_role("radio", name="Object merging").tap()
    assert tablet.evaluate(SMALL, FINGER) == []
    sheet.tap()
    expect(tablet.locator("#timeline")).to_be_visible()

    # The corner is taken from 15 px beside it.
    screen.saved()
    before = screen.stored()["traces"][0]["track"][0]["box"]
    box = tablet.locator(".stage-shape .stage-line").bounding_box()
    bounds = stage.bounding_box()
    assert box is not None
    assert bounds is not None
    right = (box["x"] + box["width"] + 15 - bounds["x"]) / bounds["width"]
    low = (box["y"] + box["height"] + 15 - bounds["y"]) / bounds["height"]
    glass.swipe(stage, (right, low), (right + 0.05, low + 0.05), (right + 0.1, low + 0.1))
    screen.saved()
    after = screen.stored()["traces"][0]["track"][0]["box"]
    assert after[:2] == before[:2]
    assert after[2] > before[2]
    assert after[3] > before[3]

    # Two fingers part: the picture grows; then one finger moves it and no longer the clip.
    video = tablet.locator("#stage video")
    fitted = video.bounding_box()
    glass.fingers(
        stage, [[(0.45, 0.5), (0.55, 0.5)], [(0.4, 0.5), (0.6, 0.5)], [(0.3, 0.5), (0.7, 0.5)]]
    )
    zoomed = video.bounding_box()
    assert fitted is not None
    assert zoomed is not None
    assert zoomed["width"] > 2 * fitted["width"]
    glass.swipe(stage, (0.1, 0.5), (0.15, 0.5), (0.2, 0.5))
    panned = video.bounding_box()
    assert panned is not None
    assert panned["x"] > zoomed["x"] + 50
    screen.at(10)
    expect(traces).to_have_count(1)


def test_a_finger_alone_marks_and_submits(tablet: Page, project: Project) -> None:
    screen = Screen.open(tablet, take(project, User.objects.get(username="bob")))
    glass, stage = Glass(tablet), tablet.locator("#stage")
    tablet.get_by_role("button", name="Box by dragging").tap()
    glass.tap(stage, (0.4, 0.4))  # two corners, no drag
    glass.tap(stage, (0.5, 0.6))
    tablet.get_by_role("radio", name="Object merging").tap()
    tablet.get_by_role("button", name="Verdict and traces").tap()
    for _ in range(3):
        tablet.get_by_role("button", name="One frame forward").tap()
    screen.at(3)
    # The end of the span: its place on the lane, 15 px inside the bar, pulled to the left.
    end = tablet.get_by_role("slider", name="End of Object merging")
    lane = end.locator("xpath=ancestor::*[@data-time]")
    glass.swipe(lane, (0.985, 0.5), (0.9, 0.5), (0.7, 0.5))
    expect(end).not_to_have_attribute("aria-valuenow", "39")
    tablet.get_by_role("button", name="Submit and next").tap()
    expect(tablet.get_by_text("Submitted.")).to_be_visible()


def test_a_telephone_is_told_that_it_is_small(tablet: Page, project: Project) -> None:
    tablet.set_viewport_size({"width": 390, "height": 780})
    task = take(project, User.objects.get(username="bob"))
    tablet.goto(f"/p/{project.slug}/label/{task.pk}")
    expect(tablet.get_by_role("heading", name="too small to mark exactly")).to_be_visible()
    tablet.get_by_role("button", name="Open it all the same").tap()
    Screen(tablet, task).ready()
    assert wider_than_the_window(tablet) == []
