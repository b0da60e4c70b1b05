"""The trace: one flaw with its what, when, where and why, and the way it travels as JSON."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from annotation.domain.geometry import Box
from annotation.domain.reading import Reader
from annotation.domain.taxonomy import Category
from annotation.domain.timeline import Span
from annotation.domain.track import Keyframe, Track

KEYFRAME_LIMIT = 2_000
TEXT_LIMIT = 10_000
TAG_LIMIT = 50
TAG_LENGTH = 500
# Longer than any clip (4.6 hours at 60 frames a second), and small for every integer column.
FRAME_LIMIT = 1_000_000
# A coordinate further away than this many frames is no sloppy drag: somebody sent pixels.
REACH = 10
ID_PATTERN = "[A-Za-z0-9][A-Za-z0-9_.:-]{0,63}"
LANGUAGE_PATTERN = "[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}"


class OriginKind(StrEnum):
    """Who first drew a trace."""

    HUMAN = "human"
    SUGGESTION = "suggestion"
    IMPORT = "import"
    PLANTED = "planted"


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a trace came from.

    A suggestion, and nothing else, names its prediction, the trace in that prediction, and whether
    a person has edited it.
    """

    kind: OriginKind = OriginKind.HUMAN
    prediction: str | None = None
    trace: str | None = None
    edited: bool | None = None

    def __post_init__(self) -> None:
        wanted = self.kind is OriginKind.SUGGESTION
        if any((part is not None) != wanted for part in (self.prediction, self.trace, self.edited)):
            raise ValueError("prediction, trace and edited belong to a suggestion, all three")


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why it looks fake, in the person's words; ``lang`` is a short BCP 47 tag, or "und"."""

    text: str = ""
    lang: str = "und"


@dataclass(frozen=True, slots=True)
class Trace:
    """One flaw. ``also`` may repeat ``category``: readers take the set of both.

    ``tags`` are the raw labels of imported data, verbatim.
    """

    id: str
    span: Span
    track: Track = field(default_factory=Track)
    category: Category | None = None
    also: tuple[Category, ...] = ()
    tags: tuple[str, ...] = ()
    explanation: Explanation = Explanation()
    origin: Origin = Origin()


def dump_trace(trace: Trace) -> dict[str, Any]:
    """Return the canonical JSON value: every key present, in the published order."""
    return {
        "id": trace.id,
        "category": trace.category and trace.category.value,
        "also": [category.value for category in trace.also],
        "tags": list(trace.tags),
        "span": [trace.span.start, trace.span.end],
        "track": [
            {"frame": keyframe.frame, "box": (box := keyframe.box) and [box.x, box.y, box.w, box.h]}
            for keyframe in trace.track.keyframes
        ],
        "explanation": {"text": trace.explanation.text, "lang": trace.explanation.lang},
        "origin": _dump_origin(trace.origin),
    }


def _dump_origin(origin: Origin) -> dict[str, Any]:
    if origin.kind is not OriginKind.SUGGESTION:
        return {"kind": origin.kind.value}
    return {
        "kind": origin.kind.value,
        "prediction": origin.prediction,
        "trace": origin.trace,
        "edited": origin.edited,
    }


_CATEGORIES = {category.value: category for category in Category}
_ORIGIN_KINDS = {kind.value: kind for kind in OriginKind}
_ID = re.compile(ID_PATTERN)
_LANGUAGE = re.compile(LANGUAGE_PATTERN)
_ID_RULE = "1 to 64 letters, digits and _ . : -, beginning with a letter or digit"
_TRACE_NEEDS = frozenset({"id", "span", "track"})
_TRACE_TAKES = frozenset({"category", "also", "tags", "explanation", "origin"})
_KEYFRAME_NEEDS = frozenset({"frame", "box"})
_EXPLANATION_NEEDS = frozenset({"text"})
_EXPLANATION_TAKES = frozenset({"lang"})
_KIND = frozenset({"kind"})
_SUGGESTION_NEEDS = frozenset({"kind", "prediction", "trace", "edited"})
_NONE: frozenset[str] = frozenset()


def read_trace(reader: Reader, value: object, path: str, *, frame_count: int) -> Trace | None:
    """Read one trace of a video of at most ``frame_count`` frames; None if a part is wrong."""
    data = reader.record(value, path, required=_TRACE_NEEDS, optional=_TRACE_TAKES)
    if data is None:
        return None
    trace_id = reader.matching(data["id"], f"{path}/id", _ID, _ID_RULE)
    category = None
    if (raw := data.get("category")) is not None:
        category = reader.choice(raw, f"{path}/category", _CATEGORIES)
    also = _read_also(reader, data.get("also", []), f"{path}/also")
    tags = _read_tags(reader, data.get("tags", []), f"{path}/tags")
    span = _read_span(reader, data["span"], f"{path}/span", frame_count)
    track = _read_track(reader, data["track"], f"{path}/track", frame_count)
    explanation, origin = Explanation(), Origin()
    if "explanation" in data:
        explanation = _read_explanation(reader, data["explanation"], f"{path}/explanation")
    if "origin" in data:
        origin = _read_origin(reader, data["origin"], f"{path}/origin")
    if trace_id is None or span is None:
        return None
    return Trace(trace_id, span, track, category, also, tags, explanation, origin)


def _read_also(reader: Reader, value: object, path: str) -> tuple[Category, ...]:
    found: list[Category] = []
    for index, raw in enumerate(reader.items(value, path, limit=len(Category)) or ()):
        category = reader.choice(raw, f"{path}/{index}", _CATEGORIES)
        if category in found:
            reader.refuse("duplicate", f"{path}/{index}", "This category is named twice.")
        elif category is not None:
            found.append(category)
    return tuple(found)


def _read_tags(reader: Reader, value: object, path: str) -> tuple[str, ...]:
    return tuple(
        tag
        for index, raw in enumerate(reader.items(value, path, limit=TAG_LIMIT) or ())
        if (tag := reader.text(raw, f"{path}/{index}", limit=TAG_LENGTH)) is not None
    )


def _read_span(reader: Reader, value: object, path: str, frame_count: int) -> Span | None:
    if (ends := reader.numbers(value, path, count=2)) is None:
        return None
    start = reader.integer(ends[0], f"{path}/0", low=0, high=frame_count)
    end = reader.integer(ends[1], f"{path}/1", low=0, high=frame_count)
    if start is None or end is None:
        return None
    if start >= end:
        reader.refuse("empty_span", path, "The span must end after it starts.")
        return None
    return Span(start, end)


def _read_track(reader: Reader, value: object, path: str, frame_count: int) -> Track:
    keyframes: list[Keyframe] = []
    sound = True
    for index, raw in enumerate(reader.items(value, path, limit=KEYFRAME_LIMIT) or ()):
        here = f"{path}/{index}"
        keyframe = _read_keyframe(reader, raw, here, frame_count)
        if keyframe is None:
            sound = False
        elif keyframes and keyframe.frame <= keyframes[-1].frame:
            reader.refuse("not_increasing", f"{here}/frame", "Keyframes must be in order.")
        elif index == 0 and keyframe.box is None:
            reader.refuse("first_box_missing", f"{here}/box", "The first keyframe needs a box.")
            sound = False
        else:
            keyframes.append(keyframe)
    return Track(tuple(keyframes)) if sound else Track()


def _read_keyframe(reader: Reader, value: object, path: str, frame_count: int) -> Keyframe | None:
    data = reader.record(value, path, required=_KEYFRAME_NEEDS, optional=_NONE)
    if data is None:
        return None
    before = len(reader.problems)
    frame = reader.integer(data["frame"], f"{path}/frame", low=0, high=frame_count - 1)
    box = None if data["box"] is None else _read_box(reader, data["box"], f"{path}/box")
    if frame is None or len(reader.problems) > before:
        return None
    return Keyframe(frame, box)


def _read_box(reader: Reader, value: object, path: str) -> Box | None:
    if (sides := reader.numbers(value, path, count=4)) is None:
        return None
    x = reader.number(sides[0], f"{path}/0", low=-REACH, high=REACH)
    y = reader.number(sides[1], f"{path}/1", low=-REACH, high=REACH)
    w = reader.number(sides[2], f"{path}/2", low=0, high=REACH)
    h = reader.number(sides[3], f"{path}/3", low=0, high=REACH)
    if x is None or y is None or w is None or h is None:
        return None
    if w == 0 or h == 0:
        reader.refuse("empty_box", path, "The box needs a width and a height.")
        return None
    return Box(x, y, w, h)


def _read_explanation(reader: Reader, value: object, path: str) -> Explanation:
    data = reader.record(value, path, required=_EXPLANATION_NEEDS, optional=_EXPLANATION_TAKES)
    if data is None:
        return Explanation()
    text = reader.text(data["text"], f"{path}/text", limit=TEXT_LIMIT)
    lang = reader.matching(
        data.get("lang", "und"), f"{path}/lang", _LANGUAGE, "a language tag such as en or ko"
    )
    return Explanation(text or "", lang or "und")


def _read_origin(reader: Reader, value: object, path: str) -> Origin:
    suggested = isinstance(value, dict) and value.get("kind") == OriginKind.SUGGESTION.value
    needs = _SUGGESTION_NEEDS if suggested else _KIND
    data = reader.record(value, path, required=needs, optional=_NONE)
    if data is None:
        return Origin()
    kind = reader.choice(data["kind"], f"{path}/kind", _ORIGIN_KINDS)
    if kind is not OriginKind.SUGGESTION:
        return Origin(kind or OriginKind.HUMAN)
    prediction = reader.matching(data["prediction"], f"{path}/prediction", _ID, _ID_RULE)
    trace = reader.matching(data["trace"], f"{path}/trace", _ID, _ID_RULE)
    edited = data["edited"]
    if not isinstance(edited, bool):
        reader.refuse("type", f"{path}/edited", "This must be true or false.")
    return Origin(kind, prediction or "", trace or "", bool(edited))
