"""Copies a folder of VideoLLaMA3's original layout to transformers', one file at a time."""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from reward.core.backends.mllm import bases, original
from reward.core.backends.mllm.config import Config
from reward.core.backends.mllm.families import FAMILIES
from reward.core.backends.mllm.files import read_object
from reward.core.backends.mllm.storing import MODEL, About, write_about
from reward.core.errors import ConfigError

_TOKENIZER = (
    "tokenizer.json",
    "tokenizer_config.json",
    "vocab.json",
    "merges.txt",
    "added_tokens.json",
    "special_tokens_map.json",
)
_CODE = ("auto_map", "processor_class")  # of a tokenizer's configuration, never followed


def write(source: Path, folder: Path, config: Config) -> None:
    """Fill ``folder`` with the checkpoint of ``source``; ConfigError if its tensors do not fit."""
    bases.quiet()
    place = folder / MODEL
    place.mkdir()
    shapes = _write_shards(_shards(source), place)
    tokenizer = _tokenizer(source)
    described = original.model_config(read_object(source / "config.json"), shapes, tokenizer)
    _compare(source, described, shapes)
    described.save_pretrained(str(place))
    preprocessing = read_object(source / "preprocessor_config.json")
    original.processor(tokenizer, preprocessing).save_pretrained(str(place))
    write_about(folder, About(FAMILIES["video_llama_3"], config))


def _shards(source: Path) -> list[Path]:
    shards = sorted(source.glob("*.safetensors"))
    if not shards:
        pickles = [path.name for path in source.iterdir() if path.suffix in (".bin", ".pt")]
        found = f"{sorted(pickles)[0]} could carry code and is not opened" if pickles else "none"
        raise ConfigError(f"{source}: only safetensors are read, and there are none: {found}.")
    return shards


def _write_shards(shards: list[Path], place: Path) -> dict[str, tuple[int, ...]]:
    """Copy the tensors, one file in memory at a time; return each one's shape by its new name."""
    from safetensors.torch import save_file

    shapes: dict[str, tuple[int, ...]] = {}
    homes: dict[str, str] = {}
    size = 0
    for number, shard in enumerate(shards, start=1):
        name = f"model-{number:05}-of-{len(shards):05}.safetensors"
        tensors = dict(_renamed_tensors(shard))
        if twice := sorted(shapes.keys() & tensors.keys()):
            raise ConfigError(f"{shard} holds {twice[0]} a second time.")
        shapes |= {key: tuple(tensor.shape) for key, tensor in tensors.items()}
        homes |= dict.fromkeys(tensors, name)
        size += sum(tensor.nbytes for tensor in tensors.values())
        save_file(tensors, place / name, metadata={"format": "pt"})
    index = {"metadata": {"total_size": size}, "weight_map": homes}
    (place / bases.INDEX).write_text(json.dumps(index, indent=2, sort_keys=True) + "\n")
    return shapes


def _renamed_tensors(shard: Path) -> Iterator[tuple[str, Any]]:
    from safetensors import SafetensorError, safe_open

    try:
        with safe_open(shard, framework="pt") as file:
            for key in file.keys():  # noqa: SIM118 (it is no dict)
                if name := original.renamed(key):
                    yield name, file.get_tensor(key)
    except SafetensorError as error:
        raise ConfigError(f"{shard} is damaged: {error}.") from error


def _compare(source: Path, described: Any, shapes: dict[str, tuple[int, ...]]) -> None:
    """ConfigError unless the tensors are those of the model that the configuration describes."""
    import torch
    from transformers import VideoLlama3ForConditionalGeneration

    with torch.device("meta"):
        model = VideoLlama3ForConditionalGeneration(described)
    wanted = {name: tuple(value.shape) for name, value in model.state_dict().items()}
    if described.tie_word_embeddings:
        wanted.pop("lm_head.weight", None)
        shapes = {name: shape for name, shape in shapes.items() if name != "lm_head.weight"}
    for name in sorted(wanted.keys() | shapes.keys()):
        if wanted.get(name) != shapes.get(name):
            raise ConfigError(
                f"{source}: {name} should be {wanted.get(name, 'absent')},"
                f" but is {shapes.get(name, 'absent')}."
            )


def _tokenizer(source: Path) -> Any:
    """Load the tokenizer from copies of its own files, without any word about code."""
    from transformers import AutoTokenizer

    with tempfile.TemporaryDirectory() as folder:
        for name in _TOKENIZER:
            if (source / name).is_file():
                shutil.copyfile(source / name, Path(folder) / name)
        known = read_object(source / "tokenizer_config.json")
        plain = {key: value for key, value in known.items() if key not in _CODE}
        (Path(folder) / "tokenizer_config.json").write_text(json.dumps(plain))
        return AutoTokenizer.from_pretrained(folder, trust_remote_code=False)
