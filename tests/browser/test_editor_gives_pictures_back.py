"""Decoded pictures are large: few are open at once, and none when the clip is left."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import BrowserContext, Page, expect

from annotation.media.draw import VARIANTS
from annotation.models import User
from tests import make
from tests.browser.screen import PATIENCE_MS, Screen, import_clip, sign_in, take
from tests.stack import Stack

# Counts decoded pictures from the decoder's output to their end, and workers.
COUNT = """() => {
  window.pictures = { open: 0, most: 0, decoders: 0, workers: 0, hired: 0 };
  const count = window.pictures;
  const Decoder = window.VideoDecoder;
  window.VideoDecoder = class extends Decoder {
    constructor(init) {
      super({ ...init, output: (frame) => {
        count.open += 1;
        count.most = Math.max(count.most, count.open);
        const close = frame.close.bind(frame);
        let isOpen = true;
        frame.close = () => {
          if (isOpen) count.open -= 1;
          isOpen = false;
          close();
        };
        init.output(frame);
      } });
      count.decoders += 1;
    }
    close() {
      count.decoders -= 1;
      super.close();
    }
  };
  const Work = window.Worker;
  window.Worker = class extends Work {
    constructor(...given) {
      super(...given);
      count.workers += 1;
      count.hired += 1;
    }
    terminate() {
      count.workers -= 1;
      super.terminate();
    }
  };
}"""


def test_clips_opened_in_a_row_leave_nothing_open(
    stack: Stack, context: BrowserContext, page: Page, tmp_path: Path
) -> None:
    project = make.project()
    for name in ("constant", "variable", "ntsc"):
        import_clip(project, tmp_path, VARIANTS[name])
    bob = User.objects.get(username="bob")
    sign_in(context, stack, bob)
    page.add_init_script(f"({COUNT})()")
    screen = Screen.open(page, take(project, bob))
    for _ in range(3):
        screen.ready()
        screen.press("End", "d")
        expect(page.get_by_test_id("sheet")).to_be_visible(timeout=PATIENCE_MS)
        screen.press("j")  # backwards through the whole clip, every frame beside its neighbour
        screen.at(0)
        screen.press("Escape", "Shift+1", "Enter", "Escape", "Shift+T")
        page.wait_for_function("window.pictures.hired > 0")
        assert 4 < page.evaluate("window.pictures.most") <= 48 + 3
        screen.press("Escape")  # unless it has come to its end already
        page.wait_for_function("window.pictures.workers === 0", timeout=PATIENCE_MS)
        page.evaluate("window.pictures.hired = 0")
        skip(page)
        # A decoder waits for the first step through the clip that is open now.
        page.wait_for_function(
            "() => window.pictures.open === 0 && window.pictures.decoders <= 1",
            timeout=PATIENCE_MS,
        )


def skip(page: Page) -> None:
    """Go on to the next clip."""
    before = page.url
    page.get_by_role("button", name="Skip", exact=True).click()
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_role("radio", name="Does not play")).to_be_focused()
    page.keyboard.press("ArrowRight")
    expect(dialog.get_by_role("radio", name="Disturbing content")).to_be_checked()
    dialog.get_by_role("button", name="Skip").last.click()
    page.wait_for_url(lambda url: url != before, timeout=PATIENCE_MS)
