"""One training run: read, split, fit, predict val, calibrate, evaluate, publish. In that order.

Until the checkpoint is published there is only ``.NAME.partial`` beside its place, from which an
interrupted run goes on.
"""

from __future__ import annotations

import hashlib
import shutil
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import asdict, is_dataclass
from datetime import UTC, datetime
from math import isfinite
from pathlib import Path
from typing import Any

from reward.core import backends, calibrate, checkpoint, data
from reward.core.calibrate import Calibration
from reward.core.checkpoint import Card
from reward.core.contract import Backend, Example, Report
from reward.core.errors import ConfigError, ManifestError, TrainingError
from reward.core.plan import Plan, identity_of, is_first, refuse_another, under_way
from reward.core.predict import stream
from reward.core.scores import truth


def train(plan: Plan, *, resume: bool = False, report: Report = lambda values: None) -> Card:
    """Train as planned and return the published checkpoint's card.

    With ``resume`` an interrupted run of the same plan goes on where it stopped, if there is one.
    ``report`` gets what the backend reports, e.g. {"step": 12, "loss": 0.3}. Every error leaves
    the place of the checkpoint empty.
    """
    checkpoint.refuse_existing(plan.out)
    parts = _parts(plan)
    parent = checkpoint.load_card(plan.init) if plan.init else None
    identity = identity_of(plan, parent)
    refuse_another(plan, identity, resume=resume)
    backend = _backend(plan, parent)
    with under_way(plan, identity):
        learned = _fit(backend, parts, plan, report)
    calibration, metrics = _examine(backend, parts["val"], report)
    card = Card(
        backend=backend.name,
        config=_config(backend, plan),
        data=_described(plan, parts),
        metrics=metrics,
        calibration=asdict(calibration),
        training={**learned, "seed": plan.seed, "seconds": plan.seconds},
        parent=parent.id if parent else "",
        code=code_version(),
        created=datetime.now(UTC).isoformat(timespec="seconds"),
    )
    return _publish(plan, card, backend)


def code_version() -> str:
    """Return twelve hexadecimal digits that change with any source file of this library."""
    digest = hashlib.sha256()
    for path in sorted(Path(__file__).parent.rglob("*.py")):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


def _parts(plan: Plan) -> dict[data.Split, list[Example]]:
    """Read the manifest and leave out what nobody has judged."""
    examples = data.read_manifest(plan.manifest, plan.media)
    parts = data.by_split(one for one in examples if truth(one) is not None)
    if not parts["train"]:
        raise ManifestError(
            f"{plan.manifest} has nothing to learn from: no line of its train split says fake"
            " or real."
        )
    return parts


def _backend(plan: Plan, parent: Card | None) -> Backend:
    if parent is None or plan.init is None:
        return backends.create(plan.backend, dict(plan.config), seed=plan.seed, model=plan.model)
    if parent.backend != plan.backend:
        raise ConfigError(f"{plan.init} is of the backend {parent.backend}, not {plan.backend}.")
    if plan.model:
        raise ConfigError(f"{plan.init} brings its own model: name no other.")
    return backends.load(parent, plan.init, plan.config)


def _fit(
    backend: Backend, parts: Mapping[data.Split, Sequence[Example]], plan: Plan, report: Report
) -> dict[str, Any]:
    def watched(values: dict[str, Any]) -> None:
        report(values)
        _refuse_divergence(values)

    with data.naming_lines([*parts["train"], *parts["val"]]):
        return backend.fit(
            parts["train"],
            parts["val"],
            seconds=plan.seconds,
            seed=plan.seed,
            state=plan.state,
            report=watched,
        )


def _refuse_divergence(values: Mapping[str, Any]) -> None:
    for name, value in values.items():
        if "loss" in name and isinstance(value, float) and not isfinite(value):
            raise TrainingError(
                f"The {name} became {value} at step {values.get('step', '?')}: nothing was"
                " published. A lower learning rate may help."
            )


def _examine(
    backend: Backend, val: Sequence[Example], report: Report
) -> tuple[Calibration, dict[str, Any]]:
    """Calibrate on the validation set, then measure on it; neither without one."""
    if not val:
        return Calibration(), {}
    from reward.core.evaluate import evaluate
    from reward.core.judge import LocalJudge

    def told(done: int, total: int) -> None:
        report({"judged": done, "of": total, "done": done / total})

    raw = list(stream(backend, val, Calibration(), report=told))
    logits = [calibrate.logit(prediction.p_fake) for prediction in raw]
    labels = [bool(truth(example)) for example in val]
    calibration = calibrate.fit(logits, labels)
    judged = [calibrate.apply(calibration, prediction) for prediction in raw]
    metrics = evaluate(val, judged, LocalJudge())
    return calibration, {**metrics, **asdict(calibrate.effect(logits, labels, calibration))}


def _config(backend: Backend, plan: Plan) -> dict[str, Any]:
    """The backend's whole configuration where it is a dataclass, else what was asked for."""
    config = getattr(backend, "config", None)
    return (
        asdict(config)
        if is_dataclass(config) and not isinstance(config, type)
        else dict(plan.config)
    )


def _described(plan: Plan, parts: Mapping[data.Split, Sequence[Example]]) -> dict[str, Any]:
    return {
        "manifest": data.manifest_hash(plan.manifest),
        "videos": {split: len(examples) for split, examples in parts.items()},
        "fake": {split: sum(map(bool, map(truth, part))) for split, part in parts.items()},
    }


def _publish(plan: Plan, card: Card, backend: Backend) -> Card:
    """Name the checkpoint; of several processes that trained together, the first does."""
    if not is_first():
        with tempfile.TemporaryDirectory() as unused:
            backend.save(Path(unused))  # gathering the weights takes all of them
        return card
    sealed = checkpoint.save(plan.out, card, backend.save)
    shutil.rmtree(plan.partial, ignore_errors=True)
    return sealed
