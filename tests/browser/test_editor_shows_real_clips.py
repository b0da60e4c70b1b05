"""Every public clip: what the page shows at frame k is what the server decodes at frame k."""

from __future__ import annotations

import json
import random
import shutil
from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest
from django.core.files.storage import default_storage
from numpy.typing import NDArray
from playwright.sync_api import BrowserContext, Page

from annotation.media.probe import probe
from annotation.media.proxy import render
from annotation.models import Project, User, Video
from tests import make
from tests.browser.screen import Screen, sign_in, store_clip, take
from tests.stack import Stack

CLIPS = Path(__file__).resolve().parents[3] / "shared" / "clips"
MANIFEST = CLIPS / "manifest.jsonl"
PATHS = (
    [json.loads(line)["path"] for line in MANIFEST.read_text().splitlines()]
    if MANIFEST.is_file()
    else []
)
GRID = (24, 14)
RANDOM_SEEKS = 25
# Two pictures closer than this, in grey levels, are one picture that was shown twice.
SAME = 0.02

pytestmark = [
    pytest.mark.slow,
    pytest.mark.timeout(900),
    pytest.mark.skipif(not PATHS, reason=f"the public clips are not at ../shared/clips ({CLIPS})"),
]

# Means of the luma over a grid, by BT.709 and by BT.601, whenever the counter changes.
WATCH = """([columns, rows]) => {
  const video = document.querySelector('#stage video');
  const counter = document.querySelector('[data-testid=frame]');
  const [width, height] = [video.videoWidth, video.videoHeight];
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [width, height];
  const pen = canvas.getContext('2d', { willReadFrequently: true });
  const overlay = () => document.querySelector('[data-testid=sheet]:not([hidden])');
  const print = () => {
    // A picture over the video is what the person sees.
    pen.drawImage(overlay() ?? video, 0, 0, width, height);
    const { data } = pen.getImageData(0, 0, width, height);
    const sums = [new Float64Array(columns * rows), new Float64Array(columns * rows)];
    const counts = new Float64Array(columns * rows);
    for (let y = 0, at = 0; y < height; y += 1) {
      const row = Math.floor((y * rows) / height) * columns;
      for (let x = 0; x < width; x += 1, at += 4) {
        const cell = row + Math.floor((x * columns) / width);
        const [r, g, b] = [data[at], data[at + 1], data[at + 2]];
        sums[0][cell] += 0.2126 * r + 0.7152 * g + 0.0722 * b;
        sums[1][cell] += 0.299 * r + 0.587 * g + 0.114 * b;
        counts[cell] += 1;
      }
    }
    return sums.map((sum) => Array.from(sum, (value, cell) => value / counts[cell]));
  };
  window.seen = [];
  new MutationObserver(() => {
    if (overlay() || !video.seeking) window.seen.push([Number(counter.textContent), print()]);
  }).observe(counter, { childList: true, characterData: true, subtree: true });
}"""


def prints(video: Video) -> NDArray[np.float64]:
    """The same means of every frame of the proxy, decoded one after the other: (frame, cell)."""
    with default_storage.open(video.proxy) as file, av.open(file) as container:
        return np.array([_print(frame) for frame in container.decode(video=0)])


def _print(frame: Any) -> NDArray[np.float64]:
    luma = frame.to_ndarray(format="yuv420p")[: frame.height].astype(np.float64)
    luma = (luma - 16) * 255 / 219
    rows = np.arange(frame.height) * GRID[1] // frame.height
    columns = np.arange(frame.width) * GRID[0] // frame.width
    cells = rows[:, None] * GRID[0] + columns[None, :]
    sums = np.bincount(cells.ravel(), luma.clip(0, 255).ravel(), GRID[0] * GRID[1])
    return sums / np.bincount(cells.ravel(), minlength=GRID[0] * GRID[1])


def wrong(seen: list[Any], expected: NDArray[np.float64]) -> list[tuple[int, int]]:
    """The moments at which another frame's picture was nearer than that of the counter."""
    frames = np.array([frame for frame, _ in seen])
    both = np.array([means for _, means in seen])  # (moment, matrix, cell)
    errors = [np.abs(both[:, matrix] - expected[frames]).mean() for matrix in (0, 1)]
    shown = both[:, int(np.argmin(errors))]
    # What the two decoders make different is the same for all frames of a clip, or nearly so.
    shown = shown - (shown - expected[frames]).mean(axis=0)
    found = []
    for frame, picture in zip(frames.tolist(), shown, strict=True):
        nearest = int(np.abs(expected - picture).mean(axis=1).argmin())
        if np.abs(expected[nearest] - expected[frame]).mean() > SAME and nearest != frame:
            found.append((frame, nearest))
    return found


@pytest.mark.parametrize("path", PATHS)
def test_every_frame_of_a_public_clip(
    path: str, stack: Stack, context: BrowserContext, page: Page, tmp_path: Path
) -> None:
    project = make.project()
    video = _import(project, CLIPS / path, tmp_path)
    expected = prints(video)
    assert len(expected) == video.frame_count
    bob = User.objects.get(username="bob")
    sign_in(context, stack, bob)
    screen = Screen.open(page, take(project, bob))
    page.evaluate(WATCH, list(GRID))
    last = len(expected) - 1
    for frame in range(1, last + 1):
        screen.press("ArrowRight")
        screen.at(frame)
    for frame in reversed(range(last)):
        screen.press("ArrowLeft")
        screen.at(frame)
    dice = random.Random(path)
    for frame in (dice.randrange(last + 1) for _ in range(RANDOM_SEEKS)):
        screen.seek_by_mouse(frame, last + 1)
        screen.at(frame)
    seen = page.evaluate("window.seen")
    assert len(seen) > last
    assert wrong(seen, expected) == []


def _import(project: Project, source: Path, folder: Path) -> Video:
    copied = Path(shutil.copy(source, folder))
    return store_clip(project, copied, render(copied, probe(copied), folder / "made"), folder)
