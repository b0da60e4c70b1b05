"""A clip as the model keeps it: a few small pictures, which frames they are, and what was said.

Clips are decoded once and stay in memory as bytes; every training step takes other moments of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import cast

import numpy as np
from numpy.typing import NDArray

from annotation.domain.document import Document, Trace, Verdict
from annotation.domain.timeline import FrameTable
from reward.core.backends.tracenet.phrases import slotted, without_heading
from reward.core.backends.tracenet.steady import drifts
from reward.core.contract import Example
from reward.core.frames import read_frames, uniform

Pictures = NDArray[np.uint8]  # (frames, height, width, 3), RGB
Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Clip:
    """``pictures[i]`` shows frame ``numbers[i]`` of a video of ``count`` frames.

    ``fake`` is 1, 0, or None where nobody knows. ``placed`` says that ``traces`` are all there is
    and that each has a track, so that every other place and time counts as sound.
    """

    pictures: Pictures
    numbers: tuple[int, ...]
    count: int
    fake: float | None
    placed: bool
    traces: tuple[Trace, ...]
    drift: Floats  # (pictures, 2): how far the camera moved, x and y as shares

    def moments(self, which: Sequence[int]) -> Moments:
        """Choose stored pictures, in ascending order."""
        return Moments(tuple(self.numbers[i] for i in which), 0, self.count)


@dataclass(frozen=True, slots=True)
class Moments:
    """The frames a model looks at, of the part ``low <= frame < high`` of a video.

    Inside the model time runs from 0 to 1 over that part; picture i of n stands at (i + ½) / n.
    """

    numbers: tuple[int, ...]
    low: int
    high: int

    def share(self, frame: float) -> float:
        """Return the model's time at the beginning of ``frame``, clipped to 0 … 1."""
        return float(np.interp(frame, *self._knots()))

    def frame(self, share: float) -> float:
        """Return the frame, with its fraction, at the model's time ``share``."""
        frames, shares = self._knots()
        return float(np.interp(share, shares, frames))

    def _knots(self) -> tuple[list[float], list[float]]:
        count = len(self.numbers)
        shares = [0.0, *((i + 0.5) / count for i in range(count)), 1.0]
        return [self.low, *(number + 0.5 for number in self.numbers), self.high], shares


def truth_of(example: Example) -> tuple[float | None, bool, tuple[Trace, ...]]:
    """Return what may be learned from an example: fake (1, 0 or None), placed, traces.

    A verdict of "unsure" says nothing; without a verdict the file's label does.
    """
    document = example.document or Document()
    verdicts = {Verdict.FAKE: 1.0, Verdict.REAL: 0.0}
    labels = {"fake": 1.0, "real": 0.0}
    if document.verdict is None:
        fake = labels.get(example.line.label)
    else:
        fake = verdicts.get(document.verdict)
    traces = document.traces
    tracked = bool(traces) and all(trace.track.keyframes for trace in traces)
    known = tuple(_slotted(trace, example.table) for trace in traces) if fake != 0.0 else ()
    return fake, fake == 0.0 or tracked, known


def _slotted(trace: Trace, table: FrameTable) -> Trace:
    """Leave slots where the explanation gives the trace's times, and its headings away."""
    said = trace.explanation
    text = slotted(said.text, table.start_s(trace.span), table.end_s(trace.span))
    return replace(trace, explanation=replace(said, text=without_heading(text)))


def decode_clip(example: Example, *, stored: int, size: int) -> Clip:
    """Decode ``stored`` evenly spread frames as squares of ``size`` pixels; may MediaError."""
    numbers = uniform(example.table, stored)
    pictures = read_frames(example.path, example.table, numbers, size=(size, size))
    fake, placed, traces = truth_of(example)
    return Clip(
        pictures, tuple(numbers), example.table.count, fake, placed, traces, drifts(pictures)
    )


def evenly(stored: int, wanted: int) -> list[int]:
    """Return which of ``stored`` pictures are nearest to the middles of ``wanted`` equal parts."""
    return [min(int((part + 0.5) * stored / wanted), stored - 1) for part in range(wanted)]


def stack(pictures: Sequence[Pictures]) -> Pictures:
    return cast("Pictures", np.stack(list(pictures)))


def batches(count: int, size: int) -> Iterator[range]:
    """Cut ``range(count)`` into pieces of at most ``size``."""
    for begin in range(0, count, size):
        yield range(begin, min(begin + size, count))
