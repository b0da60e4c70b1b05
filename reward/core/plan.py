"""What a training run is told, and the folder it keeps beside its checkpoint's place until done."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from reward.core import data
from reward.core.checkpoint import Card
from reward.core.errors import CheckpointError, TrainingError
from reward.core.publish import blaming_full_disk, publishing

PLAN = "plan.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What to learn from, with what, and where the checkpoint goes.

    ``model`` is the base model's folder or hub id, for backends that have one; ``init`` a
    checkpoint to go on from. ``config`` sets fields of the backend's own configuration.
    ``seconds`` bounds the fitting on the clock; None leaves it to the configuration's steps.
    """

    manifest: Path
    media: Path
    out: Path
    backend: str = "tracenet"
    model: str | None = None
    init: Path | None = None
    config: Mapping[str, Any] = field(default_factory=dict)
    seconds: float | None = None
    seed: int = 0

    @property
    def partial(self) -> Path:
        """The folder of a run that is under way or was interrupted."""
        return self.out.with_name(f".{self.out.name}.partial")

    @property
    def state(self) -> Path:
        """Where the backend keeps what it needs to go on."""
        return self.partial / "state"


def is_first() -> bool:
    """Tell whether this is the process that speaks, of those that torchrun started together."""
    return os.environ.get("RANK", "0") == "0"


def identity_of(plan: Plan, parent: Card | None) -> dict[str, Any]:
    """What must be the same for an interrupted run to go on as if nothing had happened."""
    return {
        "manifest": data.manifest_hash(plan.manifest),
        "backend": plan.backend,
        "model": plan.model,
        "init": parent.id if parent else None,
        "config": json.loads(json.dumps(dict(plan.config))),
        "seed": plan.seed,
    }


def refuse_another(plan: Plan, identity: dict[str, Any], *, resume: bool) -> None:
    """CheckpointError if an interrupted run is in the way, or is not the one to go on with."""
    known = plan.partial / PLAN
    if not is_first() or not known.exists():
        return
    if not resume:
        raise CheckpointError(
            f"{plan.partial} holds an interrupted run: go on from it with --resume, or remove it."
        )
    before = json.loads(known.read_bytes())
    if changed := sorted(name for name in identity if before.get(name) != identity[name]):
        raise CheckpointError(
            f"{plan.partial} holds an interrupted run with another {', '.join(changed)}:"
            " it cannot go on; remove it to start anew."
        )


@contextmanager
def under_way(plan: Plan, identity: dict[str, Any]) -> Iterator[None]:
    """Keep the run's folder while it fits; afterwards only if there is something to go on from."""
    plan.state.mkdir(parents=True, exist_ok=True)
    if is_first():
        with publishing(plan.partial / PLAN) as file:
            file.write(json.dumps(identity, indent=2).encode())
    try:
        with blaming_full_disk(plan.partial):
            yield
    except TrainingError:
        shutil.rmtree(plan.partial, ignore_errors=True)  # going on would only lead there again
        raise
    finally:
        if plan.state.is_dir() and not any(plan.state.iterdir()):
            shutil.rmtree(plan.partial, ignore_errors=True)
