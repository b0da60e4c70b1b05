"""Tiny clips for tracenet's tests: a square drifts over noise, and in fakes it blinks white."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from annotation.domain.document import Explanation, Trace
from annotation.domain.geometry import Box
from annotation.domain.taxonomy import Category
from annotation.domain.timeline import Span
from annotation.domain.track import Keyframe, Track
from reward.core.backends.tracenet.clips import Clip
from reward.core.backends.tracenet.config import Config

SIZE = 32
FRAMES = 12
TINY = Config(
    frames=8, stored=FRAMES, size=SIZE, widths=(8, 16, 16), depths=(1, 1, 1), batch=8, steps=8
)
FLAWS = (Category.SUDDEN_BLURRING, Category.OBJECT_DISAPPEARANCE)


def clip(seed: int, *, fake: bool | None = None) -> Clip:
    """Return a clip of 12 frames; a fake one has one trace of 6 frames, of one of two kinds."""
    dice = np.random.default_rng(seed)
    if fake is None:
        fake = bool(seed % 2)
    pictures = dice.integers(90, 130, (1, SIZE, SIZE, 3)).repeat(FRAMES, 0)
    start, kind = int(dice.integers(1, 6)), int(seed // 2 % 2)
    left, top = (int(v) for v in dice.integers(2, 18, 2))
    shade = (255, 0)[kind]
    if fake:
        pictures[start : start + 6, top : top + 12, left : left + 12] = shade
    box = Box(left / SIZE, top / SIZE, 12 / SIZE, 12 / SIZE)
    verb = ("fades", "vanishes")[kind]
    trace = Trace(
        "t1",
        Span(start, start + 6),
        Track((Keyframe(start, box),)),
        FLAWS[kind],
        explanation=Explanation(f"The square {verb} in the upper left from {{start}} s on.", "en"),
    )
    return Clip(
        pictures.astype(np.uint8),
        tuple(range(FRAMES)),
        FRAMES,
        float(fake),
        True,
        (trace,) if fake else (),
        np.zeros((FRAMES, 2), np.float32),
    )


def clips(count: int, first: int = 0) -> Sequence[Clip]:
    return [clip(seed) for seed in range(first, first + count)]
