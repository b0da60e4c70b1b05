"""Clips of different lengths as one batch: text padded, pictures one after the other."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from reward.core.backends.mllm.prompts import IGNORED, Tensors


def join(items: Sequence[Tensors], *, pad: int, side: Literal["left", "right"]) -> Tensors:
    """Make one batch of several batches of one.

    Whatever runs along the text is padded on ``side``: left to generate, so that all answers begin
    at the same place; right to train. Pictures and their grids are joined along the first axis.
    """
    import torch

    fill = {"input_ids": pad, "attention_mask": 0, "mm_token_type_ids": 0, "labels": IGNORED}
    longest = max(item["input_ids"].shape[1] for item in items)
    batch: Tensors = {}
    for name in items[0]:
        values = [item[name] for item in items]
        if name in fill:
            gaps = [longest - value.shape[1] for value in values]
            values = [
                torch.nn.functional.pad(
                    value, (gap, 0) if side == "left" else (0, gap), value=fill[name]
                )
                for value, gap in zip(values, gaps, strict=True)
            ]
        batch[name] = torch.cat(values)
    return batch


def join_lessons(items: Sequence[Tensors], *, pad: int, tail: bool) -> Tensors:
    """Make a batch to learn from, padded on the right.

    With ``tail`` the model is told, as ``logits_to_keep``, to give logits for the last tokens only,
    from the one before the earliest answer: with 150 k words in a vocabulary, those of a clip's
    prompt would take more memory than all else but the weights.
    """
    batch = join(items, pad=pad, side="right")
    if tail:
        learned = (batch["labels"] != IGNORED).any(dim=0).nonzero()
        longest = batch["labels"].shape[1]
        batch["logits_to_keep"] = longest - int(learned[0]) + 1 if len(learned) else 1
    return batch
