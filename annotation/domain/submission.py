"""What still stands between a well-formed draft and a submission, each with its place."""

from __future__ import annotations

from collections.abc import Iterator

from annotation.domain.document import Document, Trace, Verdict
from annotation.errors import Problem


def problems(document: Document, *, frame_count: int, require_explanation: bool) -> list[Problem]:
    """Return every reason not to take the document for a video of ``frame_count`` frames."""
    found = list(_verdict_problems(document))
    for index, trace in enumerate(document.traces):
        found += _trace_problems(trace, f"traces/{index}", frame_count)
        if require_explanation and not trace.explanation.text.strip():
            place = f"traces/{index}/explanation/text"
            found.append(Problem("explanation_missing", place, "Say why this looks fake."))
    return found


def _verdict_problems(document: Document) -> Iterator[Problem]:
    if document.verdict is None:
        yield Problem("verdict_missing", "verdict", "Decide whether the video is fake or real.")
    elif document.verdict is Verdict.REAL and document.traces:
        yield Problem(
            "real_with_traces", "verdict", "A real video has no traces: delete them or change this."
        )
    elif document.verdict is Verdict.FAKE and not document.traces:
        yield Problem(
            "fake_without_traces", "traces", "Mark at least one trace of a video called fake."
        )


def _trace_problems(trace: Trace, path: str, frame_count: int) -> Iterator[Problem]:
    if trace.category is None:
        yield Problem("category_missing", f"{path}/category", "Choose a category.")
    if trace.span.end > frame_count:
        yield Problem(
            "span_outside",
            f"{path}/span",
            f"The span must end by frame {frame_count} of the video.",
        )
    if trace.track.first_box(trace.span) is None:
        yield Problem(
            "box_missing", f"{path}/track", "Draw a box on at least one frame of the span."
        )
    for index, keyframe in enumerate(trace.track.keyframes):
        place = f"{path}/track/{index}"
        if keyframe.frame >= frame_count:
            yield Problem("frame_outside", f"{place}/frame", "The video has no such frame.")
        if keyframe.box is not None and not keyframe.box.inside:
            yield Problem("box_outside", f"{place}/box", "Move the box inside the frame.")
