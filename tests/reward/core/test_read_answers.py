"""What models really write: forms of boxes, times and JSON that nobody asked for, and nonsense."""

from __future__ import annotations

import json
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotation.domain.document import Verdict, dump, parse
from annotation.domain.taxonomy import Category
from annotation.domain.timeline import FrameTable, Span
from reward.core.answers import UNREAD_START, Coordinates, Ground, Reading, Style, read

# 60 frames, 10 a second; pixels are those of 200 x 100.
TABLE = FrameTable((1, 10), tuple(range(60)), 60)
PIXELS = Ground(TABLE, Coordinates.PIXELS, (200, 100))
THOUSAND = Ground(TABLE, Coordinates.THOUSAND)
QUARTER = (0.25, 0.5, 0.25, 0.25)  # x, y, w, h


def box_of(reading: Reading) -> tuple[float, ...] | None:
    (trace,) = reading.document.traces
    box = trace.track.union(trace.span)
    return box and tuple(round(side, 6) for side in (box.x, box.y, box.w, box.h))


@pytest.mark.parametrize(
    "box",
    [
        "[50, 50, 100, 75]",
        "(50, 50, 100, 75)",
        "[50,50,100,75]",
        "[50 50 100 75]",
        "[50.0, 50.0, 100.0, 75.0]",
        "[[50, 50], [100, 75]]",
        "<box>(50,50),(100,75)</box>",
        "[x0=50, y0=50, x1=100, y1=75]",
        "{x0: 50, y0: 50, x1: 100, y1: 75}",
        "{'x_min': 50, 'y_min': 50, 'x_max': 100, 'y_max': 75}",
        "[50px, 50px, 100px, 75px]",
        "[25%, 50%, 50%, 75%]",
        "[0.25, 0.5, 0.5, 0.75]",
        "[100, 75, 50, 50]",  # the other two corners first
    ],
)
def test_a_box_is_read_in_any_brackets_and_units(box: str) -> None:
    text = (
        f"FAKE. The unnatural part is at {box} starting 1.2 seconds. The reason is because it melts"
    )
    found = read(text, Style.PAPER, PIXELS)
    assert box_of(found) == QUARTER
    assert found.document.traces[0].span == Span(12, 60)
    assert found.document.traces[0].explanation.text == "it melts"
    assert not found.unread


@pytest.mark.parametrize(
    ("when", "span"),
    [
        ("starting 3.2 seconds", (32, 60)),
        ("starting 3.2s", (32, 60)),
        ("starting at 3.2 s", (32, 60)),
        ("starting at around 3.2-second mark", (32, 60)),
        ("starting at 00:03", (30, 60)),
        ("starting from 0:03.2", (32, 60)),
        ("starting [3.2] seconds", (32, 60)),
        ("start time: 00:00:03", (30, 60)),
        ("starting at 3.2 seconds to 4.5 seconds", (32, 45)),
        ("from 3.2s to 4.5s", (32, 45)),
        ("at about 3.2 seconds", (32, 60)),
        ("at 00:03", (30, 60)),
        ("3.2초부터", (32, 60)),
        ("starting 0 seconds", (0, 60)),
    ],
)
def test_a_time_is_read_in_any_notation(when: str, span: tuple[int, int]) -> None:
    found = read(f"FAKE. It is at [50, 50, 100, 75] {when}. Because it melts.", Style.PAPER, PIXELS)
    assert found.document.traces[0].span == Span(*span)
    assert box_of(found) == QUARTER
    assert not found.unread


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("REAL", Verdict.REAL),
        ("Real.", Verdict.REAL),
        ("**REAL**", Verdict.REAL),
        ("Answer: real", Verdict.REAL),
        ("fake", Verdict.FAKE),
        ("```\nFAKE\n```", Verdict.FAKE),
        ("The video looks real at first glance. FAKE.", Verdict.FAKE),
        ("This video is not real.", Verdict.FAKE),
        ("The video is AI-generated.", Verdict.FAKE),
        ("The video is not AI-generated.", Verdict.REAL),
        ("I cannot help with that.", None),
        ("", None),
    ],
)
def test_a_verdict_is_found_or_said_to_be_missing(text: str, verdict: Verdict | None) -> None:
    found = read(text, Style.PAPER, PIXELS)
    assert found.document.verdict is verdict
    assert ("verdict" in found.unread) == (verdict is None)


@pytest.mark.parametrize(
    "text",
    [
        "**Answer: FAKE**\n\n**Coordinates:** [50, 50, 100, 75]\n**Starting time:** 1.2 seconds\n"
        "**Explanation:** The hand melts.",
        "1. FAKE\n2. Box: (50, 50, 100, 75)\n3. Start: 00:01.2\n4. Reason: The hand melts.",
        "FAKE\n\n- Coordinates: [50, 50, 100, 75]\n- Starts at 1.2s\n- Because: The hand melts.",
        "FAKE. At 1.2 seconds the unnatural part [50, 50, 100, 75] can be seen. The reason is that "
        "The hand melts.",
        "<think>It looks REAL at 9 seconds [1, 2, 3, 4].</think>\n\nFAKE. The unnatural part is at "
        "[50, 50, 100, 75] starting 1.2 seconds. The reason is because The hand melts.",
    ],
)
def test_an_answer_of_a_general_model_is_read_in_full(text: str) -> None:
    found = read(text, Style.PAPER, PIXELS)
    assert found.document.verdict is Verdict.FAKE
    assert box_of(found) == QUARTER
    (trace,) = found.document.traces
    assert (trace.span.start, trace.explanation.text) == (12, "The hand melts.")
    assert not found.unread


def test_thoughts_that_were_cut_short_are_no_answer() -> None:
    assert read("<think>It looks FAKE, but", Style.PAPER, PIXELS).unread == ("verdict",)


def test_a_missing_box_a_missing_time_and_a_missing_trace_are_said() -> None:
    no_box = read("FAKE. It melts starting 1.2 seconds because of the hand", Style.PAPER, PIXELS)
    assert no_box.unread == ("trace 1: no box",)
    assert box_of(no_box) is None
    no_time = read("FAKE. At [50, 50, 100, 75] because it melts", Style.PAPER, PIXELS)
    assert no_time.unread == ("trace 1: no time",)
    assert no_time.document.traces[0].tags == (UNREAD_START,)
    assert read("FAKE.", Style.PAPER, PIXELS).unread == ("trace",)


def test_a_box_that_leaves_the_frame_is_kept_inside_and_said() -> None:
    # 150 to 300 of 200 pixels, 50 to 100 of 100: the right half of it is outside.
    found = read("FAKE. At [150, 50, 300, 100] starting 1 seconds.", Style.PAPER, PIXELS)
    assert box_of(found) == (0.75, 0.5, 0.25, 0.5)
    assert found.unread == ("trace 1: box leaves the frame",)
    empty = read("FAKE. At [50, 50, 50, 50] starting 1 seconds.", Style.PAPER, PIXELS)
    assert empty.unread == ("trace 1: box is empty",)
    outside = read("FAKE. At [500, 500, 600, 600] starting 1 seconds.", Style.PAPER, PIXELS)
    assert outside.unread == ("trace 1: box lies outside the frame",)


def test_an_onset_past_the_end_is_the_last_frame_and_said() -> None:
    found = read("FAKE. At [50, 50, 100, 75] starting 99 seconds.", Style.PAPER, PIXELS)
    assert found.document.traces[0].span == Span(59, 60)
    assert found.unread == ("trace 1: starts after the end",)


def test_several_boxes_in_prose_are_several_traces_with_their_own_times_and_reasons() -> None:
    text = (
        "FAKE. The unnatural part is at [50, 50, 100, 75] starting 1 seconds. The reason is "
        "because the hand melts. Another is at [0, 0, 50, 50] starting 2 seconds. The reason is "
        "because the tree appears."
    )
    first, second = read(text, Style.PAPER, PIXELS).document.traces
    assert (first.span.start, second.span.start) == (10, 20)
    assert second.explanation.text == "the tree appears."
    assert first.explanation.text.startswith("the hand melts.")


def test_what_follows_the_reason_after_an_empty_line_is_not_part_of_it() -> None:
    text = (
        "FAKE. At [50, 50, 100, 75] starting 1 s. Because it melts.\n\nLet me know if I can help!"
    )
    assert read(text, Style.PAPER, PIXELS).document.traces[0].explanation.text == "it melts."


TRACE = {
    "category": "object_merging",
    "start": 1.2,
    "end": 3.0,
    "boxes": [[1.2, 250, 500, 500, 750]],
    "explanation": "It melts.",
}
CLEAN = json.dumps({"verdict": "fake", "traces": [TRACE]})


@pytest.mark.parametrize(
    ("text", "unread"),
    [
        (CLEAN, ()),
        (f"```json\n{CLEAN}\n```\nI hope this helps!", ()),
        (f"Sure, here it is:\n{CLEAN}", ()),
        (CLEAN.replace('"fake"', '"FAKE"').replace("object_merging", "Object Merging"), ()),
        (CLEAN.replace("1.2,", '"00:01.2",').replace("3.0", '"3.0s"'), ()),
        (CLEAN.replace('"traces"', '"Traces"').replace('"explanation"', '"reason"'), ()),
        (CLEAN.replace('"boxes": [[1.2, ', '"bbox_2d": [').replace("750]]", "750]"), ()),
        (CLEAN.replace('"', "'"), ("JSON in part",)),
        (CLEAN.replace("}]", "},]"), ("JSON in part",)),
        (CLEAN[:-2], ("JSON in part",)),
        (CLEAN.replace('"verdict"', "verdict"), ("JSON in part",)),
    ],
)
def test_a_document_is_read_from_json_however_it_is_wrapped(
    text: str, unread: tuple[str, ...]
) -> None:
    found = read(text, Style.DOCUMENT, THOUSAND)
    (trace,) = found.document.traces
    assert (trace.category, trace.span) == (Category.OBJECT_MERGING, Span(12, 30))
    assert (box_of(found), trace.explanation.text) == (QUARTER, "It melts.")
    assert found.unread == unread


def test_an_answer_cut_short_keeps_what_was_said_before() -> None:
    cut = CLEAN[: CLEAN.index("500, 750")]
    found = read(cut, Style.DOCUMENT, THOUSAND)
    assert found.document.verdict is Verdict.FAKE
    assert found.document.traces[0].span == Span(12, 30)
    assert found.unread == ("JSON in part", "trace 1: a box")


def test_quotation_marks_inside_a_text_do_not_end_it() -> None:
    text = CLEAN.replace("It melts.", 'The "hand" melts.')
    found = read(text, Style.DOCUMENT, THOUSAND)
    assert found.document.traces[0].explanation.text == 'The "hand" melts.'
    assert box_of(found) == QUARTER


def test_parts_that_cannot_be_read_are_named_and_the_rest_is_kept() -> None:
    wrong = {"category": "sorcery", "start": "soon", "boxes": [["a", 1, 2, 3, 4]]}
    text = json.dumps({"verdict": "fake", "traces": [wrong, 7, TRACE]})
    found = read(text, Style.DOCUMENT, THOUSAND)
    assert found.unread == (
        "trace 1: category",
        "trace 1: no time",
        "trace 1: a box",
        "trace 2",
    )
    assert [trace.category for trace in found.document.traces] == [None, Category.OBJECT_MERGING]


def test_prose_in_place_of_json_is_read_as_prose_and_said() -> None:
    found = read("FAKE. At [250, 500, 500, 750] starting 1.2 s.", Style.DOCUMENT, THOUSAND)
    assert box_of(found) == QUARTER
    assert found.unread == ("JSON",)


def test_a_real_video_has_no_traces_whatever_was_listed() -> None:
    text = json.dumps({"verdict": "real", "traces": [TRACE]})
    assert read(text, Style.DOCUMENT, THOUSAND).document.traces == ()


@pytest.mark.parametrize("style", Style)
def test_characters_that_no_document_takes_are_left_out(style: Style) -> None:
    text = {
        Style.PAPER: "FAKE. At [50, 50, 100, 75] starting 1 s because a\ud800b\0c",
        Style.DOCUMENT: CLEAN.replace("It melts.", "a\ud800b\0c"),
    }[style]
    assert read(text, style, PIXELS).document.traces[0].explanation.text == "abc"


words = "FAKE REAL start: 1.5 -9 999999999999 1e400 NaN verdict fake traces boxes because 00:0 null"
pieces = st.sampled_from([*words.split(), *"[]{}():,%\"'\\ \n\0\ud800", "\\u12"])


@settings(deadline=None, max_examples=300)
@given(st.lists(pieces, max_size=40).map("".join) | st.text(), st.sampled_from(Style))
def test_whatever_is_answered_gives_a_well_formed_document(text: str, style: Style) -> None:
    found = read(text, style, PIXELS).document
    assert parse(dump(found), frame_count=TABLE.count) == found


@pytest.mark.parametrize(
    "piece", ["[", "{", '{"a":', "1 ", "[1, 1, 1, ", '"\\', "start ", "FAKE [1 1 "]
)
@pytest.mark.parametrize("style", Style)
def test_no_answer_takes_long_to_read(piece: str, style: Style) -> None:
    begun = time.process_time()
    read("FAKE " + piece * 30_000, style, PIXELS)
    assert time.process_time() - begun < 2
