"""Which lines of a manifest are measured: those of a split whose truth is known."""

from __future__ import annotations

from collections.abc import Sequence

from reward.core.contract import Example
from reward.core.data import SPLITS, split_of
from reward.core.errors import ManifestError
from reward.core.scores import truth

CHOICES: tuple[str, ...] = ("all", *SPLITS)


def choose(examples: Sequence[Example], split: str) -> list[Example]:
    """Return the examples of one of ``CHOICES`` whose truth is known; ManifestError if none is."""
    chosen = [one for one in examples if split in ("all", split_of(one))]
    if not chosen:
        raise ManifestError(f"{examples[0].manifest} has no line of the split {split}.")
    if not (known := [one for one in chosen if truth(one) is not None]):
        raise ManifestError(f"{examples[0].manifest} says of no video whether it is fake or real.")
    return known
