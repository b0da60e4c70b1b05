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
