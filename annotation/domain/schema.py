"""The JSON Schemas (draft 2020-12) of the document and of the dataset line, as published.

What they cannot say, ``document.parse`` still demands: spans end after they start, keyframes
strictly increase, trace ids differ, and texts hold no half surrogate pairs.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from annotation.domain import trace
from annotation.domain.document import SCHEMA, TRACE_LIMIT, OriginKind, Verdict
from annotation.domain.taxonomy import Category

_DIALECT = "https://json-schema.org/draft/2020-12/schema"
_CATEGORY = {"enum": [category.value for category in Category]}
_ID = {"type": "string", "pattern": f"^{trace.ID_PATTERN}$"}
_FRAME = {"type": "integer", "minimum": 0, "maximum": trace.FRAME_LIMIT - 1}
_EDGE = {"type": "integer", "minimum": 0, "maximum": trace.FRAME_LIMIT}
_PLACE = {"type": "number", "minimum": -trace.REACH, "maximum": trace.REACH}
_SIZE = {"type": "number", "exclusiveMinimum": 0, "maximum": trace.REACH}
_BOX = {
    "description": "x, y, w, h as fractions of the displayed frame, origin top left.",
    "type": "array",
    "prefixItems": [_PLACE, _PLACE, _SIZE, _SIZE],
    "minItems": 4,
    "maxItems": 4,
}
_SHA256 = {"type": "string", "pattern": "^[0-9a-f]{64}$"}
_POSITIVE = {"type": "integer", "minimum": 1}
_MAYBE_TEXT = {"type": ["string", "null"]}


def document_schema() -> dict[str, Any]:
    """Return the schema of a document, draft or finished."""
    return {"$schema": _DIALECT, "$id": "urn:telltale:document:1", **_document()}


def line_schema() -> dict[str, Any]:
    """Return the schema of one line of the dataset, that is of one video."""
    return {
        "$schema": _DIALECT,
        "$id": "urn:telltale:line:1",
        "title": "Telltale dataset line",
        **_record(
            {
                "schema": {"const": SCHEMA},
                "video": {**_SHA256, "description": "SHA-256 of the original bytes."},
                "media": {"type": "string", "description": "Path below the media folder."},
                "media_sha256": _SHA256,
                "width": {**_POSITIVE, "description": "Pixels of the displayed source."},
                "height": {**_POSITIVE, "description": "Pixels of the displayed source."},
                "time_base": {
                    "description": "Seconds per unit of pts, as numerator and denominator.",
                    "type": "array",
                    "items": _POSITIVE,
                    "minItems": 2,
                    "maxItems": 2,
                },
                "pts": {
                    "description": "When each frame appears, counted from the first, increasing.",
                    "type": "array",
                    "prefixItems": [{"const": 0}],
                    "minItems": 1,
                    "items": _POSITIVE,
                },
                "end": {**_POSITIVE, "description": "The end of the last frame."},
                "label": {"enum": ["fake", "real", "unknown"]},
                "generator": _MAYBE_TEXT,
                "prompt": _MAYBE_TEXT,
                "group": _MAYBE_TEXT,
                "split": _MAYBE_TEXT,
                "document": {
                    "description": "null: a video to predict.",
                    "anyOf": [_document(), {"type": "null"}],
                },
                "annotator": {**_MAYBE_TEXT, "description": "A pseudonym."},
                "reviewed": {"type": "boolean"},
                "provenance": {"type": "object"},
            }
        ),
    }


def _document() -> dict[str, Any]:
    return {
        "title": "Telltale document",
        **_record(
            {
                "schema": {"const": SCHEMA},
                "verdict": {"enum": [*(verdict.value for verdict in Verdict), None]},
                "note": _text(trace.TEXT_LIMIT),
                "traces": {"type": "array", "maxItems": TRACE_LIMIT, "items": _trace()},
            },
            optional={"verdict", "note"},
        ),
    }


def _trace() -> dict[str, Any]:
    return _record(
        {
            "id": {**_ID, "description": "Unique in the document."},
            "category": {"enum": [*_CATEGORY["enum"], None]},
            "also": {
                "type": "array",
                "items": _CATEGORY,
                "uniqueItems": True,
                "maxItems": len(Category),
            },
            "tags": {
                "description": "Raw labels of imported data, verbatim.",
                "type": "array",
                "items": _text(trace.TAG_LENGTH),
                "maxItems": trace.TAG_LIMIT,
            },
            "span": {
                "description": "The frames from the first number up to, not including, the other.",
                "type": "array",
                "prefixItems": [_FRAME, _EDGE],
                "minItems": 2,
                "maxItems": 2,
            },
            "track": {
                "description": (
                    "Keyframes, frames increasing. Linear between them, held before the first and "
                    "after the last; box null means absent until the next keyframe."
                ),
                "type": "array",
                "prefixItems": [_keyframe(_BOX)],
                "items": _keyframe({"anyOf": [_BOX, {"type": "null"}]}),
                "maxItems": trace.KEYFRAME_LIMIT,
            },
            "explanation": _record(
                {
                    "text": _text(trace.TEXT_LIMIT),
                    "lang": {"type": "string", "pattern": f"^{trace.LANGUAGE_PATTERN}$"},
                },
                optional={"lang"},
            ),
            "origin": {"oneOf": [_plain_origin(), _suggested_origin()]},
        },
        optional={"category", "also", "tags", "explanation", "origin"},
    )


def _keyframe(box: dict[str, Any]) -> dict[str, Any]:
    return _record({"frame": _FRAME, "box": box})


def _plain_origin() -> dict[str, Any]:
    kinds = [kind.value for kind in OriginKind if kind is not OriginKind.SUGGESTION]
    return _record({"kind": {"enum": kinds}})


def _suggested_origin() -> dict[str, Any]:
    kind = {"const": OriginKind.SUGGESTION.value}
    edited = {"type": "boolean"}
    return _record({"kind": kind, "prediction": _ID, "trace": _ID, "edited": edited})


def _text(limit: int) -> dict[str, Any]:
    # No NUL: PostgreSQL cannot keep it.
    return {"type": "string", "maxLength": limit, "pattern": "^[^\\u0000]*$"}


def _record(properties: dict[str, Any], *, optional: Collection[str] = ()) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": properties,
        "required": [key for key in properties if key not in optional],
        "additionalProperties": False,
    }
