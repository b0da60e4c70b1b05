"""From the file's seconds to a document of frames. Expected frames are counted by hand."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from annotation.domain.timeline import FrameTable, Span
from annotation.formats.deeptrace.place import document, span
from annotation.formats.deeptrace.read import read
from annotation.formats.deeptrace.source import SourceTrace, SourceVideo

SAMPLE = Path(__file__).with_name("all_data.json").read_bytes()
THIRTY = FrameTable((1, 30), tuple(range(150)), 150)
NTSC = FrameTable((1001, 30_000), tuple(range(300)), 300)
# Frames at 0, 1, 2, 12 and 13 tenths of a second: one is held for a whole second.
HELD = FrameTable((1, 10), (0, 1, 2, 12, 13), 14)
TRACE = SourceTrace(
    row=0,
    box=(0.1, 0.1, 0.2, 0.2),
    onset_s=1.0,
    duration_s=2.0,
    frame_rate=30.0,
    labels=(),
    explanation="",
)


def at(onset_s: float, duration_s: float, *, rate: float = 30.0) -> SourceTrace:
    return replace(TRACE, onset_s=onset_s, duration_s=duration_s, frame_rate=rate)


def test_at_a_constant_rate_the_first_frame_is_the_files() -> None:
    assert [span(at(k / 30, 1 / 30), THIRTY) for k in range(150)] == [
        Span(k, k + 1) for k in range(150)
    ]


@pytest.mark.parametrize("rate", [29.97, 29.97003, 30_000 / 1001])
def test_a_rounded_rate_still_finds_its_frame(rate: float) -> None:
    assert [span(at(k / rate, 0, rate=rate), NTSC).start for k in range(300)] == list(range(300))


def test_a_held_frame_is_on_screen_until_the_next() -> None:
    # At 0.9 s frame 2 (0.2 s to 1.2 s) is shown, although frame 3 (1.2 s) is nearer.
    assert span(at(0.9, 0.4, rate=10), HELD) == Span(2, 4)
    # At 1.16 s frame 3 is due within half a frame (0.05 s): the file's rounding.
    assert span(at(1.16, 0.14, rate=10), HELD) == Span(3, 4)


def test_a_trace_shows_at_least_one_frame() -> None:
    assert span(at(1.0, 0), THIRTY) == Span(30, 31)


@pytest.mark.parametrize(
    ("trace", "kept"),
    [
        (at(4.0, 9.0), Span(120, 150)),
        (at(7.0, 1.0), Span(149, 150)),
        (at(-1.0, 2.0), Span(0, 30)),
        (at(-9.0, 1.0), Span(0, 1)),
    ],
)
def test_a_span_that_leaves_the_video_is_clipped_and_reported(
    trace: SourceTrace, kept: Span
) -> None:
    kite = read(SAMPLE).videos[0]
    kite.traces = [trace]
    placed, notes = document(kite, THIRTY)
    assert placed.traces[0].span == kept
    assert [note.code for note in notes] == ["span_clipped"]


def test_rounding_at_the_end_is_not_reported() -> None:
    kite = read(SAMPLE).videos[0]
    kite.traces = [at(4.0, 1.01)]
    assert document(kite, THIRTY)[1] == []


def test_raw_labels_are_kept_and_mapped() -> None:
    placed, _ = document(read(SAMPLE).videos[0], THIRTY)
    first, second, third = placed.traces
    assert first.category == "object_distortion"
    assert second.tags == ("overlap background distortion", "weird motion", "merging")
    assert second.category == "background_distortion"
    assert second.also == ("object_trajectory", "object_merging")
    assert (third.category, third.tags) == (
        None,
        ("None of the above, but I've written in the explanations",),
    )


def test_documents_say_that_they_were_imported() -> None:
    kite, _, _, cups = read(SAMPLE).videos
    placed, _ = document(kite, THIRTY)
    assert placed.verdict == "fake"
    assert {trace.origin.kind.value for trace in placed.traces} == {"import"}
    assert document(cups, NTSC)[0].verdict == "real"
    assert document(cups, NTSC)[0].traces == ()


def test_the_same_file_gives_the_same_ids() -> None:
    ids = [trace.id for trace in document(read(SAMPLE).videos[0], THIRTY)[0].traces]
    again = [trace.id for trace in document(read(SAMPLE).videos[0], THIRTY)[0].traces]
    assert ids == again
    assert len(set(ids)) == 3


def test_a_source_video_survives_the_wait_for_its_frames() -> None:
    kite = read(SAMPLE).videos[0]
    assert SourceVideo.unpack(json.loads(json.dumps(kite.pack()))) == kite
