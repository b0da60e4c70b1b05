"""Browsers that lack an interface lose what needs it, and nothing else."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.screen import PATIENCE_MS, WATCH
from tests.browser.test_editor_looks_closely import open_clip
from tests.stack import Stack


def test_without_frame_callbacks_stills_are_shown(
    stack: Stack, context: BrowserContext, page: Page, tmp_path: Path
) -> None:
    page.add_init_script("delete HTMLVideoElement.prototype.requestVideoFrameCallback")
    screen = open_clip(stack, context, page, tmp_path, "variable")
    sheet = page.get_by_test_id("sheet")
    expect(sheet).to_have_attribute("data-frame", "0")
    page.evaluate(WATCH)
    for frame in range(1, 6):
        screen.press("ArrowRight")
        screen.at(frame)
    screen.press("End")
    screen.at(39)
    screen.press("ArrowLeft")
    screen.at(38)
    seen: list[list[int]] = page.evaluate("window.seen")
    assert seen == [[number, number] for number in (1, 2, 3, 4, 5, 39, 38)]

    screen.press("d")  # decoded frames are there all the same
    expect(sheet).to_have_attribute("data-look", "difference", timeout=PATIENCE_MS)
    assert screen.barcode == 38 ^ 37
    screen.press("d")
    expect(sheet).to_have_attribute("data-look", "plain")
    assert screen.barcode == 38


def test_without_webcodecs_only_its_looks_are_missing(
    stack: Stack, context: BrowserContext, page: Page, tmp_path: Path
) -> None:
    page.add_init_script("delete window.VideoDecoder")
    screen = open_clip(stack, context, page, tmp_path)
    page.get_by_role("button", name="Look closer").click()
    items = page.get_by_role("menuitem")
    expect(items).to_have_count(1)
    expect(items).to_contain_text("Untouched source")
    screen.press("Escape")
    screen.press("d")
    expect(page.get_by_test_id("hint")).to_contain_text("cannot decode single frames")
    expect(page.get_by_test_id("look")).to_be_hidden()
    screen.press(".", ".", ".")
    screen.at(3)
    screen.press("j")  # by seeks
    screen.at(0)
    assert page.get_by_test_id("sheet").is_hidden()
    assert screen.barcode == 0
