"""From what the model found to what people read: frames, fractions, a few keyframes."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from annotation.domain.document import (
    Document,
    Explanation,
    Origin,
    OriginKind,
    Trace,
    Verdict,
)
from annotation.domain.geometry import Box
from annotation.domain.timeline import Span
from annotation.domain.track import Keyframe, Track
from reward.core.backends.tracenet.clips import Moments
from reward.core.backends.tracenet.targets import KINDS, View
from reward.core.backends.tracenet.tubes import Found

Floats = NDArray[np.float32]
TOLERANCE = 0.025  # how far a keyframe that is left out may lie from the line, share of the frame
SMALLEST = 0.01  # side of a box, share of the frame

# No person drew it; a suggestion it becomes where a prediction's row can be named.
SAID = Origin(OriginKind.IMPORT)


def document_of(traces: Sequence[Trace]) -> Document:
    """Return the document that says these traces, or that the video is real if there are none."""
    return Document(Verdict.FAKE if traces else Verdict.REAL, "", tuple(traces))


def trace_of(
    found: Found, view: View, *, number: int, kind: int, explanation: Explanation
) -> Trace:
    """Return the trace in frames of the video; ``kind`` is an index into the nine."""
    span = span_of(found, view.moments)
    keyframes = keyframes_of(found, view, span)
    return Trace(
        f"trace-{number + 1}", span, Track(keyframes), KINDS[kind], (), (), explanation, SAID
    )


def span_of(found: Found, moments: Moments) -> Span:
    """Return the whole frames nearest to begin and end, at least one."""
    count = moments.high
    start = min(round(moments.frame(found.begin)), count - 1)
    return Span(start, max(min(round(moments.frame(found.end)), count), start + 1))


def keyframes_of(found: Found, view: View, span: Span) -> tuple[Keyframe, ...]:
    """Return as few keyframes as say the boxes inside the span, to within ``TOLERANCE``."""
    moments = view.moments
    frames = [number for number in moments.numbers if number in span]
    which = [i for i, number in enumerate(moments.numbers) if number in span]
    if not which:
        middle = (span.start + span.end) / 2
        which = [int(np.argmin([abs(number - middle) for number in moments.numbers]))]
        frames = [span.start]
    boxes = _smooth(found.boxes[which]) + np.tile(view.drift[which], 2)
    # A clip of few frames shows some of them twice.
    first = [i for i, frame in enumerate(frames) if i == 0 or frame > frames[i - 1]]
    frames, boxes = [frames[i] for i in first], boxes[first]
    return tuple(Keyframe(frames[i], _box(boxes[i])) for i in _turns(np.array(frames), boxes))


def _smooth(boxes: Floats) -> Floats:
    """Average each box with its neighbours in time."""
    padded = np.concatenate((boxes[:1], boxes, boxes[-1:]))
    smooth: Floats = ((padded[:-2] + 2 * padded[1:-1] + padded[2:]) / 4).astype(np.float32)
    return smooth


def _turns(frames: NDArray[np.int64], boxes: Floats) -> list[int]:
    """Return which boxes to keep (Ramer, Douglas and Peucker, on straight lines in time)."""
    last = len(frames) - 1
    if np.abs(boxes - boxes.mean(0)).max() <= TOLERANCE / 2:
        return [last // 2]
    kept, open_ = {0, last}, [(0, last)]
    while open_:
        low, high = open_.pop()
        if high - low < 2:
            continue
        share = (frames[low : high + 1] - frames[low]) / (frames[high] - frames[low])
        line = boxes[low] + share[:, None] * (boxes[high] - boxes[low])
        away = np.abs(boxes[low : high + 1] - line).max(1)
        if away.max() > TOLERANCE:
            turn = low + int(away.argmax())
            kept.add(turn)
            open_ += [(low, turn), (turn, high)]
    return sorted(kept)


def _box(corners: Floats) -> Box:
    """Return the box inside the frame, rounded to what a tenth of a pixel would be at 1000."""
    low = np.clip(corners[:2], 0, 1 - SMALLEST)
    high = np.clip(np.maximum(corners[2:], low + SMALLEST), 0, 1)
    x, y = (round(float(v), 4) for v in low)
    right, bottom = (round(float(v), 4) for v in high)
    return Box(x, y, round(right - x, 4), round(bottom - y, 4))
