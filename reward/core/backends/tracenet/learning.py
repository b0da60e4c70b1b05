"""The training loop: one step looks at a batch of clips, each in another way than before.

Step n draws from (seed, n) alone, so a run that was interrupted goes on exactly as it would have.
"""

from __future__ import annotations

import json
import math
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import torch
from safetensors import safe_open
from safetensors.torch import save_file
from torch import Tensor, nn

from reward.core.backends.tracenet.augment import Dice, vary
from reward.core.backends.tracenet.clips import Clip, stack
from reward.core.backends.tracenet.config import Config
from reward.core.backends.tracenet.muon import Muon
from reward.core.backends.tracenet.targets import View
from reward.core.contract import Report
from reward.core.errors import TrainingError

STATE = "tracenet.safetensors"
KEEP_EVERY = 30.0  # seconds between two savings of the state
WARM = 0.05  # share of the training in which the rate rises
KERNELS = 16  # times the rate: how far Muon moves kernels

Optimizers = Sequence[torch.optim.Optimizer]
# Returns the parts of the loss by name; "total" is what is minimised.
Objective = Callable[[Tensor, Sequence[View], Dice], dict[str, Tensor]]


@dataclass(frozen=True, slots=True)
class Budget:
    """How long training lasts: ``seconds`` on the clock, or else ``steps``."""

    seconds: float | None
    steps: int

    def done(self, step: int, elapsed: float) -> float:
        """Return the share that is over, 0 to 1."""
        return min(step / self.steps if self.seconds is None else elapsed / self.seconds, 1.0)


@dataclass(slots=True)
class Course:
    """Where a run stands."""

    step: int = 0
    elapsed: float = 0.0  # seconds, over all sittings
    losses: list[float] = field(default_factory=list)


def learn(
    model: nn.Module,
    objective: Objective,
    clips: Sequence[Clip],
    *,
    memory: Sequence[Clip],
    config: Config,
    budget: Budget,
    seed: int,
    state: Path,
    report: Report,
) -> Course:
    """Train ``model`` in place; with a ``memory``, a share of each batch comes from there.

    Goes on from ``state`` if it holds a run, and leaves one there when interrupted. TrainingError
    where the loss is no number.
    """
    optimizers = _optimizers(model, config)
    course = _resume(model, optimizers, state / STATE)
    begun, kept = time.monotonic() - course.elapsed, time.monotonic()
    model.train()
    try:
        while (done := budget.done(course.step, time.monotonic() - begun)) < 1:
            for optimizer in optimizers:
                for group in optimizer.param_groups:
                    group["lr"] = group["initial_lr"] * pace(done)
            batch = _batch(clips, memory, config, seed=seed, step=course.step)
            parts = _step(model, objective, optimizers, batch)
            course.step += 1
            course.elapsed = time.monotonic() - begun
            course.losses.append(parts["total"])
            report({"step": course.step, "done": done, "loss": parts["total"], **parts})
            if time.monotonic() - kept > KEEP_EVERY:
                _keep(model, optimizers, course, state / STATE)
                kept = time.monotonic()
    except TrainingError:
        raise
    except BaseException:
        _keep(model, optimizers, course, state / STATE)
        raise
    model.eval()
    return course


def pace(done: float) -> float:
    """Return the share of the rate: a short rise, then half a cosine down to 0."""
    if done < WARM:
        return (done + 0.01) / (WARM + 0.01)
    return 0.5 * (1 + math.cos(math.pi * (done - WARM) / (1 - WARM)))


def _step(
    model: nn.Module, objective: Objective, optimizers: Optimizers, batch: _Batch
) -> dict[str, float]:
    parts = objective(batch.pictures, batch.views, batch.dice)
    if not torch.isfinite(parts["total"]):
        raise TrainingError(f"The loss is no number at step {batch.step + 1}: try a lower rate.")
    model.zero_grad(set_to_none=True)
    parts["total"].backward()  # type: ignore[no-untyped-call]
    nn.utils.clip_grad_norm_(model.parameters(), 5.0)
    for optimizer in optimizers:
        optimizer.step()
    return {name: float(part.detach()) for name, part in parts.items()}


@dataclass(frozen=True, slots=True)
class _Batch:
    step: int
    pictures: Tensor  # (batch, moments, height, width, 3) uint8
    views: list[View]
    dice: Dice


def _batch(
    clips: Sequence[Clip], memory: Sequence[Clip], config: Config, *, seed: int, step: int
) -> _Batch:
    dice = np.random.default_rng((seed, step))
    torch.manual_seed(int(dice.integers(2**62)))  # for dropout
    chosen = draw(clips, memory, config, seed=seed, step=step)
    looks = [vary(clip, config.frames, dice) for clip in chosen]
    pictures = torch.from_numpy(stack([pictures for pictures, _ in looks]))
    return _Batch(step, pictures, [view for _, view in looks], dice)


def draw(
    clips: Sequence[Clip], memory: Sequence[Clip], config: Config, *, seed: int, step: int
) -> list[Clip]:
    """Return the clips of one step: new ones in shuffled rounds, the rest from the memory."""
    old = round(config.batch * config.replay) if memory else 0
    size = min(config.batch - old, len(clips))
    begin = step * size
    chosen = [clips[_shuffled(len(clips), seed, at)] for at in range(begin, begin + size)]
    begin = step * old
    return chosen + [memory[_shuffled(len(memory), seed, at)] for at in range(begin, begin + old)]


def _shuffled(count: int, seed: int, place: int) -> int:
    """Return what stands at ``place`` of endless rounds, each of all ``count`` in a new order."""
    turn, at = divmod(place, count)
    return int(np.random.default_rng((seed, turn, count)).permutation(count)[at])


def _optimizers(model: nn.Module, config: Config) -> Optimizers:
    """Kernels take Muon's steps, all else AdamW's; matrices and kernels decay, nothing else."""
    kernels = [p for p in model.parameters() if p.ndim > 2]
    heavy = [p for p in model.parameters() if p.ndim == 2]
    light = [p for p in model.parameters() if p.ndim < 2]
    groups: list[dict[str, Any]] = [
        {"params": heavy, "weight_decay": config.decay},
        {"params": light},
    ]
    optimizers = (
        torch.optim.AdamW(groups, config.rate, betas=(0.9, 0.98), weight_decay=0.0),
        Muon(kernels, config.rate * KERNELS, decay=config.decay),
    )
    for optimizer in optimizers:
        for group in optimizer.param_groups:
            group["initial_lr"] = group["lr"]
    return optimizers


def _keep(model: nn.Module, optimizers: Optimizers, course: Course, path: Path) -> None:
    """Write all that going on needs into one file, whole or not at all."""
    tensors = {f"model.{name}": value for name, value in model.state_dict().items()}
    for which, optimizer in enumerate(optimizers):
        for number, values in optimizer.state_dict()["state"].items():
            begin = f"optimizer.{which}.{number}."
            tensors |= {begin + name: value for name, value in values.items()}
    told = {"step": course.step, "elapsed": course.elapsed, "losses": course.losses}
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_suffix(".partial")
    save_file({k: v.contiguous() for k, v in tensors.items()}, beside, {"course": json.dumps(told)})
    beside.replace(path)


def _resume(model: nn.Module, optimizers: Optimizers, path: Path) -> Course:
    if not path.is_file():
        return Course()
    with safe_open(path, "pt") as file:
        told = json.loads(file.metadata()["course"])
        tensors = {name: file.get_tensor(name) for name in file.keys()}  # noqa: SIM118
    model.load_state_dict(_part(tensors, "model."))
    for which, optimizer in enumerate(optimizers):
        state: dict[int, dict[str, Tensor]] = {}
        for name, value in _part(tensors, f"optimizer.{which}.").items():
            number, key = name.split(".")
            state.setdefault(int(number), {})[key] = value
        groups = optimizer.state_dict()["param_groups"]
        optimizer.load_state_dict({"state": state, "param_groups": groups})
    return Course(**told)


def _part(tensors: dict[str, Tensor], prefix: str) -> dict[str, Tensor]:
    return {k.removeprefix(prefix): v for k, v in tensors.items() if k.startswith(prefix)}
