"""A still frame is drawn from the decoder, and the video follows."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import BrowserContext, Page, expect

from annotation.media.draw import Clip
from annotation.models import User
from tests import make
from tests.browser.screen import PATIENCE_MS, Screen, import_clip, sign_in, take
from tests.browser.test_editor_looks_closely import open_clip
from tests.stack import Stack

# The decoder takes what it is given and says nothing more, once `window.stalled` is set.
STALL = """() => {
  const Decoder = window.VideoDecoder;
  window.VideoDecoder = class extends Decoder {
    decode(chunk) {
      if (window.stalled) window.swallowed = true;
      else super.decode(chunk);
    }
  };
}"""


def draws(page: Page, screen: Screen) -> None:
    """Step until a frame is drawn: before that, the decoder is not there yet."""
    sheet = page.get_by_test_id("sheet")
    for frame in range(screen.frame + 1, screen.frame + 20):
        screen.press("ArrowRight")
        screen.at(frame)
        if sheet.is_visible():
            return
        page.wait_for_timeout(100)
    raise AssertionError("no frame was drawn")


def test_a_step_is_drawn_and_the_video_follows(
    stack: Stack, context: BrowserContext, page: Page, tmp_path: Path
) -> None:
    screen = open_clip(stack, context, page, tmp_path, "variable")
    sheet = page.get_by_test_id("sheet")
    draws(page, screen)
    frame = screen.frame
    assert screen.barcode == frame
    expect(sheet).to_be_hidden(timeout=PATIENCE_MS)  # the video is there
    assert (screen.frame, screen.barcode) == (frame, frame)
    screen.press("ArrowLeft", "ArrowLeft", "Space")  # played from the drawn frame, not before it
    screen.at(39)
    assert screen.barcode == 39


def test_where_pixels_cannot_be_copied_frames_are_drawn(
    stack: Stack, context: BrowserContext, page: Page, tmp_path: Path
) -> None:
    page.add_init_script("VideoFrame.prototype.allocationSize = () => 7")
    screen = open_clip(stack, context, page, tmp_path)
    draws(page, screen)
    assert screen.barcode == screen.frame


def test_a_frame_that_is_never_decoded_is_sought_in_the_video(
    stack: Stack, context: BrowserContext, page: Page, tmp_path: Path
) -> None:
    page.add_init_script(f"({STALL})()")
    screen = open_clip(stack, context, page, tmp_path)
    draws(page, screen)
    page.evaluate("window.stalled = true")
    screen.press("End")
    screen.at(39)
    assert page.evaluate("window.swallowed")
    assert page.get_by_test_id("sheet").is_hidden()
    assert screen.barcode == 39


def test_a_decoder_that_gets_no_file_leaves_the_video(
    stack: Stack, context: BrowserContext, page: Page, tmp_path: Path
) -> None:
    page.route(
        "**/proxy-*",
        lambda route: (
            route.abort() if route.request.resource_type == "fetch" else route.continue_()
        ),
    )
    screen = open_clip(stack, context, page, tmp_path)
    for frame in range(1, 8):
        screen.press("ArrowRight")
        screen.at(frame)
        assert screen.barcode == frame
    assert page.get_by_test_id("sheet").is_hidden()


def test_what_could_not_be_read_offline_is_read_later(
    stack: Stack, context: BrowserContext, page: Page, tmp_path: Path
) -> None:
    page.add_init_script(
        "Object.defineProperty(navigator, 'onLine', { get: () => window.isOnline ?? false })"
    )
    screen = open_clip(stack, context, page, tmp_path)
    sheet = page.get_by_test_id("sheet")
    for frame in (1, 2, 3):
        screen.press("ArrowRight")
        screen.at(frame)
        assert screen.barcode == frame
    assert sheet.is_hidden()
    page.evaluate("window.isOnline = true")
    draws(page, screen)
    assert screen.barcode == screen.frame


def test_what_is_refused_leaves_the_picture_as_it_was(
    stack: Stack, context: BrowserContext, page: Page, tmp_path: Path
) -> None:
    project = make.project(require_explanation=False)
    import_clip(project, tmp_path, Clip(frames=24))
    bob = User.objects.get(username="bob")
    sign_in(context, stack, bob)
    screen = Screen.open(page, take(project, bob))
    page.route("**/submit/", lambda route: route.abort())
    screen.press("ArrowRight", "ArrowRight", "Digit0")
    screen.at(2)
    screen.saved()
    page.evaluate("window.video = document.querySelector('#stage video')")
    screen.press("Control+Enter")
    expect(page.get_by_text("Check the connection")).to_be_visible(timeout=PATIENCE_MS)
    expect(page.get_by_role("button", name="Submit and next")).to_be_enabled()
    assert page.evaluate("document.querySelector('#stage video') === window.video")
    assert screen.barcode == 2
