"""From logits to answers: the verdict's odds, the pattern, and how sure each trace is."""

from __future__ import annotations

import math
import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import torch

from annotation.domain.document import Document, Verdict, dump, parse
from reward.core.answers import Ground, Style, pattern, read
from reward.core.backends import mllm
from reward.core.backends.mllm.backend import Mllm
from reward.core.backends.mllm.config import CLOSING
from reward.core.backends.mllm.decoding import Grammar, Pen
from reward.core.backends.mllm.judging import Answer, Judge, confidences, settled
from reward.core.contract import Prediction
from tests.reward import tiny, tiny_clips

VALUES: dict[str, Any] = {
    "fps": 2.0,
    "max_frames": 4,
    "tune": "full",
    "dtype": "float32",
    "answer_tokens": 256,
}
classes = pytest.mark.parametrize("name", tiny.NAMES)


@cache
def backend(name: str, style: Style = Style.DOCUMENT) -> Mllm:
    """A model that has learned nothing."""
    return mllm.create({**VALUES, "style": style.value}, seed=0, model=str(tiny.base(name)))


@cache
def judged(name: str) -> list[Prediction]:
    return backend(name).predict(tiny_clips.some())


@classes
def test_random_weights_write_valid_documents(name: str) -> None:
    for found in judged(name):
        document = dump(found.document)
        assert parse(document, frame_count=tiny_clips.FRAMES) == found.document
        assert found.document.verdict == ("fake" if found.p_fake >= 0.5 else "real")


def test_any_model_is_held_to_the_pattern_and_to_its_end() -> None:
    # Logits that change their mind at every token, more often for "fake" and for letters.
    speaker = backend("qwen3_vl").speaker
    tokenizer = speaker.tokenizer
    grammar = Grammar(tokenizer, pattern(Style.DOCUMENT, speaker.family.coordinates), speaker.stop)
    odds = speaker.odds()
    budget, dice = 2 * CLOSING, torch.Generator().manual_seed(0)
    ground, endings = Ground(tiny_clips.some()[0].table), set()
    for _ in range(20):
        pen = Pen(grammar, odds, rows=1, budget=budget)
        ids = torch.tensor([odds.prefix])
        for _ in range(budget):
            logits = torch.randn(1, len(tokenizer), generator=dice)
            logits[0, odds.fake] = 9
            token = pen(ids, logits).argmax(dim=1, keepdim=True)
            ids = torch.cat([ids, token], dim=1)
            if token.item() == speaker.stop:
                break
        assert ids[0, -1] == speaker.stop
        text = tokenizer.decode(ids[0, :-1])
        assert re.fullmatch(pattern(Style.DOCUMENT, speaker.family.coordinates), text)
        document = read(text, Style.DOCUMENT, ground).document
        assert parse(dump(document), frame_count=tiny_clips.FRAMES) == document
        assert document.verdict == "fake"
        endings.add(len(document.traces))
    assert len(endings) > 1


@classes
@pytest.mark.parametrize("style", Style)
def test_the_odds_are_the_sigmoid_of_the_logits_difference(name: str, style: Style) -> None:
    one, example = backend(name, style), tiny_clips.some()[0]
    (found,) = one.predict([example])
    judge = Judge(one.model, one.speaker, one.config)
    inputs, _ = judge._ask(example)
    with torch.no_grad():
        logits = one.model(**inputs).logits[0, -1].double()
    odds = one.speaker.odds()
    difference = float(logits[odds.fake] - logits[odds.real])
    assert found.p_fake == pytest.approx(1 / (1 + math.exp(-difference)), abs=1e-5)


@classes
def test_a_batch_is_judged_as_each_alone(name: str) -> None:
    # Qwen3-VL's prompts are of one length; the odds differ by rounding alone.
    alone = [backend(name).predict([example])[0] for example in tiny_clips.some()[:2]]
    for one, together in zip(alone, judged(name)[:2], strict=True):
        assert one.p_fake == pytest.approx(together.p_fake, abs=1e-4)
        assert one.document.verdict == together.document.verdict


def test_an_answer_that_says_nothing_is_noted_and_judged_by_its_odds() -> None:
    mumbled = read("The video shows a cup.", Style.PAPER, Ground(tiny_clips.some()[0].table))
    assert settled(mumbled, 0.7) == Document(Verdict.FAKE, "Not read: verdict.")
    assert settled(mumbled, 0.3).verdict is Verdict.REAL


def test_a_model_that_has_learned_nothing_may_say_what_it_likes_in_words() -> None:
    for found in backend("qwen3_vl", Style.PAPER).predict(tiny_clips.some()):
        parse(dump(found.document), frame_count=tiny_clips.FRAMES)


def test_a_trace_is_as_sure_as_its_own_tokens() -> None:
    tokenizer = backend("qwen3_vl").speaker.tokenizer
    text = '{"verdict":"fake","traces":[{"category":null,"é":1},{"category":null,"é":2}]}'
    tokens = tokenizer(text, add_special_tokens=False)["input_ids"]
    cut = text.index(',{"category"') + 1
    before = len(tokenizer(text[:cut], add_special_tokens=False)["input_ids"])
    assert tokenizer.decode(tokens[before:]).startswith('{"category"')
    # Every token of the first trace half sure, of the second quite; FAKE itself at 0.8.
    logs = [math.log(0.5)] * before + [0.0] * (len(tokens) - before)
    answer = Answer(text, 0.8, tuple(tokens), tuple(logs))
    assert confidences(answer, 2, tokenizer) == pytest.approx((0.8 * 0.5, 0.8 * 1.0))
    # Where the answer does not show them, all tokens count: the geometric mean.
    mean = 0.5 ** (before / len(tokens))
    assert confidences(answer, 1, tokenizer) == pytest.approx((0.8 * mean,))
    assert confidences(answer, 0, tokenizer) == ()


def test_predictions_do_not_depend_on_the_size_of_a_batch(tmp_path: Path) -> None:
    values = {**VALUES, "predict_batch": 3}
    other = mllm.create(values, seed=0, model=str(tiny.base("qwen3_vl")))
    found = other.predict(tiny_clips.some())
    assert [one.video for one in found] == [one.video for one in judged("qwen3_vl")]
