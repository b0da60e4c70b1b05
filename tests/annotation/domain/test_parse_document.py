"""What a document may be: accepted unchanged, completed, or refused with every place."""

from __future__ import annotations

import json
import time
from contextlib import suppress
from copy import deepcopy
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotation.domain import document as documents_module
from annotation.domain.document import Document, Origin, OriginKind, dump, empty, parse, upgrade
from annotation.errors import InvalidError, Problem
from tests.annotation.domain.strategies import documents, json_values
from tests.annotation.domain.vectors import changed, load

VECTORS = load("document")
COMPLETE = VECTORS["complete"]


def problems_of(value: object, frame_count: int | None = None) -> list[Problem]:
    with pytest.raises(InvalidError) as caught:
        parse(value, frame_count=frame_count)
    return caught.value.problems


def complete(**change: Any) -> dict[str, Any]:
    return changed(COMPLETE, {"set": change})


@pytest.mark.parametrize("case", VECTORS["accepted"], ids=lambda case: case["name"])
def test_a_complete_document_passes_unchanged(case: dict) -> None:
    value = changed(COMPLETE, case)
    result = dump(parse(value, frame_count=case.get("frame_count")))
    assert json.dumps(result) == json.dumps(value)


@pytest.mark.parametrize("case", VECTORS["completed"], ids=lambda case: case["name"])
def test_keys_left_out_get_their_empty_value(case: dict) -> None:
    assert dump(parse(case["given"])) == case["result"]


@pytest.mark.parametrize("case", VECTORS["refused"], ids=lambda case: case["name"])
def test_every_problem_is_named_with_its_place(case: dict) -> None:
    found = problems_of(changed(COMPLETE, case), case.get("frame_count"))
    assert [[problem.code, problem.path] for problem in found] == case["problems"]
    assert all(problem.message.endswith(".") for problem in found)


@pytest.mark.parametrize("value", VECTORS["not_documents"])
def test_what_is_no_object_is_refused(value: object) -> None:
    assert [(problem.code, problem.path) for problem in problems_of(value)] == [("type", "")]


def test_parsing_does_not_touch_its_input() -> None:
    value = deepcopy(COMPLETE)
    parse(value)
    assert value == COMPLETE


def test_the_empty_document_is_a_draft_without_traces() -> None:
    assert parse(empty()) == Document()
    assert empty() == {"schema": 1, "verdict": None, "note": "", "traces": []}


@given(documents)
def test_dump_and_parse_are_inverse(document: Document) -> None:
    assert parse(json.loads(json.dumps(dump(document)))) == document


@given(json_values)
def test_hostile_json_is_refused_and_nothing_else_happens(value: object) -> None:
    found = problems_of(value)
    assert found
    # An answer must be able to carry them.
    json.dumps([problem.path for problem in found], ensure_ascii=False).encode()


@given(st.data())
def test_hostile_json_anywhere_in_a_document_raises_only_invalid_error(data: st.DataObject) -> None:
    path = data.draw(st.sampled_from(sorted(_paths(COMPLETE))))
    value = changed(COMPLETE, {"set": {path: data.draw(json_values)}})
    with suppress(InvalidError):
        document = parse(value)
        assert parse(dump(document)) == document


def _paths(value: Any, above: str = "") -> list[str]:
    pairs = value.items() if isinstance(value, dict) else enumerate(value)
    found = []
    for key, inner in pairs:
        found.append(f"{above}{key}")
        if isinstance(inner, dict | list):
            found += _paths(inner, f"{above}{key}/")
    return found


def test_numbers_json_cannot_say_are_refused() -> None:
    for number in (float("nan"), float("inf"), -float("inf"), 10**400):
        found = problems_of(complete(**{"traces/0/track/0/box/0": number}))
        assert [problem.path for problem in found] == ["traces/0/track/0/box/0"]
        assert problems_of(complete(**{"traces/0/span/1": number}))


def test_nesting_too_deep_to_walk_is_refused() -> None:
    value: list[Any] = []
    for _ in range(100_000):
        value = [value]
    assert [problem.code for problem in problems_of(complete(note=value))] == ["type"]


def test_a_whole_float_is_an_integer_as_in_json_schema() -> None:
    result = dump(parse(complete(**{"traces/0/span": [12.0, 96.0]})))
    assert json.dumps(result["traces"][0]["span"]) == "[12, 96]"


@pytest.mark.parametrize(
    ("path", "longest", "code"),
    [
        ("note", "x" * 10_000, "too_long"),
        ("traces/0/explanation/text", "손" * 10_000, "too_long"),
        ("traces/0/tags", ["x"] * 50, "too_many"),
        ("traces/0/tags/0", "x" * 500, "too_long"),
        ("traces/0/id", "x" * 64, "unknown_value"),
        ("traces/0/track", [{"frame": n, "box": [0, 0, 1, 1]} for n in range(2000)], "too_many"),
        ("traces", [{"id": f"t{n}", "span": [0, 1], "track": []} for n in range(200)], "too_many"),
    ],
)
def test_limits_are_reached_but_not_passed(path: str, longest: Any, code: str) -> None:
    parse(complete(**{path: longest}))
    found = problems_of(complete(**{path: longest + longest[:1]}))
    assert [(problem.code, problem.path) for problem in found] == [(code, path)]


def test_a_hundred_problems_are_enough() -> None:
    value = complete(**{"traces/0/track": [0] * 2000})
    assert len(problems_of(value)) == 100


def test_an_endless_key_is_shortened() -> None:
    (problem,) = problems_of(complete(**{"k" * 100_000: 1}))
    assert problem.path == "k" * 64


def test_fifty_thousand_keyframes_take_less_than_a_second() -> None:
    track = [{"frame": n, "box": [0, 0, 1, 1]} for n in range(2000)]
    value = {"schema": 1, "traces": [{"id": "same", "span": [0, 1], "track": track}] * 25}
    began = time.process_time()
    assert len(problems_of(value)) == 24
    assert time.process_time() - began < 1


def test_a_usual_document_takes_less_than_a_third_of_a_millisecond() -> None:
    keyframes = [{"frame": 20 * n, "box": [0.1 * n, 0.1, 0.2, 0.2]} for n in range(4)]
    trace = {**COMPLETE["traces"][0], "track": keyframes}
    value = {**COMPLETE, "traces": [{**trace, "id": "a"}, {**trace, "id": "b"}]}
    began = time.process_time()
    for _ in range(100):
        parse(value)
    assert (time.process_time() - began) / 100 < 0.0003


def test_an_earlier_schema_is_brought_up_step_by_step(monkeypatch: pytest.MonkeyPatch) -> None:
    steps = (lambda data: {**data, "schema": 2}, lambda data: {**data, "schema": 3, "new": True})
    monkeypatch.setattr(documents_module, "_UPGRADES", steps)
    assert upgrade({"schema": 1}) == {"schema": 3, "new": True}
    assert upgrade({"schema": 2}) == {"schema": 3, "new": True}
    for untouched in ({"schema": 3}, {"schema": 10**400}, {"schema": -1}, {"schema": []}, 7, None):
        assert upgrade(untouched) == untouched


@pytest.mark.parametrize(
    "parts", [(OriginKind.HUMAN, "p"), (OriginKind.SUGGESTION,), (OriginKind.SUGGESTION, "p", "t")]
)
def test_only_a_suggestion_names_a_prediction(parts: tuple) -> None:
    with pytest.raises(ValueError, match="suggestion"):
        Origin(*parts)
