"""Write ``all_data.json``: one row per trace of a generated video, one per real video."""

from __future__ import annotations

import mimetypes
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

import orjson

from annotation.domain.geometry import Box
from annotation.domain.taxonomy import CATEGORIES, Category, categories_of_labels
from annotation.domain.timeline import FrameTable, Span
from annotation.domain.track import Keyframe, Track
from annotation.formats.deeptrace.source import FAKE, REAL
from annotation.formats.jsonl import Line
from annotation.formats.paths import stays_below

_FOLDERS = {FAKE: "videos", REAL: "real_videos"}
_NAMES = {info.slug: info.name for info in CATEGORIES}
_NO_TRACE: dict[str, Any] = {
    "faketrace_bbox": None,
    "faketrace_first_frame": None,
    "faketrace_duration": None,
    "faketrace_check_applies": [],
    "faketrace_explanations": "",
}


@dataclass(frozen=True, slots=True)
class Options:
    """What the paper leaves open: ``box`` is ``union`` or ``onset``, the base 0 or 1."""

    box: str = "union"
    first_frame_base: int = 0


def has_place(line: Line) -> bool:
    """Tell whether the file has any row for the video: a trace, or that it is real."""
    document = line.document or {}
    if document.get("verdict") == "fake":
        return bool(document["traces"])
    return document.get("verdict") == "real" and line.label != "fake"


def rows(line: Line, options: Options) -> Iterator[dict[str, Any]]:
    """Yield the rows of one video, none where the file has no place for it."""
    if not has_place(line) or line.document is None:
        return
    table = line.table
    video = _video(line, table)
    if line.document["verdict"] == "real":
        yield video | _NO_TRACE
        return
    for trace in line.document["traces"]:
        yield video | _trace(trace, line, table, options)


def _kind(line: Line) -> str:
    return FAKE if line.document and line.document["verdict"] == "fake" else REAL


def path_of(line: Line) -> str:
    """Give the video's path in the file: the one it came with, else one named by its content."""
    path: str = _source(line).get("path", "")
    own = f"{_FOLDERS[_kind(line)]}/{line.video}{PurePosixPath(line.media).suffix}"
    return path if stays_below(path) else own


def encode(rows: Iterable[Mapping[str, Any]]) -> Iterator[bytes]:
    """Write the rows as one JSON list, a row to a line; never holds more than one."""
    separator = b"[\n"
    for row in rows:
        yield separator + orjson.dumps(row)
        separator = b",\n"
    yield b"[]\n" if separator == b"[\n" else b"\n]\n"


def _video(line: Line, table: FrameTable) -> dict[str, Any]:
    source, path = _source(line), path_of(line)
    return {
        "video_id": source.get("id") or line.video,
        "video_path": path,
        "video_type": _kind(line),
        "video_source": line.generator,
        "video_prompt": line.prompt,
        "video_mime_type": source.get("mime_type") or mimetypes.guess_type(path)[0] or "",
        "video_width": line.width,
        "video_height": line.height,
        "video_frame_count": table.count,
        "video_frame_rate": round(_rate(table), 6),
        "video_duration": round(table.duration_s, 6),
        "split": line.split,
    }


def _source(line: Line) -> dict[str, Any]:
    source: dict[str, Any] = line.provenance.get("source", {})
    return source


def _trace(
    trace: Mapping[str, Any], line: Line, table: FrameTable, options: Options
) -> dict[str, Any]:
    span = Span(*trace["span"])
    track = Track(tuple(_keyframe(**keyframe) for keyframe in trace["track"]))
    box = track.first_box(span) if options.box == "onset" else track.union(span)
    return {
        "faketrace_bbox": box and _pixels(box, line.width, line.height),
        "faketrace_first_frame": round(table.start_s(span) * _rate(table))
        + options.first_frame_base,
        "faketrace_duration": round(table.end_s(span) - table.start_s(span), 6),
        "faketrace_check_applies": _labels(trace),
        "faketrace_explanations": trace.get("explanation", {}).get("text", ""),
    }


def _keyframe(frame: int, box: list[float] | None) -> Keyframe:
    return Keyframe(frame, Box(*box) if box else None)


def _pixels(box: Box, width: int, height: int) -> dict[str, float]:
    sides = zip(("left", "top", "width", "height"), box.to_pixels(width, height), strict=True)
    return {name: _short(value) for name, value in sides}


def _labels(trace: Mapping[str, Any]) -> list[str]:
    """Give the raw labels while they still say the trace's categories, else our names for those."""
    slugs = dict.fromkeys((trace.get("category"), *trace.get("also", ())))
    chosen = [Category(slug) for slug in slugs if slug]
    tags: list[str] = trace.get("tags", [])
    return tags if categories_of_labels(tags) == chosen else [_NAMES[slug] for slug in chosen]


def _rate(table: FrameTable) -> float:
    """Give frames per second from the first frame to the last: exact where the rate is constant.

    The last frame's own length is left out, because a held last frame would bend every onset.
    """
    if table.count == 1:
        return 1 / table.duration_s
    return (table.count - 1) / table.seconds(table.count - 1)


def _short(value: float) -> float:
    """Round to a thousandth of a pixel; a whole number is written without a fraction."""
    rounded = round(value, 3)
    return int(rounded) if rounded == int(rounded) else rounded
