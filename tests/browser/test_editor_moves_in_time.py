"""Shuttling, marking while playing, looping, scrubbing: time under the hands."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from annotation.media.draw import Clip
from annotation.models import User
from tests import make
from tests.browser.documents import give, trace
from tests.browser.screen import Screen, import_clip, sign_in, take
from tests.stack import Stack

LOG = logging.getLogger(__name__)

FRAMES = 120
RATE = 25
TRACE = trace(
    "hand", (50, 60), (50, (0.1, 0.4, 0.2, 0.3)), (56, (0.2, 0.4, 0.2, 0.3)), (59, (0.3,) * 4)
)

# Every number that the counter has shown since.
COUNT = """() => {
  const counter = document.querySelector('[data-testid=frame]');
  window.counted = [];
  new MutationObserver(() => window.counted.push([performance.now(), Number(counter.textContent)]))
    .observe(counter, { childList: true, characterData: true, subtree: true });
}"""
# Presses a key and reads the counter in the same moment.
PRESS_NOW = """(code) => {
  const init = { code, key: code, bubbles: true, cancelable: true };
  document.body.dispatchEvent(new KeyboardEvent('keydown', init));
  const frame = Number(document.querySelector('[data-testid=frame]').textContent);
  document.body.dispatchEvent(new KeyboardEvent('keyup', init));
  return frame;
}"""


@pytest.fixture
def screen(stack: Stack, context: BrowserContext, page: Page, tmp_path: Path) -> Screen:
    """Bob's clip, with one trace already."""
    project = make.project()
    import_clip(project, tmp_path, Clip(frames=FRAMES))
    bob = User.objects.get(username="bob")
    sign_in(context, stack, bob)
    return Screen.open(page, give(take(project, bob), TRACE))


def counted(page: Page) -> list[int]:
    frames: list[int] = [frame for _, frame in page.evaluate("window.counted")]
    return frames


def setting(page: Page, name: str, value: str) -> None:
    page.get_by_role("button", name="Loop and mark settings").click()
    page.get_by_role("slider", name=name).fill(value)
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    page.locator("#stage").focus()


def test_shuttling_and_stepping_with_k_held(screen: Screen) -> None:
    page = screen.page
    speed = page.get_by_role("button", name="Speed")
    page.keyboard.down("l")
    page.keyboard.down("l")  # a key that repeats is still one press
    expect(speed).to_contain_text("1×")
    page.keyboard.up("l")
    screen.press("l")
    expect(speed).to_contain_text("2×")
    screen.press("k")
    expect(page.get_by_role("button", name="Play (Space)")).to_be_visible()
    screen.press("Home")
    screen.at(0)
    page.keyboard.down("k")
    for frame in (1, 2, 3):
        screen.press("l")
        screen.at(frame)
    page.keyboard.down("l")
    page.keyboard.down("l")  # with K held a key that repeats goes on stepping
    screen.at(5)
    page.keyboard.up("l")
    screen.press("j")
    screen.at(4)
    assert screen.barcode == 4
    page.keyboard.up("k")
    screen.press("End", "j")
    page.wait_for_function(
        "() => Number(document.querySelector('[data-testid=frame]').innerText) < 115"
    )
    screen.press("k")
    screen.press("Home", "ArrowDown")  # the first edit point after the start
    screen.at(50)
    screen.press("ArrowDown")
    screen.at(56)
    screen.press("ArrowUp", "ArrowUp")
    screen.at(0)


def test_marks_while_playing_take_back_the_reaction_time(screen: Screen) -> None:
    page = screen.page
    setting(page, "Reaction time", "0.4")
    screen.press("s")
    screen.at(50)
    start = page.get_by_role("slider", name="Start of Object merging")
    screen.press("Home")
    screen.at(0)
    screen.press("Shift+l")  # slowly, a quarter
    page.wait_for_function(
        "() => Number(document.querySelector('[data-testid=frame]').innerText) > 20"
    )
    pressed = page.evaluate(PRESS_NOW, "KeyI")
    screen.press("k")
    # 0.4 s at a quarter of the speed are 0.1 s of the clip: between 2 and 3 frames of 40 ms.
    marked = int(start.get_attribute("aria-valuenow") or "")
    assert marked in (pressed - 3, pressed - 2)
    setting(page, "Reaction time", "0")
    still = screen.frame
    # Standing still there is nothing to take back, and the frame asked for is meant at once.
    screen.press("ArrowRight", "i")
    expect(start).to_have_attribute("aria-valuenow", str(still + 1))
    screen.at(still + 1)


def test_a_loop_shows_what_is_around_the_trace(screen: Screen) -> None:
    page = screen.page
    setting(page, "Shown before a loop", "0.2")
    setting(page, "Shown after a loop", "0.4")
    screen.press("s", "r")
    screen.at(50)
    page.evaluate(COUNT)
    screen.press("Space")
    # 0.2 s are 5 frames before 50; 0.4 s are 10 after the last, 59. It comes round again.
    page.wait_for_function("() => window.counted.filter(([, frame]) => frame === 69).length > 1")
    frames = counted(page)
    assert (min(frames), max(frames)) == (45, 69)
    screen.press("Shift+BracketLeft")  # trimming stops; the loop then follows the shorter span
    screen.at(58)
    page.evaluate(COUNT)
    screen.press("Space")
    page.wait_for_function("() => window.counted.filter(([, frame]) => frame === 68).length > 1")
    assert max(counted(page)) == 68
    screen.press("k", "r", "Slash")  # once, with the rolls, and then it stands still
    page.wait_for_function(
        "() => Number(document.querySelector('[data-testid=frame]').innerText) < 50"
    )
    screen.at(68)
    expect(page.get_by_role("button", name="Play (Space)")).to_be_visible()


def test_scrubbing_keeps_the_playhead_at_the_pointer_and_lands_exactly(screen: Screen) -> None:
    page = screen.page
    ruler = page.locator("#timeline [data-time]").first.bounding_box()
    assert ruler is not None
    head = page.get_by_test_id("playhead")
    cell = ruler["width"] / FRAMES
    page.evaluate(COUNT)
    page.mouse.move(ruler["x"] + 10.5 * cell, ruler["y"] + 8)
    preview = page.get_by_test_id("preview")
    expect(preview).to_contain_text("Frame 10,")  # pointing shows the filmstrip's picture of it
    page.mouse.down()
    expect(preview).to_be_hidden()
    behind = 0
    for frame in (*range(10, 100), *range(100, 70, -1)):
        page.mouse.move(ruler["x"] + (frame + 0.5) * cell, ruler["y"] + 8)
        assert head.get_attribute("data-frame") == str(frame)
        behind += screen.frame != frame
    page.mouse.up()
    screen.at(71)
    assert screen.barcode == 71
    assert head.get_attribute("data-frame") == "71"
    moments = [moment for moment, _ in page.evaluate("window.counted")]
    rate = 1000 * (len(moments) - 1) / (moments[-1] - moments[0])
    LOG.info("scrubbing: %.1f pictures per second, %d of 120 moves ahead", rate, behind)


def test_the_timeline_zooms_about_the_playhead_and_snaps(screen: Screen) -> None:
    page = screen.page
    head = page.get_by_test_id("playhead")
    width = "node => parseFloat(node.style.getPropertyValue('--cell'))"
    screen.press("s")
    screen.at(50)
    whole = head.evaluate(width)
    screen.press("Shift+Equal", "Shift+Equal")
    page.wait_for_function(
        "([whole]) => parseFloat(document.querySelector('[data-testid=playhead]')"
        ".style.getPropertyValue('--cell')) > 2 * whole",
        arg=[whole],
    )
    expect(head).to_be_in_viewport()
    for _ in range(3):
        screen.press("Shift+Minus")
    page.wait_for_function(
        "([whole]) => Math.abs(parseFloat(document.querySelector('[data-testid=playhead]')"
        ".style.getPropertyValue('--cell')) - whole) < 0.1",
        arg=[whole],
    )
    # The end, dropped near the playhead at 30, takes that frame in: it ends with it.
    ruler = page.locator("#timeline [data-time]").first.bounding_box()
    lane = page.get_by_role("slider", name="Start of Object merging").bounding_box()
    assert ruler is not None
    assert lane is not None
    cell = ruler["width"] / FRAMES
    screen.seek_by_mouse(70, FRAMES)
    screen.at(70)
    y = lane["y"] + 4
    page.mouse.move(ruler["x"] + 60 * cell + 4, y)
    page.mouse.down()
    page.mouse.move(ruler["x"] + 71.5 * cell + 4, y, steps=5)
    expect(page.locator(".timeline-snap")).to_be_visible()
    page.mouse.up()
    end = page.get_by_role("slider", name="End of Object merging")
    expect(end).to_have_attribute("aria-valuenow", "70")


def test_numbers_do_everything_that_drags_do_and_keys_copy_boxes(screen: Screen) -> None:
    page = screen.page
    screen.press("s")
    screen.at(50)
    whole = page.get_by_role("textbox", name="Whole trace from")
    whole.fill("60")
    whole.press("Enter")
    screen.at(60)
    screen.press("Escape")
    at = page.get_by_role("textbox", name="Keyframe at")
    expect(at).to_have_value("60")
    at.fill("62")
    at.press("Enter")
    screen.at(62)
    page.get_by_role("button", name="Increase X").click()
    screen.saved()
    (trace_,) = screen.stored()["traces"]
    assert trace_["span"] == [60, 70]
    assert [keyframe["frame"] for keyframe in trace_["track"]] == [62, 66, 69]
    assert trace_["track"][0]["box"][0] == pytest.approx(33 / 320, abs=1e-5)

    screen.press("Escape", "ArrowRight", "ArrowRight")  # out of the field first
    screen.at(64)
    screen.press("c")  # the box of the keyframe before, here
    screen.saved()
    (trace_,) = screen.stored()["traces"]
    assert [keyframe["frame"] for keyframe in trace_["track"]] == [62, 64, 66, 69]
    assert trace_["track"][1]["box"] == trace_["track"][0]["box"]
    screen.press("Shift+c")  # and until the end
    screen.saved()
    (trace_,) = screen.stored()["traces"]
    assert [keyframe["frame"] for keyframe in trace_["track"]] == [62, 64]


def test_four_extreme_points_make_a_box(screen: Screen) -> None:
    page = screen.page
    screen.press("Shift+b")
    picture = page.locator("#stage video").bounding_box()
    assert picture is not None
    for count, (x, y) in enumerate(((0.5, 0.2), (0.3, 0.5), (0.5, 0.8), (0.7, 0.4)), start=1):
        page.mouse.click(picture["x"] + x * picture["width"], picture["y"] + y * picture["height"])
        if count < 4:
            expect(page.locator(".stage-point:visible")).to_have_count(count)
    screen.saved()
    box = screen.stored()["traces"][-1]["track"][0]["box"]
    assert box == pytest.approx([0.3, 0.2, 0.4, 0.6], abs=0.01)
