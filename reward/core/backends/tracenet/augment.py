"""Other looks at one clip: other moments, mirrored, shifted, closer, brighter; the same sense.

What happens in the clip and what is said of it move together.
"""

from __future__ import annotations

from dataclasses import replace
from typing import cast

import numpy as np
import torch
from numpy.typing import NDArray
from torch.nn import functional

from annotation.domain.document import Trace
from reward.core.backends.tracenet.clips import Clip, Moments, Pictures, evenly
from reward.core.backends.tracenet.phrases import mirror
from reward.core.backends.tracenet.targets import Tube, View, tube_of

Dice = np.random.Generator
SEEN = 0.5  # share of a trace that a cut must leave, or else the clip is not cut
Floats = NDArray[np.float32]


def plain(clip: Clip, moments: int) -> tuple[Pictures, View]:
    """Look at the whole clip as it is."""
    which = evenly(len(clip.numbers), moments)
    return clip.pictures[which], view_of(clip, clip.moments(which))


def vary(clip: Clip, moments: int, dice: Dice) -> tuple[Pictures, View]:
    """Look at the clip in another way."""
    which, seen = _cut(clip, moments, dice)
    view = view_of(clip, seen)
    pictures = clip.pictures[which]
    if dice.random() < 0.5:
        pictures, view = pictures[:, :, ::-1], _placed(view, -1.0, 1.0, 1.0, 0.0)
    if dice.random() < 0.8:
        pictures, view = _zoomed(pictures, view, dice)
    return _relit(pictures, dice), view


def view_of(clip: Clip, moments: Moments) -> View:
    tubes = (tube_of(trace, moments) for trace in clip.traces) if clip.placed else ()
    return View(moments, clip.fake, clip.placed, tuple(tube for tube in tubes if tube))


def _cut(clip: Clip, moments: int, dice: Dice) -> tuple[list[int], Moments]:
    """Choose which pictures to see: of a part of the clip, a little unevenly."""
    stored = len(clip.numbers)
    low, high = 0.0, 1.0
    if dice.random() < 0.5:
        length = dice.uniform(max(0.6, moments / stored), 1)
        low = dice.uniform(0, 1 - length)
        high = low + length
    wobble = dice.uniform(0.1, 0.9, moments)
    times = low + (np.arange(moments) + wobble) / moments * (high - low)
    which = np.clip((times * stored).astype(int), 0, stored - 1).tolist()
    part = Moments(
        tuple(clip.numbers[i] for i in which), round(low * clip.count), round(high * clip.count)
    )
    if low > 0 and not all(_keeps(trace.span.start, trace.span.end, part) for trace in clip.traces):
        which = evenly(stored, moments)
        return which, clip.moments(which)
    return which, part


def _keeps(start: int, end: int, part: Moments) -> bool:
    return min(end, part.high) - max(start, part.low) >= SEEN * (end - start)


def _placed(view: View, scale_x: float, scale_y: float, add_x: float, add_y: float) -> View:
    """Move every box by x → x · scale + add; a trace that leaves the picture is forgotten."""
    tubes = (_moved(tube, (scale_x, scale_y), (add_x, add_y)) for tube in view.tubes)
    return replace(view, tubes=tuple(tube for tube in tubes if tube))


def _moved(tube: Tube, scale: tuple[float, float], add: tuple[float, float]) -> Tube | None:
    moved = tube.boxes.reshape(-1, 2, 2) * np.array(scale, np.float32) + np.array(add, np.float32)
    corners = np.concatenate((moved.min(1), moved.max(1)), 1).clip(0, 1)
    inside = tube.inside & ((corners[:, 2:] - corners[:, :2]).min(1) > 0.01)
    trace = mirrored(tube.trace) if scale[0] < 0 else tube.trace
    return replace(tube, boxes=corners, inside=inside, trace=trace) if inside.any() else None


def mirrored(trace: Trace) -> Trace:
    """Exchange left and right in the trace's words."""
    said = trace.explanation
    return replace(trace, explanation=replace(said, text=mirror(said.text)))


def _zoomed(pictures: Pictures, view: View, dice: Dice) -> tuple[Pictures, View]:
    """Look at a part of the picture, or at it from a little further away."""
    zoom_x, zoom_y = dice.uniform(0.8, 1.15, 2)  # share of the picture that is seen
    left, top = (dice.uniform(min(0, 1 - z), max(0, 1 - z)) for z in (zoom_x, zoom_y))
    moved = _placed(view, 1 / zoom_x, 1 / zoom_y, -left / zoom_x, -top / zoom_y)
    if len(moved.tubes) < len(view.tubes):
        return pictures, view
    theta = torch.tensor(
        [[zoom_x, 0, 2 * left + zoom_x - 1], [0, zoom_y, 2 * top + zoom_y - 1]], dtype=torch.float32
    )
    frames = torch.from_numpy(np.ascontiguousarray(pictures)).permute(3, 0, 1, 2).float()
    colours, count, height, width = frames.shape
    grid = functional.affine_grid(theta[None], [1, 1, height, width], align_corners=False)
    seen = functional.grid_sample(
        frames.reshape(1, colours * count, height, width),
        grid,
        padding_mode="reflection",
        align_corners=False,
    )
    seen = seen.reshape(colours, count, height, width).permute(1, 2, 3, 0)
    return cast("Pictures", seen.round_().to(torch.uint8).numpy()), moved


def _relit(pictures: Pictures, dice: Dice) -> Pictures:
    """Change contrast, brightness and tint, the same in every picture."""
    gain = dice.uniform(0.8, 1.2) * dice.uniform(0.95, 1.05, 3)
    levels = np.arange(256)[:, None]
    table = ((levels - 128) * gain + 128 + dice.uniform(-20, 20)).clip(0, 255).astype(np.uint8)
    return np.stack([table[:, c][pictures[..., c]] for c in range(3)], -1)
