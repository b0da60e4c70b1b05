"""Documents as the sentences that models are taught to write: the question, and its answer.

>>> write(document, Style.DOCUMENT, Ground(table, Coordinates.THOUSAND))

``reward.core.answers`` reads them back. An answer leaves out ids, ``also``, tags, notes, languages.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from annotation.domain.document import Document, Verdict
from annotation.formats.answers import document as documents
from annotation.formats.answers import prose
from annotation.formats.answers.ground import Coordinates, Ground
from annotation.formats.answers.questions import question
from annotation.formats.answers.style import BOXES, TEXT, TRACES, Style

__all__ = [
    "BOXES",
    "TEXT",
    "TRACES",
    "Coordinates",
    "Ground",
    "Style",
    "lessons",
    "question",
    "write",
]


def write(document: Document, style: Style, ground: Ground) -> str:
    """Return the answer that says ``document``; ValueError unless its verdict is fake or real.

    The ``paper`` style says the first trace only: give it one document per trace.
    """
    if document.verdict not in (Verdict.FAKE, Verdict.REAL):
        raise ValueError(f"only fake and real can be answered, not {document.verdict}")
    if style is Style.PAPER:
        return prose.write(document, ground)
    return documents.write(document, ground)


def lessons(document: Document, label: str, style: Style) -> Iterator[Document]:
    """Yield what is taught of one video: its document, in the paper's style one for each trace.

    Where the document does not say fake or real, the video's ``label`` does; nothing if neither.
    """
    verdict = document.verdict
    if verdict not in (Verdict.FAKE, Verdict.REAL):
        if label not in (Verdict.FAKE, Verdict.REAL):
            return
        verdict = Verdict(label)
    traces = document.traces if verdict is Verdict.FAKE else ()
    if style is Style.PAPER and traces:
        yield from (replace(document, verdict=verdict, traces=(trace,)) for trace in traces)
    else:
        yield replace(document, verdict=verdict, traces=traces)
