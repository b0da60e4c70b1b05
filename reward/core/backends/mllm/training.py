"""Fine-tuning with transformers' Trainer: on one device as on many, interrupted or not.

``accelerate launch`` decides how many processes take part and whether weights are sharded; nothing
here differs but that afterwards the first process goes on alone.
"""

from __future__ import annotations

import math
import os
import shutil
import time
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from reward.core.backends.mllm import adapters, bases
from reward.core.backends.mllm.batches import join_lessons
from reward.core.backends.mllm.config import Config
from reward.core.backends.mllm.families import Family
from reward.core.backends.mllm.lessons import Lesson, Lessons
from reward.core.backends.mllm.losses import answer_loss
from reward.core.backends.mllm.order import order
from reward.core.backends.mllm.prompts import Speaker
from reward.core.backends.mllm.watch import COMPLETE, watch
from reward.core.contract import Report
from reward.core.devices import choose
from reward.core.errors import ConfigError, MediaError

FINAL = "final"


@dataclass(frozen=True, slots=True)
class Run:
    """One training: how long at most, from which seed, with its state where, told to whom."""

    seconds: float | None
    seed: int
    state: Path
    report: Report


def learn(
    model: Any, lessons: Sequence[Lesson], speaker: Speaker, config: Config, run: Run
) -> dict[str, Any]:
    """Train ``model`` in place; go on from the newest whole state in ``run.state``, if any.

    With several processes, the weights are left in ``run.state / "final"`` and every process but
    the first ends here. Returns the JSON-able story of the run.
    """
    from transformers import PrinterCallback, Trainer

    arguments = _arguments(config, run)
    group = config.batch * config.accumulate * arguments.world_size
    steps = config.steps or math.ceil(len(lessons) * config.epochs / group)
    lengths = [lesson.length for lesson in lessons]
    indices = order(
        lengths,
        batch=config.batch * arguments.world_size,
        total=steps * group,
        seed=run.seed,
    )
    begun = time.monotonic()
    trainer = Trainer(
        model=model,
        args=arguments,
        train_dataset=Lessons([lessons[index] for index in indices], speaker),
        data_collator=partial(
            join_lessons, pad=speaker.tokenizer.pad_token_id, tail=speaker.family.tail
        ),
        compute_loss_func=answer_loss,
        callbacks=[watch(run.report, run.seconds)],
    )
    trainer.remove_callback(PrinterCallback)
    newest = newest_state(run.state)
    if newest and any((newest / name).is_file() for name in (bases.WEIGHTS, bases.INDEX)):
        bases.restore(model, newest)
    _train(trainer, newest)
    story = {
        "steps": trainer.state.global_step,
        "planned_steps": steps,
        "lessons": len(lessons),
        "resumed_at": int(newest.name.split("-")[1]) if newest else 0,
        "fit_seconds": round(time.monotonic() - begun, 1),
        "processes": arguments.world_size,
        "sharded": bool(trainer.is_fsdp_enabled),
    }
    if choose().kind == "cuda":
        story["peak_gib"] = _peak_gib()
    if arguments.world_size > 1:
        _part(trainer, run.state / FINAL)
    return story


def freeze(model: Any, family: Family, *, train_vision: bool) -> None:
    """Let everything learn but the vision tower, or that too; its merger always learns."""
    for name, parameter in model.named_parameters():
        tower = name.startswith(family.tower) and "merger" not in name
        parameter.requires_grad = train_vision or not tower


def checkpoint_activations(model: Any) -> None:
    """Keep few activations and compute the others again, unless FSDP was told to do so.

    ConfigError where it was told so for adapters: inside its wrappers, peft does not find them.
    """
    if os.environ.get("FSDP_ACTIVATION_CHECKPOINTING", "false").lower() != "true":
        # Renamed in transformers 5.2x; GPU machines may have either.
        enable = getattr(model, "activation_checkpointing_enable", None)
        (enable or model.gradient_checkpointing_enable)({"use_reentrant": False})
    elif adapters.is_adapted(model):
        raise ConfigError(
            "FSDP's activation checkpointing loses LoRA's adapters: set"
            " fsdp_activation_checkpointing to false; the setting checkpointing does the same."
        )


def keep_activations(model: Any) -> None:
    """Undo ``checkpoint_activations``: to judge, nothing is computed twice."""
    disable = getattr(model, "activation_checkpointing_disable", None)
    (disable or model.gradient_checkpointing_disable)()


def newest_state(folder: Path) -> Path | None:
    """Return the newest state that was written to its end, or None; remove what was not."""
    states = sorted(folder.glob("checkpoint-*"), key=lambda path: int(path.name.split("-")[1]))
    for state in states:
        if not (state / COMPLETE).is_file() and os.environ.get("RANK", "0") == "0":
            shutil.rmtree(state, ignore_errors=True)
    whole = [state for state in states if (state / COMPLETE).is_file()]
    return whole[-1] if whole else None


def _arguments(config: Config, run: Run) -> Any:
    from transformers import TrainingArguments

    device = choose()
    arguments = TrainingArguments(
        output_dir=str(run.state),
        per_device_train_batch_size=config.batch,
        gradient_accumulation_steps=config.accumulate,
        num_train_epochs=1,  # the order holds all passes
        train_sampling_strategy="sequential",
        learning_rate=config.learning_rate,
        lr_scheduler_type="cosine",
        warmup_steps=config.warmup,
        weight_decay=config.weight_decay,
        max_grad_norm=config.clip_norm,
        bf16=device.bf16_for(config.dtype),
        use_cpu=device.kind == "cpu",
        seed=run.seed,
        save_strategy="steps",
        save_steps=config.save_every,
        save_total_limit=2,
        logging_strategy="steps",
        logging_steps=1,
        logging_nan_inf_filter=False,
        report_to="none",
        log_level="error",
        log_level_replica="error",
        disable_tqdm=True,
        remove_unused_columns=False,
        dataloader_num_workers=config.workers,
        dataloader_pin_memory=device.kind == "cuda",
        ddp_find_unused_parameters=False,
    )
    # One process, one device: DataParallel would cut clips in the middle.
    if arguments.n_gpu > 1:
        arguments._n_gpu = 1
    return arguments


def _peak_gib() -> float:
    """Return the most memory that tensors took on this process's GPU, in GiB."""
    import torch

    return round(torch.cuda.max_memory_allocated() / 2**30, 2)


def _train(trainer: Any, newest: Path | None) -> None:
    try:
        trainer.train(resume_from_checkpoint=str(newest) if newest else None)
    except MediaError as error:
        # A worker process sends its traceback along; the last line is what went wrong.
        line = error.message.strip().splitlines()[-1]
        raise MediaError(line.removeprefix("reward.core.errors.MediaError: ")) from error


def _part(trainer: Any, final: Path) -> None:
    """Write the whole weights together, then leave all but the first process."""
    import torch.distributed as processes

    trainer.save_model(str(final))
    first = trainer.is_world_process_zero()
    processes.barrier()
    processes.destroy_process_group()
    if not first:
        raise SystemExit(0)
