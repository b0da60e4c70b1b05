"""Turn a source video's traces, given in seconds, into a document of frames."""

from __future__ import annotations

import uuid
from bisect import bisect_left

from annotation.domain.document import Document, Verdict
from annotation.domain.geometry import Box
from annotation.domain.taxonomy import categories_of_labels
from annotation.domain.timeline import FrameTable, Span
from annotation.domain.trace import Explanation, Origin, OriginKind, Trace
from annotation.domain.track import Keyframe, Track
from annotation.formats.deeptrace.source import REAL, Note, SourceTrace, SourceVideo

_NAMESPACE = uuid.UUID("6f0b2f0e-4f0c-5f0e-9d52-7f6a3f1c9a10")


def document(video: SourceVideo, table: FrameTable) -> tuple[Document, list[Note]]:
    """Give the video's document, and a note for every span that left the video and was clipped."""
    verdict = Verdict.REAL if video.type == REAL else Verdict.FAKE
    traces = tuple(_trace(video.id, trace, table) for trace in video.traces)
    notes = [_clipped(trace, table) for trace in video.traces if _leaves(trace, table)]
    return Document(verdict=verdict, traces=traces), notes


def span(trace: SourceTrace, table: FrameTable) -> Span:
    """Give the frames from the trace's onset to its end, at least one, inside the video."""
    start = _frame_at(table, trace.onset_s, trace.frame_rate)
    return Span(start, max(_edge_at(table, trace.onset_s + trace.duration_s), start + 1))


def _trace(video_id: str, trace: SourceTrace, table: FrameTable) -> Trace:
    frames = span(trace, table)
    categories = categories_of_labels(trace.labels)
    return Trace(
        # The same file gives the same ids, on every run and every installation.
        id=str(uuid.uuid5(_NAMESPACE, f"{video_id}/{trace.row}")),
        span=frames,
        track=Track((Keyframe(frames.start, Box(*trace.box)),)),
        category=categories[0] if categories else None,
        also=tuple(categories[1:]),
        tags=trace.labels,
        explanation=Explanation(trace.explanation),
        origin=Origin(OriginKind.IMPORT),
    )


def _leaves(trace: SourceTrace, table: FrameTable) -> bool:
    # Half a frame is the file's rounding, not a trace that leaves the video.
    slack = 0.5 / trace.frame_rate
    return trace.onset_s < -slack or trace.onset_s + trace.duration_s > table.duration_s + slack


def _clipped(trace: SourceTrace, table: FrameTable) -> Note:
    kept = span(trace, table)
    message = f"The trace leaves the video and was clipped to frames {kept.start} to {kept.end}."
    return Note(trace.row, "span_clipped", message)


def _frame_at(table: FrameTable, seconds: float, rate: float) -> int:
    """Give the frame on screen, or the next where that is nearer and starts within half a frame.

    Rates are rounded in the file (29.97), so the time of frame k may fall just before frame k. In a
    video of constant rate this is the nearest frame.
    """
    shown = table.frame_at(seconds)
    if shown + 1 == table.count:
        return shown
    wait = table.seconds(shown + 1) - seconds
    return shown + 1 if wait <= min(seconds - table.seconds(shown), 0.5 / rate) else shown


def _edge_at(table: FrameTable, seconds: float) -> int:
    """Give the exclusive end frame whose end time is nearest to ``seconds``."""
    ends = range(1, table.count + 1)
    after = bisect_left(ends, seconds, key=lambda end: table.end_s(Span(end - 1, end)))
    if after == len(ends):
        return table.count
    end, before = ends[after], ends[max(after - 1, 0)]
    late = table.end_s(Span(end - 1, end)) - seconds
    early = seconds - table.end_s(Span(before - 1, before))
    return before if early < late else end
