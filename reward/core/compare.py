"""Is one set of predictions better than another on the same videos, or is that chance?

Differences are paired: each draw of the bootstrap takes videos, with both models' scores of them.
Annotated traces of one video are never parted.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from reward.core.metrics import METRICS, measure
from reward.core.scores import Scored
from reward.core.tables import HEADS, LOWER_IS_BETTER, table

DRAWS = 1_000
_AT_ONCE = 50  # draws held in memory
# What a candidate is judged by: the paper's Overall where the set defines it, else its parts.
GATE: Final = ("overall", "accuracy", "auroc", "box_iou", "tiou", "trace_f1")
TOLERANCE = 1.0  # points that a gate metric may drop by chance


@dataclass(frozen=True, slots=True)
class Difference:
    """Candidate minus base in points, with the 95 % interval; None where it is undefined."""

    difference: float | None
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True)
class Gate:
    """Whether a candidate may replace the base, and each reason why not, in a sentence."""

    not_worse: bool
    reasons: tuple[str, ...]


def differences(
    base: Sequence[Scored], candidate: Sequence[Scored], *, draws: int = DRAWS, seed: int = 0
) -> dict[str, Difference]:
    """Return the paired difference of every metric, video by video in the same order.

    The interval runs from the 2.5th to the 97.5th percentile of ``draws`` bootstrap draws; a draw
    that does not define a metric (no real video, say) is left out for it.
    """
    gaps = _gaps(base, candidate, np.ones((1, len(base))))
    dice = np.random.default_rng(seed)
    drawn = [
        _gaps(base, candidate, _weights(dice, min(_AT_ONCE, draws - done), len(base)))
        for done in range(0, draws, _AT_ONCE)
    ]
    return {
        name: _difference(gaps[name][0], np.concatenate([draw[name] for draw in drawn]))
        for name in METRICS
    }


def gate(found: Mapping[str, Difference]) -> Gate:
    """Judge a candidate by the differences of ``GATE`` that are defined.

    It is worse where an interval lies wholly below 0, and where a metric dropped by more than
    ``TOLERANCE`` points, certain or not: a small set must not wave everything through.
    """
    reasons = tuple(reason for name in GATE if (reason := _objection(HEADS[name], found[name])))
    defined = any(found[name].difference is not None for name in GATE)
    return Gate(defined and not reasons, reasons if defined else ("Nothing can be compared.",))


def compare(scored: Mapping[str, Sequence[Scored]], numbers: Mapping[str, Any]) -> dict[str, Any]:
    """Put every candidate beside the first, the base; both maps go by the same names, in order."""
    base, *candidates = scored
    against = {name: differences(scored[base], scored[name]) for name in candidates}
    return {
        "base": base,
        "metrics": dict(numbers),
        "differences": {
            name: {metric: asdict(gap) for metric, gap in found.items()}
            for name, found in against.items()
        },
        "gate": {name: asdict(gate(found)) for name, found in against.items()},
    }


def report(result: Mapping[str, Any]) -> str:
    """Return a comparison for people."""
    parts = [table(result["metrics"])]
    for name, found in result["differences"].items():
        lines = [f"{name} minus {result['base']} (points, 95 % interval; * beyond chance):"]
        lines += [
            f"  {HEADS[metric].ljust(8)} {_shown(gap, lower=metric in LOWER_IS_BETTER)}"
            for metric, gap in found.items()
            if gap["difference"] is not None
        ]
        answer = result["gate"][name]
        verdict = "not worse" if answer["not_worse"] else "worse"
        lines.append(f"Gate: {name} is {verdict}. {' '.join(answer['reasons'])}".rstrip())
        parts.append("\n".join(lines))
    return "\n\n".join(parts)


def _weights(dice: np.random.Generator, draws: int, videos: int) -> NDArray[np.float64]:
    """Return how often each draw takes each video: as many as there are, with replacement."""
    return dice.multinomial(videos, np.full(videos, 1 / videos), size=draws).astype(float)


def _gaps(
    base: Sequence[Scored], candidate: Sequence[Scored], weights: NDArray[np.float64]
) -> dict[str, NDArray[np.float64]]:
    before, after = measure(base, weights), measure(candidate, weights)
    return {name: after[name] - before[name] for name in METRICS}


def _difference(gap: float, drawn: NDArray[np.float64]) -> Difference:
    drawn = drawn[~np.isnan(drawn)]
    if np.isnan(gap) or not drawn.size:
        return Difference(None, None, None)
    low, high = np.percentile(drawn, [2.5, 97.5])
    return Difference(float(gap), float(low), float(high))


def _objection(name: str, gap: Difference) -> str:
    if gap.difference is None or gap.high is None:
        return ""
    if gap.high < 0:
        return f"{name} is lower beyond chance ({gap.difference:+.1f} points)."
    if gap.difference < -TOLERANCE:
        return f"{name} dropped by {-gap.difference:.1f} points, {TOLERANCE:g} are allowed."
    return ""


def _shown(gap: Mapping[str, float], *, lower: bool) -> str:
    mark = " *" if gap["low"] > 0 or gap["high"] < 0 else ""
    note = " (less is better)" if lower else ""
    return f"{gap['difference']:+6.1f}  [{gap['low']:+.1f}, {gap['high']:+.1f}]{mark}{note}"
