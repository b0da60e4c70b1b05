"""The silhouettes, drawn in shares of a thing's own box: (0, 0) is its top left corner."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import numpy as np
from PIL import Image, ImageDraw

from reward.core.synthesis.stage import Dice

Colour = tuple[int, int, int]
Points = Sequence[tuple[float, float]]
DARK, PALE = (34, 32, 36), (240, 238, 230)


@dataclass(slots=True)
class Pen:
    """Draws on a clear picture of ``width`` by ``height`` pixels."""

    width: int
    height: int
    colour: Colour
    accent: Colour
    picture: Image.Image = field(init=False)
    _draw: ImageDraw.ImageDraw = field(init=False)

    def __post_init__(self) -> None:
        self.picture = Image.new("RGBA", (self.width, self.height), (*self.colour, 0))
        self._draw = ImageDraw.Draw(self.picture)

    def oval(self, x: float, y: float, w: float, h: float, colour: Colour | None = None) -> None:
        """Fill an oval with its centre at (x, y)."""
        box = [*self._at(x - w / 2, y - h / 2), *self._at(x + w / 2, y + h / 2)]
        self._draw.ellipse(box, fill=(*(colour or self.colour), 255))

    def slab(
        self,
        x0: float,
        y0: float,
        x1: float,
        y1: float,
        colour: Colour | None = None,
        *,
        round_: float = 0.0,
    ) -> None:
        """Fill a rectangle, its corners rounded by ``round_`` of the width."""
        box = [*self._at(x0, y0), *self._at(x1, y1)]
        self._draw.rounded_rectangle(box, round_ * self.width, fill=(*(colour or self.colour), 255))

    def shape(self, points: Points, colour: Colour | None = None) -> None:
        self._draw.polygon([self._at(*p) for p in points], fill=(*(colour or self.colour), 255))

    def stroke(self, points: Points, thick: float, colour: Colour | None = None) -> None:
        """Draw a line with round ends, ``thick`` of the height."""
        fill, broad = (*(colour or self.colour), 255), max(1, round(thick * self.height))
        at = [self._at(*p) for p in points]
        self._draw.line(at, fill=fill, width=broad, joint="curve")
        for x, y in (at[0], at[-1]):
            self._draw.ellipse(
                (x - broad / 2, y - broad / 2, x + broad / 2, y + broad / 2), fill=fill
            )

    def _at(self, x: float, y: float) -> tuple[float, float]:
        return x * (self.width - 1), y * (self.height - 1)


def _lathe(profile: Sequence[tuple[float, float]], steps: int = 24) -> list[tuple[float, float]]:
    """Turn (half width, y) pairs into a smooth symmetrical outline."""
    reach, y = (np.array(values) for values in zip(*profile, strict=True))
    fine = np.linspace(y[0], y[-1], steps)
    smooth = np.interp(fine, y, reach)
    right = [(0.5 + r, v) for r, v in zip(smooth, fine, strict=True)]
    return right + [(1 - x, v) for x, v in reversed(right)]


def _ball(pen: Pen, dice: Dice) -> None:
    pen.oval(0.5, 0.5, 1, 1)
    tilt = dice.uniform(0.1, 0.9)
    pen.stroke([(tilt, 0.02), (0.5, 0.5), (1 - tilt, 0.98)], 0.07, pen.accent)
    pen.stroke([(0.02, 1 - tilt), (0.5, 0.5), (0.98, tilt)], 0.05, pen.accent)


def _balloon(pen: Pen, dice: Dice) -> None:
    pen.stroke([(0.5, 0.75), (0.46, 0.88), (0.53, 0.98)], 0.025, DARK)
    pen.oval(0.5, 0.4, 0.96, 0.8)
    pen.shape([(0.42, 0.84), (0.58, 0.84), (0.5, 0.74)])


def _fish(pen: Pen, dice: Dice) -> None:
    pen.shape([(0.3, 0.5), (0.0, 0.12), (0.06, 0.5), (0.0, 0.88)], pen.accent)
    pen.shape([(0.4, 0.3), (0.55, 0.0), (0.72, 0.25)], pen.accent)
    pen.oval(0.58, 0.5, 0.8, 0.68)
    pen.shape([(0.5, 0.55), (0.36, 0.72), (0.58, 0.7)], pen.accent)
    pen.oval(0.82, 0.42, 0.1, 0.15, PALE)
    pen.oval(0.83, 0.42, 0.05, 0.08, DARK)


def _bird(pen: Pen, dice: Dice) -> None:
    pen.shape([(0.3, 0.6), (0.0, 0.42), (0.02, 0.72)], pen.accent)
    pen.oval(0.48, 0.6, 0.62, 0.5)
    pen.oval(0.76, 0.4, 0.32, 0.46)
    pen.shape([(0.88, 0.34), (1.0, 0.44), (0.88, 0.5)], (236, 166, 50))
    pen.shape([(0.3, 0.56), (0.6, 0.52), (0.3 + dice.uniform(-0.1, 0.1), 0.0)], pen.accent)
    pen.oval(0.8, 0.34, 0.06, 0.09, DARK)


def _car(pen: Pen, dice: Dice) -> None:
    pen.shape([(0.18, 0.45), (0.3, 0.05), (0.7, 0.05), (0.84, 0.45)])
    pen.slab(0.0, 0.38, 1.0, 0.8, round_=0.06)
    pen.shape([(0.27, 0.42), (0.35, 0.13), (0.48, 0.13), (0.48, 0.42)], (190, 216, 230))
    pen.shape([(0.53, 0.42), (0.53, 0.13), (0.67, 0.13), (0.76, 0.42)], (190, 216, 230))
    pen.slab(0.0, 0.56, 1.0, 0.63, pen.accent)
    for x in (0.23, 0.77):
        pen.oval(x, 0.8, 0.22, 0.4, DARK)
        pen.oval(x, 0.8, 0.1, 0.18, (170, 170, 176))


def _robot(pen: Pen, dice: Dice) -> None:
    pen.stroke([(0.5, 0.2), (0.5, 0.03)], 0.03, DARK)
    pen.oval(0.5, 0.04, 0.12, 0.08, pen.accent)
    for side in (-1, 1):
        pen.stroke([(0.5 + side * 0.3, 0.48), (0.5 + side * 0.44, 0.7)], 0.08, pen.accent)
        pen.stroke([(0.5 + side * 0.16, 0.78), (0.5 + side * 0.18, 0.95)], 0.1, DARK)
    pen.slab(0.22, 0.12, 0.78, 0.4, round_=0.08)
    pen.slab(0.16, 0.43, 0.84, 0.82, round_=0.06)
    pen.slab(0.34, 0.5, 0.66, 0.68, pen.accent)
    for x in (0.38, 0.62):
        pen.oval(x, 0.25, 0.14, 0.11, PALE)
        pen.oval(x, 0.25, 0.06, 0.05, DARK)


def _doll(pen: Pen, dice: Dice) -> None:
    skin = (226, 180, 146)
    for side in (-1, 1):
        reach = dice.uniform(0.5, 0.72)
        pen.stroke([(0.5 + side * 0.16, 0.38), (0.5 + side * 0.4, reach)], 0.07, skin)
        pen.stroke([(0.5 + side * 0.1, 0.68), (0.5 + side * 0.15, 0.96)], 0.09, pen.accent)
    pen.shape(_lathe([(0.16, 0.3), (0.22, 0.45), (0.3, 0.74)]))
    pen.oval(0.5, 0.16, 0.42, 0.3, skin)
    pen.shape(_lathe([(0.12, 0.0), (0.24, 0.06), (0.22, 0.13)]), DARK)
    for x in (0.42, 0.58):
        pen.oval(x, 0.18, 0.05, 0.035, DARK)


def _cat(pen: Pen, dice: Dice) -> None:
    curl = dice.uniform(0.05, 0.35)
    pen.stroke([(0.12, 0.6), (0.03, 0.4), (0.08, curl)], 0.09)
    for x in (0.2, 0.34, 0.58, 0.7):
        pen.stroke([(x, 0.7), (x, 0.94)], 0.12)
    pen.oval(0.44, 0.6, 0.68, 0.42)
    pen.oval(0.8, 0.36, 0.36, 0.46)
    pen.shape([(0.65, 0.26), (0.67, 0.0), (0.78, 0.16)])
    pen.shape([(0.82, 0.16), (0.93, 0.0), (0.95, 0.26)])
    for x in (0.75, 0.87):
        pen.oval(x, 0.34, 0.06, 0.09, PALE)
        pen.oval(x, 0.34, 0.03, 0.06, DARK)


def _cup(pen: Pen, dice: Dice) -> None:
    pen.oval(0.78, 0.5, 0.42, 0.56)
    pen.oval(0.78, 0.5, 0.24, 0.34, DARK)
    pen.shape([(0.04, 0.08), (0.78, 0.08), (0.68, 0.98), (0.14, 0.98)])
    pen.oval(0.41, 0.09, 0.74, 0.17, pen.accent)


def _bottle(pen: Pen, dice: Dice) -> None:
    neck = dice.uniform(0.12, 0.2)
    pen.shape(_lathe([(neck, 0.06), (neck, 0.28), (0.48, 0.46), (0.48, 0.98), (0.4, 1.0)]))
    pen.slab(0.5 - neck * 1.2, 0.0, 0.5 + neck * 1.2, 0.09, DARK)
    pen.slab(0.04, 0.56, 0.96, 0.82, pen.accent)


def _box(pen: Pen, dice: Dice) -> None:
    pen.shape([(0.0, 0.22), (0.28, 0.0), (1.0, 0.0), (0.74, 0.22)], PALE)
    pen.shape([(0.74, 0.22), (1.0, 0.0), (1.0, 0.76), (0.74, 1.0)], pen.accent)
    pen.slab(0.0, 0.22, 0.74, 1.0)
    pen.slab(0.32, 0.22, 0.42, 1.0, pen.accent)


def _lamp(pen: Pen, dice: Dice) -> None:
    pen.stroke([(0.5, 0.4), (0.5, 0.92)], 0.05, DARK)
    pen.oval(0.5, 0.94, 0.6, 0.12, DARK)
    pen.shape([(0.3, 0.0), (0.7, 0.0), (0.98, 0.48), (0.02, 0.48)])
    pen.stroke([(0.06, 0.46), (0.94, 0.46)], 0.04, pen.accent)


def _vase(pen: Pen, dice: Dice) -> None:
    belly = dice.uniform(0.36, 0.48)
    pen.shape(
        _lathe([(0.3, 0.0), (0.18, 0.18), (belly, 0.5), (0.34, 0.8), (0.2, 0.94), (0.28, 1.0)])
    )
    pen.slab(0.5 - belly * 0.9, 0.46, 0.5 + belly * 0.9, 0.54, pen.accent)


def _plant(pen: Pen, dice: Dice) -> None:
    leaf = (64, 132, 62)
    for x in dice.uniform(0.05, 0.95, 7):
        tip = (float(x), float(dice.uniform(0.0, 0.25)))
        middle = ((0.5 + x) / 2, 0.35)
        pen.stroke([(0.5, 0.66), middle, tip], 0.06, leaf)
        pen.oval(tip[0] * 0.84 + 0.08, tip[1] + 0.08, 0.2, 0.16, leaf)
    pen.shape([(0.2, 0.6), (0.8, 0.6), (0.7, 1.0), (0.3, 1.0)])
    pen.slab(0.16, 0.58, 0.84, 0.68, pen.accent)


OUTLINES: dict[str, Callable[[Pen, Dice], None]] = {
    "ball": _ball,
    "balloon": _balloon,
    "bird": _bird,
    "bottle": _bottle,
    "box": _box,
    "car": _car,
    "cat": _cat,
    "cup": _cup,
    "doll": _doll,
    "fish": _fish,
    "lamp": _lamp,
    "plant": _plant,
    "robot": _robot,
    "vase": _vase,
}
