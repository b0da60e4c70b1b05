"""Whether a planned flaw would be noticed: what changes too little in too small a place is none."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from reward.core.synthesis.artefacts import Plan
from reward.core.synthesis.stage import Stage

CELLS = 48  # along the shorter side: finer than that few look
LEVELS = 10.0  # of 255 that a cell must change by
LEAST = 90  # cells in one frame, about a fifth of the shorter side each way


def would_be_seen(stage: Stage, plan: Plan) -> bool:
    """Try the plan out on the stage, which is left as it was."""
    frames, kept = plan.span.frames, stage.saved()
    before = [stage.picture(frame) for frame in frames]
    plan.apply()
    # The first frame that shows it is enough.
    seen = any(
        _changed(was, stage.picture(frame)) >= LEAST
        for was, frame in zip(before, frames, strict=True)
    )
    stage.restore(kept)
    return seen


def _changed(before: NDArray[np.uint8], after: NDArray[np.uint8]) -> int:
    height, width = before.shape[:2]
    scale = CELLS / min(height, width)
    size = max(1, round(width * scale)), max(1, round(height * scale))
    small = [
        np.asarray(Image.fromarray(picture).resize(size, Image.Resampling.BOX), np.int16)
        for picture in (before, after)
    ]
    return int((np.abs(small[0] - small[1]).mean(-1) > LEVELS).sum())
