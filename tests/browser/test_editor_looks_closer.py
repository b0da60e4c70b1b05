"""Looking closer changes what is seen and never what is stored."""

from __future__ import annotations

import io
from pathlib import Path

import av
import numpy as np
import pytest
from playwright.sync_api import BrowserContext, Page, expect

from annotation.media.draw import Clip
from annotation.models import User
from tests import make
from tests.browser.documents import give, trace
from tests.browser.screen import Screen, import_clip, sign_in, take
from tests.stack import Stack

FRAMES = 40
# Side by side, both on screen at frame 0.
LEFT = trace("left", (0, 40), (0, (0.1, 0.4, 0.2, 0.3)))
RIGHT = trace("right", (0, 40), (0, (0.6, 0.4, 0.2, 0.3)), category="sudden_blurring")

# The middle of the loupe, which its cross leaves open, and the video's pixel under a point.
MIDDLE = """() => {
  const canvas = document.querySelector('[data-testid=loupe]');
  const [x, y] = [canvas.width / 2, canvas.height / 2];
  return [...canvas.getContext('2d').getImageData(x, y, 1, 1).data.slice(0, 3)];
}"""
PIXEL = """([x, y]) => {
  const video = document.querySelector('#stage video');
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [video.videoWidth, video.videoHeight];
  const pen = canvas.getContext('2d');
  pen.drawImage(video, 0, 0);
  const [left, top] = [Math.floor(x * canvas.width), Math.floor(y * canvas.height)];
  return [...pen.getImageData(left, top, 1, 1).data.slice(0, 3)];
}"""


@pytest.fixture
def screen(stack: Stack, context: BrowserContext, page: Page, tmp_path: Path) -> Screen:
    """Bob's clip, with two traces already."""
    project = make.project()
    import_clip(project, tmp_path, Clip(frames=FRAMES))
    bob = User.objects.get(username="bob")
    sign_in(context, stack, bob)
    return Screen.open(page, give(take(project, bob), LEFT, RIGHT))


def test_hiding_showing_alone_and_locking(screen: Screen) -> None:
    page = screen.page
    shapes = page.locator(".stage-shape")
    handles = page.locator(".stage-handle:visible")
    expect(shapes).to_have_count(2)

    screen.press("s", "Shift+h")  # the first trace, hidden
    expect(shapes).to_have_count(1)
    expect(page.locator("[data-trace=left]")).to_have_count(0)
    page.get_by_role("button", name="Hidden traces: 1").click()
    expect(shapes).to_have_count(2)

    screen.press("q", "s")  # alone, and the next one alone
    expect(shapes).to_have_count(1)
    expect(page.locator("[data-trace=right]")).to_have_count(1)
    screen.press("q")
    expect(shapes).to_have_count(2)

    expect(handles).not_to_have_count(0)
    screen.press("p")  # the right one is locked
    expect(handles).to_have_count(0)
    screen.press("i", "Delete", "Digit5", "m")
    expect(page.get_by_test_id("hint")).to_have_text("This trace is locked. P unlocks it.")
    expect(page.get_by_role("textbox", name="Why")).to_be_disabled()
    at = page.locator("[data-trace=right] .stage-line").bounding_box()
    assert at is not None
    page.mouse.move(at["x"] + at["width"] / 2, at["y"] + at["height"] / 2)
    page.mouse.down()
    page.mouse.move(at["x"], at["y"] - 60, steps=4)
    page.keyboard.press("Escape")  # what began was a new box, not a move of the locked one
    page.mouse.up()
    screen.press("Escape")
    page.mouse.click(at["x"] + at["width"] / 2, at["y"] + at["height"] / 2)  # still selectable
    lock = page.get_by_role("group", name="View of this trace").get_by_role("button", name="Lock")
    expect(lock).to_have_attribute("aria-pressed", "true")
    lock.click()
    screen.press("ArrowRight")
    screen.at(1)
    screen.press("i")
    screen.saved()
    assert screen.stored()["traces"] == [LEFT, RIGHT | {"span": [1, 40]}]


def test_h_hides_the_boxes_while_held_and_a_tap_keeps_them_hidden(screen: Screen) -> None:
    page = screen.page
    shapes = page.locator(".stage-shape")
    expect(shapes).to_have_count(2)
    page.keyboard.down("h")
    expect(shapes).to_have_count(0)
    page.wait_for_timeout(400)
    page.keyboard.up("h")
    expect(shapes).to_have_count(2)
    page.keyboard.down("h")
    page.evaluate("dispatchEvent(new Event('blur'))")  # the window goes: no release will come
    page.wait_for_timeout(100)
    page.keyboard.up("h")
    expect(shapes).to_have_count(2)
    screen.press("h")
    expect(shapes).to_have_count(0)
    page.get_by_role("button", name="Boxes hidden").click()
    expect(shapes).to_have_count(2)


def test_the_loupe_shows_the_video_under_the_pointer(screen: Screen) -> None:
    page = screen.page
    loupe = page.get_by_test_id("loupe")
    picture = page.locator("#stage video").bounding_box()
    assert picture is not None
    page.keyboard.down("z")
    expect(loupe).to_be_visible()
    # The first cell of the bar code is white, the second black, the ball somewhere below.
    for place in ((1 / 32, 0.1), (3 / 32, 0.1), (0.5, 0.1), (0.3, 0.8)):
        x = picture["x"] + place[0] * picture["width"]
        page.mouse.move(x, picture["y"] + place[1] * picture["height"])
        page.wait_for_timeout(120)
        assert page.evaluate(MIDDLE) == pytest.approx(page.evaluate(PIXEL, place), abs=12)
    page.keyboard.up("z")
    expect(loupe).to_be_hidden()
    # With the pointer elsewhere it is over the selected box.
    page.mouse.move(5, 5)
    screen.press("s")
    page.keyboard.down("z")
    expect(loupe).to_be_visible()
    assert page.evaluate(MIDDLE) == pytest.approx(page.evaluate(PIXEL, (0.2, 0.55)), abs=12)
    page.keyboard.up("z")


def brightness(page: Page) -> float:
    """The mean of the picture as it is on the screen, without the boxes' surroundings."""
    box = page.locator("#stage video").bounding_box()
    assert box is not None
    clip = {"x": box["x"] + 8, "y": box["y"] + 40, "width": box["width"] / 2, "height": 60}
    shot = page.screenshot(clip=clip)
    with av.open(io.BytesIO(shot)) as container:
        frame = next(container.decode(video=0))
    return float(np.mean(frame.to_ndarray(format="rgb24")))


def test_the_picture_can_be_brightened_and_enhanced_and_the_boxes_stay(screen: Screen) -> None:
    page = screen.page
    video = page.locator("#stage video")
    before = brightness(page)
    page.get_by_role("button", name="Brightness, contrast, edges").click()
    page.get_by_role("slider", name="Brightness").fill("0.4")
    page.get_by_role("slider", name="Gamma").fill("0.8")
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    page.wait_for_timeout(200)
    assert brightness(page) < 0.7 * before
    filters = "nodes => nodes.map((node) => getComputedStyle(node).filter)"
    assert page.locator("#stage > svg").first.evaluate_all(filters) == ["none"]
    page.get_by_role("button", name="Picture changed").click()
    expect(video).to_have_css("filter", "none")
    page.wait_for_timeout(200)
    assert brightness(page) == pytest.approx(before, abs=3)

    for effect, hint in (("feGaussianBlur", "Local contrast"), ("feConvolveMatrix", "Edges")):
        screen.press("u")
        expect(page.get_by_test_id("hint")).to_have_text(hint)
        expect(page.locator(f"#stage-look {effect}")).not_to_have_count(0)
        expect(video).to_have_css("filter", 'url("#stage-look")')
    page.wait_for_timeout(200)
    assert brightness(page) != pytest.approx(before, abs=3)
    screen.press("u")
    expect(video).to_have_css("filter", "none")
