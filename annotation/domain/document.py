"""The document: verdict and traces that one person or model gives for one video, JSON schema 1.

``parse`` is the only way in and ``dump`` the only way out; a complete document passes both
unchanged. A draft may lack a verdict, categories, boxes and explanations, and its boxes may reach
past the frame: ``submission.problems`` says what still stands in the way.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from annotation.domain.reading import Reader
from annotation.domain.trace import (
    FRAME_LIMIT,
    TEXT_LIMIT,
    Explanation,
    Origin,
    OriginKind,
    Trace,
    dump_trace,
    read_trace,
)
from annotation.errors import InvalidError

__all__ = [
    "SCHEMA",
    "TRACE_LIMIT",
    "Document",
    "Explanation",
    "Origin",
    "OriginKind",
    "Trace",
    "Verdict",
    "dump",
    "empty",
    "parse",
    "upgrade",
]

SCHEMA = 1
TRACE_LIMIT = 200


class Verdict(StrEnum):
    """What the person says of the whole video."""

    FAKE = "fake"
    REAL = "real"
    UNSURE = "unsure"


@dataclass(frozen=True, slots=True)
class Document:
    """A verdict (None in a draft), a note, and the traces, whose ids are unique."""

    verdict: Verdict | None = None
    note: str = ""
    traces: tuple[Trace, ...] = ()


def empty() -> dict[str, Any]:
    """Return the document of somebody who has not begun."""
    return dump(Document())


def dump(document: Document) -> dict[str, Any]:
    """Return the canonical JSON value: every key present, in the published order."""
    return {
        "schema": SCHEMA,
        "verdict": document.verdict and document.verdict.value,
        "note": document.note,
        "traces": [dump_trace(trace) for trace in document.traces],
    }


# Entry n - 1 turns a document of schema n into one of schema n + 1.
_UPGRADES: tuple[Callable[[dict[str, Any]], dict[str, Any]], ...] = ()


def upgrade(data: object) -> object:
    """Bring a document of an earlier schema to this one; leave anything else for parse to judge."""
    if isinstance(data, dict) and type(schema := data.get("schema")) is int and schema > 0:
        for step in _UPGRADES[schema - 1 :]:
            data = step(data)
    return data


_VERDICTS = {verdict.value: verdict for verdict in Verdict}
_NEEDS = frozenset({"schema", "traces"})
_TAKES = frozenset({"verdict", "note"})


def parse(data: object, *, frame_count: int | None = None) -> Document:
    """Read a JSON value; InvalidError names every problem and its place, as far as a hundred.

    Keys that a trace or document can do without may be missing; unknown keys are refused. With
    ``frame_count``, every span and keyframe must lie in a video of that many frames.
    """
    reader = Reader()
    frames = FRAME_LIMIT if frame_count is None else frame_count
    document = _read(reader, upgrade(data), frames)
    if document is None or reader.problems:
        raise InvalidError(reader.problems, "The document is not well-formed.")
    return document


def _read(reader: Reader, value: object, frame_count: int) -> Document | None:
    data = reader.record(value, "", required=_NEEDS, optional=_TAKES)
    if data is None:
        return None
    schema = data["schema"]
    if isinstance(schema, bool) or schema != SCHEMA:
        reader.refuse("unknown_schema", "schema", f"This version reads schema {SCHEMA} only.")
        return None
    verdict = None
    if (raw := data.get("verdict")) is not None:
        verdict = reader.choice(raw, "verdict", _VERDICTS)
    note = reader.text(data.get("note", ""), "note", limit=TEXT_LIMIT)
    return Document(verdict, note or "", _read_traces(reader, data["traces"], frame_count))


def _read_traces(reader: Reader, value: object, frame_count: int) -> tuple[Trace, ...]:
    traces: dict[str, Trace] = {}
    for index, raw in enumerate(reader.items(value, "traces", limit=TRACE_LIMIT) or ()):
        trace = read_trace(reader, raw, f"traces/{index}", frame_count=frame_count)
        if trace is None:
            continue
        if trace.id in traces:
            reader.refuse("duplicate", f"traces/{index}/id", "Another trace has this id.")
        traces[trace.id] = trace
    return tuple(traces.values())
