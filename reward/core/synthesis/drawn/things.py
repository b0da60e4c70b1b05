"""The things of drawn scenes: each has a name in both languages, a silhouette and a surface."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from PIL import Image, ImageFilter

from reward.core.synthesis.drawn import texture
from reward.core.synthesis.drawn.outlines import OUTLINES, Pen
from reward.core.synthesis.stage import Dice, Noun

SUPERSAMPLING = 3
COLOURS: tuple[tuple[str, str, texture.Colour], ...] = (
    ("red", "빨간", (205, 52, 44)),
    ("orange", "주황색", (232, 132, 44)),
    ("yellow", "노란", (236, 200, 62)),
    ("green", "초록색", (72, 150, 70)),
    ("blue", "파란", (54, 104, 190)),
    ("purple", "보라색", (128, 76, 168)),
    ("pink", "분홍색", (228, 128, 164)),
    ("brown", "갈색", (124, 82, 50)),
    ("white", "하얀", (236, 234, 228)),
    ("black", "검은", (38, 38, 44)),
    ("grey", "회색", (132, 134, 138)),
)


@dataclass(frozen=True, slots=True)
class Kind:
    """What a thing is and how it may behave in a scene that obeys the laws of nature."""

    en: str
    ko: str
    outline: Callable[[Pen, Dice], None]
    still: bool  # stands and never moves; the others always do
    rolls: bool = False
    grounded: bool = False  # moves along the ground, never through the air
    aspect: float = 1.0  # width by height


@dataclass(frozen=True, slots=True)
class Thing:
    """A kind in its colours: ``picture`` is RGBA, straight, and a little larger than shown."""

    kind: Kind
    noun: Noun
    picture: Image.Image


KINDS = (
    Kind("ball", "공", OUTLINES["ball"], still=False, rolls=True),
    Kind("balloon", "풍선", OUTLINES["balloon"], still=False, aspect=0.8),
    Kind("fish", "물고기", OUTLINES["fish"], still=False, aspect=1.6),
    Kind("bird", "새", OUTLINES["bird"], still=False, aspect=1.5),
    Kind("car", "자동차", OUTLINES["car"], still=False, grounded=True, aspect=1.8),
    Kind("robot", "로봇", OUTLINES["robot"], still=False, grounded=True, aspect=0.75),
    Kind("doll", "인형", OUTLINES["doll"], still=False, grounded=True, aspect=0.7),
    Kind("cat", "고양이", OUTLINES["cat"], still=False, grounded=True, aspect=1.4),
    Kind("cup", "컵", OUTLINES["cup"], still=True, aspect=1.1),
    Kind("bottle", "병", OUTLINES["bottle"], still=True, aspect=0.5),
    Kind("box", "상자", OUTLINES["box"], still=True, aspect=1.1),
    Kind("lamp", "램프", OUTLINES["lamp"], still=True, aspect=0.8),
    Kind("vase", "꽃병", OUTLINES["vase"], still=True, aspect=0.7),
    Kind("plant", "화분", OUTLINES["plant"], still=True, aspect=0.9),
)


def make(dice: Dice, kind: Kind, tall: float, names: set[str]) -> Thing:
    """Draw one of ``kind``, ``tall`` pixels high, in a diced colour and pattern.

    Its name is none of ``names``, and joins them: a sentence must say which thing it means.
    """
    free = [colour for colour in COLOURS if f"{colour[0]} {kind.en}" not in names]
    en, ko, colour = free[dice.integers(len(free))]
    names.add(f"{en} {kind.en}")
    height = max(8, round(tall)) * SUPERSAMPLING
    width = max(8, round(tall * kind.aspect)) * SUPERSAMPLING
    pen = Pen(width, height, colour, _accent(dice, colour))
    kind.outline(pen, dice)
    picture = _surfaced(dice, pen)
    size = (width // SUPERSAMPLING, height // SUPERSAMPLING)
    # A clear rim, so that bilinear sampling never meets a hard edge.
    rimmed = Image.new("RGBA", (size[0] + 4, size[1] + 4))
    rimmed.paste(picture.resize(size, Image.Resampling.BOX), (2, 2))
    return Thing(kind, Noun(f"{en} {kind.en}", f"{ko} {kind.ko}"), rimmed)


def _accent(dice: Dice, colour: texture.Colour) -> texture.Colour:
    """Return a second colour that stands out from the first."""
    others = [
        c for _, _, c in COLOURS if sum(abs(a - b) for a, b in zip(c, colour, strict=True)) > 150
    ]
    return others[dice.integers(len(others))]


def _surfaced(dice: Dice, pen: Pen) -> Image.Image:
    """Give the flat drawing a pattern, grain, and light from above."""
    width, height = pen.picture.size
    flat = np.asarray(pen.picture.convert("RGB"), np.float32).copy()
    _pattern(dice, flat, pen)
    grain = texture.cloud(dice, height, width, cell=height / 5)
    alpha = pen.picture.getchannel("A")
    y, x = np.mgrid[0:height, 0:width].astype(np.float32)
    lamp = dice.uniform(0.2, 0.45), dice.uniform(0.1, 0.35)
    away = np.hypot(x / width - lamp[0], y / height - lamp[1])
    core = np.asarray(alpha.filter(ImageFilter.GaussianBlur(height / 14)), np.float32) / 255
    light = (1.22 - 0.5 * away) * (0.55 + 0.45 * core) + 0.09 * grain
    light += 0.35 * np.exp(-((away / 0.13) ** 2)) * dice.uniform(0, 1)
    shaded = Image.fromarray(np.clip(flat * light[..., None], 0, 255).astype(np.uint8))
    shaded.putalpha(alpha)
    return shaded


def _pattern(dice: Dice, flat: np.ndarray, pen: Pen) -> None:
    height, width = flat.shape[:2]
    period = height * dice.uniform(0.14, 0.3)
    choice = dice.integers(5)
    if choice >= 3:
        return
    share = (
        texture.stripes(dice, height, width, period)
        if choice == 0
        else texture.dots(height, width, period)
        if choice == 1
        else texture.checks(height, width, period)
    )
    # Only the body bears it, not eyes, wheels or handles.
    plain = (np.abs(flat - np.asarray(pen.colour)).sum(-1) < 12).astype(np.float32)
    texture.blend(
        flat, pen.accent, share * plain * (0.45 if choice == 2 else dice.uniform(0.5, 0.95))
    )
