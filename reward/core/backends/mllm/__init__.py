"""A multimodal language model as a reward model: Qwen2.5-VL, Qwen3-VL or VideoLLaMA3.

Asked the paper's question, or for a whole document, it answers in words; P(fake) is read from the
logits of the verdict's first token.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from reward.core.backends.mllm.backend import Mllm


def create(config: dict[str, Any], *, seed: int, model: str | None = None) -> Mllm:
    """Load the base ``model`` (a folder or a hub id) to be fine-tuned as ``config`` says."""
    from reward.core.backends.mllm.backend import begin
    from reward.core.backends.mllm.config import read_config
    from reward.core.errors import ConfigError

    if not model:
        raise ConfigError("The mllm backend needs --model: a folder or a hub id.")
    return begin(model, read_config(config), seed=seed)


def load(folder: Path) -> Mllm:
    """Load a checkpoint whose files have been verified."""
    from reward.core.backends.mllm.backend import resume

    return resume(folder)
