"""A checkpoint of a server: how to ask it, and the temperature of its odds."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from reward.core import backends, calibrate, checkpoint, data
from reward.core.calibrate import Calibration
from reward.core.checkpoint import Card
from reward.core.contract import Backend, Example
from reward.core.errors import ConfigError
from reward.core.scores import truth
from reward.core.train import code_version


def connect(
    config: Path,
    out: Path,
    *,
    model: str | None = None,
    manifest: Path | None = None,
    media: Path | None = None,
) -> Card:
    """Publish the server that the file ``config`` describes as the checkpoint ``out``.

    With ``manifest`` and ``media`` the val split is asked about and calibrates the odds.
    """
    checkpoint.refuse_existing(out)
    values = _read(config)
    backend = backends.create("remote", values, seed=0, model=model)
    calibration, known = Calibration(), dict[str, Any]()
    if manifest is not None:
        if media is None:
            raise ConfigError("--manifest needs --media: the val split's videos are sent.")
        val = [
            one
            for one in data.by_split(data.read_manifest(manifest, media))["val"]
            if truth(one) is not None
        ]
        calibration, metrics = _calibrated(backend, val)
        known = {"data": {"manifest": data.manifest_hash(manifest)}, "metrics": metrics}
    card = Card(
        backend="remote",
        config={**values, **({"model": model} if model else {})},
        calibration=asdict(calibration),
        code=code_version(),
        created=datetime.now(UTC).isoformat(timespec="seconds"),
        **known,
    )
    return checkpoint.save(out, card, backend.save)


def _read(config: Path) -> dict[str, Any]:
    try:
        values = json.loads(config.read_text())
    except (OSError, ValueError) as error:
        raise ConfigError(f"{config} cannot be read: {error}.") from error
    if not isinstance(values, dict):
        raise ConfigError(f"{config} must hold one JSON object.")
    return values


def _calibrated(backend: Backend, val: Sequence[Example]) -> tuple[Calibration, dict[str, float]]:
    """Fit the temperature on ``val``; say what it changes."""
    if not val:
        return Calibration(), {}
    logits = [calibrate.logit(said.p_fake) for said in backend.predict(val)]
    labels = [bool(truth(one)) for one in val]
    calibration = calibrate.fit(logits, labels)
    return calibration, asdict(calibrate.effect(logits, labels, calibration))
