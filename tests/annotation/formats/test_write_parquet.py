"""Parquet read back by Hugging Face's ``datasets``, as those who train with it do."""

from __future__ import annotations

import io
import json
import tracemalloc
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow.parquet
import pytest

from annotation.formats import parquet
from annotation.formats.jsonl import Line
from tests.annotation.formats.lines import SHA, document, line, trace


def written(*lines: Line) -> bytes:
    out = io.BytesIO()
    parquet.write(lines, out)
    return out.getvalue()


def rows(*lines: Line) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = pyarrow.parquet.read_table(
        io.BytesIO(written(*lines))
    ).to_pylist()
    return found


def test_a_row_has_the_traces_as_columns_and_the_document_beside() -> None:
    (row,) = rows(line())
    assert {name: row[name] for name in ("video", "media", "width", "label", "verdict")} == {
        "video": SHA,
        "media": f"media/{SHA}.mp4",
        "width": 200,
        "label": "fake",
        "verdict": "fake",
    }
    assert (row["time_base"], row["pts"][:2], row["end"], row["duration_s"]) == (
        [1, 100], [0, 10], 100, 1.0,
    )  # fmt: skip
    assert row["traces"] == [
        {
            "id": "t1",
            "category": "object_distortion",
            "also": [],
            "tags": [],
            "start": 2,
            "end": 6,
            "start_s": 0.2,
            "end_s": 0.6,
            "track": [
                {"frame": 2, "box": [0.1, 0.2, 0.2, 0.4]},
                {"frame": 5, "box": [0.4, 0.2, 0.2, 0.5]},
            ],
            "explanation": "손이 컵에 녹아든다.",
            "lang": "ko",
            "origin": "human",
        }
    ]
    assert json.loads(row["document"]) == document(trace())
    assert json.loads(row["provenance"]) == {"project": "demo"}


def test_absent_boxes_and_missing_categories_stay_absent() -> None:
    track = [{"frame": 2, "box": [0.1, 0.2, 0.2, 0.4]}, {"frame": 4, "box": None}]
    row, bare = rows(
        line(document=document(trace(category=None, track=track))),
        line(video="cd" * 32, document=None, annotator=None),
    )
    assert row["traces"][0]["category"] is None
    assert row["traces"][0]["track"][1] == {"frame": 4, "box": None}
    assert (bare["document"], bare["verdict"], bare["traces"], bare["annotator"]) == (
        None, None, [], None,
    )  # fmt: skip


def test_an_empty_file_has_its_columns() -> None:
    table = pyarrow.parquet.read_table(io.BytesIO(written()))
    assert table.num_rows == 0
    assert table.schema.equals(parquet.schema())


def test_datasets_reads_it(tmp_path: Path) -> None:
    import datasets  # takes a second

    path = tmp_path / "data.parquet"
    path.write_bytes(written(line(), line(video="cd" * 32, document=document(verdict="real"))))
    found = datasets.load_dataset(
        "parquet", data_files=str(path), split="train", cache_dir=str(tmp_path / "cache")
    )
    assert found.num_rows == 2
    assert found[0]["traces"][0]["track"][1]["box"] == [0.4, 0.2, 0.2, 0.5]
    assert found[1]["traces"] == []
    assert json.loads(found[0]["document"]) == document(trace())


def test_memory_holds_one_row_group(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(parquet, "GROUP", 8)
    frames = list(range(0, 50_000, 10))

    def many(count: int) -> Iterator[Line]:
        for number in range(count):
            yield line(video=f"{number:064x}", pts=list(frames), end=50_000)

    peaks = []
    for count in (16, 160):
        tracemalloc.start()
        with (tmp_path / f"{count}.parquet").open("wb") as out:
            parquet.write(many(count), out)
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert peaks[1] < 1.5 * peaks[0]
    groups = pyarrow.parquet.ParquetFile(tmp_path / "160.parquet").num_row_groups
    assert groups == 20
