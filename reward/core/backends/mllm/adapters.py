"""LoRA: small matrices beside a base's linear layers, trained, put away and merged (peft)."""

from __future__ import annotations

import warnings
from pathlib import Path
from typing import Any

from reward.core.backends.mllm import bases
from reward.core.backends.mllm.config import Config
from reward.core.backends.mllm.families import Family
from reward.core.errors import CheckpointError

WEIGHTS = "adapter_model.safetensors"


def attach(model: Any, family: Family, config: Config, *, seed: int) -> Any:
    """Return ``model`` with fresh adapters on the language model and its bridge to the tower.

    Everything else is frozen. The adapters, drawn from ``seed``, change nothing before they are
    trained.
    """
    import torch
    from peft import LoraConfig, get_peft_model

    lora = LoraConfig(
        r=config.rank,
        lora_alpha=config.alpha,
        lora_dropout=config.dropout,
        target_modules=family.targets,
        task_type="CAUSAL_LM",
    )
    torch.manual_seed(seed)
    with _calm():
        return get_peft_model(model, lora)


def open_adapters(model: Any, folder: Path) -> Any:
    """Return the base ``model`` with the adapters of ``folder``, ready to be trained on."""
    from peft import PeftModel

    if not (folder / WEIGHTS).is_file():  # peft would go on to look for a pickle
        raise CheckpointError(f"{folder / WEIGHTS} is missing: only safetensors are loaded.")
    with _calm():
        warnings.filterwarnings("error", message="Found missing adapter keys")
        try:
            return PeftModel.from_pretrained(model, str(folder), is_trainable=True)
        except UserWarning as error:
            raise CheckpointError(f"{folder / WEIGHTS} lacks adapters it should have.") from error


def merged(model: Any) -> Any:
    """Return the plain model whose weights are base + adapters; itself if it has none."""
    return model.merge_and_unload() if is_adapted(model) else model


def is_adapted(model: Any) -> bool:
    return hasattr(model, "peft_config")


def _calm() -> Any:
    """Ignore that peft asks transformers by a name that has been changed since."""
    return warnings.catch_warnings(action="ignore", category=FutureWarning)


def reopen(origin: str, folder: Path, config: Config) -> Any:
    """Load what several processes trained from ``origin`` and wrote to ``folder``, whole."""
    whole = config.tune == "full"
    model = bases.load_model(
        str(folder) if whole else origin, dtype=config.dtype, attention=config.attention
    )
    return model if whole else open_adapters(model, folder)
