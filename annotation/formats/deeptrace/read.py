"""Read ``all_data.json``: check every row, group the rows by video, report what does not fit."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from typing import Any

from annotation.domain.document import TRACE_LIMIT
from annotation.domain.trace import TAG_LENGTH, TAG_LIMIT, TEXT_LIMIT
from annotation.errors import InvalidError, Problem
from annotation.formats.deeptrace.source import (
    FAKE,
    REAL,
    Note,
    Release,
    SourceTrace,
    SourceVideo,
)
from annotation.formats.paths import stays_below

SPLITS = ("train", "val", "test")
# Characters.
MAX_PATH, MAX_ID, MAX_NAME, MAX_MIME = 1_000, 400, 200, 100


class _BadRowError(ValueError):
    """One row cannot be used; the message says why."""

    def __init__(self, message: str, code: str = "bad_row") -> None:
        super().__init__(message)
        self.code = code


def read(data: bytes, *, first_frame_base: int = 0) -> Release:
    """Read a whole file; raises InvalidError where it is no JSON list. A bad row becomes a note."""
    release = Release()
    by_id: dict[str, SourceVideo] = {}
    for number, row in enumerate(_rows(data)):
        release.rows += 1
        try:
            _take(row, number, by_id, release, first_frame_base)
        except _BadRowError as error:
            release.notes.append(Note(number, error.code, str(error), skipped=True))
    release.videos = list(by_id.values())
    return release


def _rows(data: bytes) -> list[Any]:
    try:
        # NaN and the infinities become null: the released file leaves them where a value is absent.
        rows = json.loads(data.decode("utf-8-sig"), parse_constant=lambda _: None)
    except (ValueError, RecursionError) as error:
        raise InvalidError([Problem("json", "", f"The file is not JSON: {error}.")]) from error
    if not isinstance(rows, list):
        raise InvalidError([Problem("type", "", "The file must be a JSON list of rows.")])
    return rows


def _take(
    row: object, number: int, by_id: dict[str, SourceVideo], release: Release, base: int
) -> None:
    if not isinstance(row, Mapping):
        raise _BadRowError("The row is not an object.")
    said = _video(row, number)
    video = by_id.get(said.id, said)
    if (video.path, video.type) != (said.path, said.type):
        raise _BadRowError(f"Row {video.row} gives this video_id another path or type.", "conflict")
    trace = _trace(row, number, base, release.notes) if video.type == FAKE else None
    if trace and len(video.traces) >= TRACE_LIMIT:
        raise _BadRowError(f"A video holds at most {TRACE_LIMIT} traces.", "too_many_traces")
    if said is not video:
        release.notes += _repeats(video, said)
    by_id[video.id] = video
    if trace:
        video.traces.append(trace)


def _repeats(video: SourceVideo, said: SourceVideo) -> list[Note]:
    differ = [
        name
        for name in ("generator", "prompt", "mime_type", "split")
        if getattr(video, name) != getattr(said, name)
    ]
    notes = []
    if differ:
        message = f"Row {video.row} says otherwise and was followed: {', '.join(differ)}."
        notes.append(Note(said.row, "differs", message))
    if video.type == REAL:
        message = f"Row {video.row} already gives this real video."
        notes.append(Note(said.row, "repeated", message, skipped=True))
    return notes


def _video(row: Mapping[str, Any], number: int) -> SourceVideo:
    kind = row.get("video_type")
    if kind not in (FAKE, REAL):
        raise _BadRowError(f"video_type must be {FAKE} or {REAL}.")
    path = _text(row, "video_path", MAX_PATH, required=True)
    split = _text(row, "split", MAX_NAME)
    if not stays_below(path):
        raise _BadRowError("video_path leaves the media folder.")
    if split and split not in SPLITS:
        raise _BadRowError(f"split must be one of {', '.join(SPLITS)}.")
    return SourceVideo(
        row=number,
        id=_text(row, "video_id", MAX_ID, required=True),
        path=path,
        type=kind,
        generator=_text(row, "video_source", MAX_NAME),
        prompt=_text(row, "video_prompt", TEXT_LIMIT),
        mime_type=_text(row, "video_mime_type", MAX_MIME),
        split=split,
    )


def _trace(row: Mapping[str, Any], number: int, base: int, notes: list[Note]) -> SourceTrace:
    rate = _number(row, "video_frame_rate")
    duration = _number(row, "faketrace_duration")
    if rate <= 0:
        raise _BadRowError("video_frame_rate must be above 0.")
    if duration < 0:
        raise _BadRowError("faketrace_duration must not be negative.")
    return SourceTrace(
        row=number,
        onset_s=(_number(row, "faketrace_first_frame") - base) / rate,
        duration_s=duration,
        frame_rate=rate,
        labels=_labels(row.get("faketrace_check_applies")),
        explanation=_text(row, "faketrace_explanations", TEXT_LIMIT),
        box=_box(row, number, notes),
    )


def _box(
    row: Mapping[str, Any], number: int, notes: list[Note]
) -> tuple[float, float, float, float]:
    width, height = _number(row, "video_width"), _number(row, "video_height")
    if width <= 0 or height <= 0:
        raise _BadRowError("video_width and video_height must be above 0.")
    box = row.get("faketrace_bbox")
    if not isinstance(box, Mapping):
        raise _BadRowError("faketrace_bbox must have left, top, width and height.")
    left, top = _number(box, "left"), _number(box, "top")
    right, bottom = left + _number(box, "width"), top + _number(box, "height")
    inner = max(left, 0.0), max(top, 0.0), min(right, width), min(bottom, height)
    if inner[0] >= inner[2] or inner[1] >= inner[3]:
        raise _BadRowError("The box has no area inside the video.", "box_outside")
    if max(abs(a - b) for a, b in zip(inner, (left, top, right, bottom), strict=True)) > 1e-6:
        message = f"The box {_sides(left, top, right, bottom)} was clamped to {_sides(*inner)}."
        notes.append(Note(number, "box_clamped", message))
    x, y, right, bottom = inner
    return (x / width, y / height, (right - x) / width, (bottom - y) / height)


def _sides(left: float, top: float, right: float, bottom: float) -> str:
    return f"{left:g},{top:g} to {right:g},{bottom:g} px"


def _number(row: Mapping[str, Any], name: str) -> float:
    value = row.get(name)
    try:
        number = float(value) if isinstance(value, int | float) else math.nan
    except OverflowError:
        number = math.inf
    if isinstance(value, bool) or not math.isfinite(number):
        raise _BadRowError(f"{name} must be a number.")
    return number


def _text(row: Mapping[str, Any], name: str, most: int, *, required: bool = False) -> str:
    value = row.get(name)
    if value is None and not required:
        return ""
    if not isinstance(value, str) or (required and not value):
        raise _BadRowError(f"{name} must be text.")
    return _storable(value, name, most)


def _labels(value: object) -> tuple[str, ...]:
    if value is None:
        return ()
    labels = [value] if isinstance(value, str) else value
    if not isinstance(labels, list) or not all(isinstance(label, str) for label in labels):
        raise _BadRowError("faketrace_check_applies must be a list of texts.")
    if len(labels) > TAG_LIMIT:
        raise _BadRowError(f"faketrace_check_applies holds more than {TAG_LIMIT} labels.")
    return tuple(_storable(label, "faketrace_check_applies", TAG_LENGTH) for label in labels)


def _storable(text: str, name: str, most: int) -> str:
    # PostgreSQL keeps no NUL, and half a surrogate pair has no UTF-8.
    if "\0" in text or any("\ud800" <= character <= "\udfff" for character in text):
        raise _BadRowError(f"{name} holds a character that cannot be kept.")
    if len(text) > most:
        raise _BadRowError(f"{name} is longer than {most} characters.")
    return text
