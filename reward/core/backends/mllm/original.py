"""VideoLLaMA3's original layout, in which the paper's weights are published, as transformers'.

The original is a Qwen2 with ``vision_encoder`` and ``mm_projector`` among its layers; transformers'
``video_llama_3`` keeps tower, projector and language model apart. The tensors are the same. Names:
DAMO-NLP-SG/VideoLLaMA3, ``inference/transformers_api`` (published) and ``videollama3/model`` (as
training leaves them, with ``vision_encoder`` said twice). Nothing of the folder's code is run.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from reward.core.errors import ConfigError

LAYOUT = "videollama3_qwen2"
FPS, MAX_FRAMES = 2.0, 180  # how the paper's model was trained (arXiv 2509.22646)
MIN_TOKENS, MAX_TOKENS = 16, 16384  # of a frame and of a clip, where the folder does not say
MERGE = 2  # patches per side of a video's token; the original's video_merge_size
HEAD = 72  # of the tower, SigLIP-NaViT, where the configuration does not say

_RENAMED = (
    (re.compile(r"model\.vision_encoder\.(?:vision_encoder\.)?(.+)"), r"model.vision_model.\1"),
    (re.compile(r"model\.mm_projector\.(.+)"), r"model.projector.\1"),
    (re.compile(r"model\.((?:embed_tokens|layers|norm)\..+)"), r"model.language_model.\1"),
    (re.compile(r"(lm_head\..+)"), r"\1"),
)
_TEXT = (
    "vocab_size",
    "hidden_size",
    "intermediate_size",
    "num_hidden_layers",
    "num_attention_heads",
    "num_key_value_heads",
    "hidden_act",
    "max_position_embeddings",
    "initializer_range",
    "rms_norm_eps",
    "rope_theta",
    "rope_scaling",
    "use_sliding_window",
    "sliding_window",
    "max_window_layers",
    "attention_dropout",
    "bos_token_id",
    "eos_token_id",
    "pad_token_id",
)
_TOWER = (
    "hidden_size",
    "intermediate_size",
    "num_hidden_layers",
    "num_attention_heads",
    "num_channels",
    "patch_size",
    "hidden_act",
    "layer_norm_eps",
    "attention_dropout",
)

# As videollama3/model/processor.py has it for one clip; the processor writes "Time 0.0s:" itself.
TEMPLATE = (
    "{% for message in messages %}{{ '<|im_start|>' + message['role'] + '\\n' }}"
    "{% if message['content'] is string %}{{ message['content'] }}{% else %}"
    "{% for part in message['content'] %}"
    "{% if part['type'] == 'video' %}{{ '<|video_pad|>\\n' }}"
    "{% elif part['type'] == 'image' %}{{ '<|image_pad|>\\n' }}"
    "{% else %}{{ part['text'] }}{% endif %}"
    "{% endfor %}{% endif %}{{ '<|im_end|>\\n' }}{% endfor %}"
    "{% if add_generation_prompt %}{{ '<|im_start|>assistant\\n' }}{% endif %}"
)


def renamed(name: str) -> str | None:
    """Return transformers' name of an original tensor; None for one that is computed there.

    ConfigError for a name that the original layout does not have.
    """
    if name.endswith(("rotary_pos_emb.inv_freq", "rotary_emb.inv_freq")):
        return None
    for pattern, replacement in _RENAMED:
        if pattern.fullmatch(name):
            return pattern.sub(replacement, name)
    raise ConfigError(f"The tensor {name!r} is not of VideoLLaMA3's original layout.")


def model_config(
    values: Mapping[str, Any], shapes: Mapping[str, tuple[int, ...]], tokenizer: Any
) -> Any:
    """Return transformers' configuration for the original ``config.json``'s ``values``.

    ``shapes`` of the renamed tensors say what the tower is where ``values`` do not.
    """
    from transformers import VideoLlama3Config

    text = {name: values[name] for name in _TEXT if name in values}
    described = values.get("vision_encoder_config")
    tower = (
        {name: described[name] for name in _TOWER if name in described}
        if described
        else _measured(shapes)
    )
    tied = bool(values.get("tie_word_embeddings", False))
    make: Any = VideoLlama3Config
    return make(
        text_config={"model_type": "qwen2", **text, "tie_word_embeddings": tied},
        vision_config={"model_type": "video_llama_3_vision", **tower},
        tie_word_embeddings=tied,
        image_token_id=_token(tokenizer, "<|image_pad|>"),
        video_token_id=_token(tokenizer, "<|video_pad|>"),
        dtype=values.get("torch_dtype") or values.get("dtype") or "bfloat16",
        architectures=["VideoLlama3ForConditionalGeneration"],
    )


def processor(tokenizer: Any, preprocessing: Mapping[str, Any]) -> Any:
    """Return transformers' processor, with the budget of the original ``preprocessor_config``."""
    from transformers import (
        VideoLlama3ImageProcessor,
        VideoLlama3Processor,
        VideoLlama3VideoProcessor,
    )

    kept = ("image_mean", "image_std", "patch_size")
    seen = {name: preprocessing[name] for name in kept if name in preprocessing}
    token = (seen.get("patch_size", 14) * MERGE) ** 2
    size = {
        "shortest_edge": preprocessing.get("min_tokens", MIN_TOKENS) * token,
        "longest_edge": clip_pixels(preprocessing),
    }
    make: Any = VideoLlama3Processor
    return make(
        image_processor=VideoLlama3ImageProcessor(**seen),
        tokenizer=tokenizer,
        video_processor=VideoLlama3VideoProcessor(**seen, size=size, merge_size=MERGE),
        chat_template=TEMPLATE,
    )


def clip_pixels(preprocessing: Mapping[str, Any]) -> int:
    """Return how many pixels all frames of a clip may have together."""
    side = int(preprocessing.get("patch_size", 14)) * MERGE
    return int(preprocessing.get("max_tokens", MAX_TOKENS)) * side * side


def _measured(shapes: Mapping[str, tuple[int, ...]]) -> dict[str, Any]:
    """Read the tower's measures off its tensors."""
    tower = "model.vision_model"
    try:
        hidden, channels, patch, _ = shapes[f"{tower}.embeddings.patch_embedding.weight"]
        inner = shapes[f"{tower}.encoder.layers.0.mlp.fc1.weight"][0]
    except KeyError as error:
        raise ConfigError(f"The vision encoder lacks {error}: it is no SigLIP-NaViT.") from error
    if hidden % HEAD:
        raise ConfigError(f"A vision encoder of width {hidden} is no SigLIP-NaViT: describe it.")
    layers = {name.split(".")[4] for name in shapes if name.startswith(f"{tower}.encoder.layers.")}
    return {
        "hidden_size": hidden,
        "intermediate_size": inner,
        "num_hidden_layers": len(layers),
        "num_attention_heads": hidden // HEAD,
        "num_channels": channels,
        "patch_size": patch,
    }


def _token(tokenizer: Any, token: str) -> int:
    number = tokenizer.convert_tokens_to_ids(token)
    if number is None or number == tokenizer.unk_token_id:
        raise ConfigError(f"The tokenizer does not know {token}: it is not Qwen2.5's.")
    return int(number)
