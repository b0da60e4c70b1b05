"""Short pleasant scenes for the first start, some with one visible flaw planted on purpose."""

from __future__ import annotations

import math
import random
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw, ImageFilter

from annotation.domain.geometry import Box
from annotation.domain.timeline import Span
from annotation.media.encode import Encoding, Picture, encode

RATE = Fraction(24)
SUPERSAMPLING = 2
FLAWS = (
    "object_disappearance",
    "object_splitting",
    "object_distortion",
    "sudden_blurring",
    "unexpected_move",
)
PALETTES = (
    ("#fde8d7", "#f7b89c", "#8fb8a8", "#5f8f8b", "#e4572e"),
    ("#dcebf7", "#a9cbe8", "#c9b79c", "#8d7b68", "#d1495b"),
    ("#f5efdc", "#e8cfa0", "#9bb17d", "#66825a", "#3d6fa5"),
    ("#ece4f4", "#c5b0dc", "#8aa6c1", "#56769a", "#e09f3e"),
)
Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Flaw:
    """What was planted: its category, when, and a box around it at the span's first frame."""

    category: str
    span: Span
    box: Box


@dataclass(frozen=True, slots=True)
class Scene:
    """A balloon rising over hills: every number is drawn once, from the seed."""

    width: int
    height: int
    frames: int
    palette: tuple[str, str, str, str, str]
    start: Point  # of the balloon's centre, as shares of the picture
    drift: Point  # over the whole clip
    radius: float  # share of the height
    flaw: str | None
    span: Span

    def centre(self, frame: int) -> Point:
        """Return where the balloon is, in pixels."""
        done = frame / self.frames
        sway = 0.015 * math.sin(2 * math.pi * 1.5 * done)
        x = self.start[0] + self.drift[0] * done + sway
        y = self.start[1] + self.drift[1] * done
        if self.flaw == "unexpected_move" and frame in self.span:
            x += 0.16
        return x * self.width, y * self.height


def draw_demo_clip(
    path: Path,
    *,
    seed: int,
    flaw: str | None = None,
    seconds: float = 5,
    size: tuple[int, int] = (640, 360),
) -> Flaw | None:
    """Draw a scene to ``path`` (MP4); ``flaw`` is one of ``FLAWS`` and what comes back, planted.

    The same arguments give the same pictures.
    """
    if flaw is not None and flaw not in FLAWS:
        raise ValueError(f"cannot plant {flaw!r}")
    scene = _compose(random.Random(seed), flaw, size, round(seconds * RATE))  # noqa: S311
    encode(path, _pictures(scene), Encoding(rate=RATE))
    return Flaw(flaw, scene.span, _flaw_box(scene)) if flaw else None


def _compose(dice: random.Random, flaw: str | None, size: tuple[int, int], frames: int) -> Scene:
    left_to_right = dice.random() < 0.5
    begin = round(frames * dice.uniform(0.3, 0.4))
    return Scene(
        width=size[0],
        height=size[1],
        frames=frames,
        palette=dice.choice(PALETTES),
        start=(dice.uniform(0.2, 0.3) if left_to_right else dice.uniform(0.6, 0.7), 0.6),
        drift=((1 if left_to_right else -1) * dice.uniform(0.25, 0.4), -dice.uniform(0.2, 0.3)),
        radius=dice.uniform(0.14, 0.18),
        flaw=flaw,
        span=Span(begin, begin + round(frames * dice.uniform(0.2, 0.3))),
    )


def _flaw_box(scene: Scene) -> Box:
    """Return a box around the balloon, its basket and its path through the flaw's first frame."""
    x, y = scene.centre(scene.span.start)
    reach = scene.radius * scene.height
    wide = 2.1 if scene.flaw in ("object_splitting", "sudden_blurring") else 1.3
    left, right = max(0.0, x - wide * reach), min(float(scene.width), x + wide * reach)
    top, bottom = max(0.0, y - 1.3 * reach), min(float(scene.height), y + 2.0 * reach)
    return Box(
        left / scene.width,
        top / scene.height,
        (right - left) / scene.width,
        (bottom - top) / scene.height,
    )


def _pictures(scene: Scene) -> Iterator[Picture]:
    size = (scene.width, scene.height)
    backdrop = _sky(scene)
    for frame in range(scene.frames):
        canvas = backdrop.copy()
        _clouds(canvas, scene, frame)
        _hills(canvas, scene)
        _balloons(canvas, scene, frame)
        small = canvas.resize(size, Image.Resampling.LANCZOS)
        if scene.flaw == "sudden_blurring" and frame in scene.span:
            _blur(small, scene, frame)
        yield np.asarray(small)


def _sky(scene: Scene) -> Image.Image:
    size = (scene.width * SUPERSAMPLING, scene.height * SUPERSAMPLING)
    top, bottom = Image.new("RGB", size, scene.palette[0]), Image.new("RGB", size, scene.palette[1])
    return Image.composite(bottom, top, Image.linear_gradient("L").resize(size))


def _clouds(canvas: Image.Image, scene: Scene, frame: int) -> None:
    veil = ImageDraw.Draw(canvas, "RGBA")
    for cloud in range(3):
        x = ((0.15 + 0.37 * cloud + 0.06 * frame / scene.frames) % 1.2 - 0.1) * canvas.width
        y = (0.12 + 0.09 * (cloud % 2)) * canvas.height
        for puff in range(4):
            reach = canvas.height * (0.035 + 0.012 * ((cloud + puff) % 3))
            middle = x + puff * canvas.height * 0.05
            veil.ellipse(
                (middle - reach, y - reach, middle + reach, y + reach), (255, 255, 255, 90)
            )


def _hills(canvas: Image.Image, scene: Scene) -> None:
    pen = ImageDraw.Draw(canvas)
    for base, swell, waves, colour in ((0.72, 0.05, 1.3, 2), (0.84, 0.04, 2.1, 3)):
        ridge = [
            (x, canvas.height * (base + swell * math.sin(waves * math.tau * x / canvas.width)))
            for x in range(0, canvas.width + 8, 8)
        ]
        corners = [(canvas.width, canvas.height), (0, canvas.height)]
        pen.polygon([*ridge, *corners], scene.palette[colour])


def _balloons(canvas: Image.Image, scene: Scene, frame: int) -> None:
    x, y = scene.centre(frame)
    reach = scene.radius * scene.height
    within = frame in scene.span
    progress = (frame - scene.span.start) / len(scene.span)
    if scene.flaw == "object_disappearance" and within:
        return
    if scene.flaw == "object_splitting" and within:
        apart = reach * (0.25 + 0.75 * progress)
        _balloon(canvas, scene, (x - apart, y), reach * 0.9)
        _balloon(canvas, scene, (x + apart, y), reach * 0.9)
        return
    melt = 0.45 * math.sin(math.pi * progress) if within else 0.0
    _balloon(canvas, scene, (x, y), reach, melt if scene.flaw == "object_distortion" else 0.0)


def _balloon(
    canvas: Image.Image, scene: Scene, centre: Point, reach: float, melt: float = 0.0
) -> None:
    """Draw a striped balloon with its basket; ``melt`` makes the outline run, 0 for none."""
    pen = ImageDraw.Draw(canvas)
    x, y, r = (SUPERSAMPLING * length for length in (*centre, reach))
    basket = (x - 0.2 * r, y + 1.45 * r, x + 0.2 * r, y + 1.75 * r)
    for side in (-1, 1):
        pen.line((x + side * 0.55 * r, y + 0.7 * r, x + side * 0.18 * r, basket[1]), "#6b5b4b", 3)
    pen.rectangle(basket, "#8a6242")
    for share, colour in ((1.0, scene.palette[4]), (0.62, "#fff6e6"), (0.28, scene.palette[4])):
        outline = []
        for step in range(72):
            turn = math.tau * step / 72
            run = 1 + melt * math.sin(3 * turn + 1) * (1 + math.sin(turn)) / 1.4
            outline.append((x + share * r * run * math.cos(turn), y + r * run * math.sin(turn)))
        pen.polygon(outline, colour)


def _blur(small: Image.Image, scene: Scene, frame: int) -> None:
    x, y = scene.centre(frame)
    reach = scene.radius * scene.height
    area = (int(x - 2 * reach), int(y - 1.3 * reach), int(x + 2 * reach), int(y + 2 * reach))
    small.paste(small.crop(area).filter(ImageFilter.GaussianBlur(reach / 5)), area[:2])
