"""Answers that do not look at the video: what a number is worth is told by theirs."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from annotation.domain.document import Document, Origin, OriginKind, Trace, Verdict
from annotation.domain.geometry import Box
from annotation.domain.timeline import Span
from annotation.domain.track import Keyframe, Track
from reward.core.contract import Example, Prediction


def _real(example: Example) -> Prediction:
    return Prediction(example.line.video, Document(Verdict.REAL), 0.0)


def _fake(example: Example) -> Prediction:
    return Prediction(example.line.video, Document(Verdict.FAKE), 1.0)


def _throughout(box: Box | None) -> Callable[[Example], Prediction]:
    """Call every video fake, from its first frame to its last, in the same place."""
    track = Track((Keyframe(0, box),)) if box else Track()

    def answer(example: Example) -> Prediction:
        span = Span(0, example.table.count)
        trace = Trace("t1", span, track, origin=Origin(OriginKind.IMPORT))
        document = Document(Verdict.FAKE, traces=(trace,))
        return Prediction(example.line.video, document, 1.0, (1.0,))

    return answer


ANSWERS: Final[dict[str, Callable[[Example], Prediction]]] = {
    "always_real": _real,
    "always_fake": _fake,  # with nothing to show for it
    "start_0": _throughout(None),
    "whole_frame": _throughout(Box(0, 0, 1, 1)),
    "centre_box": _throughout(Box(0.25, 0.25, 0.5, 0.5)),
}
