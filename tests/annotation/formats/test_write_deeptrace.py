"""Writing ``all_data.json``. Numbers by hand: 200 x 100 px, ten frames at 10 fps (see lines.py)."""

from __future__ import annotations

import json
from itertools import islice, repeat
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotation.domain.document import dump
from annotation.domain.timeline import FrameTable
from annotation.formats.deeptrace.place import document as place
from annotation.formats.deeptrace.read import read
from annotation.formats.deeptrace.write import Options, encode, rows
from annotation.formats.jsonl import Line
from tests.annotation.formats.lines import SHA, document, line, trace


def only_row(written: Line, **options: Any) -> dict[str, Any]:
    (row,) = rows(written, Options(**options))
    return row


def test_a_trace_becomes_a_row_of_the_published_fields() -> None:
    # Boxes 20,20..60,60 and 80,20..120,70 px: the union is 20,20..120,70.
    # Frames 2..5 of 10 fps: onset frame 2, 0.4 s long.
    row = only_row(line())
    box = row.pop("faketrace_bbox")
    assert box == pytest.approx({"left": 20, "top": 20, "width": 100, "height": 50})
    assert row == {
        "video_id": SHA,
        "video_path": f"videos/{SHA}.mp4",
        "video_type": "fake_video",
        "video_source": "Sora",
        "video_prompt": "A cup",
        "video_mime_type": "video/mp4",
        "video_width": 200,
        "video_height": 100,
        "video_frame_count": 10,
        "video_frame_rate": 10.0,
        "video_duration": 1.0,
        "split": "train",
        "faketrace_first_frame": 2,
        "faketrace_duration": 0.4,
        "faketrace_check_applies": ["Object distortion"],
        "faketrace_explanations": "손이 컵에 녹아든다.",
    }


def test_the_onset_box_is_an_option() -> None:
    assert only_row(line(), box="onset")["faketrace_bbox"] == {
        "left": 20,
        "top": 20,
        "width": 40,
        "height": 40,
    }


def test_the_union_takes_only_what_the_span_shows() -> None:
    # Frame 3 is a third of the way to 80,20..120,70: 40,20..80,63.333.
    short = line(document=document(trace(span=[2, 4])))
    assert only_row(short)["faketrace_bbox"] == {
        "left": 20,
        "top": 20,
        "width": 60,
        "height": 43.333,
    }


def test_first_frames_may_count_from_one() -> None:
    assert only_row(line(), first_frame_base=1)["faketrace_first_frame"] == 3


def test_a_real_video_is_one_row_without_a_trace() -> None:
    row = only_row(line(document=document(verdict="real"), label="real"))
    assert (row["video_type"], row["video_path"]) == ("real_video", f"real_videos/{SHA}.mp4")
    assert {name: value for name, value in row.items() if name.startswith("faketrace")} == {
        "faketrace_bbox": None,
        "faketrace_first_frame": None,
        "faketrace_duration": None,
        "faketrace_check_applies": [],
        "faketrace_explanations": "",
    }


def test_several_traces_are_several_rows_in_their_order() -> None:
    two = line(document=document(trace(), trace(id="t2", span=[7, 10])))
    assert [row["faketrace_first_frame"] for row in rows(two, Options())] == [2, 7]


@pytest.mark.parametrize(
    "changed",
    [
        {"document": document(verdict="unsure")},
        {"document": document(verdict="real"), "label": "fake"},
        {"document": None},
    ],
    ids=["unsure", "generated, nothing found", "not judged"],
)
def test_what_the_file_has_no_place_for_is_left_out(changed: dict[str, Any]) -> None:
    assert list(rows(line(**changed), Options())) == []


def test_the_sources_own_names_are_kept() -> None:
    source = {"id": "kite", "path": "videos/kite.mov", "mime_type": "video/x-own"}
    row = only_row(line(provenance={"source": source}))
    assert row["video_id"] == "kite"
    assert (row["video_path"], row["video_mime_type"]) == ("videos/kite.mov", "video/x-own")


def test_raw_labels_are_kept_while_they_say_the_same() -> None:
    raw = trace(category="sudden_blurring", also=["object_merging"], tags=["Blurring", "merging"])
    assert only_row(line(document=document(raw)))["faketrace_check_applies"] == [
        "Blurring",
        "merging",
    ]


def test_raw_labels_give_way_to_a_corrected_category() -> None:
    corrected = trace(category="redundant_object", tags=["Blurring"])
    assert only_row(line(document=document(corrected)))["faketrace_check_applies"] == [
        "Redundant object"
    ]


def test_labels_without_a_category_are_kept() -> None:
    unnamed = trace(category=None, tags=["None of the above"])
    assert only_row(line(document=document(unnamed)))["faketrace_check_applies"] == [
        "None of the above"
    ]


def test_at_a_variable_rate_onset_is_first_frame_over_rate() -> None:
    # Frames at 0, 1, 2, 12 and 13 tenths: 4 intervals in 1.3 s, 3.076923 frames a second.
    # Frame 3 appears at 1.2 s, which is 3.69 of them.
    late = document(trace(span=[3, 5]))
    row = only_row(line(time_base=[1, 10], pts=[0, 1, 2, 12, 13], end=14, document=late))
    assert row["video_frame_rate"] == 3.076923
    assert row["faketrace_first_frame"] == 4
    assert row["faketrace_duration"] == 0.2


def test_a_held_last_frame_does_not_bend_the_rate() -> None:
    assert only_row(line(end=400))["video_frame_rate"] == 10.0
    assert only_row(line(end=400))["faketrace_first_frame"] == 2


def test_one_frame_is_a_video_too() -> None:
    still = line(pts=[0], end=4, document=document(trace(span=[0, 1])))
    assert only_row(still)["video_frame_rate"] == 25.0


def test_rows_are_one_json_list() -> None:
    written = b"".join(encode(rows(line(), Options())))
    assert json.loads(written) == list(rows(line(), Options()))
    assert json.loads(b"".join(encode([]))) == []


def test_bytes_come_out_before_all_rows_went_in() -> None:
    endless = (row for same in repeat(line()) for row in rows(same, Options()))
    assert len(list(islice(encode(endless), 3))) == 3


boxes = st.tuples(*[st.integers(0, 1312)] * 2, *[st.integers(1, 1313)] * 2)
RATES = {24.0: (1, 24), 29.97: (1001, 30_000), 8.0: (1, 8), 59.94006: (1001, 60_000)}


@given(
    boxes,
    st.integers(0, 170),
    st.integers(1, 171),
    st.sampled_from(list(RATES)),
    st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=30),
    st.integers(0, 1),
)
def test_a_row_survives_import_and_export(  # noqa: PLR0917 -- one argument per drawn value
    box: tuple[int, int, int, int], first: int, frames: int, rate: float, text: str, base: int
) -> None:
    left, top, width, height = box
    said = {
        "video_id": "kite",
        "video_path": "videos/kite.mp4",
        "video_type": "fake_video",
        "video_width": 1313,
        "video_height": 1313,
        "video_frame_rate": rate,
        "split": "test",
        "faketrace_bbox": {"left": left, "top": top, "width": width, "height": height},
        "faketrace_first_frame": first + base,
        "faketrace_duration": round(frames / rate, 3),
        "faketrace_check_applies": ["Blurring"],
        "faketrace_explanations": text,
    }
    (video,) = read(json.dumps([said]).encode(), first_frame_base=base).videos
    table = FrameTable(RATES[rate], tuple(range(171)), 171)
    placed, _ = place(video, table)
    written = line(
        time_base=list(table.time_base),
        pts=list(table.pts),
        end=table.end,
        width=1313,
        height=1313,
        document=dump(placed),
        provenance={"source": {"id": "kite", "path": "videos/kite.mp4"}},
    )
    row = only_row(written, first_frame_base=base)
    kept = {"left": left, "top": top} | {
        "width": min(width, 1313 - left),
        "height": min(height, 1313 - top),
    }
    assert row["faketrace_bbox"] == pytest.approx(kept, abs=1e-3)
    assert row["faketrace_first_frame"] == first + base
    # A trace that leaves the video ends with it.
    kept_frames = min(frames, 171 - first)
    assert row["faketrace_duration"] == pytest.approx(kept_frames / rate, abs=2e-3)
    assert (row["faketrace_check_applies"], row["faketrace_explanations"]) == (["Blurring"], text)
    assert (row["video_id"], row["video_path"]) == ("kite", "videos/kite.mp4")
