"""A few clips that stay with the checkpoint, so that learning new things unlearns no old ones.

Pictures are bytes in a safetensors file; what was said of them is JSON beside it.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from safetensors import SafetensorError
from safetensors.numpy import load_file, save_file

from annotation.domain.document import Document, dump, parse
from reward.core.backends.tracenet.clips import Clip
from reward.core.backends.tracenet.steady import drifts
from reward.core.errors import CheckpointError

PICTURES = "memory.safetensors"
WORDS = "memory.json"


def remember(old: Sequence[Clip], new: Sequence[Clip], most: int, seed: int) -> list[Clip]:
    """Choose at most ``most`` clips: old and new by their numbers, but each at least a third."""
    if len(old) + len(new) <= most:
        return [*old, *new]
    share = len(old) / (len(old) + len(new))
    share = min(max(share, 1 / 3), 2 / 3) if old else 0.0
    kept_old = min(round(most * share), len(old))
    kept_new = min(most - kept_old, len(new))
    dice = np.random.default_rng((seed, most))
    chosen_old = sorted(dice.permutation(len(old))[:kept_old].tolist())
    chosen_new = sorted(dice.permutation(len(new))[:kept_new].tolist())
    return [old[at] for at in chosen_old] + [new[at] for at in chosen_new]


def save_memory(clips: Sequence[Clip], folder: Path) -> None:
    """Write both files, also for no clip at all."""
    save_file(
        {f"clip.{n}": np.ascontiguousarray(c.pictures) for n, c in enumerate(clips)},
        folder / PICTURES,
    )
    told = [
        {
            "numbers": clip.numbers,
            "count": clip.count,
            "fake": clip.fake,
            "placed": clip.placed,
            "traces": dump(Document(None, "", clip.traces))["traces"],
        }
        for clip in clips
    ]
    (folder / WORDS).write_text(json.dumps(told, ensure_ascii=False), encoding="utf-8")


def load_memory(folder: Path) -> list[Clip]:
    """Read both files; CheckpointError if they do not belong together."""
    try:
        pictures = load_file(folder / PICTURES)
        told = json.loads((folder / WORDS).read_text(encoding="utf-8"))
        if len(told) != len(pictures):
            raise ValueError(f"{len(told)} texts for {len(pictures)} clips")
        return [
            Clip(
                pictures[f"clip.{number}"],
                tuple(one["numbers"]),
                one["count"],
                one["fake"],
                one["placed"],
                parse({"schema": 1, "traces": one["traces"]}).traces,
                drifts(pictures[f"clip.{number}"]),
            )
            for number, one in enumerate(told)
        ]
    except (OSError, ValueError, KeyError, TypeError, SafetensorError) as error:
        raise CheckpointError(f"{folder / WORDS} does not fit its pictures: {error}.") from error
