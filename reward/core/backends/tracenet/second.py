"""A second look at what the trained model itself finds: which kind it is, and where exactly.

Found tubes are not the true ones: they begin late, end early, or cover a neighbour. A head that has
only seen true tubes names half of the kinds right that one taught on found tubes does
(docs/experiments.md). As in detectors of two stages (Ren et al. 2015), but after the training, so
that the tubes are those it will find.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from reward.core.backends.tracenet.augment import vary
from reward.core.backends.tracenet.clips import Clip, batches, stack
from reward.core.backends.tracenet.loss import box_loss, time_loss
from reward.core.backends.tracenet.model import TOGETHER, Tracenet
from reward.core.backends.tracenet.targets import UNKNOWN, Tube, View
from reward.core.backends.tracenet.tubes import Found, iou, lasting, nudged, told_of
from reward.core.contract import Report

LOOKS = 2  # at each fake, if there is time
NEAR = 0.2  # IoU from which a found tube is a true one
EPOCHS, BATCH = 40, 32
RATE, DECAY = 2e-3, 0.1
FEWEST = 8  # lessons below which nothing is learned


@dataclass(frozen=True, slots=True)
class Lesson:
    """A found tube and the true one that it is."""

    pooled: Tensor  # (POOLS * c)
    told: Tensor  # (6,) begin, end, and the mean box, as found
    true: Tensor  # (6,) the same, as it is
    kind: int


def look_again(
    model: Tracenet, clips: Sequence[Clip], *, seed: int, seconds: float | None, report: Report
) -> int:
    """Teach the heads ``kinds`` and ``nudge``; return from how many found tubes.

    ``model`` must be in ``eval`` mode; looking ends after ``seconds``.
    """
    fakes = [clip for clip in clips if clip.fake == 1 and clip.placed and clip.traces]
    ends = None if seconds is None else time.monotonic() + seconds
    lessons: list[Lesson] = []
    dice = np.random.default_rng((seed, len(fakes)))
    turns = [fakes[at] for _ in range(LOOKS) for at in dice.permutation(len(fakes))]
    for piece in batches(len(turns), TOGETHER):
        looks = [vary(turns[at], model.config.frames, dice) for at in piece]
        pictures = torch.from_numpy(stack([shown for shown, _ in looks]))
        lessons += _lessons(model, pictures, [view for _, view in looks])
        report({"judged": piece.stop, "of": len(turns)})
        if ends is not None and time.monotonic() > ends:
            break
    torch.manual_seed(seed)
    named = [one for one in lessons if one.kind != UNKNOWN]
    if len(named) >= FEWEST:
        _learn_kinds(model.network.kinds, named)
    if len(lessons) >= FEWEST:
        _learn_places(model.network.nudge, lessons)
    return len(lessons)


@torch.no_grad()
def _lessons(model: Tracenet, pictures: Tensor, views: Sequence[View]) -> Iterator[Lesson]:
    read = model.read(pictures)
    for at, view in enumerate(views):
        found, pooled = model.find(read.only(at), most=len(view.tubes) + 1)
        for one, features in zip(found, pooled, strict=True):
            true = _truth(one, view.tubes)
            if true is None:
                continue
            shared = lasting(one) & true.inside
            ends = torch.tensor([true.begin, true.end])
            # Where the found one is off, it is off as it is on average at the same moments.
            apart = (true.boxes[shared] - one.boxes[shared]).mean(0)
            told = told_of(one)
            box = told[2:] + torch.from_numpy(apart)
            yield Lesson(features, told, torch.cat((ends, box)).float(), true.kind)


def _truth(found: Found, tubes: Sequence[Tube]) -> Tube | None:
    """Return the true tube that is most like the found one, if any is like it."""
    lasts = lasting(found)
    best, truth = NEAR, None
    for tube in tubes:
        shared = iou(found.boxes, tube.boxes)[lasts & tube.inside].sum()
        likeness = float(shared) / max(int((lasts | tube.inside).sum()), 1)
        if likeness >= best:
            best, truth = likeness, tube
    return truth


def _learn_kinds(head: nn.Module, lessons: Sequence[Lesson]) -> None:
    features = torch.stack([one.pooled for one in lessons])
    kinds = torch.tensor([one.kind for one in lessons])
    for which in _rounds(head, len(lessons)):
        loss = functional.cross_entropy(head(features[which]), kinds[which], label_smoothing=0.05)
        loss.backward()  # type: ignore[no-untyped-call]


def _learn_places(head: nn.Module, lessons: Sequence[Lesson]) -> None:
    told = torch.stack([one.told for one in lessons])
    true = torch.stack([one.true for one in lessons])
    features = torch.cat((torch.stack([one.pooled for one in lessons]), told), 1)
    for which in _rounds(head, len(lessons)):
        said = nudged(told[which], head(features[which]))
        loss = time_loss(said[:, :2], true[which, :2]) + box_loss(said[:, 2:], true[which, 2:])
        loss.mean().backward()  # type: ignore[no-untyped-call]


def _rounds(head: nn.Module, count: int) -> Iterator[Tensor]:
    """Yield which lessons to learn from next, and step after each; the head is left in ``eval``."""
    optimizer = torch.optim.AdamW(head.parameters(), RATE, weight_decay=DECAY)
    rates = torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, EPOCHS)
    head.train()
    for _ in range(EPOCHS):
        for which in torch.split(torch.randperm(count), BATCH):
            if len(which) == 1:
                continue  # one alone has no spread to be measured by
            optimizer.zero_grad()
            yield which
            optimizer.step()
        rates.step()
    head.eval()
