"""Tiny models of the three classes, built on the spot: a tokenizer trained on a few sentences, a
processor assembled around it, weights drawn at random, all saved as a hub's folder would be."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path
from typing import Any

from reward.core.backends.mllm import bases

HIDDEN = 64
LAYERS = 2
SPECIALS = (
    "<|endoftext|>",
    "<|im_start|>",
    "<|im_end|>",
    "<|object_ref_start|>",
    "<|object_ref_end|>",
    "<|box_start|>",
    "<|box_end|>",
    "<|quad_start|>",
    "<|quad_end|>",
    "<|vision_start|>",
    "<|vision_end|>",
    "<|vision_pad|>",
    "<|image_pad|>",
    "<|video_pad|>",
)
SENTENCES = (
    "FAKE. The video is AI-generated. The unnatural part is at [10, 20, 30, 40] starting 1.5 "
    "seconds. The reason is because the left hand melts into the cup.",
    "REAL. The video is real. There is no unnatural part.",
    '{"verdict":"fake","traces":[{"category":"object_distortion","explanation":"The cup melts."}]}',
    '{"verdict":"real","traces":[]}',
    "Decide whether the video is AI-generated or real by detecting unnatural parts.",
    "<0.5 seconds> Time 1.5s: user assistant system You are a helpful assistant.",
)
# As the published models': Qwen2.5-VL opens with a system message, the others do not.
_TURNS = (
    "{% for message in messages %}<|im_start|>{{ message['role'] }}\n"
    "{% if message['content'] is string %}{{ message['content'] }}{% else %}"
    "{% for part in message['content'] %}"
    "{% if part['type'] == 'video' %}VIDEO{% else %}{{ part['text'] }}{% endif %}"
    "{% endfor %}{% endif %}<|im_end|>\n{% endfor %}"
    "{% if add_generation_prompt %}<|im_start|>assistant\n{% endif %}"
)
_BETWEEN = _TURNS.replace("VIDEO", "<|vision_start|><|video_pad|><|vision_end|>")
_SYSTEM = "<|im_start|>system\nYou are a helpful assistant.<|im_end|>\n"
TEMPLATES = {
    "qwen2_5_vl": _SYSTEM + _BETWEEN,
    "qwen3_vl": _BETWEEN,
    "video_llama_3": _TURNS.replace("VIDEO", "<|video_pad|>\n"),
}
NAMES = tuple(TEMPLATES)


_made = tempfile.TemporaryDirectory(prefix="tiny-", ignore_cleanup_errors=True)


@cache
def base(name: str) -> Path:
    """Return the folder of a tiny model, built once for all tests of a process."""
    return build(Path(_made.name) / name, name)


def build(folder: Path, name: str, *, sentences: Iterable[str] = (), seed: int = 0) -> Path:
    """Save a tiny model of the class ``name`` (one of ``NAMES``) to ``folder`` and return it.

    ``sentences`` join those the tokenizer is trained on. The same arguments, the same weights.
    """
    bases.quiet()
    import torch

    torch.set_num_threads(1)  # matrices this small are slower on two
    tokens = tokenizer([*SENTENCES, *sentences])
    with torch.random.fork_rng():
        torch.manual_seed(seed)
        model = _MODELS[name](tokens)
    model.generation_config.eos_token_id = tokens.eos_token_id
    model.generation_config.pad_token_id = tokens.pad_token_id
    model.save_pretrained(folder)
    _processor(name, tokens).save_pretrained(folder)
    return folder


def tokenizer(sentences: list[str]) -> Any:
    """Train a byte-level BPE of about 600 tokens, with Qwen's special tokens."""
    from tokenizers import Tokenizer, models, pre_tokenizers, trainers
    from transformers import Qwen2Tokenizer

    learner = Tokenizer(models.BPE())
    learner.pre_tokenizer = Qwen2Tokenizer()._tokenizer.pre_tokenizer
    alphabet = pre_tokenizers.ByteLevel.alphabet()
    trainer = trainers.BpeTrainer(vocab_size=600, initial_alphabet=alphabet, show_progress=False)
    learner.train_from_iterator(sentences, trainer)
    learned = json.loads(learner.to_str())["model"]
    made = Qwen2Tokenizer(
        vocab=learned["vocab"],
        merges=[tuple(pair) for pair in learned["merges"]],
        eos_token="<|im_end|>",
        pad_token="<|endoftext|>",
    )
    made.add_special_tokens({"additional_special_tokens": list(SPECIALS)})
    return made


def _ids(tokens: Any) -> dict[str, int]:
    names = {"image_token_id": "<|image_pad|>", "video_token_id": "<|video_pad|>"}
    return {key: tokens.convert_tokens_to_ids(token) for key, token in names.items()}


def _text(tokens: Any, **more: Any) -> dict[str, Any]:
    return {
        "vocab_size": len(tokens),
        "hidden_size": HIDDEN,
        "intermediate_size": 2 * HIDDEN,
        "num_hidden_layers": LAYERS,
        "num_attention_heads": 4,
        "num_key_value_heads": 2,
        "max_position_embeddings": 4096,
        "bos_token_id": tokens.pad_token_id,
        "eos_token_id": tokens.eos_token_id,
        "pad_token_id": tokens.pad_token_id,
        "initializer_range": 0.1,
        **more,
    }


def _tower(**more: Any) -> dict[str, Any]:
    return {
        "hidden_size": HIDDEN,
        "intermediate_size": 2 * HIDDEN,
        "initializer_range": 0.1,
        **more,
    }


def _bounds(tokens: Any) -> dict[str, int]:
    names = {"vision_start_token_id": "<|vision_start|>", "vision_end_token_id": "<|vision_end|>"}
    return {key: tokens.convert_tokens_to_ids(token) for key, token in names.items()}


def _rope(*sections: int, theta: float = 10000.0, **more: Any) -> dict[str, Any]:
    base = {"rope_type": "default", "rope_theta": theta, **more}
    return {**base, "mrope_section": list(sections)} if sections else base


def _qwen2_5(tokens: Any) -> Any:
    from transformers import Qwen2_5_VLConfig, Qwen2_5_VLForConditionalGeneration

    tower = _tower(depth=2, num_heads=4, out_hidden_size=HIDDEN, fullatt_block_indexes=[1])
    text = _text(tokens, rope_parameters=_rope(2, 3, 3))
    config = Qwen2_5_VLConfig(
        text_config=text, vision_config=tower, **_ids(tokens), **_bounds(tokens)
    )
    return Qwen2_5_VLForConditionalGeneration(config)


def _qwen3(tokens: Any) -> Any:
    from transformers import Qwen3VLConfig, Qwen3VLForConditionalGeneration

    tower = _tower(
        depth=2,
        num_heads=4,
        out_hidden_size=HIDDEN,
        num_position_embeddings=16,
        deepstack_visual_indexes=[0],
    )
    text = _text(tokens, head_dim=16, rope_parameters=_rope(4, 2, 2, mrope_interleaved=True))
    config = Qwen3VLConfig(text_config=text, vision_config=tower, **_ids(tokens), **_bounds(tokens))
    return Qwen3VLForConditionalGeneration(config)


def _video_llama_3(tokens: Any) -> Any:
    from transformers import VideoLlama3Config, VideoLlama3ForConditionalGeneration

    tower = _tower(num_hidden_layers=2, num_attention_heads=4, patch_size=14)
    text = {"model_type": "qwen2", **_text(tokens, rope_parameters=_rope(theta=50000.0))}
    config = VideoLlama3Config(text_config=text, vision_config=tower, **_ids(tokens))
    return VideoLlama3ForConditionalGeneration(config)


def _processor(name: str, tokens: Any) -> Any:
    import transformers as hub

    classes = {
        "qwen2_5_vl": (hub.Qwen2_5_VLProcessor, hub.Qwen2VLImageProcessor, "Qwen2VLVideoProcessor"),
        "qwen3_vl": (hub.Qwen3VLProcessor, hub.Qwen2VLImageProcessor, "Qwen3VLVideoProcessor"),
        "video_llama_3": (
            hub.VideoLlama3Processor,
            hub.VideoLlama3ImageProcessor,
            "VideoLlama3VideoProcessor",
        ),
    }
    processor, image, video = classes[name]
    return processor(
        image_processor=image(),
        tokenizer=tokens,
        video_processor=getattr(hub, video)(),
        chat_template=TEMPLATES[name],
    )


_MODELS: dict[str, Callable[[Any], Any]] = {
    "qwen2_5_vl": _qwen2_5,
    "qwen3_vl": _qwen3,
    "video_llama_3": _video_llama_3,
}
