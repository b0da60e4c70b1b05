"""Decoded frames: playing backwards, and looks at a frame beside another."""

from __future__ import annotations

import math
from pathlib import Path

from playwright.sync_api import BrowserContext, Page, expect

from annotation.domain.geometry import Box
from annotation.domain.track import Keyframe, Track
from annotation.media.draw import VARIANTS
from annotation.models import User
from tests import make
from tests.browser.screen import PATIENCE_MS, WATCH, Screen, import_clip, sign_in, take
from tests.stack import Stack


def open_clip(
    stack: Stack, context: BrowserContext, page: Page, folder: Path, variant: str = "constant"
) -> Screen:
    project = make.project()
    import_clip(project, folder, VARIANTS[variant])
    bob = User.objects.get(username="bob")
    sign_in(context, stack, bob)
    return Screen.open(page, take(project, bob))


def test_playing_backwards_shows_every_frame_it_counts(
    stack: Stack, context: BrowserContext, page: Page, tmp_path: Path
) -> None:
    screen = open_clip(stack, context, page, tmp_path, "variable")
    sheet = page.get_by_test_id("sheet")
    screen.press("End")
    screen.at(39)
    screen.press("Shift+J")  # once, so that the decoder is there
    expect(sheet).to_be_visible(timeout=PATIENCE_MS)
    screen.press("k")
    expect(sheet).to_be_hidden()
    screen.press("End")
    screen.at(39)

    page.evaluate(WATCH)
    screen.press("Shift+J")  # a quarter of the speed
    screen.at(0)
    expect(sheet).to_be_hidden()

    seen: list[tuple[int, int]] = page.evaluate("window.seen")
    assert [frame for frame, shown in seen if frame != shown] == []
    # A busy machine may skip some, but never goes the wrong way.
    frames = [frame for frame, _ in seen]
    assert frames == sorted(frames, reverse=True)
    assert len(set(frames)) > 25
    screen.press("l")  # from where the reverse ended, on the video itself
    screen.at(39)
    assert screen.barcode == 39


THREE_FLIPS = """() => {
  const key = { code: 'Backquote', key: '`', bubbles: true };
  for (const type of ['keydown', 'keyup', 'keydown', 'keyup', 'keydown', 'keyup'])
    document.body.dispatchEvent(new KeyboardEvent(type, key));
}"""


def look(page: Page, name: str) -> None:
    """Wait for the look at the frame on the counter."""
    sheet = page.get_by_test_id("sheet")
    expect(sheet).to_have_attribute("data-look", name, timeout=PATIENCE_MS)
    frame = page.get_by_test_id("frame").inner_text()
    expect(sheet).to_have_attribute("data-frame", frame, timeout=PATIENCE_MS)


def grey(page: Page, cell: int) -> int:
    """The red value in the middle of a cell of the bar code, on the sheet."""
    value: int = page.evaluate(
        """(cell) => {
          const sheet = document.querySelector('[data-testid=sheet]');
          const x = Math.floor((sheet.width * (2 * cell + 1)) / 32);
          const copy = new OffscreenCanvas(sheet.width, sheet.height).getContext('2d');
          copy.drawImage(sheet, 0, 0);
          return copy.getImageData(x, Math.floor(sheet.height / 8), 1, 1).data[0];
        }""",
        cell,
    )
    return value


def test_frames_are_compared_and_the_source_is_seen(
    stack: Stack, context: BrowserContext, page: Page, tmp_path: Path
) -> None:
    screen = open_clip(stack, context, page, tmp_path)
    for _ in range(8):
        screen.press("ArrowRight")
    screen.at(8)

    screen.press("d")  # black where nothing changed: the bits that differ from frame 7 are left
    look(page, "difference")
    assert screen.barcode == 8 ^ 7
    for _ in range(4):
        screen.press("ArrowRight")
    screen.at(12)
    look(page, "difference")
    assert screen.barcode == 12 ^ 11

    screen.press("Shift+D")  # half of 11 over 12: their lowest bits, 1100 and 1011, mix
    look(page, "onion")
    assert 90 < grey(page, 13) < 160
    assert grey(page, 10) > 200

    screen.press("Backquote")
    look(page, "flip")
    assert screen.barcode == 11
    page.wait_for_timeout(400)
    page.evaluate(THREE_FLIPS)  # at most three a second are shown, however fast the key
    expect(page.get_by_test_id("sheet")).to_be_hidden()
    assert screen.barcode == 12

    screen.press("Shift+U")
    look(page, "original")
    assert screen.barcode == 12
    expect(page.get_by_test_id("look")).to_contain_text("320 × 180")
    screen.press("ArrowRight")
    screen.at(13)
    look(page, "original")
    assert screen.barcode == 13
    screen.press("Escape")
    expect(page.get_by_test_id("sheet")).to_be_hidden()
    expect(page.get_by_test_id("look")).to_be_hidden()


# The frame on the counter and the left edge of the outline over it, in widths of the picture.
OUTLINES = """() => {
  const outline = document.querySelector('.stage-outline');
  const frame = document.querySelector('[data-testid=frame]');
  const video = document.querySelector('#stage video');
  window.outlines = [];
  new MutationObserver(() => {
    if (outline.style.display === 'none') return;
    const { left, width } = video.getBoundingClientRect();
    const begin = outline.ownerSVGElement.getBoundingClientRect().left;
    const x = Number(outline.getAttribute('x'));
    window.outlines.push([Number(frame.innerText), (begin + x - left) / width]);
  }).observe(outline, { attributes: true, attributeFilter: ['height'] });
}"""


def disc(frame: int) -> tuple[float, float, float, float]:
    """The box of the red disc that swings through every drawn clip, in fractions."""
    across = 0.5 + 0.4 * math.sin(frame / 6)
    width, height = 180 / 3 / 320, 1 / 3
    return (across - width / 2, 0.65 - height / 2, width, height)


def overlap(track: Track, frame: int) -> float:
    """With the disc."""
    box = track.box_at(frame)
    assert box is not None
    return box.iou(Box(*disc(frame)))


def test_a_box_is_followed_in_one_step_and_an_end_is_trimmed_in_view(
    stack: Stack, context: BrowserContext, page: Page, tmp_path: Path
) -> None:
    screen = open_clip(stack, context, page, tmp_path)
    screen.press("Shift+1")
    video = page.locator("#stage video").bounding_box()
    stage = page.locator("#stage").bounding_box()
    assert video is not None
    assert stage is not None

    def at(x: float, y: float) -> tuple[float, float]:
        return (
            (video["x"] + x * video["width"] - stage["x"]) / stage["width"],
            (video["y"] + y * video["height"] - stage["y"]) / stage["height"],
        )

    x, y, w, h = disc(0)
    screen.drag(at(x, y), at(x + w, y + h))
    screen.saved()
    assert len(screen.stored()["traces"][0]["track"]) == 1

    page.evaluate(OUTLINES)
    screen.press("Shift+T")
    expect(page.get_by_test_id("hint")).to_contain_text("end of the span", timeout=60_000)
    # On its way the box is drawn over the frames it was found in.
    drawn: list[tuple[int, float]] = page.evaluate("window.outlines")
    assert len({frame for frame, _ in drawn}) > 3
    assert max(abs(left - disc(frame)[0]) for frame, left in drawn) < 0.05
    screen.at(39)
    screen.saved()
    placed = screen.stored()["traces"][0]["track"]
    assert 3 <= len(placed) < 30
    track = Track(tuple(Keyframe(each["frame"], Box(*each["box"])) for each in placed))
    assert sum(overlap(track, frame) for frame in range(40)) / 40 > 0.8
    screen.press("Control+z")
    screen.saved()
    assert len(screen.stored()["traces"][0]["track"]) == 1

    pair = page.get_by_test_id("pair")
    expect(pair).to_be_hidden()
    screen.press("Shift+BracketLeft")  # the end one frame earlier
    expect(pair).to_be_visible()
    expect(pair).to_contain_text("First frame 0")
    expect(pair).to_contain_text("Last frame 38")
    expect(pair).to_be_hidden()
