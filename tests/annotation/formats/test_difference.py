"""Two manifests side by side."""

from __future__ import annotations

from typing import Any

from annotation.formats import jsonl
from annotation.formats.difference import Difference, between
from tests.annotation.formats.lines import document, line, trace


def lines(*numbers: int, **changed: Any) -> list[bytes]:
    return [
        jsonl.encode(line(video=f"{number:064x}", provenance={"name": f"{number}.mp4"}, **changed))
        for number in numbers
    ]


def found(before: list[bytes], after: list[bytes]) -> list[tuple[str, str]]:
    return [(one.kind, one.name) for one in between(before, after)]


def test_what_is_on_one_side_only_came_or_went() -> None:
    assert found(lines(1, 2, 4), lines(2, 3, 4, 5)) == [
        ("removed", "1.mp4"),
        ("same", "2.mp4"),
        ("added", "3.mp4"),
        ("same", "4.mp4"),
        ("added", "5.mp4"),
    ]


def test_a_changed_line_says_which_fields() -> None:
    before = lines(1)
    after = lines(1, split="val", document=document(trace(span=[2, 7])))
    assert list(between(before, after)) == [
        Difference("changed", f"{1:064x}", "1.mp4", ("document", "split"))
    ]


def test_nothing_beside_something() -> None:
    assert found([], lines(1)) == [("added", "1.mp4")]
    assert found(lines(1), []) == [("removed", "1.mp4")]
    assert found([], []) == []
