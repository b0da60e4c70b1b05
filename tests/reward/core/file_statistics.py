"""What anybody can measure of a file without looking at what it shows."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import av
import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import StratifiedKFold, cross_val_predict
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from annotation.formats.jsonl import Line
from reward.core.frames import read_frames

CODECS = ("h264", "hevc", "vp9", "mpeg4")


@dataclass(frozen=True)
class Chance:
    """An area under the ROC curve with its 95 % interval."""

    auroc: float
    low: float
    high: float


def statistics(line: Line, media: Path) -> list[float]:
    """Return size, rate and shape of the file, and how bright, noisy and lively it is."""
    path, table = media / line.media, line.table
    with av.open(str(path)) as container:
        codec = container.streams.video[0].codec_context.codec.canonical_name
    grey = read_frames(path, table, range(table.count)).astype(np.float32).mean(-1)
    # The difference to the mean of the four neighbours: grain, not shapes.
    grain = (
        grey[:, 1:-1, 1:-1]
        - (grey[:, :-2, 1:-1] + grey[:, 2:, 1:-1] + grey[:, 1:-1, :-2] + grey[:, 1:-1, 2:]) / 4
    )
    steps = np.abs(np.diff(grey, axis=0)).mean((1, 2))
    size = path.stat().st_size
    return [
        math.log(size),
        math.log(size / table.duration_s),
        math.log(size / (table.count * line.width * line.height)),
        line.width,
        line.height,
        line.width / line.height,
        table.count,
        table.duration_s,
        table.count / table.duration_s,
        path.suffix == ".mov",
        *(codec == name for name in CODECS),
        grey.mean(),
        grey.std(),
        grey.mean((1, 2)).std(),
        math.log(np.median(np.abs(grain)) + 0.1),
        math.log(np.abs(grain).mean() + 0.1),
        math.log(steps.mean() + 0.1),
        math.log(steps.max() + 0.1),
        math.log((steps**2).mean() + 0.1),
        steps.max() / (np.median(steps) + 0.1),
    ]


def separable(values: Sequence[Sequence[float]], fake: Sequence[bool]) -> Chance:
    """Return how well a linear probe, cross-validated, tells fake from real by the values."""
    probe = make_pipeline(StandardScaler(), LogisticRegression(C=0.1, max_iter=2000))
    folds = StratifiedKFold(10, shuffle=True, random_state=0)
    x, y = np.asarray(values, np.float64), np.asarray(fake)
    scores = cross_val_predict(probe, x, y, cv=folds, method="decision_function")
    return interval(scores, y)


def interval(scores: NDArray[np.float64], fake: NDArray[np.bool_]) -> Chance:
    """Hanley and McNeil 1982: the standard error of an area under the ROC curve."""
    a, yes, no = float(roc_auc_score(fake, scores)), int(fake.sum()), int((~fake).sum())
    q1, q2 = a / (2 - a), 2 * a * a / (1 + a)
    spread = a * (1 - a) + (yes - 1) * (q1 - a * a) + (no - 1) * (q2 - a * a)
    half = 1.96 * math.sqrt(spread / (yes * no))
    return Chance(a, a - half, a + half)
