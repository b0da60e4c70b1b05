"""The ``paper`` style: DeeptraceReward's sentences (arXiv 2509.22646), one trace an answer.

FAKE. The video is AI-generated. The unnatural part is at [x0, y0, x1, y1] starting 1.20
seconds. The reason is because the left hand melts into the cup.

REAL. The video is real. There is no unnatural part.
"""

from __future__ import annotations

from annotation.domain.document import Document, Verdict
from annotation.formats.answers.ground import Ground
from annotation.formats.answers.style import tidy

REAL = "REAL. The video is real. There is no unnatural part."
FAKE = "FAKE. The video is AI-generated."


def write(document: Document, ground: Ground) -> str:
    """Give the answer with the document's first trace; leave out what that does not say."""
    if document.verdict is Verdict.REAL:
        return REAL
    if not document.traces:
        return FAKE
    trace = document.traces[0]
    union = trace.track.union(trace.span)
    corners = ground.corners(union) if union else None
    place = f" at [{', '.join(corners)}]" if corners else ""
    onset = f"{ground.table.start_s(trace.span):.2f}"
    answer = f"{FAKE} The unnatural part is{place} starting {onset} seconds."
    reason = tidy(trace.explanation.text)
    return f"{answer} The reason is because {reason}" if reason else answer
