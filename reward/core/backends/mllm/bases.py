"""Base models, from a folder or the hub: transformers' own classes, safetensors, no code of theirs.

A folder's ``auto_map`` is never followed and pickled weights are never opened.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from reward.core.backends.mllm import vision
from reward.core.backends.mllm.families import FAMILIES, Family
from reward.core.devices import DType, choose
from reward.core.errors import ConfigError

WEIGHTS = "model.safetensors"
INDEX = "model.safetensors.index.json"
_CAREFUL = {"trust_remote_code": False}


@dataclass(frozen=True, slots=True)
class Base:
    """A model and its processor in memory."""

    family: Family
    model: Any
    processor: Any


def load_base(name: str, *, dtype: DType, attention: str, train: bool = False) -> Base:
    """Load the folder or hub id ``name`` onto this process's device.

    ``train`` keeps float32 weights whatever ``dtype`` says, for an optimiser to step. ConfigError,
    in one line, if there is no such model, it is of no class known here, or its weights are no
    safetensors.
    """
    family = family_of(name)
    processor = load_processor(name)
    model = load_model(name, dtype=dtype, attention=attention, train=train)
    return Base(family, model, processor)


def load_processor(name: str) -> Any:
    """Load only the processor, and say what newer ones want said."""
    quiet()
    from transformers import AutoProcessor

    processor = _loading(name, AutoProcessor.from_pretrained, name, **_CAREFUL)
    video = processor.video_processor
    # VideoLLaMA3's spreads its budget of pixels over the frames by itself and takes no such word.
    if hasattr(video, "cap_pixels_per_frame"):
        video.cap_pixels_per_frame = True
    return processor


def load_model(name: str, *, dtype: DType, attention: str, train: bool = False) -> Any:
    """Load only the weights of ``name``; the rest is as for ``load_base``."""
    quiet()
    import torch
    from transformers import AutoModelForImageTextToText

    _refuse_pickles(name)
    device = choose()
    half = device.bf16_for(dtype) and device.kind == "cuda" and not train
    model = _loading(
        name,
        AutoModelForImageTextToText.from_pretrained,
        name,
        dtype=torch.bfloat16 if half else torch.float32,
        attn_implementation=attention,
        use_safetensors=True,
        **_CAREFUL,
    )
    return model.to(device.kind)


def restore(model: Any, folder: Path) -> None:
    """Give ``model`` the weights that ``save_pretrained`` wrote to ``folder``.

    The names in the file are the hub's, which for Qwen2.5-VL are not the module's: only
    ``from_pretrained`` knows both. transformers' Trainer skips what it cannot place, in silence.
    """
    import torch
    from transformers import AutoModelForImageTextToText

    saved = AutoModelForImageTextToText.from_pretrained(
        str(folder), dtype=torch.float32, use_safetensors=True, **_CAREFUL
    )
    model.load_state_dict(saved.state_dict())


def family_of(name: str) -> Family:
    """Return the class of the model at ``name``, by its configuration alone."""
    quiet()
    from transformers import AutoConfig

    path = Path(name) / "config.json"
    if path.is_file():  # so that nothing in the folder is even asked for its code
        kind = _model_type(path)
    else:
        _refuse_absent_folder(name)
        kind = _loading(name, AutoConfig.from_pretrained, name, **_CAREFUL).model_type
    if kind == "videollama3_qwen2":
        raise ConfigError(f"{name} is in VideoLLaMA3's original layout: `convert --from` it first.")
    if kind not in FAMILIES:
        known = ", ".join(family.title for family in FAMILIES.values())
        raise ConfigError(f"{name} is a {kind!r} model; those known here are {known}.")
    return FAMILIES[kind]


def fingerprint(name: str) -> str:
    """Return what tells one base from another: the hub's commit, or a hash of a folder's files.

    The hash covers the configuration, and each weight file's size and list of tensors: quick even
    for 16 GB, blind to changed numbers only.
    """
    folder = Path(name)
    if not folder.is_dir():
        from transformers import AutoConfig

        config = _loading(name, AutoConfig.from_pretrained, name, **_CAREFUL)
        return str(config._commit_hash)
    digest = hashlib.sha256((folder / "config.json").read_bytes())
    for path in sorted(folder.glob("*.safetensors")):
        with path.open("rb") as file:
            length = int.from_bytes(file.read(8), "little")
            digest.update(f"{path.name} {path.stat().st_size}".encode())
            digest.update(file.read(min(length, 2**26)))
    return digest.hexdigest()


def quiet() -> None:
    """Make transformers importable here, and silent but for errors."""
    vision.ready()
    import huggingface_hub.utils.logging
    import transformers.utils.logging

    hub: Any = huggingface_hub.utils.logging  # neither has types
    own: Any = transformers.utils.logging
    hub.set_verbosity_error()
    own.set_verbosity_error()
    own.disable_progress_bar()


def _refuse_absent_folder(name: str) -> None:
    if name.startswith((".", "/", "~")) or Path(name).is_dir():
        raise ConfigError(f"{name} is no model's folder: it has no config.json.")


def _refuse_pickles(name: str) -> None:
    folder = Path(name)
    if not folder.is_dir() or any((folder / file).is_file() for file in (WEIGHTS, INDEX)):
        return
    pickles = sorted(path.name for path in folder.iterdir() if path.suffix in (".bin", ".pt"))
    found = f"{pickles[0]} could carry code and is not opened" if pickles else "it has no weights"
    raise ConfigError(f"{name}: only safetensors are loaded, and {found}.")


def _model_type(path: Path) -> str:
    try:
        return str(json.loads(path.read_text())["model_type"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ConfigError(f"{path} is no model's configuration: {error!r}.") from error


def _loading(name: str, load: Any, *args: Any, **options: Any) -> Any:
    """Call ``load``; turn what it raises where a model is missing or broken into one line."""
    try:
        return load(*args, **options)
    except (OSError, ValueError, KeyError, ImportError) as error:
        first = str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__
        raise ConfigError(f"{name} cannot be loaded: {first}") from error
