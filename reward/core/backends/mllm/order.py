"""In which order lessons are taken: decided before the first, from the seed alone."""

from __future__ import annotations

import random
from collections.abc import Sequence
from itertools import chain

_CHUNK = 32  # batches that are sorted by length together


def order(lengths: Sequence[int], *, batch: int, total: int, seed: int) -> list[int]:
    """Return ``total`` indices into ``lengths``: pass after pass, each in another order.

    Batches of ``batch`` hold items of about the same length, so that little is padding: a pass is
    shuffled, cut into chunks of 32 batches, each chunk sorted by length, and its batches shuffled
    again. Written out beforehand it is the same for every process and after every interruption.
    """
    dice = random.Random(seed)  # noqa: S311 (no secret)
    taken: list[int] = []
    while len(taken) < total:
        taken += _one_pass(lengths, batch, dice)
    return taken[:total]


def _one_pass(lengths: Sequence[int], batch: int, dice: random.Random) -> list[int]:
    shuffled = dice.sample(range(len(lengths)), len(lengths))
    chunk = batch * _CHUNK
    batches: list[list[int]] = []
    for start in range(0, len(shuffled), chunk):
        near = sorted(shuffled[start : start + chunk], key=lambda index: lengths[index])
        batches += [near[at : at + batch] for at in range(0, len(near), batch)]
    # A batch that is not full would shift all that follow: it comes last.
    dice.shuffle(batches)
    batches.sort(key=lambda one: len(one) < batch)
    return list(chain.from_iterable(batches))
