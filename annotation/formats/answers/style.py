"""The two ways a model is taught to answer, and the bounds of an answer."""

from __future__ import annotations

from enum import StrEnum

# Of one answer, so that a constrained decoder always comes to an end.
TRACES, BOXES, TEXT = 8, 8, 400  # traces, boxes a trace, characters an explanation


class Style(StrEnum):
    """``PAPER``: DeeptraceReward's sentences, one trace. ``DOCUMENT``: JSON, several traces."""

    PAPER = "paper"
    DOCUMENT = "document"


def tidy(text: str) -> str:
    """Return ``text`` on one line, as it is written: at most ``TEXT`` characters."""
    return " ".join(text.split())[:TEXT].rstrip()
