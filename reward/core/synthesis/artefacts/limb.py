"""A limb that does not belong there: an arm in the colours of what it grows from."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFilter

from annotation.domain.timeline import Span
from reward.core.synthesis.artefacts.plan import Levels, size_of
from reward.core.synthesis.stage import Actor, Dice, Sprite


def grow(dice: Dice, model: Actor, span: Span, level: Levels) -> list[list[Sprite]] | None:
    """Grow an arm from the model's side, in its own colours, that sways as it lasts."""
    first = model.area(span.start)
    if first is None:
        return None
    wide, tall = size_of(first)
    long = dice.uniform(0.55, 0.85) * max(wide, tall)
    thick = dice.uniform(0.13, 0.2) * min(wide, tall) + 1.5
    angle, curl = dice.uniform(-0.9, 0.7), dice.uniform(-1.2, 1.2)
    angle = angle if dice.random() < 0.5 else np.pi - angle
    pace, phase = dice.uniform(0.2, 0.5), dice.uniform(0, 6)
    body = model.sprites[span.start][0].patch
    colours = body[body[..., 3] > 0.8][:, :3]
    if len(colours) < 8:
        return None
    colour = colours[dice.integers(len(colours), size=12)].mean(0)
    limbs: list[list[Sprite]] = []
    for step, frame in enumerate(span.frames):
        area = model.area(frame)
        if area is None:
            return None
        root = (
            (area[0] + area[2]) / 2 + 0.3 * wide * np.cos(angle),
            (area[1] + area[3]) / 2 + 0.25 * tall * np.sin(angle),
        )
        sway = 0.18 * np.sin(phase + pace * step)
        grown_to = 0.25 + 0.75 * float(level[step])
        limbs.append([_arm(root, (angle + sway, curl), (long * grown_to, thick), colour)])
    return limbs


def _arm(
    root: tuple[float, float],
    turn: tuple[float, float],
    size: tuple[float, float],
    colour: NDArray[np.float32],
) -> Sprite:
    """Draw a tapering arm with a rounded hand, lit from above.

    ``turn``: its heading and how far that bends, in radians; ``size``: length and thickness.
    """
    (angle, curl), (long, thick) = turn, size
    share = np.linspace(0, 1, 14)
    heading = angle + curl * share**1.5
    xs = root[0] + np.concatenate([[0], np.cumsum(np.cos(heading[1:]))]) * long / 13
    ys = root[1] + np.concatenate([[0], np.cumsum(np.sin(heading[1:]))]) * long / 13
    left, top = int(xs.min() - thick) - 2, int(ys.min() - thick) - 2
    size = int(xs.max() + thick) + 3 - left, int(ys.max() + thick) + 3 - top
    big = Image.new("L", (size[0] * 3, size[1] * 3))
    pen = ImageDraw.Draw(big)
    for x, y, done in zip(xs, ys, share, strict=True):
        r = 1.5 * thick * (1.05 - 0.4 * done + (0.45 if done > 0.92 else 0))
        pen.ellipse(
            ((x - left) * 3 - r, (y - top) * 3 - r, (x - left) * 3 + r, (y - top) * 3 + r), 255
        )
    solid = big.resize(size, Image.Resampling.BOX)
    alpha = np.asarray(solid, np.float32) / 255
    round_ = np.asarray(solid.filter(ImageFilter.GaussianBlur(thick / 4)), np.float32) / 255
    lit = 0.62 + 0.38 * round_ - 0.5 * np.gradient(round_)[0] * thick / 3
    patch = np.empty((*alpha.shape, 4), np.float32)
    patch[..., :3] = np.clip(colour * np.clip(lit, 0.3, 1.25)[..., None], 0, 255)
    patch[..., 3] = alpha
    return Sprite(left, top, patch)
