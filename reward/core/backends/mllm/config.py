"""How a multimodal model looks, learns and answers: the fields of ``train --config FILE``."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import Any, Literal, get_args, get_type_hints

from reward.core.answers import Style
from reward.core.devices import DType
from reward.core.errors import ConfigError

Tune = Literal["lora", "full"]
# Tokens before the end of the budget from which on an answer is brought to its end: more than a
# whole empty trace takes, spelled letter by letter.
CLOSING = 128


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """What a run can be told; every field has a default that suits a 7B model on one 80 GB GPU.

    A clip is looked at ``fps`` times a second, at most ``max_frames`` times; a frame has at most
    ``frame_pixels`` pixels and a whole clip ``clip_pixels``. A step of the optimiser sees
    ``batch`` × ``accumulate`` answers per process. ``steps`` bounds the run besides ``epochs``.
    """

    style: Style = Style.DOCUMENT

    fps: float = 2.0
    max_frames: int = 32
    frame_pixels: int = 256 * 28 * 28
    clip_pixels: int = 16384 * 28 * 28

    tune: Tune = "lora"
    train_vision: bool = False  # the tower too; only with tune = full
    rank: int = 16
    alpha: int = 32
    dropout: float = 0.05

    learning_rate: float = 1e-4  # of LoRA; full fine-tuning wants about 1e-5
    warmup: float = 0.03  # share of the steps
    weight_decay: float = 0.0
    clip_norm: float = 1.0
    epochs: int = 1
    steps: int | None = None
    batch: int = 1
    accumulate: int = 8
    save_every: int = 200  # steps between states to resume from
    workers: int = 0  # processes that decode, besides the one that trains

    dtype: DType = "auto"
    checkpointing: bool = True  # compute activations twice, keep few
    attention: Literal["sdpa", "eager", "flash_attention_2"] = "sdpa"

    answer_tokens: int = 768  # longest answer
    predict_batch: int = 4
    constrained: bool = True  # hold answers of the document style to their pattern

    def __post_init__(self) -> None:
        if self.train_vision and self.tune != "full":
            raise ConfigError("train_vision needs tune = full: LoRA leaves the tower as it is.")
        for name in _POSITIVE:
            if getattr(self, name) <= 0:
                raise ConfigError(f"{name} must be greater than 0, not {getattr(self, name)}.")
        held = self.constrained and self.style is Style.DOCUMENT
        if held and self.answer_tokens < 2 * CLOSING:
            raise ConfigError(f"answer_tokens must be at least {2 * CLOSING} if constrained.")
        if self.steps is not None and self.steps < 1:
            raise ConfigError(f"steps must be at least 1, not {self.steps}.")
        if min(self.workers, self.weight_decay, self.warmup, self.dropout) < 0:
            raise ConfigError("workers, weight_decay, warmup and dropout are not negative.")


_POSITIVE = (
    "fps",
    "max_frames",
    "frame_pixels",
    "clip_pixels",
    "rank",
    "alpha",
    "learning_rate",
    "clip_norm",
    "epochs",
    "batch",
    "accumulate",
    "save_every",
    "answer_tokens",
    "predict_batch",
)


def read_config(values: dict[str, Any]) -> Config:
    """Build a configuration from JSON values; ConfigError names what cannot be."""
    kinds = get_type_hints(Config)
    for name, value in values.items():
        if name not in kinds:
            raise ConfigError(f"The mllm backend has no setting {name!r}.")
        if not _fits(value, kinds[name]):
            raise ConfigError(f"{name} cannot be {value!r}: expected {_described(kinds[name])}.")
    style = values.get("style")
    return Config(**values | ({"style": Style(style)} if style else {}))


def dump_config(config: Config) -> dict[str, Any]:
    """Return the fields as JSON values; ``read_config`` gives the same configuration back."""
    return {**dataclasses.asdict(config), "style": config.style.value}


def _fits(value: object, kind: Any) -> bool:
    if kind is Style:
        return value in list(Style)
    if kind is float:
        return type(value) in (int, float)
    if kind in (int, bool):
        return type(value) is kind
    options = get_args(kind)
    return any(value is None if one is type(None) else _is_one(value, one) for one in options)


def _is_one(value: object, option: object) -> bool:
    return type(value) is option if isinstance(option, type) else value == option


def _described(kind: Any) -> str:
    if kind is Style:
        return " or ".join(Style)
    if isinstance(kind, type):
        return kind.__name__
    return " or ".join(getattr(one, "__name__", str(one)) for one in get_args(kind))
