"""What a trained model learns about itself from clips it did not train on.

From which odds a further trace is more often right than wrong, and how sure the writer must be for
the thing it names to be right more often than not.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any

import torch

from annotation.domain.document import Trace
from annotation.domain.metrics import match
from reward.core.backends.tracenet import explain
from reward.core.backends.tracenet.augment import plain
from reward.core.backends.tracenet.clips import Clip
from reward.core.backends.tracenet.model import Habits, Opinion, Tracenet
from reward.core.backends.tracenet.naming import Lexicon
from reward.core.backends.tracenet.phrases import PLACES, language_of, placed
from reward.core.backends.tracenet.targets import KINDS, UNKNOWN

MATCHED = 0.3  # vIoU from which a trace counts as found
STEPS = tuple(step / 20 for step in range(2, 18))
FEWEST = 12  # named things below which nothing is concluded


def measure(model: Tracenet, clips: Sequence[Clip]) -> dict[str, Any]:
    """Set the model's habits by ``clips`` and return what they are and why, JSON-able."""
    fakes = [clip for clip in clips if clip.fake == 1 and clip.placed]
    opinions = model.judge(fakes)
    further, f1 = _further(model, fakes, opinions)
    naming, right = _naming(model, fakes)
    model.habits = Habits(further, naming)
    return {"further": further, "trace_f1": f1, "naming": naming, "named_right": right}


def _further(
    model: Tracenet, clips: Sequence[Clip], opinions: Sequence[Opinion]
) -> tuple[float, float]:
    """Return the odds for further traces with the best F1, and that F1 (0 to 1)."""
    best = (model.habits.further, -1.0)
    for step in STEPS:
        model.habits = replace(model.habits, further=step)
        shared = said = true = 0
        for clip, opinion in zip(clips, opinions, strict=True):
            traces = model.traces(model.kept(opinion), words=False)
            shared += len(match(traces, clip.traces, MATCHED))
            said, true = said + len(traces), true + len(clip.traces)
        f1 = 2 * shared / max(said + true, 1)
        if f1 > best[1]:
            best = (step, f1)
    return best


def _naming(model: Tracenet, clips: Sequence[Clip]) -> tuple[float, float | None]:
    """Return how sure is sure enough to name a thing, and how often that was right (0 to 1)."""
    tried: list[tuple[float, bool]] = []
    for clip in clips:
        tried += _names(model, clip)
    tried.sort(reverse=True)
    best: tuple[float, float | None] = (1.1, None)
    right = 0
    for count, (sure, hit) in enumerate(tried, start=1):
        right += hit
        # Half right is not enough: the bound leaves room for chance.
        if count >= FEWEST and right / count - (0.25 / count) ** 0.5 > 0.5:
            best = (sure, right / count)
    return best


@torch.no_grad()
def _names(model: Tracenet, clip: Clip) -> Iterator[tuple[float, bool]]:
    """Write about the clip's true traces; yield how sure each name was, and if it was right."""
    pictures, view = plain(clip, model.config.frames)
    tubes = [tube for tube in view.tubes if model.lexicon.names(tube.trace.explanation.text)]
    if not tubes:
        return
    shown = torch.from_numpy(pictures)
    subjects = [explain.subject_of(tube) for tube in tubes]
    told = explain.tell(
        subjects,
        model.pooled(shown, replace(view, tubes=tuple(tubes))),
        torch.stack([subject.glimpse(shown) for subject in subjects]),
        languages=[language_of(tube.trace.explanation.text) for tube in tubes],
        named=[True] * len(tubes),
    )
    said = explain.say(model.writer, model.vocabulary, model.lexicon, told, subjects)
    for one, tube in zip(said, tubes, strict=True):
        names = model.lexicon.names(one.text)
        if names:
            true = set(model.lexicon.names(tube.trace.explanation.text))
            yield one.sure, set(names) <= true


def kind_of(trace: Trace) -> int:
    return KINDS.index(trace.category) if trace.category else UNKNOWN


def lessons(told: Iterable[tuple[str, int]], lexicon: Lexicon) -> Iterator[str]:
    """Yield every text that may have to be written, as far as its words go."""
    for number, (text, _) in enumerate(told):
        for body in (text, lexicon.unnamed(text)):
            yield placed(body, number % len(PLACES), to_end=number % 2 == 0)
    for place in range(len(PLACES)):
        for text in ("", "가"):
            yield from (placed(text, place, to_end=late) for late in (True, False))
