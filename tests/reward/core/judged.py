"""Examples and predictions for evaluation: ten frames, one second, one box that stays."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from annotation.domain.document import parse
from reward.core.contract import Example, Prediction
from tests.annotation.formats import lines

MANIFEST = Path("manifest.jsonl")
BOX = [0.1, 0.2, 0.2, 0.4]


def trace(name: str = "t1", **changed: Any) -> dict[str, Any]:
    """Return a trace of frames 2 to 5 in ``BOX``; ``box`` None leaves it without one."""
    box = changed.pop("box", BOX)
    track = [{"frame": 0, "box": box}] if box else []
    text = changed.pop("text", "The hand melts.")
    told = {"explanation": {"text": text}, "track": track} | changed
    return lines.trace(id=name, **told)


def example(
    number: int, label: str, *traces: dict[str, Any], judged: bool = True, **changed: Any
) -> Example:
    """Return line ``number`` of a manifest, annotated with ``traces``."""
    verdict = label if label in ("fake", "real") else "unsure"
    document = lines.document(*traces, verdict=verdict) if judged else None
    line = lines.line(video=f"{number:064x}", label=label, document=document, **changed)
    return Example(line, document and parse(document), Path(line.media), MANIFEST, number)


def said(
    one: Example,
    verdict: str | None,
    *traces: dict[str, Any],
    p_fake: float = 0.5,
    sure: Sequence[float] | None = None,
) -> Prediction:
    """Return a prediction for ``one``, as sure of every trace unless told."""
    document = parse(lines.document(*traces) | {"verdict": verdict})
    return Prediction(one.line.video, document, p_fake, tuple(sure or [1.0] * len(traces)))


class StrictJudge:
    """Takes nothing but the very same words."""

    name = "strict"

    def score(self, pairs: Sequence[tuple[str, str]]) -> list[float]:
        return [float(true == predicted) for true, predicted in pairs]
