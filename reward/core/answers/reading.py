"""What was read of an answer."""

from __future__ import annotations

from dataclasses import dataclass

from annotation.domain.document import Document

# A trace whose onset could not be read bears this tag: its span is the whole clip, and the
# evaluation counts its time as missing instead of as a lucky 0.
UNREAD_START = "unread:start"


@dataclass(frozen=True, slots=True)
class Reading:
    """What an answer says, and in ``unread`` what it should have said or could not be understood.

    The verdict is None where the answer gives none. A trace without a readable box has no track.
    """

    document: Document
    unread: tuple[str, ...] = ()
