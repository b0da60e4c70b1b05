"""Reading ``all_data.json``; the sample beside this file has one row of every oddity."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from annotation.errors import InvalidError
from annotation.formats.deeptrace.read import read
from annotation.formats.deeptrace.source import Release

SAMPLE = Path(__file__).with_name("all_data.json").read_bytes()


def row(**changed: Any) -> dict[str, Any]:
    return json.loads(SAMPLE)[0] | changed


def read_rows(*rows: Any, first_frame_base: int = 0) -> Release:
    return read(json.dumps(rows).encode(), first_frame_base=first_frame_base)


def test_rows_of_one_video_are_grouped_in_order_of_first_appearance() -> None:
    release = read(SAMPLE)
    assert release.rows == 12
    traces = {video.id: [trace.row for trace in video.traces] for video in release.videos}
    assert traces == {"kite": [0, 2, 7], "librarian": [1], "lost": [4], "cups": []}
    assert list(traces) == ["kite", "librarian", "lost", "cups"]


def test_every_skipped_row_is_named_with_its_reason() -> None:
    skipped = {note.row: note.code for note in read(SAMPLE).notes if note.skipped}
    assert skipped == {
        3: "box_outside",
        5: "bad_row",
        6: "conflict",
        8: "bad_row",
        9: "bad_row",
        11: "repeated",
    }


def test_a_video_keeps_what_the_file_says_of_it() -> None:
    kite, *_, cups = read(SAMPLE).videos
    assert (kite.path, kite.type, kite.mime_type) == ("videos/kite.mp4", "fake_video", "video/mp4")
    assert (kite.generator, kite.split) == ("Sora", "train")
    assert kite.prompt == "A dragon kite over a beach"
    assert (cups.type, cups.prompt, cups.split) == ("real_video", "", "val")


def test_a_box_becomes_fractions_and_times_become_seconds() -> None:
    # 120, 60, 240, 120 px of 480 x 480; frame 30 at 30 fps; labels and text verbatim.
    trace = read(SAMPLE).videos[0].traces[0]
    assert trace.box == (0.25, 0.125, 0.5, 0.25)
    assert (trace.onset_s, trace.duration_s, trace.frame_rate) == (1.0, 2.0, 30.0)
    assert trace.labels == ("Shape distortion",)
    assert trace.explanation == "The tail melts into the sky."


def test_a_box_past_the_edge_is_clamped_and_reported() -> None:
    # Left -12.5..87.5 becomes 0..87.5; top 400..500 becomes 400..480; of 480 px.
    release = read(SAMPLE)
    assert release.videos[0].traces[1].box == pytest.approx((0, 400 / 480, 87.5 / 480, 80 / 480))
    note = next(note for note in release.notes if note.code == "box_clamped")
    assert (note.row, note.skipped) == (2, False)
    assert "-12.5,400 to 87.5,500 px was clamped to 0,400 to 87.5,480 px" in note.message


def test_a_blank_explanation_and_no_labels_are_fine() -> None:
    librarian = read(SAMPLE).videos[1]
    assert librarian.traces[0].explanation == " "
    assert librarian.traces[0].labels == ()


def test_what_later_rows_say_differently_is_reported() -> None:
    note = next(note for note in read(SAMPLE).notes if note.code == "differs")
    assert (note.row, note.skipped) == (7, False)
    assert "prompt" in note.message


def test_first_frames_may_count_from_one() -> None:
    release = read_rows(row(), first_frame_base=1)
    assert release.videos[0].traces[0].onset_s == pytest.approx(29 / 30)


def test_rows_that_repeat_each_other_are_both_kept() -> None:
    assert len(read_rows(row(), row()).videos[0].traces) == 2


@pytest.mark.parametrize(
    "changed",
    [
        {"video_id": None},
        {"video_id": ""},
        {"video_id": 7},
        {"video_type": "video"},
        {"video_path": "/etc/passwd"},
        {"video_path": "videos/../../secret.mp4"},
        {"video_path": "C:\\videos\\kite.mp4"},
        {"split": "holdout"},
        {"video_source": "x" * 201},
        {"video_width": 0},
        {"video_frame_rate": 0},
        {"video_frame_rate": True},
        {"faketrace_duration": -1},
        {"faketrace_duration": None},
        {"faketrace_first_frame": 10**400},
        {"faketrace_bbox": None},
        {"faketrace_bbox": {"left": 0, "top": 0, "width": 5}},
        {"faketrace_check_applies": [1]},
        {"faketrace_check_applies": ["merging"] * 51},
        {"faketrace_explanations": "a\0b"},
        {"faketrace_explanations": "\ud800"},
        {"faketrace_explanations": "x" * 10_001},
        {"faketrace_explanations": {"en": "text"}},
    ],
    ids=str,
)
def test_a_bad_row_is_reported_and_its_neighbour_read(changed: dict[str, Any]) -> None:
    release = read_rows(row(**changed), row(video_id="good", video_path="videos/good.mp4"))
    assert [note.row for note in release.notes if note.skipped] == [0]
    assert [video.id for video in release.videos] == ["good"]


@pytest.mark.parametrize("data", [b"", b"{", b"{}", b"\xff\xfe", b"[" * 100_000, b"7"])
def test_a_file_that_is_no_list_is_refused_with_a_sentence(data: bytes) -> None:
    with pytest.raises(InvalidError) as refused:
        read(data)
    assert refused.value.problems[0].message.startswith("The file")


def test_a_byte_order_mark_is_skipped() -> None:
    assert len(read(b"\xef\xbb\xbf" + SAMPLE).videos) == 4


def test_a_document_holds_no_more_traces_than_it_may() -> None:
    release = read_rows(*[row()] * 201)
    assert len(release.videos[0].traces) == 200
    assert [(note.row, note.code) for note in release.notes] == [(200, "too_many_traces")]
