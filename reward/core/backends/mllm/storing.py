"""What lies in a checkpoint's folder: ``mllm.json``, and ``adapter/`` or the whole ``model/``.

Either subfolder holds the processor too: ``vllm serve CHECKPOINT/model`` finds all it needs.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from reward.core.backends.mllm import adapters, bases
from reward.core.backends.mllm.config import Config, dump_config, read_config
from reward.core.backends.mllm.families import FAMILIES, Family
from reward.core.devices import choose
from reward.core.errors import CheckpointError

ABOUT = "mllm.json"
ADAPTER, MODEL = "adapter", "model"
SCHEMA = 1


@dataclass(frozen=True, slots=True)
class About:
    """What ``mllm.json`` says; ``base`` and its fingerprint are empty where the model is whole."""

    family: Family
    config: Config
    base: str = ""
    fingerprint: str = ""


def write(folder: Path, model: Any, processor: Any, about: About) -> None:
    """Write the model's adapters, or all of it where it has none, into ``folder``."""
    adapted = adapters.is_adapted(model)
    place = folder / (ADAPTER if adapted else MODEL)
    if adapted:
        model.save_pretrained(str(place))
        (place / "README.md").unlink(missing_ok=True)
    else:
        _halve(model)
        model.save_pretrained(str(place))
    processor.save_pretrained(str(place))
    write_about(folder, about)


def write_about(folder: Path, about: About) -> None:
    """Write ``mllm.json``."""
    values = {
        "schema": SCHEMA,
        "family": about.family.name,
        "config": dump_config(about.config),
        "base": about.base,
        "fingerprint": about.fingerprint,
    }
    (folder / ABOUT).write_text(json.dumps(values, indent=2) + "\n")


def read_about(folder: Path) -> About:
    """Read ``mllm.json``; CheckpointError where it is damaged."""
    path = folder / ABOUT
    try:
        values = json.loads(path.read_text())
        if values["schema"] != SCHEMA:
            raise ValueError(f"only schema {SCHEMA} can be read")
        config = read_config(values["config"])
        return About(FAMILIES[values["family"]], config, values["base"], values["fingerprint"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise CheckpointError(f"{path} is missing or damaged: {error!r}.") from error


def read(folder: Path, about: About) -> tuple[Any, Any]:
    """Load model and processor; CheckpointError if the base is not the one adapted."""
    config = about.config
    if not about.base:
        place = folder / MODEL
        base = bases.load_base(str(place), dtype=config.dtype, attention=config.attention)
        return base.model, base.processor
    if bases.fingerprint(about.base) != about.fingerprint:
        raise CheckpointError(
            f"{folder}: the base {about.base} is not the one that its adapters were trained on."
        )
    model = bases.load_model(about.base, dtype=config.dtype, attention=config.attention)
    processor = bases.load_processor(str(folder / ADAPTER))
    return adapters.open_adapters(model, folder / ADAPTER), processor


def _halve(model: Any) -> None:
    """Go on in bfloat16, where weights were trained in float32 on a GPU: half the size on disk.

    The configuration saved beside them then says so too, and servers load them as they are.
    """
    import torch

    device = choose()
    if device.kind == "cuda" and device.bf16:
        model.to(torch.bfloat16)
