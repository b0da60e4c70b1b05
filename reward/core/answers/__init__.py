"""Documents as the sentences that models are taught to write, and back.

>>> answer = write(document, Style.DOCUMENT, Ground(table, Coordinates.THOUSAND))
>>> read(answer, Style.DOCUMENT, Ground(table, Coordinates.THOUSAND)).document

``read`` takes whatever a model writes and says in ``Reading.unread`` what it could not understand.
``pattern`` holds a decoder to answers that ``write`` could have written; it is bounded, so that
decoding ends. Reading loses what an answer does not carry: ids, ``also``, tags, notes, languages.
"""

from __future__ import annotations

from annotation.domain.document import Verdict
from annotation.formats.answers import (
    BOXES,
    TEXT,
    TRACES,
    Coordinates,
    Ground,
    Style,
    question,
    write,
)
from reward.core.answers import document as documents
from reward.core.answers import prose
from reward.core.answers.reading import UNREAD_START, Reading

__all__ = [
    "BOXES",
    "TEXT",
    "TRACES",
    "UNREAD_START",
    "Coordinates",
    "Ground",
    "Reading",
    "Style",
    "opening",
    "pattern",
    "question",
    "read",
    "write",
]


def read(text: str, style: Style, ground: Ground) -> Reading:
    """Return what an answer to the question of ``style`` says; never fails.

    What a model thinks aloud before it, up to ``</think>`` or without end, is not its answer.
    """
    text = text.rpartition("</think>")[2]
    if text.lstrip().startswith("<think>"):
        text = ""
    if style is Style.PAPER:
        return prose.read(text, ground)
    return documents.read(text, ground)


def pattern(style: Style, coordinates: Coordinates) -> str:
    """Return a regular expression that every answer ``write`` gives matches as a whole.

    It uses no look-around, no backreference and no unbounded repetition, as llguidance, xgrammar
    and vLLM's ``structured_outputs`` demand.
    """
    if style is Style.PAPER:
        return prose.pattern(coordinates)
    return documents.pattern(coordinates)


def opening(style: Style, verdict: Verdict) -> str:
    """Return how an answer with this verdict begins, up to the verdict's last letter.

    The first token in which the two openings differ is where P(fake) is read.
    """
    if style is Style.PAPER:
        return verdict.value.upper()
    return f'{{"verdict":"{verdict.value}'
