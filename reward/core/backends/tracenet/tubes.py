"""From the map to tubes: the most likely cell, the cells that agree with it, then the next one.

Every cell names a box for its own moment and the times of the whole flaw; a tube is what
neighbouring cells say together, weighted by their odds.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

Floats = NDArray[np.float32]
FLOOR = 0.02  # odds below which no cell begins a tube, but for the first
AGREE = 0.3  # box IoU from which a cell speaks of the same thing


@dataclass(frozen=True, slots=True)
class Found:
    """A tube read off a map of t moments: boxes (t, 4), times from 0 to 1, its cells' weights."""

    boxes: Floats
    begin: float
    end: float
    odds: float  # 0 to 1, mean over the moments inside
    weights: Floats  # (t, h, w): how much each cell had its say


def lasting(found: Found) -> NDArray[np.bool_]:
    """Return the moments whose middle lies in the tube's times."""
    now = (np.arange(len(found.boxes)) + 0.5) / len(found.boxes)
    lasts: NDArray[np.bool_] = (now > found.begin) & (now < found.end)
    return lasts


def told_of(found: Found) -> Tensor:
    """Return begin, end, and the mean box while it lasts: (6,)."""
    lasts = lasting(found)
    box = found.boxes[lasts].mean(0) if lasts.any() else found.boxes.mean(0)
    return torch.tensor([found.begin, found.end, *box.tolist()])


def nudged(told: Tensor, by: Tensor) -> Tensor:
    """Move begin, end and box (n, 6) by so many tenths of the clip, and of the box's sides."""
    sides = (told[:, 4:] - told[:, 2:4]).clamp(min=0.02).repeat(1, 2)
    return told + 0.1 * by * torch.cat((torch.ones_like(told[:, :2]), sides), 1)


def moved(found: Found, by: Floats) -> Found:
    """Move a tube's begin, end and all of its boxes by ``by`` (6,), within the clip."""
    begin, end = _bounded(found.begin + float(by[0]), found.end + float(by[1]), len(found.boxes))
    boxes = (found.boxes + by[2:]).clip(0, 1)
    fits = (boxes[:, 2:] > boxes[:, :2]).all()
    return replace(found, begin=begin, end=end, boxes=boxes if fits else found.boxes)


def _bounded(begin: float, end: float, moments: int) -> tuple[float, float]:
    """Keep times within the clip; a flaw lasts one moment at least."""
    begin, end = max(begin, 0.0), min(end, 1.0)
    if end - begin < 1 / moments:
        middle = min(max((begin + end) / 2, 0.5 / moments), 1 - 0.5 / moments)
        begin, end = middle - 0.5 / moments, middle + 0.5 / moments
    return begin, end


def find(odds: Floats, box: Floats, times: Floats, most: int) -> list[Found]:
    """Take tubes off one clip's map, likeliest seed first: at most ``most``, at least one.

    ``odds`` (t, h, w) from 0 to 1, ``box`` (t, h, w, 4), ``times`` (t, h, w, 2).
    """
    left = odds.copy()
    found: list[Found] = []
    while len(found) < most:
        seed = np.unravel_index(int(_smooth(left).argmax()), left.shape)
        if found and left[seed] < FLOOR:
            break
        tube = _grow(left, box, times, (int(seed[0]), int(seed[1]), int(seed[2])))
        found.append(tube)
        left = np.where(_claimed(tube, box), 0, left).astype(np.float32)
    return found


def _smooth(odds: Floats) -> Floats:
    """Average each cell with its neighbours in the picture, so that a lone cell does not lead."""
    padded = np.pad(odds, ((0, 0), (1, 1), (1, 1)))
    rows = padded[:, :-2] + 2 * padded[:, 1:-1] + padded[:, 2:]
    smooth: Floats = (rows[:, :, :-2] + 2 * rows[:, :, 1:-1] + rows[:, :, 2:]) / 16
    return smooth


def _grow(odds: Floats, box: Floats, times: Floats, seed: tuple[int, int, int]) -> Found:
    moments = len(odds)
    weights = np.zeros_like(odds)
    boxes = np.zeros((moments, 4), np.float32)
    at = seed[0]
    boxes[at], weights[at] = _agreed(odds[at], box[at], box[seed])
    span = _mean(times[at], weights[at]) if weights[at].any() else times[seed]
    for step in (1, -1):
        here = at
        while 0 <= here + step < moments:
            boxes[here + step], said = _agreed(odds[here + step], box[here + step], boxes[here])
            here += step
            # Beyond the flaw's own idea of its times, the cells speak of something else.
            if span[0] < (here + 0.5) / moments < span[1]:
                weights[here] = said
    begin, end = _mean(times, weights) if weights.any() else times[seed]
    begin, end = _bounded(float(begin), float(end), moments)
    inside = weights.any((1, 2))
    sure = odds.max((1, 2), where=weights > 0, initial=0)[inside]
    return Found(boxes, begin, end, float(sure.mean()) if inside.any() else 0.0, weights)


def _agreed(odds: Floats, box: Floats, near: Floats) -> tuple[Floats, Floats]:
    """Return the mean box of one moment's cells that overlap ``near``, and their weights.

    Where none does, the box stays and every weight is 0.
    """
    overlap = iou(box, near)
    weights = np.where(overlap > AGREE, odds * overlap**2, 0).astype(np.float32)
    if weights.sum() < 0.02:
        return near, np.zeros_like(weights)
    return _mean(box, weights), weights


def _mean(values: Floats, weights: Floats) -> Floats:
    total = (values * weights[..., None]).reshape(-1, values.shape[-1]).sum(0)
    mean: Floats = total / weights.sum()
    return mean


def iou(a: Floats, b: Floats) -> Floats:
    """Box IoU over the last axis (left, top, right, bottom), broadcast."""
    sides = (np.minimum(a[..., 2:], b[..., 2:]) - np.maximum(a[..., :2], b[..., :2])).clip(0)
    shared = sides.prod(-1)
    either = (a[..., 2:] - a[..., :2]).prod(-1) + (b[..., 2:] - b[..., :2]).prod(-1) - shared
    overlap: Floats = shared / np.maximum(either, 1e-6)
    return overlap


def _claimed(tube: Found, box: Floats) -> NDArray[np.bool_]:
    """Cells that speak of the tube's thing, or whose centre it covers while it lasts."""
    moments, height, width, _ = box.shape
    now = (np.arange(moments) + 0.5) / moments
    during = (now > tube.begin - 1.5 / moments) & (now < tube.end + 1.5 / moments)
    x, y = (np.arange(width) + 0.5) / width, (np.arange(height) + 0.5) / height
    left, top, right, bottom = tube.boxes.T[:, :, None]
    covered = ((y > top) & (y < bottom))[:, :, None] & ((x > left) & (x < right))[:, None, :]
    same = iou(box, tube.boxes[:, None, None]) > AGREE
    claimed: NDArray[np.bool_] = (covered | same) & during[:, None, None]
    return claimed | (tube.weights > 0)
