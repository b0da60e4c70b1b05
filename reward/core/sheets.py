"""Pictures to look at: frames of a clip side by side, with what is true and what a model says.

Truth is a white dashed box, a prediction a solid one in its category's colour. A bar under the
frames shows when: the whole clip, and each trace's span in it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from PIL import Image, ImageDraw, ImageFont

from annotation.domain.document import Trace
from annotation.domain.geometry import Box
from annotation.domain.metrics import viou
from annotation.domain.taxonomy import CATEGORIES, Category
from reward.core.contract import Example, Prediction
from reward.core.frames import read_frames, uniform
from reward.core.scores import claims, truth

FRAMES = 6
WIDTH = 224  # of one frame, in pixels
LINE, BAR, GAP = 15, 8, 4
INK, PAPER, DIM, TRUTH = "#E8EAED", "#14161A", "#3A3F47", "#FFFFFF"
DASH = 5
Edges = tuple[float, float, float, float]  # left, top, right, bottom, in pixels
# The colours of the annotation screen on dark.
COLOURS = {
    Category.OBJECT_DISTORTION: "#FBD509",
    Category.SUDDEN_BLURRING: "#26DAFE",
    Category.OBJECT_TRAJECTORY: "#E22E7E",
    Category.REDUNDANT_OBJECT: "#9A57F0",
    Category.OBJECT_MERGING: "#DF917C",
    Category.OBJECT_SPLITTING: "#008D89",
    Category.BACKGROUND_DISTORTION: "#807E30",
    Category.OBJECT_DISAPPEARANCE: "#D3FAB4",
    Category.UNEXPECTED_MOVE: "#BABABA",
}
NAMES = {info.slug: info.name for info in CATEGORIES}


@dataclass(frozen=True, slots=True)
class Shown:
    """One trace on a sheet; ``sure`` is the model's confidence, None for the truth."""

    trace: Trace
    sure: float | None

    @property
    def colour(self) -> str:
        category = self.trace.category
        return TRUTH if self.sure is None or category is None else COLOURS[category]

    @property
    def caption(self) -> str:
        who = "true" if self.sure is None else f"said {self.sure:.2f}"
        what = NAMES[self.trace.category] if self.trace.category else "no category"
        start, end = self.trace.span.start, self.trace.span.end - 1
        words = self.trace.explanation
        # The font that comes with Pillow has Latin letters alone.
        text = words.text if words.text.isascii() else f"({words.lang})"
        return f"{who}  {what}, frames {start}-{end}. {text}".rstrip()


def agreement(example: Example, prediction: Prediction) -> float:
    """Return how well the two agree, 0 to 1, to put the best and the worst first.

    On a real video the odds that it is; on a generated one half for its odds, half for the best
    vIoU that any predicted trace reaches with any true one. Where nobody knows, the odds of fake.
    """
    if (fake := truth(example)) is not True:
        return prediction.p_fake if fake is None else 1 - prediction.p_fake
    pairs = [viou(true, said) for true in _true(example) for said in claims(prediction.document)]
    return (prediction.p_fake + max(pairs, default=0.0)) / 2


def sheet(example: Example, prediction: Prediction) -> Image.Image:
    """Draw ``FRAMES`` frames, evenly spaced, under the verdicts and over the spans and words."""
    said = zip(claims(prediction.document), prediction.confidences, strict=False)
    traces = [*(Shown(trace, None) for trace in _true(example)), *(Shown(*pair) for pair in said)]
    strip = _strip(example, traces)
    rows = len(traces) * (BAR + LINE + GAP)
    canvas = Image.new("RGB", (strip.width, LINE + strip.height + GAP + rows), PAPER)
    canvas.paste(strip, (0, LINE))
    pen = ImageDraw.Draw(canvas)
    label = {True: "generated", False: "real", None: "unknown"}[truth(example)]
    pen.text((2, 0), f"{label}; p(fake) {prediction.p_fake:.2f}", INK, _font())
    for row, shown in enumerate(traces):
        top = LINE + strip.height + GAP + row * (BAR + LINE + GAP)
        _when(pen, top, strip.width, shown, example.table.count)
        pen.text((2, top + BAR), shown.caption, INK, _font())
    return canvas


def _strip(example: Example, traces: Sequence[Shown]) -> Image.Image:
    """Draw the frames side by side with the boxes that are there at each of them."""
    frames = uniform(example.table, FRAMES)
    height = round(WIDTH * example.line.height / example.line.width)
    pictures = read_frames(example.path, example.table, frames, size=(WIDTH, height))
    strip = Image.new("RGB", (len(frames) * (WIDTH + GAP) - GAP, height), PAPER)
    for place, (frame, pixels) in enumerate(zip(frames, pictures, strict=True)):
        picture = Image.fromarray(pixels)
        pen = ImageDraw.Draw(picture)
        for shown in traces:
            if frame in shown.trace.span and (box := shown.trace.track.box_at(frame)):
                _outline(pen, _edges(box, picture.size), shown)
        pen.text((3, 1), str(frame), INK, _font(), stroke_width=2, stroke_fill=PAPER)
        strip.paste(picture, (place * (WIDTH + GAP), 0))
    return strip


@cache
def _font() -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    return ImageFont.load_default(12)


def _true(example: Example) -> Sequence[Trace]:
    return example.document.traces if example.document else ()


def _edges(box: Box, size: tuple[int, int]) -> Edges:
    x, y, w, h = box.to_pixels(*size)
    return x, y, x + w, y + h


def _outline(pen: ImageDraw.ImageDraw, edges: Edges, shown: Shown) -> None:
    if shown.sure is not None:
        pen.rectangle(edges, outline=shown.colour, width=2)
        return
    for dash in _dashes(*edges):
        pen.line(dash, shown.colour, 1)


def _dashes(left: float, top: float, right: float, bottom: float) -> Iterator[Edges]:
    for x in range(round(left), round(right), 2 * DASH):
        yield from ((x, y, min(x + DASH, right), y) for y in (top, bottom))
    for y in range(round(top), round(bottom), 2 * DASH):
        yield from ((x, y, x, min(y + DASH, bottom)) for x in (left, right))


def _when(pen: ImageDraw.ImageDraw, top: int, across: int, shown: Shown, count: int) -> None:
    start, end = (across * edge / count for edge in (shown.trace.span.start, shown.trace.span.end))
    pen.rectangle((0, top, across, top + BAR - 3), DIM)
    pen.rectangle((start, top, max(end - 1, start), top + BAR - 3), shown.colour)
