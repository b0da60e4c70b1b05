"""What the writer is told, for a trace that is known and for one that was found; and its check.

The words for where and when come from the numbers; a text that says otherwise is not let through.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from annotation.domain.geometry import Box
from reward.core.backends.tracenet import phrases
from reward.core.backends.tracenet.naming import Lexicon
from reward.core.backends.tracenet.phrases import LANGUAGES
from reward.core.backends.tracenet.targets import Floats, Tube
from reward.core.backends.tracenet.vocabulary import END, LONGEST, Vocabulary
from reward.core.backends.tracenet.words import IGNORED, Told, Writer, glimpse, write

TO_END = 0.96  # share of the clip from which an end is the clip's
TRIES = 3  # texts written by chance when the likeliest is not true


@dataclass(frozen=True, slots=True)
class Subject:
    """A trace to be written about: boxes (moments, 4), times from 0 to 1, kind (-1: unknown)."""

    boxes: Floats
    inside: NDArray[np.bool_]  # (moments,)
    begin: float
    end: float
    kind: int
    drift: Floats | None = None  # (moments, 2) of the camera, where the boxes are steady

    @property
    def moments(self) -> list[int]:
        """Which moments it lasts; the nearest one if it lies between two."""
        if self.inside.any():
            return np.flatnonzero(self.inside).tolist()
        count = len(self.inside)
        return [min(int((self.begin + self.end) / 2 * count), count - 1)]

    @property
    def place(self) -> int:
        """Where it begins, an index into the nine places."""
        first = self.moments[0]
        drift = np.zeros(2) if self.drift is None else self.drift[first]
        left, top, right, bottom = (float(v) for v in self.boxes[first] + np.tile(drift, 2))
        return phrases.place_of(Box(left, top, max(right - left, 1e-3), max(bottom - top, 1e-3)))

    @property
    def to_end(self) -> bool:
        return self.end >= TO_END

    def glimpse(self, pictures: Tensor) -> Tensor:
        """Look at its place just before it begins and in its middle; (6, GLIMPSE, GLIMPSE)."""
        moments = self.moments
        before, during = max(moments[0] - 1, 0), moments[len(moments) // 2]
        box = torch.from_numpy(self.boxes[moments[:1]])
        return glimpse(pictures, box, torch.tensor([[before, during]]))[0]


def subject_of(tube: Tube) -> Subject:
    return Subject(tube.boxes, tube.inside, tube.begin, tube.end, tube.kind)


def tell(
    subjects: Sequence[Subject],
    pooled: Tensor,
    glimpses: Tensor,
    *,
    languages: Sequence[str],
    named: Sequence[bool],
) -> Told:
    """Put together what the writer is told of each subject."""
    return Told(
        torch.tensor([subject.kind for subject in subjects]),
        torch.tensor([subject.place for subject in subjects]),
        torch.tensor([int(subject.to_end) for subject in subjects]),
        torch.tensor([LANGUAGES.index(language) for language in languages]),
        torch.tensor([int(name) for name in named]),
        pooled,
        glimpses,
    )


def lesson(text: str, subject: Subject, vocabulary: Vocabulary) -> list[int]:
    """Return the tokens of what is to be written, true to the subject's numbers, and the end."""
    whole = phrases.placed(text, subject.place, to_end=subject.to_end)
    return [*vocabulary.encode(whole)[: LONGEST - 1], END]


def padded(rows: Sequence[list[int]]) -> Tensor:
    """Return (n, longest) tokens, IGNORED after each row's end."""
    longest = max(map(len, rows))
    return torch.tensor([row + [IGNORED] * (longest - len(row)) for row in rows])


@dataclass(frozen=True, slots=True)
class Said:
    """A text true to its numbers, or none; ``sure``: odds of its least sure name, 0 to 1."""

    text: str
    sure: float
    tries: int  # how often it was written anew


def say(
    writer: Writer,
    vocabulary: Vocabulary,
    lexicon: Lexicon,
    told: Told,
    subjects: Sequence[Subject],
) -> list[Said]:
    """Write about each subject; what contradicts the numbers is written anew, or not said."""
    said = [Said("", 0.0, attempt) for attempt in [TRIES + 1] * len(subjects)]
    open_ = list(range(len(subjects)))
    for attempt in range(TRIES + 1):
        some = Told(*(part[open_] for part in told))
        dice = torch.Generator().manual_seed(attempt) if attempt else None
        for at, written in zip(
            list(open_), write(writer, some, longest=LONGEST, dice=dice), strict=True
        ):
            text = vocabulary.decode(written.tokens)
            if true_of(text, subjects[at], LANGUAGES[int(told.language[at])], lexicon):
                sure = _sure(vocabulary, lexicon, written.tokens, written.odds)
                said[at] = replace(said[at], text=text, sure=sure, tries=attempt)
                open_.remove(at)
        if not open_:
            break
    return said


def true_of(text: str, subject: Subject, language: str, lexicon: Lexicon) -> bool:
    """Whether where, when and what are as the numbers have them."""
    kinds = lexicon.kinds_said(text)
    return (
        phrases.true_of(text, subject.place, to_end=subject.to_end)
        and phrases.language_of(text) == language
        and (not kinds or subject.kind in kinds)
    )


def _sure(vocabulary: Vocabulary, lexicon: Lexicon, tokens: list[int], odds: list[float]) -> float:
    names = set(lexicon.names(vocabulary.decode(tokens)))
    return min(
        (
            chance
            for token, chance in zip(tokens, odds, strict=True)
            if vocabulary.pieces[token - 1].strip().lower() in names
        ),
        default=1.0,
    )
