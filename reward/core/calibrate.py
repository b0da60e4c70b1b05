"""Temperature: the same order of videos, with odds that mean what they say.

p = sigmoid(z / T + b) for a raw logit z, fitted on the validation set by the least negative
log-likelihood (Guo et al. 2017; with b, Platt 1999).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from math import exp, inf, log
from typing import Self

import numpy as np
from numpy.typing import NDArray

from reward.core.contract import Prediction
from reward.core.metrics import expected_calibration_error

# Raw odds are held this far from 0 and 1, so that their logits are finite.
_EDGE = 1e-7
# exp(3) = 20: a temperature outside 1/20 to 20 says that the model is broken, not overconfident.
_FURTHEST = 3.0


@dataclass(frozen=True, slots=True)
class Calibration:
    """``temperature`` > 0 divides the logit, ``bias`` is added; the default changes nothing."""

    temperature: float = 1.0
    bias: float = 0.0

    def __post_init__(self) -> None:
        if not (0 < self.temperature < inf and -inf < self.bias < inf):
            raise ValueError(f"a temperature is positive and a bias finite: {self}")

    @classmethod
    def from_card(cls, values: Mapping[str, float]) -> Self:
        """Read what a checkpoint's card keeps under "calibration"."""
        return cls(values["temperature"], values["bias"])

    def odds(self, p_fake: float) -> float:
        """Return the calibrated probability of a raw one."""
        return _sigmoid(logit(p_fake) / self.temperature + self.bias)


@dataclass(frozen=True, slots=True)
class Effect:
    """What a calibration does on a set: ECE × 100 and mean negative log-likelihood in nats."""

    ece_before: float
    ece_after: float
    nll_before: float
    nll_after: float


def logit(p: float) -> float:
    """Return log(p / (1 - p)) for 0 <= p <= 1, finite at both ends."""
    p = min(max(p, _EDGE), 1 - _EDGE)
    return log(p) - log(1 - p)


def apply(calibration: Calibration, prediction: Prediction) -> Prediction:
    """Return the prediction with calibrated odds; its document and confidences stay."""
    return replace(prediction, p_fake=calibration.odds(prediction.p_fake))


def fit(logits: Sequence[float], labels: Sequence[bool], *, with_bias: bool = False) -> Calibration:
    """Return the calibration under which ``labels`` (true: fake) are likeliest.

    log T and b have a standard normal prior: it weighs as little as one video, and keeps both
    finite where the set is tiny or the classes are apart. A set of one class tells nothing of
    odds, so it changes nothing. Without ``with_bias`` no video changes sides at 0.5.
    """
    z, y = _arrays(logits, labels)
    if len(set(labels)) < 2:
        return Calibration()
    from scipy.optimize import minimize  # type: ignore[import-untyped,unused-ignore]

    def loss(found: NDArray[np.float64]) -> float:
        bias = found[1] if with_bias else 0.0
        likelihood = np.logaddexp(0, -(2 * y - 1) * (z * np.exp(-found[0]) + bias)).sum()
        return float(likelihood + (found**2).sum() / 2)

    start = np.zeros(2 if with_bias else 1)
    best = minimize(loss, start, method="L-BFGS-B", bounds=[(-_FURTHEST, _FURTHEST)] * len(start))
    return Calibration(exp(best.x[0]), float(best.x[1]) if with_bias else 0.0)


def effect(logits: Sequence[float], labels: Sequence[bool], calibration: Calibration) -> Effect:
    """Measure odds before and after ``calibration`` on a set that is not empty."""
    z, y = _arrays(logits, labels)
    after = z / calibration.temperature + calibration.bias
    return Effect(_ece(z, y), _ece(after, y), _nll(z, y), _nll(after, y))


def _arrays(
    logits: Sequence[float], labels: Sequence[bool]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    z, y = np.asarray(logits, float), np.asarray(labels, float)
    if z.shape != y.shape or not np.isfinite(z).all():
        raise ValueError("calibration takes one finite logit per label")
    return z, y


def _ece(z: NDArray[np.float64], y: NDArray[np.float64]) -> float:
    return 100 * expected_calibration_error([_sigmoid(value) for value in z], y.astype(bool))


def _nll(z: NDArray[np.float64], y: NDArray[np.float64]) -> float:
    return float(np.logaddexp(0, -(2 * y - 1) * z).mean())


def _sigmoid(z: float) -> float:
    return 1 / (1 + exp(-z)) if z >= 0 else exp(z) / (1 + exp(z))
