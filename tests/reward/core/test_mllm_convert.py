"""The published layout becomes transformers': the same tensors, the same answers."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import torch
from safetensors.torch import load_file, save_file

from reward.core import backends, checkpoint
from reward.core.__main__ import main
from reward.core.answers import Style
from reward.core.backends import mllm
from reward.core.backends.mllm import bases, original, storing
from tests.reward import tiny, tiny_clips

TINY_LAYERS = range(2)  # of the tower and of the language model
PAIRED = ("weight", "bias")


def pairs() -> dict[str, str]:
    """Each tensor's name in transformers and in DAMO-NLP-SG/VideoLLaMA3, written out by hand."""
    theirs = {
        "lm_head.weight": "lm_head.weight",
        "model.language_model.embed_tokens.weight": "model.embed_tokens.weight",
        "model.language_model.norm.weight": "model.norm.weight",
    }
    for kind in PAIRED:
        theirs |= {
            f"model.projector.readout.0.{kind}": f"model.mm_projector.readout.0.{kind}",
            f"model.projector.readout.2.{kind}": f"model.mm_projector.readout.2.{kind}",
            f"model.vision_model.embeddings.patch_embedding.{kind}": (
                f"model.vision_encoder.embeddings.patch_embedding.{kind}"
            ),
            f"model.vision_model.post_layernorm.{kind}": (
                f"model.vision_encoder.post_layernorm.{kind}"
            ),
        }
    for layer in TINY_LAYERS:
        own, other = f"model.language_model.layers.{layer}", f"model.layers.{layer}"
        for part in ("input_layernorm", "post_attention_layernorm"):
            theirs[f"{own}.{part}.weight"] = f"{other}.{part}.weight"
        for part in ("mlp.gate_proj", "mlp.up_proj", "mlp.down_proj", "self_attn.o_proj"):
            theirs[f"{own}.{part}.weight"] = f"{other}.{part}.weight"
        for part in ("self_attn.q_proj", "self_attn.k_proj", "self_attn.v_proj"):
            for kind in PAIRED:
                theirs[f"{own}.{part}.{kind}"] = f"{other}.{part}.{kind}"
        own, other = (
            f"model.{tower}.encoder.layers.{layer}" for tower in ("vision_model", "vision_encoder")
        )
        for part in (
            "layer_norm1",
            "layer_norm2",
            "mlp.fc1",
            "mlp.fc2",
            "self_attn.q_proj",
            "self_attn.k_proj",
            "self_attn.v_proj",
            "self_attn.out_proj",
        ):
            for kind in PAIRED:
                theirs[f"{own}.{part}.{kind}"] = f"{other}.{part}.{kind}"
    return theirs


def tiny_tensors() -> dict[str, torch.Tensor]:
    return load_file(tiny.base("video_llama_3") / "model.safetensors")


def published(folder: Path) -> Path:
    """A tiny model as the paper's weights are published: two shards and the code beside them."""
    base = tiny.base("video_llama_3")
    tensors = tiny_tensors()
    names = pairs()
    assert tensors.keys() == names.keys()
    renamed = {names[name]: tensor for name, tensor in tensors.items()}
    folder.mkdir()
    half = len(renamed) // 2
    for number, part in enumerate((sorted(renamed)[:half], sorted(renamed)[half:]), start=1):
        shard = folder / f"model-0000{number}-of-00002.safetensors"
        save_file({name: renamed[name] for name in part}, shard, metadata={"format": "pt"})
    _write_config(folder, json.loads((base / "config.json").read_text()))
    for name in ("tokenizer.json", "tokenizer_config.json"):
        (folder / name).write_bytes((base / name).read_bytes())
    return folder


def _write_config(folder: Path, values: dict[str, Any]) -> None:
    text, tower = values["text_config"], values["vision_config"]
    kept = (
        "vocab_size hidden_size intermediate_size num_hidden_layers num_attention_heads "
        "num_key_value_heads hidden_act max_position_embeddings rms_norm_eps eos_token_id"
    )
    seen = (
        "hidden_size intermediate_size num_hidden_layers num_attention_heads num_channels "
        "patch_size hidden_act layer_norm_eps attention_dropout"
    )
    config = {
        **{name: text[name] for name in kept.split()},
        "architectures": ["Videollama3Qwen2ForCausalLM"],
        "auto_map": {"AutoConfig": "configuration_videollama3.Videollama3Qwen2Config"},
        "model_type": "videollama3_qwen2",
        "rope_theta": 50000.0,
        "mm_projector_type": "mlp2x_gelu",
        "use_token_compression": True,
        "image_token_index": 151665,
        "torch_dtype": "float32",
        "tie_word_embeddings": False,
        "vision_encoder": None,
        "vision_encoder_config": {
            **{name: tower[name] for name in seen.split()},
            "model_type": "videollama3_vision_encoder",
        },
    }
    (folder / "config.json").write_text(json.dumps(config))
    preprocessing = {
        "image_mean": [0.5, 0.5, 0.5],
        "image_std": [0.5, 0.5, 0.5],
        "min_tokens": 16,
        "max_tokens": 400,
        "patch_size": 14,
        "auto_map": {"AutoImageProcessor": "image_processing_videollama3.Nothing"},
    }
    (folder / "preprocessor_config.json").write_text(json.dumps(preprocessing))


def converted(source: Path, out: Path, *more: str) -> int:
    return main(["convert", "--from", str(source), "--out", str(out), *more])


def test_published_weights_become_a_checkpoint_that_answers_alike(tmp_path: Path) -> None:
    out = tmp_path / "out"
    settings = tmp_path / "settings.json"
    settings.write_text('{"answer_tokens": 8}')
    assert converted(published(tmp_path / "theirs"), out, "--config", str(settings)) == 0
    card = checkpoint.load_card(out)
    assert card.backend == "mllm"
    assert card.training["layout"] == "videollama3_qwen2"
    backend = mllm.load(out)
    base = bases.load_model(str(tiny.base("video_llama_3")), dtype="float32", attention="sdpa")
    own, others = backend.model.state_dict(), base.state_dict()
    assert own.keys() == others.keys()
    assert all(torch.equal(own[name], others[name]) for name in own)
    config = backend.config
    # As the paper trained it, within the folder's budget: 400 tokens of 28 x 28 pixels.
    assert (config.style, config.fps, config.max_frames) == (Style.PAPER, 2.0, 180)
    assert config.clip_pixels == 400 * 28 * 28
    found = backends.load(card, out).predict(tiny_clips.some()[:1])
    plain = mllm.create(
        {"style": "paper", "tune": "full", "clip_pixels": 400 * 784, "answer_tokens": 8},
        seed=0,
        model=str(tiny.base("video_llama_3")),
    )
    assert found[0].p_fake == plain.predict(tiny_clips.some()[:1])[0].p_fake


def test_weights_as_training_leaves_them_are_understood_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = published(tmp_path / "theirs")
    # The tower's name twice, its configuration only as a hub id, its positions' buffer.
    for shard in source.glob("*.safetensors"):
        tensors = {
            name.replace("vision_encoder.", "vision_encoder.vision_encoder."): tensor
            for name, tensor in load_file(shard).items()
        }
        if "00001" in shard.name:
            tensors["model.layers.0.self_attn.rotary_emb.inv_freq"] = torch.zeros(8)
        save_file(tensors, shard)
    values = json.loads((source / "config.json").read_text())
    values |= {"vision_encoder": "DAMO-NLP-SG/SigLIP-NaViT"}
    del values["vision_encoder_config"]
    (source / "config.json").write_text(json.dumps(values))
    out = tmp_path / "out"
    monkeypatch.setattr(original, "HEAD", 16)  # the tiny tower's; the published one's is 72
    assert converted(source, out) == 0
    own = mllm.load(out).model.state_dict()
    assert all(own[new].shape == tensor.shape for new, tensor in tiny_tensors().items())
    assert own.keys() == tiny_tensors().keys()


def test_the_tokenizer_and_the_template_are_as_the_original_has_them(tmp_path: Path) -> None:
    assert converted(published(tmp_path / "theirs"), tmp_path / "out") == 0
    speaker = mllm.load(tmp_path / "out").speaker
    prompt = speaker._prompt("Real?")
    assert prompt == ("<|im_start|>user\n<|video_pad|>\nReal?<|im_end|>\n<|im_start|>assistant\n")
    assert speaker.tokenizer.convert_ids_to_tokens(speaker.stop) == "<|im_end|>"


@pytest.mark.parametrize("case", ["missing", "extra", "shape", "pickle", "twice"])
def test_a_folder_that_does_not_fit_is_refused_and_leaves_nothing(
    case: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source = published(tmp_path / "theirs")
    shard = source / "model-00001-of-00002.safetensors"
    tensors = load_file(shard)
    said = {
        "missing": "model.language_model.embed_tokens.weight should be",
        "extra": "'model.audio.weight' is not of VideoLLaMA3's original layout",
        "shape": "model.language_model.embed_tokens.weight should be",
        "pickle": "pytorch_model.bin could carry code and is not opened",
        "twice": "holds lm_head.weight a second time",
    }[case]
    if case == "missing":
        del tensors["model.embed_tokens.weight"]
    elif case == "extra":
        tensors["model.audio.weight"] = torch.zeros(1)
    elif case == "shape":
        tensors["model.embed_tokens.weight"] = torch.zeros(3, 64)
    save_file(tensors, shard)
    if case == "pickle":
        for path in source.glob("*.safetensors"):
            path.unlink()
        torch.save({}, source / "pytorch_model.bin")
    if case == "twice":
        save_file({"lm_head.weight": torch.zeros(1)}, source / "zzz.safetensors")
    assert converted(source, tmp_path / "out") == 1
    error = capsys.readouterr().err
    assert said in error
    assert error.count("\n") == 1
    assert [path.name for path in tmp_path.iterdir()] == ["theirs"]


def test_a_base_becomes_a_checkpoint_as_it_is(tmp_path: Path) -> None:
    settings = tmp_path / "settings.json"
    settings.write_text(json.dumps({"style": "paper", "max_frames": 4}))
    out = tmp_path / "out"
    assert converted(tiny.base("qwen2_5_vl"), out, "--config", str(settings)) == 0
    about = storing.read_about(out)
    assert (about.family.name, about.config.style, about.base) == ("qwen2_5_vl", Style.PAPER, "")
    assert mllm.load(out).speaker.style is Style.PAPER


def test_what_cannot_be_converted_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert converted(tmp_path, tmp_path / "out") == 1
    assert "config.json is missing" in capsys.readouterr().err
    (tmp_path / "config.json").write_text('{"model_type": "gpt2"}')
    assert converted(tmp_path, tmp_path / "out") == 1
    assert "is a 'gpt2' model" in capsys.readouterr().err
    assert converted(tiny.base("qwen3_vl"), tmp_path) == 1
    assert "exists already" in capsys.readouterr().err


def test_the_published_configuration_gives_a_model_of_the_published_size() -> None:
    text = {
        "vocab_size": 152064,
        "hidden_size": 3584,
        "intermediate_size": 18944,
        "num_hidden_layers": 28,
        "num_attention_heads": 28,
        "num_key_value_heads": 4,
        "rope_theta": 1000000.0,
        "rope_scaling": None,
        "sliding_window": None,
        "use_sliding_window": False,
    }
    tower = {
        "hidden_size": 1152,
        "intermediate_size": 4304,
        "num_hidden_layers": 27,
        "num_attention_heads": 16,
        "patch_size": 14,
    }
    bases.quiet()
    from transformers import VideoLlama3ForConditionalGeneration

    tokenizer = bases.load_processor(str(tiny.base("video_llama_3"))).tokenizer
    values = {**text, "torch_dtype": "bfloat16", "vision_encoder_config": tower}
    described = original.model_config(values, {}, tokenizer)
    with torch.device("meta"):
        model = VideoLlama3ForConditionalGeneration(described)
    size = 2 * sum(parameter.numel() for parameter in model.parameters())
    assert round(size / 1e9, 1) == 16.1  # gigabytes, as DeeptraceReward/RewardModel is listed
    assert described.text_config.rope_parameters["rope_theta"] == 1000000.0
