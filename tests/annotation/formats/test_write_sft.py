"""Conversations that LLaMA-Factory and ms-swift read."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from annotation.formats import sft
from annotation.formats.answers.questions import PAPER
from tests.annotation.formats.lines import SHA, document, line, trace

DOCUMENT = sft.Options("document", "thousand")


def answers(options: sft.Options, **changed: Any) -> list[str]:
    return [row["messages"][1]["content"] for row in sft.rows(line(**changed), options)]


def test_a_row_has_one_clip_its_question_and_its_answer() -> None:
    (row,) = sft.rows(line(), sft.Options())
    # A box over the whole span: x 0.1 to 0.6 of 200 px, y 0.2 to 0.7 of 100 px; frame 2 of 10 fps.
    answer = (
        "FAKE. The video is AI-generated. The unnatural part is at [20, 20, 120, 70] starting 0.20 "
        "seconds. The reason is because 손이 컵에 녹아든다."
    )
    assert row == {
        "messages": [
            {"role": "user", "content": f"<video>{PAPER}"},
            {"role": "assistant", "content": answer},
        ],
        "videos": [f"media/{SHA}.mp4"],
        "id": SHA,
        "split": "train",
    }


def test_the_papers_style_has_a_row_per_trace() -> None:
    two = document(trace(), trace(id="t2", span=[4, 6], track=[]))
    first, second = answers(sft.Options(), document=two)
    assert "starting 0.20 seconds" in first
    assert "The unnatural part is starting 0.40 seconds" in second


def test_the_documents_style_has_one_row_with_all_traces() -> None:
    two = document(trace(), trace(id="t2", category=None, span=[4, 6], track=[]))
    (answer,) = answers(DOCUMENT, document=two)
    assert json.loads(answer) == {
        "verdict": "fake",
        "traces": [
            {
                "category": "object_distortion",
                "start": 0.2,
                "end": 0.6,
                "boxes": [[0.2, 100, 200, 300, 600], [0.5, 400, 200, 600, 700]],
                "explanation": "손이 컵에 녹아든다.",
            },
            {
                "category": None,
                "start": 0.4,
                "end": 0.6,
                "boxes": [],
                "explanation": "손이 컵에 녹아든다.",
            },
        ],
    }


def test_the_unit_of_boxes_is_in_the_question_of_documents() -> None:
    (pixels,) = sft.rows(line(), sft.Options("document", "pixels"))
    (thousand,) = sft.rows(line(), DOCUMENT)
    assert "pixels of a frame of 200x100" in pixels["messages"][0]["content"]
    assert "from 0 to 1000" in thousand["messages"][0]["content"]


@pytest.mark.parametrize("options", [sft.Options(), DOCUMENT], ids=str)
def test_a_real_video_has_nothing_unnatural(options: sft.Options) -> None:
    (answer,) = answers(options, label="real", document=document(verdict="real"))
    assert answer in {
        "REAL. The video is real. There is no unnatural part.",
        '{"verdict":"real","traces":[]}',
    }


def test_an_unsure_verdict_leaves_it_to_the_label() -> None:
    unsure = document(verdict="unsure")
    assert answers(sft.Options(), document=unsure) == ["FAKE. The video is AI-generated."]
    assert answers(sft.Options(), label="unknown", document=unsure) == []
    assert sft.has_place(line(document=unsure))
    assert not sft.has_place(line(label="unknown", document=unsure))


def test_words_of_people_ask_for_no_other_clip() -> None:
    typed = trace(explanation={"text": "Like <video> and <image>.", "lang": "en"})
    (answer,) = answers(sft.Options(), document=document(typed))
    assert answer.endswith("Like < video> and < image>.")


def test_llama_factorys_declaration_names_the_file() -> None:
    (declared,) = json.loads(sft.dataset_info("sft.jsonl")).values()
    assert declared["file_name"] == "sft.jsonl"
    assert declared["columns"] == {"messages": "messages", "videos": "videos"}


def test_the_loader_that_both_use_reads_it(tmp_path: Path) -> None:
    import datasets  # takes a second

    lines = [line(), line(video="cd" * 32, label="real", document=document(verdict="real"))]
    path = tmp_path / "sft.jsonl"
    path.write_bytes(b"".join(sft.encode(row for one in lines for row in sft.rows(one, DOCUMENT))))
    found = datasets.load_dataset(
        "json", data_files=str(path), split="train", cache_dir=str(tmp_path / "cache")
    )
    assert [row["messages"][0]["role"] for row in found] == ["user", "user"]
    assert [row["messages"][0]["content"].count("<video>") for row in found] == [1, 1]
    assert [len(row["videos"]) for row in found] == [1, 1]
