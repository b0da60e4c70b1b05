"""The dataset line: canonical bytes out, checked values in."""

from __future__ import annotations

import json
import string
from typing import Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotation.domain.schema import line_schema
from annotation.errors import InvalidError
from annotation.formats.jsonl import Line, decode, encode, read, write
from tests.annotation.formats.lines import SHA, line

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)


@st.composite
def lines(draw: st.DrawFn) -> Line:
    steps = draw(st.lists(st.integers(1, 10**6), min_size=1, max_size=20))
    return line(
        video=draw(st.text(string.hexdigits, min_size=64, max_size=64)),
        width=draw(st.integers(1, 8192)),
        time_base=[draw(st.integers(1, 10**6)), draw(st.integers(1, 10**6))],
        pts=[sum(steps[:k]) for k in range(len(steps))],
        end=sum(steps),
        label=draw(st.sampled_from(["fake", "real", "unknown"])),
        prompt=draw(texts),
        group=draw(texts),
        annotator=draw(st.none() | texts),
        reviewed=draw(st.booleans()),
        document=draw(st.none() | st.builds(dict, note=texts)),
        provenance=draw(st.dictionaries(texts, st.integers(0, 9) | texts, max_size=3)),
    )


@given(lines())
def test_a_line_survives_the_round_trip(written: Line) -> None:
    assert decode(encode(written)) == written


def test_bytes_are_canonical() -> None:
    data = encode(line())
    values = json.loads(data)
    again = json.dumps(values, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    assert data.decode() == again + "\n"


def test_the_line_holds_exactly_the_published_keys() -> None:
    published = {"schema", "video", "media", "media_sha256", "width", "height", "time_base"}
    published |= {"pts", "end", "label", "generator", "prompt", "group", "split", "document"}
    published |= {"annotator", "reviewed", "provenance"}
    assert json.loads(encode(line())).keys() == published


def test_the_published_schema_accepts_a_line() -> None:
    jsonschema.validate(json.loads(encode(line())), line_schema())


def test_numbers_are_written_as_they_are() -> None:
    values = json.loads(encode(line()))
    assert values["schema"] == 1
    assert values["pts"] == [0, 10, 20, 30, 40, 50, 60, 70, 80, 90]
    assert (values["time_base"], values["end"]) == ([1, 100], 100)
    assert values["document"]["traces"][0]["track"][1]["box"] == [0.4, 0.2, 0.2, 0.5]


def test_many_lines_are_read_one_by_one_and_blank_ones_skipped() -> None:
    data = b"".join(write([line(), line(prompt="two\nlines")]))
    assert data.count(b"\n") == 2
    assert list(read([*data.splitlines(keepends=True), b"\n"])) == [
        line(),
        line(prompt="two\nlines"),
    ]


def test_null_texts_are_read_as_empty() -> None:
    values = json.loads(encode(line())) | {"generator": None, "split": None}
    read_back = decode(json.dumps(values))
    assert (read_back.generator, read_back.split) == ("", "")


def test_a_video_to_predict_needs_neither_document_nor_people() -> None:
    values = json.loads(encode(line()))
    for name in ("document", "annotator", "reviewed", "provenance", "prompt"):
        del values[name]
    bare = decode(json.dumps(values))
    assert (bare.document, bare.annotator, bare.reviewed, bare.provenance) == (
        None,
        None,
        False,
        {},
    )


@pytest.mark.parametrize(
    ("changed", "place"),
    [
        ({"schema": 2}, "3/schema"),
        ({"video": ""}, "3/video"),
        ({"media": "../outside.mp4"}, "3/media"),
        ({"media": "/etc/passwd"}, "3/media"),
        ({"width": 0}, "3/width"),
        ({"width": True}, "3/width"),
        ({"time_base": [1, 0]}, "3/time_base"),
        ({"time_base": [1]}, "3/time_base"),
        ({"pts": []}, "3/pts"),
        ({"pts": [0, 1.5]}, "3/pts"),
        ({"pts": [0, 10, 10]}, "3/pts"),
        ({"end": 90}, "3/pts"),
        ({"label": "maybe"}, "3/label"),
        ({"label": ["fake"]}, "3/label"),
        ({"document": []}, "3/document"),
        ({"reviewed": 1}, "3/reviewed"),
    ],
    ids=str,
)
def test_a_wrong_value_is_refused_with_its_line_and_place(
    changed: dict[str, Any], place: str
) -> None:
    values = json.loads(encode(line())) | changed
    with pytest.raises(InvalidError) as refused:
        decode(json.dumps(values), number=3)
    assert [problem.path for problem in refused.value.problems] == [place]


@pytest.mark.parametrize("data", [b"{", b"[]", b"7", b"\xff", b"NaN"])
def test_a_line_that_is_no_object_is_refused(data: bytes) -> None:
    with pytest.raises(InvalidError):
        decode(data)


def test_a_missing_key_is_named() -> None:
    values = json.loads(encode(line()))
    del values["pts"]
    with pytest.raises(InvalidError) as refused:
        decode(json.dumps(values))
    assert [(p.code, p.path) for p in refused.value.problems] == [("missing", "1/pts")]


def test_the_sha_names_the_video() -> None:
    assert json.loads(encode(line()))["video"] == SHA
