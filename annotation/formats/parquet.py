"""Parquet: one row a video, its traces as nested columns, and the whole document as JSON beside.

``datasets.load_dataset("parquet", data_files=…)`` reads it; so does anything that knows Arrow.
Frames are 0-based, ``start`` inclusive and ``end`` exclusive; boxes are x, y, w, h in fractions.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from typing import TYPE_CHECKING, Any, BinaryIO

import orjson

from annotation.domain.timeline import FrameTable, Span
from annotation.formats.jsonl import Line

if TYPE_CHECKING:
    import pyarrow as pa

GROUP = 256  # rows of one row group: what memory holds at a time
_PLAIN = (
    "video", "media", "media_sha256", "width", "height", "pts", "end", "label", "generator",
    "prompt", "group", "split", "annotator", "reviewed",
)  # fmt: skip


@cache
def schema() -> pa.Schema:
    """The columns. Times that end in ``_s`` are seconds, derived from ``pts`` and ``time_base``."""
    import pyarrow as pa

    text, whole, real = pa.string(), pa.int32(), pa.float64()
    keyframe = pa.struct([("frame", whole), ("box", pa.list_(real))])
    trace = pa.struct(
        [
            ("id", text),
            ("category", text),
            ("also", pa.list_(text)),
            ("tags", pa.list_(text)),
            ("start", whole),
            ("end", whole),
            ("start_s", real),
            ("end_s", real),
            ("track", pa.list_(keyframe)),
            ("explanation", text),
            ("lang", text),
            ("origin", text),
        ]
    )
    return pa.schema(
        [
            ("video", text),
            ("media", text),
            ("media_sha256", text),
            ("width", whole),
            ("height", whole),
            ("time_base", pa.list_(pa.int64())),
            ("pts", pa.list_(pa.int64())),
            ("end", pa.int64()),
            ("duration_s", real),
            ("label", text),
            ("generator", text),
            ("prompt", text),
            ("group", text),
            ("split", text),
            ("verdict", text),
            ("note", text),
            ("traces", pa.list_(trace)),
            ("document", text),
            ("annotator", text),
            ("reviewed", pa.bool_()),
            ("provenance", text),
        ]
    )


def write(lines: Iterable[Line], out: BinaryIO) -> None:
    """Write all lines to ``out``, which stays open; never holds more than one row group."""
    import pyarrow as pa
    from pyarrow import parquet

    with parquet.ParquetWriter(out, schema(), compression="zstd") as writer:
        for group in _groups(map(_row, lines)):
            writer.write_table(pa.Table.from_pylist(group, schema=schema()))


def _groups(rows: Iterable[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    group: list[dict[str, Any]] = []
    for row in rows:
        group.append(row)
        if len(group) == GROUP:
            yield group
            group = []
    if group:
        yield group


def _row(line: Line) -> dict[str, Any]:
    document, table = line.document or {}, line.table
    return {
        **{name: getattr(line, name) for name in _PLAIN},
        "time_base": list(line.time_base),
        "pts": list(line.pts),
        "duration_s": table.duration_s,
        "verdict": document.get("verdict"),
        "note": document.get("note", ""),
        "traces": [_trace(trace, table) for trace in document.get("traces", ())],
        "document": _json(line.document) if line.document is not None else None,
        "provenance": _json(line.provenance),
    }


def _trace(trace: dict[str, Any], table: FrameTable) -> dict[str, Any]:
    span, explanation = Span(*trace["span"]), trace.get("explanation", {})
    return {
        "id": trace["id"],
        "category": trace.get("category"),
        "also": trace.get("also", []),
        "tags": trace.get("tags", []),
        "start": span.start,
        "end": span.end,
        "start_s": table.start_s(span),
        "end_s": table.end_s(span),
        "track": trace["track"],
        "explanation": explanation.get("text", ""),
        "lang": explanation.get("lang"),
        "origin": trace.get("origin", {}).get("kind"),
    }


def _json(value: object) -> str:
    return orjson.dumps(value, option=orjson.OPT_SORT_KEYS).decode()
