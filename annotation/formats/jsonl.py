"""The dataset line: everything Telltale knows about one video, as one line of canonical JSON.

The export ``jsonl``, a snapshot's manifest and the synthesiser all write it. Canonical means UTF-8,
keys sorted at every level, no spaces, one newline: the same line is always the same bytes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import orjson

from annotation.domain.timeline import FrameTable
from annotation.errors import InvalidError, Problem
from annotation.formats.paths import stays_below

SCHEMA = 1
LABELS = ("fake", "real", "unknown")


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One video of a dataset; ``document`` is None for a video to predict.

    ``width`` and ``height`` are the displayed source's. ``pts[k]`` is frame k's presentation time
    and ``end`` the end of the last frame, both in units of ``time_base`` seconds.
    """

    video: str  # SHA-256 of the original bytes
    media: str  # path below the media folder
    media_sha256: str
    width: int
    height: int
    time_base: Sequence[int]
    pts: Sequence[int]
    end: int
    label: str
    generator: str = ""
    prompt: str = ""
    group: str = ""
    split: str = ""
    document: dict[str, Any] | None = None
    annotator: str | None = None  # a pseudonym, never a user name
    reviewed: bool = False
    provenance: dict[str, Any] = field(default_factory=dict)

    @property
    def table(self) -> FrameTable:
        """The line's clock, checked; raises ValueError where the numbers are no frame table."""
        numerator, denominator = self.time_base
        return FrameTable((numerator, denominator), tuple(self.pts), self.end)


def encode(line: Line) -> bytes:
    """Give the line's canonical bytes, with the newline."""
    values = {name: getattr(line, name) for name in FIELDS}
    return orjson.dumps({"schema": SCHEMA, **values}, option=_CANONICAL)


def write(lines: Iterable[Line]) -> Iterator[bytes]:
    """Encode one line after the other; never holds more than one."""
    return map(encode, lines)


def decode(data: bytes | str, *, number: int = 1) -> Line:
    """Read one line; raises InvalidError whose paths begin with the line's 1-based ``number``."""
    try:
        values = orjson.loads(data)
    except orjson.JSONDecodeError as error:
        raise _refused(number, "", "json", f"This is not JSON: {error}.") from error
    if not isinstance(values, dict):
        raise _refused(number, "", "type", "A dataset line must be a JSON object.")
    if values.get("schema") != SCHEMA:
        raise _refused(number, "schema", "schema", f"Only schema {SCHEMA} can be read.")
    return _line(values, number)


def read(lines: Iterable[bytes | str]) -> Iterator[Line]:
    """Decode every line that is not blank; never holds more than one."""
    for number, data in enumerate(lines, start=1):
        if data.strip():
            yield decode(data, number=number)


def _line(values: dict[str, Any], number: int) -> Line:
    known = {name: values[name] for name in FIELDS if name in values}
    wrong = [
        Problem("missing" if name not in known else "type", f"{number}/{name}", f"Expected {what}.")
        for name, (what, fits) in _SHAPES.items()
        if (name in known or name not in _OPTIONAL) and not fits(known.get(name))
    ]
    if wrong:
        raise InvalidError(wrong, f"Line {number} is not a dataset line.")
    # Absent, null and empty say the same of a text.
    line = Line(**known | {name: known.get(name) or "" for name in _TEXTS})
    try:
        _ = line.table
    except ValueError as error:
        raise _refused(number, "pts", "frame_table", f"{error}.") from error
    return line


def _refused(number: int, name: str, code: str, message: str) -> InvalidError:
    path = f"{number}/{name}" if name else str(number)
    return InvalidError([Problem(code, path, message)], f"Line {number} is not a dataset line.")


def _is_int(value: object, minimum: int) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= minimum


def _is_text(value: object) -> bool:
    return isinstance(value, str)


def _is_text_or_none(value: object) -> bool:
    return value is None or isinstance(value, str)


def _is_filled(value: object) -> bool:
    return isinstance(value, str) and bool(value)


def _are_ints(value: object, minimum: int) -> bool:
    return isinstance(value, list) and all(_is_int(item, minimum) for item in value)


_CANONICAL = orjson.OPT_SORT_KEYS | orjson.OPT_APPEND_NEWLINE
_SHAPES: dict[str, tuple[str, Callable[[Any], bool]]] = {
    "video": ("the SHA-256 of the original", _is_filled),
    "media": ("a path below the media folder", lambda v: _is_text(v) and stays_below(v)),
    "media_sha256": ("the SHA-256 of the media file", _is_filled),
    "width": ("a positive integer", lambda value: _is_int(value, 1)),
    "height": ("a positive integer", lambda value: _is_int(value, 1)),
    "time_base": ("two positive integers", lambda value: _are_ints(value, 1) and len(value) == 2),
    "pts": ("a list of integers", lambda value: _are_ints(value, 0) and bool(value)),
    "end": ("a positive integer", lambda value: _is_int(value, 1)),
    "label": (f"one of {', '.join(LABELS)}", lambda value: value in LABELS),
    "generator": ("text or null", _is_text_or_none),
    "prompt": ("text or null", _is_text_or_none),
    "group": ("text or null", _is_text_or_none),
    "split": ("text or null", _is_text_or_none),
    "document": ("a document or null", lambda value: value is None or isinstance(value, dict)),
    "annotator": ("a pseudonym or null", _is_text_or_none),
    "reviewed": ("true or false", lambda value: isinstance(value, bool)),
    "provenance": ("an object", lambda value: isinstance(value, dict)),
}
_TEXTS = ("generator", "prompt", "group", "split")
_OPTIONAL = {*_TEXTS, "document", "annotator", "reviewed", "provenance"}
FIELDS = tuple(_SHAPES)
