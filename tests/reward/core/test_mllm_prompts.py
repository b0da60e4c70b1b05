"""Questions and answers as tokens, for all three classes."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from itertools import pairwise

import pytest
import torch

from annotation.domain.document import Document, Explanation, Verdict
from annotation.domain.timeline import FrameTable
from annotation.domain.track import Track
from reward.core.answers import Style, question, write
from reward.core.backends.mllm import bases
from reward.core.backends.mllm.batches import join, join_lessons
from reward.core.backends.mllm.clips import Look, look_at, metadata, read_pictures
from reward.core.backends.mllm.config import Config
from reward.core.backends.mllm.families import FAMILIES
from reward.core.backends.mllm.lessons import Lesson, Lessons, lessons_of
from reward.core.backends.mllm.losses import answer_loss
from reward.core.backends.mllm.prompts import IGNORED, Speaker, Tensors
from reward.core.contract import Example
from reward.core.errors import MediaError, TrainingError
from tests.reward import tiny, tiny_clips

CONFIG = Config(fps=2.0, max_frames=4)
classes = pytest.mark.parametrize("name", tiny.NAMES)


@cache
def speaker(name: str, style: Style = Style.DOCUMENT) -> Speaker:
    return Speaker(bases.load_processor(str(tiny.base(name))), FAMILIES[name], style)


def lesson(name: str, number: int = 0, style: Style = Style.DOCUMENT) -> tuple[Tensors, Look]:
    example = tiny_clips.some()[number]
    look = look_at(example, CONFIG, FAMILIES[name])
    assert example.document
    taken = Lessons([Lesson(example, example.document, look)], speaker(name, style))[0]
    return taken, look


def text_of(name: str, ids: list[int]) -> str:
    return str(speaker(name).tokenizer.decode(ids))


@classes
def test_only_the_answer_and_its_end_are_learned(name: str) -> None:
    taken, look = lesson(name)
    ids, labels = taken["input_ids"][0].tolist(), taken["labels"][0].tolist()
    first = next(index for index, label in enumerate(labels) if label != IGNORED)
    document = tiny_clips.some()[0].document
    assert document
    assert labels[first:] == ids[first:]
    assert text_of(name, ids[first:]) == write(document, Style.DOCUMENT, look.ground) + "<|im_end|>"
    assert text_of(name, ids[:first]).endswith("<|im_start|>assistant\n")
    assert question(Style.DOCUMENT, look.ground) in text_of(name, ids[:first])


@classes
def test_a_clip_becomes_as_many_tokens_as_foreseen(name: str) -> None:
    taken, look = lesson(name)
    pads = (taken["input_ids"] == speaker(name).processor.video_token_id).sum().item()
    # VideoLLaMA3 drops what does not change between frames; this clip drifts as a whole.
    assert pads == look.tokens
    assert len(look.frames) == 4


@pytest.mark.parametrize(
    ("name", "times"),
    [
        # Frames at 0, 0.5, 1.0 and 1.5 s; two share a token and its time is their mean.
        ("qwen3_vl", "<0.2 seconds>|<1.2 seconds>"),
        ("video_llama_3", "Time 0.0s:|Time 0.5s:|Time 1.0s:|Time 1.5s:"),
    ],
)
def test_the_prompt_says_when_each_frame_was_on_screen(name: str, times: str) -> None:
    taken, _ = lesson(name)
    prompt = text_of(name, taken["input_ids"][0].tolist())
    assert "|".join(re.findall(r"<\d\.\d seconds>|Time \d\.\ds:", prompt)) == times


def test_qwen2_5_vl_is_told_how_many_seconds_two_frames_span() -> None:
    taken, _ = lesson("qwen2_5_vl")
    # Four frames over two seconds: two of them every second.
    assert taken["second_per_grid_ts"].tolist() == [1.0]


def test_times_are_exact_for_a_variable_rate() -> None:
    # Thousandths of a second; transformers divides the index by the rate.
    table = FrameTable((1, 1000), (0, 40, 700, 1500), 2000)
    said = metadata(table, (0, 1, 3))
    assert [index / said["fps"] for index in said["frames_indices"]] == [0.0, 0.04, 1.5]
    assert said["total_num_frames"] / said["fps"] == said["duration"] == 2.0


def test_qwen3_vl_frames_are_not_wrapped_twice() -> None:
    taken, _ = lesson("qwen3_vl")
    prompt = text_of("qwen3_vl", taken["input_ids"][0].tolist())
    assert prompt.count("<|vision_start|>") == prompt.count("<|vision_end|>") == 2
    assert "user\n<0.2 seconds><|vision_start|><|video_pad|>" in prompt


def test_boxes_are_in_the_units_of_each_class() -> None:
    example = tiny_clips.some()[0]  # 96 x 64, the box from (0.1, 0.2) to (0.4, 0.6)
    config = Config(style=Style.PAPER, fps=2, max_frames=4)
    said = {}
    for name in tiny.NAMES:
        look = look_at(example, config, FAMILIES[name])
        assert example.document
        said[name] = write(example.document, Style.PAPER, look.ground).split("[")[1].split("]")[0]
    # Qwen2.5-VL sees 84 x 56, the nearest multiples of 28; VideoLLaMA3 counts in the source's 96
    # x 64, as the paper's answers do.
    assert said == {
        "qwen2_5_vl": "8, 11, 34, 34",
        "qwen3_vl": "100, 200, 400, 600",
        "video_llama_3": "10, 13, 38, 38",
    }


def test_a_special_token_in_an_explanation_is_text_like_any_other() -> None:
    example = tiny_clips.some()[0]
    look = look_at(example, CONFIG, FAMILIES["qwen3_vl"])
    assert example.document
    trace = example.document.traces[0]
    spelled = replace(trace, explanation=Explanation("<|im_end|><|video_pad|> melts"))
    ids, _ = speaker("qwen3_vl").answer(replace(example.document, traces=(spelled,)), look)
    specials = set(speaker("qwen3_vl").tokenizer.all_special_ids)
    assert specials.isdisjoint(ids[:-1])
    assert ids[-1] == speaker("qwen3_vl").stop


def test_what_an_imported_trace_leaves_open_is_not_learned() -> None:
    example = tiny_clips.some()[0]
    look = look_at(example, CONFIG, FAMILIES["qwen3_vl"])
    assert example.document
    bare = replace(
        example.document.traces[0], category=None, track=Track(), explanation=Explanation()
    )
    ids, labels = speaker("qwen3_vl").answer(replace(example.document, traces=(bare,)), look)
    learned = text_of("qwen3_vl", [label for label in labels if label != IGNORED])
    assert "null" in text_of("qwen3_vl", ids)
    assert "null" not in learned
    assert '"boxes":[]' not in learned
    assert '"start":0.25,"end":1.12' in learned


def test_an_answer_without_reason_does_not_teach_to_stop_there() -> None:
    example = tiny_clips.some()[0]
    look = look_at(example, CONFIG, FAMILIES["qwen3_vl"])
    assert example.document
    paper = speaker("qwen3_vl", Style.PAPER)
    silent = replace(example.document.traces[0], explanation=Explanation())
    assert paper.answer(replace(example.document, traces=(silent,)), look)[1][-1] == IGNORED
    assert paper.answer(example.document, look)[1][-1] == paper.stop
    assert paper.answer(Document(Verdict.REAL), look)[1][-1] == paper.stop


@classes
@pytest.mark.parametrize("style", Style)
def test_the_odds_are_read_where_the_verdicts_part(name: str, style: Style) -> None:
    odds = speaker(name, style).odds()
    opening = {Style.PAPER: "", Style.DOCUMENT: '{"verdict":"'}[style]
    fake = text_of(name, [*odds.prefix, odds.fake])
    real = text_of(name, [*odds.prefix, odds.real])
    assert fake != real
    assert fake.lower().startswith(opening + "f")
    assert real.lower().startswith(opening + "r")


@classes
def test_padding_is_left_to_generate_and_right_to_train(name: str) -> None:
    items = [lesson(name, 0)[0], lesson(name, 1)[0]]
    lengths = [item["input_ids"].shape[1] for item in items]
    assert lengths[0] > lengths[1]  # the fake's answer is longer
    gap = lengths[0] - lengths[1]
    right, left = join(items, pad=7, side="right"), join(items, pad=7, side="left")
    assert right["input_ids"][1, -gap:].tolist() == left["input_ids"][1, :gap].tolist() == [7] * gap
    assert right["labels"][1, -gap:].tolist() == [IGNORED] * gap
    assert right["attention_mask"][1].tolist() == [1] * lengths[1] + [0] * gap
    assert left["attention_mask"][1].tolist() == [0] * gap + [1] * lengths[1]
    assert right["video_grid_thw"].shape == (2, 3)
    pictures = [item["pixel_values_videos"].shape[0] for item in items]
    assert right["pixel_values_videos"].shape[0] == sum(pictures)


def test_a_long_clip_is_looked_at_no_more_often_than_allowed() -> None:
    example = tiny_clips.some()[0]
    few = look_at(example, Config(fps=8, max_frames=3), FAMILIES["qwen3_vl"])
    assert len(few.frames) == 3
    assert all(a < b for a, b in pairwise(few.frames))
    small = look_at(
        example, Config(fps=8, max_frames=8, clip_pixels=8 * 32 * 32), FAMILIES["qwen3_vl"]
    )
    assert small.size == (32, 32)  # an eighth of the clip's pixels to each frame


def test_the_paper_asks_once_for_each_trace() -> None:
    example = tiny_clips.some()[0]
    assert example.document
    trace = example.document.traces[0]
    twice = replace(example, document=Document(Verdict.FAKE, "", (trace, replace(trace, id="b"))))
    paper = lessons_of([twice], replace(CONFIG, style=Style.PAPER), speaker("qwen3_vl"))
    assert [one.document.traces[0].id for one in paper] == ["trace-0", "b"]
    assert len(lessons_of([twice], CONFIG, speaker("qwen3_vl"))) == 1


def test_a_label_is_enough_to_learn_the_verdict_and_nothing_is_nothing() -> None:
    example = tiny_clips.some()[0]
    labelled = replace(example, document=None)
    unknown = replace(labelled, line=replace(example.line, label="unknown"))
    found = lessons_of([labelled, unknown], CONFIG, speaker("qwen3_vl"))
    assert [one.document for one in found] == [Document(Verdict.FAKE)]
    with pytest.raises(TrainingError, match="Nothing to learn from"):
        lessons_of([unknown], CONFIG, speaker("qwen3_vl"))


def test_a_truncated_clip_is_named(tmp_path) -> None:
    whole: Example = tiny_clips.some()[0]
    path = tmp_path / "cut.mp4"
    path.write_bytes(whole.path.read_bytes()[:-400])
    cut = replace(whole, path=path)
    with pytest.raises(MediaError, match=r"cut\.mp4"):
        read_pictures(cut, look_at(cut, CONFIG, FAMILIES["qwen3_vl"]))


@pytest.mark.parametrize("name", ["qwen2_5_vl", "qwen3_vl"])
def test_logits_are_asked_for_where_answers_are_and_the_loss_is_the_same(name: str) -> None:
    items = [lesson(name, 0)[0], lesson(name, 1)[0]]
    pad = speaker(name).tokenizer.pad_token_id
    short, whole = (join_lessons(items, pad=pad, tail=tail) for tail in (True, False))
    labels = short["labels"]
    # The earliest answer's first token is predicted by the token before it.
    first = int((labels != IGNORED).any(dim=0).nonzero()[0])
    assert short["logits_to_keep"] == labels.shape[1] - first + 1
    model = bases.load_model(str(tiny.base(name)), dtype="float32", attention="sdpa")
    with torch.no_grad():
        losses = []
        for batch in (short, whole):
            told = {key: value for key, value in batch.items() if key != "labels"}
            losses.append(float(answer_loss(model(**told), batch["labels"])))
        own = float(model(**whole).loss)  # of one batch, the mean over its tokens
    assert losses[0] == pytest.approx(losses[1], abs=1e-5) == pytest.approx(own, abs=1e-5)


def test_a_step_divides_by_the_tokens_of_all_its_batches() -> None:
    class Said:
        # Two tokens to choose from, as likely: the logarithm of 2 for each.
        logits = torch.zeros(1, 4, 2)

    labels = torch.tensor([[IGNORED, 1, 0, IGNORED]])
    assert answer_loss(Said, labels) == pytest.approx(0.6931, abs=1e-4)
    assert answer_loss(Said, labels, 8) == pytest.approx(2 * 0.6931 / 8, abs=1e-4)
