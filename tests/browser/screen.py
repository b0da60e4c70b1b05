"""The annotation screen as a person meets it: a clip to open, and what can be seen and done."""

from __future__ import annotations

import hashlib
import shutil
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from django.conf import settings
from django.test import Client
from playwright.sync_api import BrowserContext, Locator, Page, expect

from annotation import storage
from annotation.actions import queue, videos
from annotation.media.draw import Clip, draw_clip
from annotation.media.probe import probe
from annotation.media.proxy import Rendered, render
from annotation.models import Annotation, Project, Task, User, Video
from annotation.pipeline.videos import finish
from tests.stack import Stack

PARTS = ("proxy", "poster", "filmstrip")
# By what the clip is: where it was drawn, and what was made from it.
_rendered: dict[str, tuple[Path, Rendered]] = {}
# Far above what a quiet machine needs, so that a busy one fails no test.
PATIENCE_MS = 30_000

# The twin of annotation.media.draw.read_barcode, on the pixels that the page shows.
READ_BARCODE = """() => {
  const video = document.querySelector('#stage video');
  // A picture over the video is what the person sees.
  const sheet = document.querySelector('[data-testid=sheet]:not([hidden])');
  const [width, height] = sheet
    ? [sheet.width, sheet.height]
    : [video.videoWidth, video.videoHeight];
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [width, height];
  const pen = canvas.getContext('2d', { willReadFrequently: true });
  pen.drawImage(sheet ?? video, 0, 0);
  const y = Math.floor(height / 8);
  const row = pen.getImageData(0, y, width, 1).data;
  const cells = Array.from({ length: 16 }, (_, cell) => {
    const x = Math.floor((width * (2 * cell + 1)) / 32);
    return row[4 * x] + row[4 * x + 1] + row[4 * x + 2] > 3 * 128;
  });
  return Number.parseInt(cells.slice(2, 14).map(Number).join(''), 2);
}"""

# Notes every number the counter shows, with the picture at that very moment. While the next seek
# is under way already, the picture may be the next one: such moments do not count.
WATCH = f"""() => {{
  const read = {READ_BARCODE};
  const video = document.querySelector('#stage video');
  const counter = document.querySelector('[data-testid=frame]');
  window.seen = [];
  new MutationObserver(() => {{
    const isOver = document.querySelector('[data-testid=sheet]:not([hidden])');
    if (isOver || !video.seeking) window.seen.push([Number(counter.textContent), read()]);
  }}).observe(counter, {{ childList: true, characterData: true, subtree: true }});
}}"""


def import_clip(project: Project, folder: Path, clip: Clip) -> Video:
    """Make a bar-coded clip a ready video of the project; the same clip is rendered only once."""
    return store_clip(project, *_render(clip), folder)


def store_clip(project: Project, source: Path, rendered: Rendered, folder: Path) -> Video:
    """Make a rendered file a ready video of the project."""
    digest = hashlib.sha256(source.read_bytes()).hexdigest()
    video = Video.objects.create(project=project, sha256=digest, name=source.name)
    video.original = f"{videos.folder_of(video.pk)}/original{source.suffix}"
    video.save(update_fields=["original"])
    storage.put(source, video.original)
    given = shutil.copytree(rendered.proxy.parent, folder / f"made-{video.pk}")
    finish(
        video, replace(rendered, **{part: given / getattr(rendered, part).name for part in PARTS})
    )
    video.refresh_from_db()
    return video


def _render(clip: Clip) -> tuple[Path, Rendered]:
    """What a worker would do, in this process."""
    key = repr(clip)
    if key not in _rendered:
        folder = Path(settings.DATA_DIR) / f"drawn-{len(_rendered)}"
        folder.mkdir()
        source = draw_clip(folder / f"clip{clip.suffix}", clip)
        _rendered[key] = source, render(source, probe(source), folder / "made")
    return _rendered[key]


def sign_in(context: BrowserContext, stack: Stack, person: User) -> None:
    """Give the browser a session of the person."""
    client = Client()
    client.force_login(person)
    cookie = client.cookies["sessionid"].value
    context.add_cookies([{"name": "sessionid", "value": cookie, "url": stack.url}])


def take(project: Project, person: User) -> Task:
    """Lease the person's next task."""
    task = queue.next_to_label(project, person)
    assert task is not None
    return task


@dataclass(frozen=True, slots=True)
class Screen:
    """One open clip."""

    page: Page
    task: Task

    @staticmethod
    def open(page: Page, task: Task, purpose: str = "label", at: str = "") -> Screen:
        """Open the task, on the server ``at``, and wait until its first frame is shown."""
        screen = Screen(page, task)
        page.goto(f"{at}/p/{task.project.slug}/{purpose}/{task.pk}")
        screen.ready()
        return screen

    def ready(self) -> None:
        """Wait until the clip can be worked on."""
        counter = self.page.get_by_test_id("frame")
        expect(counter).to_have_attribute("data-shown", "true", timeout=PATIENCE_MS)

    @property
    def frame(self) -> int:
        return int(self.page.get_by_test_id("frame").inner_text())

    @property
    def barcode(self) -> int:
        number: int = self.page.evaluate(READ_BARCODE)
        return number

    @property
    def save_state(self) -> Locator:
        return self.page.locator("[data-save]")

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    def at(self, frame: int) -> None:
        """Wait for the counter."""
        counter = self.page.get_by_test_id("frame")
        expect(counter).to_have_text(str(frame), timeout=PATIENCE_MS)

    def saved(self) -> None:
        """Wait until the server has everything."""
        self.page.wait_for_timeout(250)  # an edit takes a moment to count as unsaved
        expect(self.save_state).to_have_attribute("data-save", "saved", timeout=PATIENCE_MS)

    def drag(self, start: tuple[float, float], end: tuple[float, float]) -> None:
        """Drag over the picture; points are fractions of the stage."""
        self.begin_drag(start, end)
        self.page.mouse.up()

    def begin_drag(self, start: tuple[float, float], end: tuple[float, float]) -> None:
        """Drag without letting go."""
        (x0, y0), (x1, y1) = self._point(start), self._point(end)
        mouse = self.page.mouse
        mouse.move(x0, y0)
        mouse.down()
        mouse.move((x0 + x1) / 2, (y0 + y1) / 2)
        mouse.move(x1, y1, steps=3)

    def seek_by_mouse(self, frame: int, count: int) -> None:
        """Click the frame's place on the ruler."""
        ruler = self.page.locator("#timeline [data-time]").first.bounding_box()
        assert ruler is not None
        x = ruler["x"] + (frame + 0.5) / count * ruler["width"]
        self.page.mouse.click(x, ruler["y"] + 8)

    def stored(self) -> dict[str, Any]:
        """The document on the server."""
        document: dict[str, Any] = Annotation.objects.get(task=self.task).document
        return document

    def _point(self, place: tuple[float, float]) -> tuple[float, float]:
        stage = self.page.locator("#stage").bounding_box()
        assert stage is not None
        return (stage["x"] + place[0] * stage["width"], stage["y"] + place[1] * stage["height"])
