"""What a trained model learns about itself from clips it did not train on.

From which odds a further trace is more often right than wrong, and how sure the writer must be for
the thing it names to be right more often than not.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from annotation.domain.document import Trace
from annotation.domain.metrics import match
from reward.core.backends.tracenet.clips import Clip
from reward.core.backends.tracenet.model import Opinion, Tracenet
from reward.core.backends.tracenet.naming import Lexicon
from reward.core.backends.tracenet.phrases import PLACES, language_of, placed
from reward.core.backends.tracenet.targets import KINDS, UNKNOWN

MATCHED = 0.3  # vIoU from which a trace counts as found
STEPS = tuple(step / 20 for step in range(2, 18))
NEVER = 1.1  # more than sure
LEAN = 2.0  # logits that the verdict may lean to one side at most
FEWEST = 12  # named things below which nothing is concluded


def measure(model: Tracenet, clips: Sequence[Clip]) -> dict[str, Any]:
    """Set the model's habits by ``clips`` and return what they are and why, JSON-able.

    Without a placed fake among them the habits stay as they are.
    """
    model.habits = replace(model.habits, lean=_lean(model, clips))
    fakes = [clip for clip in clips if clip.fake == 1 and clip.placed]
    if not fakes:
        return {}
    opinions = model.judge(fakes)
    further, f1 = _further(model, fakes, opinions)
    model.habits = replace(model.habits, further=further)
    naming, right = _naming(model, fakes, opinions)
    model.habits = replace(model.habits, naming=naming)
    return {
        "lean": model.habits.lean,
        "further": further,
        "trace_f1": f1,
        "naming": naming,
        "named_right": right,
    }


def _lean(model: Tracenet, clips: Sequence[Clip]) -> float:
    """Return what must be added to the logit of fake for the most verdicts to be right.

    Of all shifts that do equally well it is the middle one; without both kinds it stays.
    """
    known = [clip for clip in clips if clip.fake is not None]
    fake = np.array([clip.fake == 1 for clip in known], bool)
    if fake.all() or not fake.any():
        return model.habits.lean
    odds = np.array([opinion.p_fake for opinion in model.judge(known)]).clip(1e-6, 1 - 1e-6)
    logits = np.log(odds / (1 - odds)) - model.habits.lean
    steps = np.linspace(-LEAN, LEAN, 81)
    right = ((logits + steps[:, None] > 0) == fake).mean(1)
    return round(float(np.median(steps[right >= right.max() - 0.5 / len(known)])), 3)


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


def _naming(
    model: Tracenet, clips: Sequence[Clip], opinions: Sequence[Opinion]
) -> tuple[float, float | None]:
    """Return how sure is sure enough to name a thing, and how often that was right (0 to 1)."""
    tried: list[tuple[float, bool]] = []
    for clip, opinion in zip(clips, opinions, strict=True):
        tried += _names(model, clip, model.kept(opinion))
    tried.sort(reverse=True)
    best: tuple[float, float | None] = (NEVER, None)
    right = 0
    for count, (sure, hit) in enumerate(tried, start=1):
        right += hit
        # Half right is not enough: a standard deviation of chance stays as a margin.
        if count >= FEWEST and right / count - (0.25 / count) ** 0.5 > 0.5:
            best = (sure, right / count)
    return best


def _names(model: Tracenet, clip: Clip, opinion: Opinion) -> Iterator[tuple[float, bool]]:
    """Yield how sure each name was, and if it was right.

    A trace that is not there names the wrong thing; one whose truth is told in another language, or
    without a name, says nothing.
    """
    if not opinion.found:
        return
    traces = model.traces(opinion, words=False)
    pairs = {pair.left: pair.right for pair in match(traces, clip.traces, MATCHED)}
    for at, said in enumerate(model.say(opinion, named=True)):
        names = model.lexicon.names(said.text)
        if not names or at not in pairs:
            if names:
                yield said.sure, False
            continue
        text = clip.traces[pairs[at]].explanation.text
        true = set(model.lexicon.names(text))
        if true and language_of(text) == model.config.language:
            yield said.sure, set(names) <= true


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
