"""Numbers over a set of scored videos, each video weighing as often as it was drawn.

Everything but the area under the curve is a ratio of sums, so a bootstrap is one matrix product.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from annotation.domain.taxonomy import Category
from reward.core.scores import RATIOS, Scored

Array = NDArray[np.float64]

METRICS: Final = (
    "overall",
    "accuracy",
    "fake_accuracy",
    "real_accuracy",
    "explanation",
    "box_iou",
    "box_distance",
    "time_distance",
    "tiou",
    "viou",
    "category_accuracy",
    "category_f1",
    "auroc",
    "ece",
    "trace_f1",
)
BINS = 15  # as torchmetrics counts


def measure(videos: Sequence[Scored], weights: Array | None = None) -> dict[str, Array]:
    """Return every metric × 100, one value per draw; NaN where a draw does not define it.

    ``weights`` (draws, videos) says how often each draw holds each video; None: each once.
    """
    if weights is None:
        weights = np.ones((1, len(videos)))
    ratios = np.array([[video.sums[name] for name in RATIOS] for video in videos])
    ratios = ratios.reshape(len(videos), len(RATIOS), 2)  # (video, metric, part of the ratio)
    parts = np.einsum("dv,vmp->dmp", weights, ratios)
    found = dict(zip(RATIOS, _divide(parts[..., 0], parts[..., 1]).T, strict=True))
    odds = np.array([video.p_fake for video in videos])
    fake = np.array([video.fake for video in videos], dtype=bool)
    found["category_f1"] = _macro_f1(videos, weights)
    found["auroc"] = _auroc(odds, fake, weights)
    found["ece"] = _ece(odds, fake, weights)
    sides = found["accuracy"] + found["explanation"] + found["box_iou"]
    found["overall"] = (sides + 1 - found["time_distance"]) / 4
    return {name: 100 * found[name] for name in METRICS}


def auroc(odds: Sequence[float], fake: Sequence[bool]) -> float:
    """Return the probability, 0 to 1, that a fake has greater odds than a real one; ties half.

    NaN where one of the two is missing.
    """
    sides = np.asarray(odds, float), np.asarray(fake, bool)
    return float(_auroc(*sides, np.ones((1, len(odds))))[0])


def expected_calibration_error(odds: Sequence[float], fake: Sequence[bool] | Array) -> float:
    """Return the mean gap, 0 to 1, between odds and share of fakes over ``BINS`` equal bins."""
    sides = np.asarray(odds, float), np.asarray(fake, bool)
    return float(_ece(*sides, np.ones((1, len(odds))))[0])


def _auroc(odds: Array, fake: NDArray[np.bool_], weights: Array) -> Array:
    """Mann and Whitney's U over the number of pairs."""
    order = np.argsort(odds)
    # Where, in that order, each distinct value begins.
    starts = np.unique(odds[order], return_index=True)[1]
    if not len(starts):
        return np.full(len(weights), np.nan)
    positive = np.add.reduceat((weights * fake)[:, order], starts, axis=1)
    negative = np.add.reduceat((weights * ~fake)[:, order], starts, axis=1)
    below = negative.cumsum(axis=1) - negative
    won = (positive * (below + negative / 2)).sum(axis=1)
    return _divide(won, positive.sum(axis=1) * negative.sum(axis=1))


def _ece(odds: Array, fake: NDArray[np.bool_], weights: Array) -> Array:
    bins = np.minimum((odds * BINS).astype(int), BINS - 1)
    gaps = (weights * (odds - fake)) @ np.eye(BINS)[bins]
    return _divide(np.abs(gaps).sum(axis=1), weights.sum(axis=1))


def _macro_f1(videos: Sequence[Scored], weights: Array) -> Array:
    """Return the mean F1 over the categories that are true or named in a draw."""
    order = {category: place for place, category in enumerate(Category)}
    counts = np.zeros((len(videos), len(order), 2))  # 2 × right, true + named
    for row, video in enumerate(videos):
        for true, named in video.categories:
            counts[row, order[true], 1] += 1
            if named:
                counts[row, order[named], 1] += 1
            if named is true:
                counts[row, order[true], 0] += 2
    totals = np.einsum("dv,vcp->dcp", weights, counts)
    seen = totals[..., 1] > 0
    shares = np.where(seen, totals[..., 0] / np.where(seen, totals[..., 1], 1), 0)
    return _divide(shares.sum(axis=1), seen.sum(axis=1).astype(float))


def _divide(above: Array, below: Array) -> Array:
    return np.where(below > 0, above / np.where(below > 0, below, 1), np.nan)
