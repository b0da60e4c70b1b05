"""The loss of a step: the mean over every learned token of all its answers, however batched."""

from __future__ import annotations

from typing import Any

from reward.core.backends.mllm.prompts import IGNORED


def answer_loss(outputs: Any, labels: Any, num_items_in_batch: Any = None) -> Any:
    """Return the cross-entropy in nats per token, as transformers' Trainer asks for it.

    ``labels`` (batch, length) are ``IGNORED`` but for answers; ``num_items_in_batch`` counts the
    learned tokens of the whole step, over all its batches and processes. The classes' own loss
    divides each batch by its own count, so that short answers would weigh more in small batches.
    """
    import torch

    # Where the model was told to give logits for the last tokens only, the labels are theirs.
    targets = labels[:, -outputs.logits.shape[1] :][:, 1:].reshape(-1)
    learned = targets != IGNORED
    logits = outputs.logits[:, :-1].flatten(0, 1)[learned].float()  # (tokens, vocabulary)
    targets = targets[learned].to(logits.device)
    total = torch.nn.functional.cross_entropy(logits, targets, reduction="sum")
    return total / (num_items_in_batch if num_items_in_batch is not None else len(targets))
