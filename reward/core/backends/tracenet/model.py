"""Tower, heads and writer as one model, with the words it knows and the odds it acts on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import torch
from torch import Tensor, nn

from annotation.domain.document import Explanation, Trace
from reward.core.backends.tracenet import explain
from reward.core.backends.tracenet.augment import Dice, plain
from reward.core.backends.tracenet.clips import Clip, batches, stack
from reward.core.backends.tracenet.config import Config
from reward.core.backends.tracenet.documents import trace_of
from reward.core.backends.tracenet.explain import Said, Subject
from reward.core.backends.tracenet.heads import Network, Read
from reward.core.backends.tracenet.loss import losses_of, pool
from reward.core.backends.tracenet.naming import Lexicon
from reward.core.backends.tracenet.phrases import language_of
from reward.core.backends.tracenet.targets import View, targets_of
from reward.core.backends.tracenet.tubes import Found, find, moved, nudged, told_of
from reward.core.backends.tracenet.vocabulary import Vocabulary
from reward.core.backends.tracenet.words import Writer

TOGETHER = 16  # clips judged at once


@dataclass(frozen=True, slots=True)
class Habits:
    """What was measured on clips that were not learned from.

    ``further``: odds from which a trace after the first is said; ``naming``: how sure the writer
    must be to name a thing (above 1: never); ``lean``: what is added to the logit of fake.
    """

    further: float = 0.4
    naming: float = 1.1
    lean: float = 0.0


@dataclass(frozen=True, slots=True)
class Opinion:
    """What the model makes of one clip: odds of fake, and tubes with kinds, likeliest first."""

    view: View
    p_fake: float
    found: tuple[Found, ...]
    kinds: tuple[int, ...]
    pooled: Tensor  # (found, POOLS * c)
    pictures: Tensor  # (moments, height, width, 3) uint8

    def subjects(self) -> list[Subject]:
        count = len(self.view.moments.numbers)
        now = (np.arange(count) + 0.5) / count
        return [
            Subject(
                one.boxes,
                (now > one.begin) & (now < one.end),
                one.begin,
                one.end,
                kind,
                self.view.drift,
            )
            for one, kind in zip(self.found, self.kinds, strict=True)
        ]


class Tracenet(nn.Module):
    """The whole model. ``vocabulary`` and ``lexicon`` are fixed before training."""

    def __init__(self, config: Config, vocabulary: Vocabulary, lexicon: Lexicon) -> None:
        super().__init__()
        self.config, self.vocabulary, self.lexicon = config, vocabulary, lexicon
        self.habits = Habits()
        self.network = Network(config.widths, config.depths)
        self.writer = Writer(config.widths[1], vocabulary.size)
        # Twice as fast on a CPU. (The stubs do not know this form.)
        self.network.to(memory_format=torch.channels_last_3d)  # type: ignore[call-overload]

    def read(self, pictures: Tensor) -> Read:
        with torch.autocast("cpu", torch.bfloat16, enabled=self.config.bf16):
            read: Read = self.network(pictures)
        return read

    def objective(self, pictures: Tensor, views: Sequence[View], dice: Dice) -> dict[str, Tensor]:
        """Return the losses of one batch by name, and their "total"."""
        read = self.read(pictures)
        targets = targets_of(views, read.flaw.shape[-1])
        losses = losses_of(self.network, read, targets)
        words = self._words_loss(read, torch.from_numpy(targets.owner), pictures, views, dice)
        return {**losses._asdict(), "words": words, "total": losses.total + words}

    def _words_loss(
        self, read: Read, owner: Tensor, pictures: Tensor, views: Sequence[View], dice: Dice
    ) -> Tensor:
        """Learn to write every explanation there is, naming the thing half the time."""
        tubes = [(clip, tube) for clip, view in enumerate(views) for tube in view.tubes]
        which = [k for k, (_, tube) in enumerate(tubes) if tube.trace.explanation.text.strip()]
        if not which:
            return read.fake.sum() * 0
        pooled = pool(read, owner, len(tubes))[which].detach()
        subjects = [explain.subject_of(tubes[k][1]) for k in which]
        looks = [s.glimpse(pictures[tubes[k][0]]) for s, k in zip(subjects, which, strict=True)]
        texts = [tubes[k][1].trace.explanation.text for k in which]
        named = [bool(dice.random() < 0.5) for _ in which]
        told = explain.tell(
            subjects,
            pooled,
            torch.stack(looks),
            languages=[language_of(text) for text in texts],
            named=named,
        )
        wanted = [
            text if name else self.lexicon.unnamed(text)
            for text, name in zip(texts, named, strict=True)
        ]
        lessons = [
            explain.lesson(text, subject, self.vocabulary)
            for text, subject in zip(wanted, subjects, strict=True)
        ]
        return self.writer.loss(told, explain.padded(lessons))

    @torch.no_grad()
    def judge(self, clips: Sequence[Clip]) -> list[Opinion]:
        """Return an opinion of each clip; the model must be in ``eval`` mode."""
        opinions: list[Opinion] = []
        for piece in batches(len(clips), TOGETHER):
            looks = [plain(clips[at], self.config.frames) for at in piece]
            pictures = torch.from_numpy(stack([shown for shown, _ in looks]))
            read = self.read(pictures)
            opinions += [
                self._opinion(read.only(at), view, pictures[at])
                for at, (_, view) in enumerate(looks)
            ]
        return opinions

    def find(self, one: Read, most: int) -> tuple[list[Found], Tensor]:
        """Find at most ``most`` tubes in the reading of one clip, and pool each one's features."""
        odds, boxes, times = one.flaw.sigmoid().numpy()[0], one.box.numpy()[0], one.times.numpy()[0]
        tubes = find(odds, boxes, times, most)
        cells = [torch.from_numpy(tube.weights > 0).long()[None] for tube in tubes]
        return tubes, torch.cat([pool(one, each, 1) for each in cells])

    def _opinion(self, one: Read, view: View, pictures: Tensor) -> Opinion:
        tubes, pooled = self.find(one, self.config.traces)
        sure = self.network.kinds(pooled).log_softmax(1)
        for row, tube in enumerate(tubes):
            weights = torch.from_numpy(tube.weights)[..., None]
            cells = (one.kind[0].log_softmax(-1) * weights).sum((0, 1, 2))
            sure[row] += cells / weights.sum().clamp(min=1e-6)
        kinds = tuple(sure.argmax(1).tolist())
        told = torch.stack([told_of(tube) for tube in tubes])
        said = nudged(told, self.network.nudge(torch.cat((pooled, told), 1)))
        found = tuple(moved(*each) for each in zip(tubes, (said - told).numpy(), strict=True))
        p_fake = float((one.fake[0] + self.habits.lean).sigmoid())
        return Opinion(view, p_fake, found, kinds, pooled, pictures)

    @torch.no_grad()
    def say(self, opinion: Opinion, *, named: bool) -> list[Said]:
        """Write about each trace of the opinion, naming things or not."""
        subjects = opinion.subjects()
        told = explain.tell(
            subjects,
            opinion.pooled,
            torch.stack([subject.glimpse(opinion.pictures) for subject in subjects]),
            languages=[self.config.language] * len(subjects),
            named=[named] * len(subjects),
        )
        return explain.say(self.writer, self.vocabulary, self.lexicon, told, subjects)

    def explanations(self, opinion: Opinion) -> list[Explanation]:
        """Explain each trace, naming things where experience allows it."""
        said = self.say(opinion, named=False)
        if self.habits.naming <= 1:
            bold = self.say(opinion, named=True)
            said = [
                one if one.text and one.sure >= self.habits.naming else other
                for one, other in zip(bold, said, strict=True)
            ]
        language = self.config.language
        return [Explanation(one.text, language if one.text else "und") for one in said]

    def kept(self, opinion: Opinion) -> Opinion:
        """Keep the first trace, and those after it that are likely enough; none of a real clip."""
        if opinion.p_fake < 0.5:
            return replace(opinion, found=(), kinds=(), pooled=opinion.pooled[:0])
        which = [
            at
            for at, tube in enumerate(opinion.found)
            if at == 0 or tube.odds >= self.habits.further
        ]
        return replace(
            opinion,
            found=tuple(opinion.found[at] for at in which),
            kinds=tuple(opinion.kinds[at] for at in which),
            pooled=opinion.pooled[which],
        )

    def traces(self, opinion: Opinion, *, words: bool = True) -> list[Trace]:
        """Return the traces of an opinion, explained."""
        if not opinion.found:
            return []
        texts = self.explanations(opinion) if words else [Explanation()] * len(opinion.found)
        return [
            trace_of(tube, opinion.view, number=number, kind=kind, explanation=text)
            for number, (tube, kind, text) in enumerate(
                zip(opinion.found, opinion.kinds, texts, strict=True)
            )
        ]
