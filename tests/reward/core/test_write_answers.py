"""What is written is read back, up to the rounding of its unit; and its pattern takes all of it."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotation.domain.document import Document, Explanation, Trace, Verdict
from annotation.domain.geometry import Box
from annotation.domain.taxonomy import Category
from annotation.domain.timeline import FrameTable, Span
from annotation.domain.track import Keyframe, Track
from annotation.formats.answers.style import tidy
from reward.core.answers import (
    BOXES,
    TEXT,
    TRACES,
    Coordinates,
    Ground,
    Style,
    opening,
    pattern,
    read,
    write,
)
from tests.annotation.domain.strategies import FRAMES, categories, spans, texts, tracks

# Ten frames a second, shown to the model at 640 x 360.
TABLE = FrameTable((1, 10), tuple(range(FRAMES)), FRAMES)
SIZE = (640, 360)
STEPS = {
    Coordinates.FRACTION: 1000,
    Coordinates.PERCENT: 1000,
    Coordinates.THOUSAND: 1000,
    Coordinates.PIXELS: 360,
}
traces = st.builds(
    Trace,
    id=st.just("a"),
    span=spans,
    track=tracks(),
    category=categories | st.none(),
    explanation=st.builds(Explanation, texts | st.sampled_from(['a "b" \\ c', "REAL.", "[1, 2]"])),
)
fakes = st.lists(traces, max_size=3).map(lambda found: Document(Verdict.FAKE, traces=tuple(found)))
documents = fakes | st.just(Document(Verdict.REAL))
coordinates = st.sampled_from(Coordinates)


@st.composite
def uneven_tables(draw: st.DrawFn) -> FrameTable:
    """Milliseconds; no two frames closer than 20, so that hundredths of a second tell them."""
    pts = [0]
    for gap in draw(st.lists(st.integers(20, 400), min_size=FRAMES, max_size=FRAMES)):
        pts.append(pts[-1] + gap)
    return FrameTable((1, 1000), tuple(pts[:-1]), pts[-1])


def near(a: Box | None, b: Box | None, unit: Coordinates) -> bool:
    """Each side within a step of its unit, and a little for a box left out on a straight way."""
    if a is None or b is None:
        return a is b
    sides = zip((a.x, a.y, a.w, a.h), (b.x, b.y, b.w, b.h), strict=True)
    return max(abs(one - other) for one, other in sides) <= 1 / STEPS[unit] + 3e-4


@settings(deadline=None)
@given(documents, coordinates, uneven_tables())
def test_the_document_style_keeps_all_but_ids_within_the_rounding(
    document: Document, unit: Coordinates, table: FrameTable
) -> None:
    ground = Ground(table, unit, SIZE)
    answer = write(document, Style.DOCUMENT, ground)
    found = read(answer, Style.DOCUMENT, ground).document
    assert found.verdict is document.verdict
    assert len(found.traces) == len(document.traces)
    for true, said in zip(document.traces, found.traces, strict=True):
        assert (said.category, said.span) == (true.category, true.span)
        assert said.explanation.text == tidy(true.explanation.text)
        for frame in true.span.frames:
            assert near(true.track.box_at(frame), said.track.box_at(frame), unit)


@settings(deadline=None)
@given(documents, coordinates, uneven_tables())
def test_the_paper_style_keeps_the_first_trace_union_onset_and_reason(
    document: Document, unit: Coordinates, table: FrameTable
) -> None:
    ground = Ground(table, unit, SIZE)
    found = read(write(document, Style.PAPER, ground), Style.PAPER, ground).document
    assert found.verdict is document.verdict
    assert len(found.traces) == min(len(document.traces), 1)
    for true, said in zip(document.traces[:1], found.traces, strict=True):
        assert said.span == Span(true.span.start, FRAMES)
        assert said.explanation.text == tidy(true.explanation.text)
        assert near(true.track.union(true.span), said.track.union(said.span), unit)


@given(documents, coordinates, st.sampled_from(Style))
def test_the_pattern_takes_whatever_is_written(
    document: Document, unit: Coordinates, style: Style
) -> None:
    answer = write(document, style, Ground(TABLE, unit, SIZE))
    assert re.fullmatch(pattern(style, unit), answer)


MELTS = Document(
    Verdict.FAKE,
    traces=(
        Trace(
            "a",
            Span(4, 32),
            Track(
                (Keyframe(4, Box(0.25, 0.5, 0.25, 0.25)), Keyframe(24, Box(0.5, 0.5, 0.25, 0.25)))
            ),
            Category.OBJECT_MERGING,
            explanation=Explanation('The "hand" melts.'),
        ),
    ),
)


def test_the_paper_style_is_the_papers_sentence_with_pixels_and_seconds() -> None:
    # The union spans 0.25 to 0.75 of 640 and 0.5 to 0.75 of 360; frame 4 of 10 fps is at 0.4 s.
    answer = write(MELTS, Style.PAPER, Ground(TABLE, Coordinates.PIXELS, SIZE))
    assert answer == (
        "FAKE. The video is AI-generated. The unnatural part is at [160, 180, 480, 270] "
        'starting 0.40 seconds. The reason is because The "hand" melts.'
    )
    real = write(Document(Verdict.REAL), Style.PAPER, Ground(TABLE))
    assert real == "REAL. The video is real. There is no unnatural part."


def test_the_document_style_is_one_line_of_json() -> None:
    answer = write(MELTS, Style.DOCUMENT, Ground(TABLE, Coordinates.THOUSAND))
    assert answer == (
        '{"verdict":"fake","traces":[{"category":"object_merging","start":0.40,"end":3.20,'
        '"boxes":[[0.40,250,500,500,750],[2.40,500,500,750,750]],'
        '"explanation":"The \\"hand\\" melts."}]}'
    )
    assert write(Document(Verdict.REAL), Style.DOCUMENT, Ground(TABLE)) == (
        '{"verdict":"real","traces":[]}'
    )


@pytest.mark.parametrize("style", Style)
@pytest.mark.parametrize("verdict", [Verdict.FAKE, Verdict.REAL])
def test_every_answer_begins_with_the_opening_of_its_verdict(
    style: Style, verdict: Verdict
) -> None:
    document = MELTS if verdict is Verdict.FAKE else Document(verdict)
    assert write(document, style, Ground(TABLE)).startswith(opening(style, verdict))


@pytest.mark.parametrize("verdict", [None, Verdict.UNSURE])
def test_only_a_decided_document_can_be_answered(verdict: Verdict | None) -> None:
    with pytest.raises(ValueError, match="only fake and real"):
        write(Document(verdict), Style.PAPER, Ground(TABLE))


def test_an_answer_is_bounded_and_keeps_what_matters_most() -> None:
    # A box that swings to and fro every frame, ten times as many traces and words as fit.
    swing = tuple(Keyframe(f, Box(0.1 + f % 2 / 2, 0.1, 0.1 + f / 200, 0.1)) for f in range(FRAMES))
    trace = Trace("a", Span(0, FRAMES), Track(swing), explanation=Explanation("w " * TEXT * 5))
    answer = write(
        Document(Verdict.FAKE, traces=(trace,) * TRACES * 10), Style.DOCUMENT, Ground(TABLE)
    )
    found = read(answer, Style.DOCUMENT, Ground(TABLE))
    assert re.fullmatch(pattern(Style.DOCUMENT, Coordinates.THOUSAND), answer)
    assert not found.unread
    assert len(found.document.traces) == TRACES
    assert {len(one.track.keyframes) for one in found.document.traces} == {BOXES}
    assert {len(one.explanation.text) for one in found.document.traces} == {TEXT - 1}


def test_boxes_that_lie_on_the_way_between_others_are_left_out() -> None:
    straight = tuple(Keyframe(f, Box(f / 100, 0.5, 0.25, 0.25)) for f in range(0, 41, 2))
    trace = Trace("a", Span(0, 41), Track(straight))
    answer = write(Document(Verdict.FAKE, traces=(trace,)), Style.DOCUMENT, Ground(TABLE))
    assert '"boxes":[[0.00,0,500,250,750],[4.00,400,500,650,750]]' in answer


def test_a_track_that_begins_with_absence_is_absent_there_when_read() -> None:
    # There at frame 2, gone from 5, back from 20; the span begins at 10.
    box = Box(0.25, 0.5, 0.25, 0.25)
    track = Track((Keyframe(2, box), Keyframe(5, None), Keyframe(20, box)))
    document = Document(Verdict.FAKE, traces=(Trace("a", Span(10, 30), track),))
    answer = write(document, Style.DOCUMENT, Ground(TABLE))
    assert '"boxes":[[1.00],[2.00,250,500,500,750]]' in answer
    (said,) = read(answer, Style.DOCUMENT, Ground(TABLE)).document.traces
    assert [said.track.box_at(frame) for frame in (10, 19, 20, 29)] == [None, None, box, box]


def test_what_blinks_more_often_than_there_is_room_for_is_cut_at_its_end() -> None:
    # There in even frames, gone in odd ones.
    box = Box(0.25, 0.5, 0.25, 0.25)
    blinks = tuple(Keyframe(f, None if f % 2 else box) for f in range(20))
    document = Document(Verdict.FAKE, traces=(Trace("a", Span(0, 20), Track(blinks)),))
    (said,) = read(
        write(document, Style.DOCUMENT, Ground(TABLE)), Style.DOCUMENT, Ground(TABLE)
    ).document.traces
    assert said.track.keyframes == blinks[:BOXES]
