"""Other looks at one clip: other moments, mirrored, shifted, closer, brighter; the same sense.

A look is steady: what the camera did is taken back. What happens in the clip and what is said of
it move along.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import cast

import numpy as np
import torch
from torch.nn import functional

from annotation.domain.document import Trace
from reward.core.backends.tracenet.clips import Clip, Moments, Pictures, evenly
from reward.core.backends.tracenet.phrases import mirror
from reward.core.backends.tracenet.targets import Floats, Tube, View, tube_of

Dice = np.random.Generator
SEEN = 0.5  # share of a trace that a cut must leave, or else the clip is not cut


@dataclass(frozen=True, slots=True)
class Frame:
    """The part of the (steady) picture that is looked at: its corner and size as shares, x and y.

    ``mirrored`` exchanges left and right of that part.
    """

    corner: tuple[float, float] = (0.0, 0.0)
    size: tuple[float, float] = (1.0, 1.0)
    mirrored: bool = False


WHOLE = Frame()


def plain(clip: Clip, moments: int) -> tuple[Pictures, View]:
    """Look at the whole clip as it is, but steadily."""
    which = evenly(len(clip.numbers), moments)
    view = view_of(clip, clip.moments(which), clip.drift[which])
    return _framed(clip.pictures[which], view.drift, WHOLE), view


def vary(clip: Clip, moments: int, dice: Dice) -> tuple[Pictures, View]:
    """Look at the clip in another way."""
    which, seen = _cut(clip, moments, dice)
    whole = view_of(clip, seen, clip.drift[which])
    frame = _dice_frame(dice)
    view = _moved(whole, frame)
    if len(view.tubes) < len(whole.tubes):
        frame = Frame(mirrored=frame.mirrored)
        view = _moved(whole, frame)
    return _relit(_framed(clip.pictures[which], whole.drift, frame), dice), view


def view_of(clip: Clip, moments: Moments, drift: Floats) -> View:
    """Return what is true of a look at the whole picture at ``moments``."""
    tubes = (tube_of(trace, moments, drift) for trace in clip.traces) if clip.placed else ()
    return View(moments, drift, clip.fake, clip.placed, tuple(tube for tube in tubes if tube))


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


def _dice_frame(dice: Dice) -> Frame:
    """Choose a part of the picture, or a little more than the picture."""
    mirrored = bool(dice.random() < 0.5)
    if dice.random() < 0.2:
        return Frame(mirrored=mirrored)
    sizes = [float(v) for v in dice.uniform(0.8, 1.15, 2)]
    left, top = (float(dice.uniform(min(0, 1 - v), max(0, 1 - v))) for v in sizes)
    return Frame((left, top), (sizes[0], sizes[1]), mirrored)


def _moved(view: View, frame: Frame) -> View:
    """Tell where everything is in ``frame``; a trace that leaves it is forgotten."""
    tubes = (_moved_tube(tube, frame) for tube in view.tubes)
    return replace(view, tubes=tuple(tube for tube in tubes if tube))


def _moved_tube(tube: Tube, frame: Frame) -> Tube | None:
    corner, size = np.array(frame.corner * 2, np.float32), np.array(frame.size * 2, np.float32)
    moved = (tube.boxes - corner) / size
    if frame.mirrored:
        moved = np.stack((1 - moved[:, 2], moved[:, 1], 1 - moved[:, 0], moved[:, 3]), 1)
    boxes = moved.clip(0, 1)
    inside = tube.inside & ((boxes[:, 2:] - boxes[:, :2]).min(1) > 0.01)
    trace = _mirrored(tube.trace) if frame.mirrored else tube.trace
    return replace(tube, boxes=boxes, inside=inside, trace=trace) if inside.any() else None


def _mirrored(trace: Trace) -> Trace:
    """Exchange left and right in the trace's words."""
    said = trace.explanation
    return replace(trace, explanation=replace(said, text=mirror(said.text)))


def _framed(pictures: Pictures, drift: Floats, frame: Frame) -> Pictures:
    """Show ``frame`` of every picture, which the camera shifted by ``drift``."""
    if frame == WHOLE and not drift.any():
        return pictures
    theta = torch.zeros(len(pictures), 2, 3)
    theta[:, 0, 0], theta[:, 1, 1] = frame.size[0] * (-1 if frame.mirrored else 1), frame.size[1]
    middle = np.array(frame.corner) + np.array(frame.size) / 2 + drift
    theta[:, :, 2] = torch.from_numpy(2 * middle - 1)
    source = torch.from_numpy(pictures).permute(0, 3, 1, 2).float()
    grid = functional.affine_grid(theta, list(source.shape), align_corners=False)
    seen = functional.grid_sample(source, grid, padding_mode="reflection", align_corners=False)
    return cast("Pictures", seen.round_().to(torch.uint8).permute(0, 2, 3, 1).numpy())


def _relit(pictures: Pictures, dice: Dice) -> Pictures:
    """Change contrast, brightness and tint, the same in every picture."""
    gain = dice.uniform(0.8, 1.2) * dice.uniform(0.95, 1.05, 3)
    levels = np.arange(256)[:, None]
    table = ((levels - 128) * gain + 128 + dice.uniform(-20, 20)).clip(0, 255).astype(np.uint8)
    return np.stack([table[:, c][pictures[..., c]] for c in range(3)], -1)
