"""The numbers of a set of predictions: the paper's seven, better ones, and trivial answers beside.

Definitions: ``reward.core.scores`` (one video) and ``reward.core.metrics`` (a set).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

import numpy as np

from reward.core import baselines
from reward.core.contract import Example, Prediction
from reward.core.judge import Judge
from reward.core.metrics import METRICS, measure
from reward.core.scores import PER_ROW, Row, Scored, score, truth, words

REAL = "real"  # the name of what has no generator


def evaluate(
    examples: Sequence[Example], predictions: Sequence[Prediction], judge: Judge
) -> dict[str, Any]:
    """Return every metric × 100, None where the set does not define it, and the judge's name.

    ``predictions`` are in the order of ``examples``; those whose truth is unknown do not count.
    "baselines" has the same metrics of answers that do not look, "generators" those of each
    generator's videos alone, "categories" the means over each category's traces.
    """
    known = [
        (example, prediction)
        for example, prediction in zip(examples, predictions, strict=True)
        if truth(example) is not None
    ]
    scored = scores(known, judge)
    return {
        **numbers(scored),
        "judge": judge.name,
        "counts": _counts(scored),
        "baselines": {
            name: numbers(scores([(one, answer(one)) for one, _ in known], judge))
            for name, answer in baselines.ANSWERS.items()
        },
        "generators": _by_generator(scored),
        "categories": _by_category(scored),
    }


def scores(pairs: Sequence[tuple[Example, Prediction]], judge: Judge) -> list[Scored]:
    """Score each pair; the judge sees every two explanations once."""
    asked = list(dict.fromkeys(two for pair in pairs for two in words(*pair)))
    marks = dict(zip(asked, judge.score(asked), strict=True)) if asked else {}
    return [score(example, prediction, marks) for example, prediction in pairs]


def numbers(scored: Sequence[Scored]) -> dict[str, float | None]:
    """Return every metric × 100 of the videos, None where they do not define it."""
    found = {name: float(values[0]) for name, values in measure(scored).items()}
    return {name: None if np.isnan(found[name]) else found[name] for name in METRICS}


def _counts(scored: Sequence[Scored]) -> dict[str, int]:
    return {
        "videos": len(scored),
        "fake": sum(video.fake for video in scored),
        "traces": sum(len(video.rows) for video in scored),
        "explanations": sum(int(video.sums["explanation"][1]) for video in scored),
        "matched": sum(int(video.sums["trace_f1"][0]) // 2 for video in scored),
    }


def _by_generator(scored: Sequence[Scored]) -> dict[str, dict[str, Any]]:
    groups: dict[str, list[Scored]] = defaultdict(list)
    for video in scored:
        groups[video.generator or ("unnamed" if video.fake else REAL)].append(video)
    return {
        name: {"videos": len(group), **numbers(group)} for name, group in sorted(groups.items())
    }


def _by_category(scored: Sequence[Scored]) -> dict[str, dict[str, Any]]:
    groups: dict[str, list[Row]] = defaultdict(list)
    for video in scored:
        for row in video.rows:
            for category in row.categories:
                groups[category.value].append(row)
    return {
        name: {"traces": len(rows)} | {metric: _mean(rows, metric) for metric in PER_ROW}
        for name, rows in sorted(groups.items())
    }


def _mean(rows: Sequence[Row], metric: str) -> float | None:
    values = [value for row in rows if (value := row.values[metric]) is not None]
    return 100 * sum(values) / len(values) if values else None
