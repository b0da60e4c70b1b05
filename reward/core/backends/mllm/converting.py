"""Checkpoints of what is there already: published weights, a base as it is, adapters to merge."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from reward.core import checkpoint
from reward.core.answers import Style
from reward.core.backends.mllm import adapters, bases, original, original_files, storing
from reward.core.backends.mllm.config import Config, dump_config, read_config
from reward.core.backends.mllm.families import FAMILIES
from reward.core.backends.mllm.files import read_object
from reward.core.backends.mllm.storing import About
from reward.core.checkpoint import CARD, Card
from reward.core.errors import CheckpointError, ConfigError


def convert(source: Path, out: Path, values: dict[str, Any], *, code: str) -> Card:
    """Make the checkpoint ``out`` of ``source`` and return its card.

    ``source`` is a folder in VideoLLaMA3's original layout, a base in transformers' layout (to be
    asked as it is), or a checkpoint with adapters, which are merged into their base. ``values`` set
    fields of the configuration; ``code`` is the version that converts. ConfigError or
    CheckpointError says what ``source`` lacks.
    """
    checkpoint.refuse_existing(out)
    if (source / CARD).is_file():
        return _merge(source, out, values)
    kind = read_object(source / "config.json").get("model_type")
    if kind == original.LAYOUT:
        config = _original_config(source, values)
    elif kind in FAMILIES:
        config = read_config(values)
    else:
        raise ConfigError(f"{source} is a {kind!r} model, which no backend here can be.")
    card = Card(
        backend="mllm",
        config=dump_config(config),
        training={"converted": str(source), "layout": kind},
        code=code,
        created=datetime.now(UTC).isoformat(timespec="seconds"),
    )
    write = original_files.write if kind == original.LAYOUT else _write_base
    return checkpoint.save(out, card, lambda folder: write(source, folder, config))


def _merge(source: Path, out: Path, values: dict[str, Any]) -> Card:
    card = checkpoint.load_card(source)
    if card.backend != "mllm" or values:
        raise CheckpointError(f"{source}: only an mllm checkpoint's adapters are merged, as it is.")
    about = storing.read_about(source)
    if not about.base:
        raise CheckpointError(f"{source} has no adapters: its weights are whole already.")
    model, processor = storing.read(source, about)
    whole = adapters.merged(model)
    alone = replace(about, base="", fingerprint="")
    merged = replace(card, parent=card.id, files={}, training={**card.training, "merged": True})
    return checkpoint.save(
        out, merged, lambda folder: storing.write(folder, whole, processor, alone)
    )


def _write_base(source: Path, folder: Path, config: Config) -> None:
    base = bases.load_base(str(source), dtype=config.dtype, attention=config.attention)
    storing.write(folder, base.model, base.processor, About(base.family, config))


def _original_config(source: Path, values: dict[str, Any]) -> Config:
    """Ask as the paper's model was asked, unless ``values`` say otherwise."""
    known = {
        "style": Style.PAPER.value,
        "fps": original.FPS,
        "max_frames": original.MAX_FRAMES,
        "frame_pixels": 2**31,
        "clip_pixels": original.clip_pixels(read_object(source / "preprocessor_config.json")),
        "tune": "full",
        "learning_rate": 1e-5,
    }
    return read_config(known | values)
