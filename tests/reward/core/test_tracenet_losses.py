"""What a document leaves out teaches nothing; what it says counts once per trace."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch

from annotation.domain.document import Document, Explanation, Trace, Verdict
from annotation.domain.timeline import Span
from annotation.domain.track import Track
from annotation.formats.jsonl import Line
from reward.core.backends.tracenet.augment import plain, vary, view_of
from reward.core.backends.tracenet.clips import Clip, truth_of
from reward.core.backends.tracenet.loss import Losses, losses_of
from reward.core.backends.tracenet.targets import targets_of
from reward.core.contract import Example
from tests.reward.core.test_tracenet_learns import model_for
from tests.reward.core.tracenet_clips import TINY, clip, clips

FAKE, REAL = clip(1), clip(0)


def losses(*batch: Clip) -> dict[str, float]:
    model = model_for(list(clips(4)))
    model.eval()
    looks = [plain(one, TINY.frames) for one in batch]
    pictures = torch.from_numpy(np.stack([shown for shown, _ in looks]))
    told = model.objective(pictures, [view for _, view in looks], np.random.default_rng(0))
    return {name: float(loss.detach()) for name, loss in told.items()}


def without(**parts: object) -> Clip:
    """The fake clip with parts of its only trace replaced."""
    return replace(FAKE, traces=tuple(replace(trace, **parts) for trace in FAKE.traces))  # type: ignore[arg-type]


def test_all_that_is_said_counts() -> None:
    assert all(loss > 0 for loss in losses(FAKE).values())


def test_a_trace_without_a_kind_teaches_where_and_when_only() -> None:
    told = losses(without(category=None))
    assert told["kind"] == 0
    assert told["box"] == pytest.approx(losses(FAKE)["box"])


def test_a_trace_without_words_teaches_none() -> None:
    told = losses(without(explanation=Explanation()))
    assert told["words"] == 0
    assert told["kind"] == pytest.approx(losses(FAKE)["kind"])


def test_a_clip_that_nobody_judged_teaches_no_verdict() -> None:
    unknown = replace(FAKE, fake=None)
    assert losses(unknown)["fake"] == 0
    both, known = losses(unknown, REAL)["fake"], losses(REAL)["fake"]
    assert both == pytest.approx(known, rel=0.02)  # the mean is over the clips that are known


def test_a_fake_whose_traces_are_not_placed_teaches_the_verdict_only() -> None:
    told = losses(replace(FAKE, placed=False))
    assert told["fake"] > 0
    assert [told[name] for name in ("flaw", "kind", "box", "times", "words")] == [0] * 5


def test_a_real_clip_teaches_that_every_place_is_sound() -> None:
    told = losses(REAL)
    assert told["flaw"] > 0
    assert [told[name] for name in ("kind", "box", "times", "words")] == [0] * 4


def example(document: Document | None, label: str = "unknown") -> Example:
    line = Line(
        video="v",
        media="v.mp4",
        media_sha256="s",
        width=64,
        height=64,
        time_base=(1, 10),
        pts=tuple(range(20)),
        end=20,
        label=label,
    )
    return Example(line, document, Path("v.mp4"), Path("m.jsonl"), 1)


TRACKED, BARE = FAKE.traces[0], Trace("t2", Span(0, 5), Track())


@pytest.mark.parametrize(
    ("document", "label", "fake", "placed", "traces"),
    [
        (Document(Verdict.FAKE, "", (TRACKED,)), "unknown", 1.0, True, 1),
        (Document(Verdict.FAKE, "", (TRACKED, BARE)), "fake", 1.0, False, 2),
        (Document(Verdict.FAKE), "fake", 1.0, False, 0),
        (Document(Verdict.REAL), "fake", 0.0, True, 0),
        (Document(Verdict.UNSURE), "fake", None, False, 0),
        (Document(), "real", 0.0, True, 0),
        (None, "fake", 1.0, False, 0),
        (None, "unknown", None, False, 0),
    ],
)
def test_what_a_document_is_worth(
    document: Document | None, label: str, fake: float | None, *, placed: bool, traces: int
) -> None:
    told = truth_of(example(document, label))
    assert (told[0], told[1], len(told[2])) == (fake, placed, traces)


def test_each_trace_counts_once_however_large() -> None:
    # Two clips, one reading: the mean over two traces is the mean of each alone.
    model = model_for(list(clips(4)))
    model.eval()
    looks = [plain(one, TINY.frames) for one in (clip(1), clip(3))]
    pictures = torch.from_numpy(np.stack([shown for shown, _ in looks]))
    with torch.no_grad():

        def told(which: list[int]) -> Losses:
            read = model.read(pictures[which])
            views = [looks[at][1] for at in which]
            return losses_of(model.network, read, targets_of(views, read.flaw.shape[-1]))

        both, one, other = told([0, 1]), told([0]), told([1])
    assert float(both.box) == pytest.approx(float(one.box + other.box) / 2, rel=0.02)
    assert float(both.times) == pytest.approx(float(one.times + other.times) / 2, rel=0.02)


def test_a_mirrored_look_has_mirrored_boxes_and_words() -> None:
    seen = set()
    for seed in range(40):
        _, view = vary(FAKE, TINY.frames, np.random.default_rng(seed))
        seen.add("right" in view.tubes[0].trace.explanation.text)
    assert seen == {True, False}


def test_another_look_keeps_the_flaw_where_it_is_seen() -> None:
    # The flaw is the only white there is: its box must hold the white pixels of each moment.
    for seed in range(20):
        pictures, view = vary(FAKE, TINY.frames, np.random.default_rng(seed))
        (tube,) = view.tubes
        for shown, box, inside in zip(pictures, tube.boxes, tube.inside, strict=True):
            bright = shown.min(-1) > shown.min(-1).max() - 15 if inside else None
            if bright is None:
                continue
            rows, columns = np.nonzero(bright)
            middle = np.array([columns.mean(), rows.mean()]) / len(shown)
            assert np.abs(middle - (box[:2] + box[2:]) / 2).max() < 0.1


def test_a_trace_between_two_moments_is_seen_by_the_nearest() -> None:
    short = without(span=Span(5, 6))
    view = view_of(short, short.moments([0, 2, 4, 6, 8, 10]), np.zeros((6, 2), np.float32))
    # Six moments; the frame 5 lies between the third (frame 4) and the fourth (frame 6).
    assert view.tubes[0].inside.sum() == 1
    assert view.tubes[0].inside[2] or view.tubes[0].inside[3]
