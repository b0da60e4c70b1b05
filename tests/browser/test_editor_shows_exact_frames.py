"""The picture is the frame that the counter names: read back from the pixels of the page."""

from __future__ import annotations

import random
from pathlib import Path

import av
import pytest
from django.core.files.storage import default_storage
from playwright.sync_api import BrowserContext, Page

from annotation.media.draw import VARIANTS, read_barcode
from annotation.models import User, Video
from tests import make
from tests.browser.screen import WATCH, Screen, import_clip, sign_in, take
from tests.stack import Stack

# The proxy is all that the browser sees, so what differs here is timing and shape.
USUAL = ("constant", "variable", "ntsc", "odd")
RANDOM_SEEKS = 25


def barcodes(video: Video) -> list[int]:
    """What each frame of the proxy carries, decoded one after the other."""
    with default_storage.open(video.proxy) as file, av.open(file) as container:
        return [
            read_barcode(frame.to_ndarray(format="rgb24")) for frame in container.decode(video=0)
        ]


@pytest.mark.parametrize(
    ("variant", "how"),
    [
        pytest.param(name, "drawn", marks=() if name in USUAL else pytest.mark.slow)
        for name in VARIANTS
    ]
    + [
        pytest.param(name, "sought", marks=() if name == "variable" else pytest.mark.slow)
        for name in VARIANTS
    ],
)
def test_every_step_and_seek_shows_its_frame(
    variant: str, how: str, stack: Stack, page: Page, tmp_path: Path
) -> None:
    if how == "sought":  # in the video alone, as in a browser that decodes no single frames
        page.add_init_script("delete window.VideoDecoder")
    project = make.project()
    video = import_clip(project, tmp_path, VARIANTS[variant])
    expected = barcodes(video)
    bob = User.objects.get(username="bob")
    sign_in(page.context, stack, bob)
    screen = Screen.open(page, take(project, bob))
    page.evaluate(WATCH)
    last = len(expected) - 1

    for frame in range(1, last + 1):  # forward, each one confirmed
        screen.press("ArrowRight")
        screen.at(frame)
    for frame in reversed(range(last)):  # backward
        screen.press("ArrowLeft")
        screen.at(frame)
    dice = random.Random(variant)
    for frame in (dice.randrange(last + 1) for _ in range(RANDOM_SEEKS)):
        screen.seek_by_mouse(frame, last + 1)
        screen.at(frame)
    for _ in range(last):  # faster than pictures can follow: the latest wish wins
        screen.press("ArrowRight")
    screen.press("Home")
    screen.at(0)

    seen: list[tuple[int, int]] = page.evaluate("window.seen")
    assert len(seen) > 2 * last
    wrong = [(frame, shown) for frame, shown in seen if shown != expected[frame]]
    assert wrong == []


@pytest.mark.parametrize("variant", ["variable"])
def test_the_counter_is_never_ahead_of_the_picture_while_playing(
    variant: str, stack: Stack, context: BrowserContext, page: Page, tmp_path: Path
) -> None:
    project = make.project()
    expected = barcodes(import_clip(project, tmp_path, VARIANTS[variant]))
    bob = User.objects.get(username="bob")
    sign_in(context, stack, bob)
    screen = Screen.open(page, take(project, bob))
    page.evaluate(WATCH)
    last = len(expected) - 1
    screen.press("Space")
    screen.at(last)
    ruler = page.locator("#timeline [data-time]").first.bounding_box()
    assert ruler is not None
    page.mouse.move(ruler["x"] + ruler["width"] - 2, ruler["y"] + 8)
    page.mouse.down()
    for step in range(30):  # scrubbing back, to the fifth frame
        page.mouse.move(ruler["x"] + ruler["width"] * (1 - step / 34), ruler["y"] + 8)
    page.mouse.move(ruler["x"] + 4.5 / (last + 1) * ruler["width"], ruler["y"] + 8)
    page.mouse.up()
    screen.at(4)
    assert screen.barcode == expected[4]
    seen: list[tuple[int, int]] = page.evaluate("window.seen")
    assert len(seen) > 5
    # A picture may have followed already; one that is still to come is never announced.
    numbers = [expected.index(shown) - frame for frame, shown in seen]
    assert [late for late in numbers if late not in {0, 1}] == []
