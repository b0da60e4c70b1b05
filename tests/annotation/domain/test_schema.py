"""The published JSON Schemas say what parse does, as far as JSON Schema can."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from jsonschema import Draft202012Validator

from annotation.domain.document import Document, dump, empty
from annotation.domain.schema import document_schema, line_schema
from tests.annotation.domain.strategies import documents
from tests.annotation.domain.vectors import changed, load

VECTORS = load("document")
DOCUMENT = Draft202012Validator(document_schema())
LINE = Draft202012Validator(line_schema())
# What only a program can compare.
BEYOND_SCHEMA = {"empty_span", "not_increasing"}
# Surrogates have no portable pattern, and to Python "$" also matches before a last line end.
BEYOND_REGEX = {"note with half a pair", "id with a line end"}


def line(**change: Any) -> dict[str, Any]:
    return {
        "schema": 1,
        "video": "0" * 64,
        "media": "videos/a.mp4",
        "media_sha256": "f" * 64,
        "width": 1280,
        "height": 720,
        "time_base": [1, 12800],
        "pts": [0, 512, 1024],
        "end": 1536,
        "label": "fake",
        "generator": "Sora",
        "prompt": "A cup of tea.",
        "group": None,
        "split": "train",
        "document": VECTORS["complete"],
        "annotator": "a1",
        "reviewed": True,
        "provenance": {},
        **change,
    }


@pytest.mark.parametrize("schema", [document_schema(), line_schema()], ids=["document", "line"])
def test_the_schema_is_one(schema: dict) -> None:
    Draft202012Validator.check_schema(schema)


@pytest.mark.parametrize("case", VECTORS["accepted"], ids=lambda case: case["name"])
def test_an_accepted_document_is_valid(case: dict) -> None:
    DOCUMENT.validate(changed(VECTORS["complete"], case))


@pytest.mark.parametrize("case", VECTORS["completed"], ids=lambda case: case["name"])
def test_a_document_with_keys_left_out_is_valid(case: dict) -> None:
    DOCUMENT.validate(case["given"])
    DOCUMENT.validate(case["result"])


REFUSED = [
    case
    for case in VECTORS["refused"]
    if "frame_count" not in case
    and case["name"] not in BEYOND_REGEX | {"the same id twice"}
    and not {code for code, _ in case["problems"]} <= BEYOND_SCHEMA
]


@pytest.mark.parametrize("case", REFUSED, ids=lambda case: case["name"])
def test_a_refused_document_is_invalid(case: dict) -> None:
    assert not DOCUMENT.is_valid(changed(VECTORS["complete"], case))


@given(documents)
def test_whatever_is_dumped_is_valid(document: Document) -> None:
    DOCUMENT.validate(dump(document))


@pytest.mark.parametrize(
    "change",
    [{}, {"document": None}, {"document": empty(), "annotator": None}, {"label": "unknown"}],
)
def test_a_line_is_valid(change: dict) -> None:
    LINE.validate(line(**change))


@pytest.mark.parametrize(
    "change",
    [
        {"video": "abc"},
        {"pts": [5, 10]},
        {"pts": []},
        {"time_base": [0, 1]},
        {"label": "maybe"},
        {"document": {}},
        {"reviewed": None},
        {"surplus": 1},
    ],
)
def test_a_wrong_line_is_invalid(change: dict) -> None:
    assert not LINE.is_valid(line(**change))
