"""Decoded frames: playing backwards, and looks at a frame beside another."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import BrowserContext, Page, expect

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
    screen.press("Shift+J")  # a quarter of the speed: every frame has its turn
    screen.at(0)
    expect(sheet).to_be_hidden()

    seen: list[tuple[int, int]] = page.evaluate("window.seen")
    assert [frame for frame, shown in seen if frame != shown] == []
    assert sorted({frame for frame, _ in seen} | {39}) == list(range(40))
    screen.press("l")  # from where the reverse ended, on the video itself
    screen.at(39)
    assert screen.barcode == 39
