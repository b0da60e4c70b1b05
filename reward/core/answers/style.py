"""The two ways a model is taught to answer, the bounds of an answer, and what was read of one."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from annotation.domain.document import Document

# Of one answer, so that a constrained decoder always comes to an end.
TRACES, BOXES, TEXT = 8, 8, 400  # traces, boxes a trace, characters an explanation
# A trace whose onset could not be read bears this tag: its span is the whole clip, and the
# evaluation counts its time as missing instead of as a lucky 0.
UNREAD_START = "unread:start"


class Style(StrEnum):
    """``PAPER``: DeeptraceReward's sentences, one trace. ``DOCUMENT``: JSON, several traces."""

    PAPER = "paper"
    DOCUMENT = "document"


@dataclass(frozen=True, slots=True)
class Reading:
    """What an answer says, and in ``unread`` what it should have said or could not be understood.

    The verdict is None where the answer gives none. A trace without a readable box has no track.
    """

    document: Document
    unread: tuple[str, ...] = ()


def tidy(text: str) -> str:
    """Return ``text`` on one line, as it is written: at most ``TEXT`` characters."""
    return " ".join(text.split())[:TEXT].rstrip()
