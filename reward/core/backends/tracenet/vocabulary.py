"""Texts as numbers: whole words where they are common, letters where they are not."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

END = 0  # also begins a text, and pads it
LIMIT = 3_000  # words
COMMON = 2  # times a word must occur to be one token
LONGEST = 64  # tokens of a text
_PIECES = re.compile(r" ?\{\w+\}| ?\w+| ?[^\w\s]|\s")


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Token 0 ends a text; token i is ``pieces[i - 1]``."""

    pieces: tuple[str, ...]
    _index: dict[str, int] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_index", {p: i for i, p in enumerate(self.pieces, start=1)})

    @property
    def size(self) -> int:
        return len(self.pieces) + 1

    def extended(self, texts: Iterable[str]) -> Vocabulary:
        """Return one that knows these texts' common words and letters too; old tokens stay."""
        new = (piece for piece in vocabulary_of(texts).pieces if piece not in self._index)
        return Vocabulary((*self.pieces, *new))

    def encode(self, text: str) -> list[int]:
        """Return the text's tokens without an end; letters never met are left out."""
        tokens: list[int] = []
        for piece in split(text):
            if piece in self._index:
                tokens.append(self._index[piece])
            else:
                tokens += [self._index[letter] for letter in piece if letter in self._index]
        return tokens

    def decode(self, tokens: Sequence[int]) -> str:
        """Join tokens up to the end."""
        pieces: list[str] = []
        for token in tokens:
            if token == END:
                break
            pieces.append(self.pieces[token - 1])
        return "".join(pieces)


def vocabulary_of(texts: Iterable[str]) -> Vocabulary:
    """Learn the common words and every letter; the same texts give the same vocabulary."""
    counts: Counter[str] = Counter()
    letters: set[str] = set()
    for text in texts:
        counts.update(split(text))
        letters.update(text)
    common = sorted(
        (piece for piece, count in counts.items() if count >= COMMON and len(piece) > 1),
        key=lambda piece: (-counts[piece], piece),
    )
    return Vocabulary((*sorted(letters), *common[:LIMIT]))


def split(text: str) -> list[str]:
    """Cut into words, each with the space before it, and marks."""
    return _PIECES.findall(text)
