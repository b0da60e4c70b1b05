"""What is looked at after every step: the loss, the clock, and whether a state is whole."""

from __future__ import annotations

import math
import time
from pathlib import Path
from typing import Any

from reward.core.contract import Report
from reward.core.errors import TrainingError

COMPLETE = "complete"  # written last into a state


def watch(report: Report, seconds: float | None) -> Any:
    """Return a callback for transformers' Trainer.

    It reports every step, stops after ``seconds`` (all processes after the same step), marks each
    saved state as complete, and raises TrainingError at the first loss that is no number.
    """
    from transformers import TrainerCallback

    class Watch(TrainerCallback):
        def __init__(self) -> None:
            self.begun = time.monotonic()

        def on_train_begin(self, args: Any, state: Any, control: Any, **rest: Any) -> None:
            self.begun = time.monotonic()

        def on_log(self, args: Any, state: Any, control: Any, **rest: Any) -> None:
            logs = rest.get("logs") or {}
            if "loss" not in logs:
                return
            loss = float(logs["loss"])
            if state.is_world_process_zero:
                report(
                    {
                        "step": state.global_step,
                        "steps": state.max_steps,
                        "loss": loss,
                        "learning_rate": float(logs["learning_rate"]),
                    }
                )
            if not math.isfinite(loss):
                raise TrainingError(
                    f"The loss became {loss} at step {state.global_step}: nothing was saved."
                    " A lower learning_rate may help."
                )

        def on_step_end(self, args: Any, state: Any, control: Any, **rest: Any) -> None:
            if seconds is not None and _any(time.monotonic() - self.begun >= seconds):
                control.should_training_stop = True

        def on_save(self, args: Any, state: Any, control: Any, **rest: Any) -> None:
            if state.is_world_process_zero:
                (Path(args.output_dir) / f"checkpoint-{state.global_step}" / COMPLETE).touch()

    return Watch()


def _any(here: bool) -> bool:
    """Return whether any process says so: all must stop after the same step."""
    import torch
    import torch.distributed as processes

    if not (processes.is_available() and processes.is_initialized()):
        return here
    device = "cuda" if processes.get_backend() == "nccl" else "cpu"
    votes = torch.tensor(int(here), device=device)
    processes.all_reduce(votes, op=processes.ReduceOp.MAX)
    return bool(votes.item())
