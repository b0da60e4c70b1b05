"""What a training process says of itself becomes the run's progress and curve."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from math import isfinite
from typing import Any

from django.utils import timezone

from annotation.actions import jobs
from annotation.models import Job
from reward.actions import runs
from reward.models import Run

WRITE_EVERY_S = 2.0
STAGED, DECODED, FITTED = 0.02, 0.08, 0.9  # the progress that ends each phase; judging is the rest
UNDER_WAY_S = 60.0


@dataclass
class Watch:
    """Takes each JSON object of the process; writes to the database now and then.

    Raises ``JobCancelledError`` from ``look`` or ``take`` once somebody cancelled.
    """

    run: Run
    curve: list[dict[str, Any]] = field(default_factory=list)
    progress: float = STAGED
    _written: float = 0.0
    _begun: float = field(default_factory=time.monotonic)
    _counted: bool = False

    def take(self, values: dict[str, Any]) -> None:
        share = float(values.get("progress") or 0.0)
        if "judged" in values:
            self.progress = FITTED + (1 - FITTED) * share
        elif "step" in values:
            self.progress = DECODED + (FITTED - DECODED) * share
            self._add(values)
        elif "decoded" in values and values.get("of"):
            self.progress = STAGED + (DECODED - STAGED) * values["decoded"] / values["of"]
        self.look()

    def look(self) -> None:
        """Write what is new if it is time to."""
        if time.monotonic() - self._written >= WRITE_EVERY_S:
            self.write()

    def write(self) -> None:
        self._written = time.monotonic()
        jobs.report(self.run.job, self.progress)
        runs.note_curve(self.run, self.curve)
        if not self._counted and self.curve and time.monotonic() - self._begun > UNDER_WAY_S:
            # It trains: that earlier workers were stopped says nothing against this run.
            Job.objects.filter(pk=self.run.job_id).update(attempts=1)
            self._counted = True

    def _add(self, values: dict[str, Any]) -> None:
        numbers = {
            name: value
            for name, value in values.items()
            if isinstance(value, int | float) and name not in {"progress", "done"}
            if isfinite(value)
        }
        while self.curve and self.curve[-1]["step"] >= numbers["step"]:
            self.curve.pop()  # a resumed run goes over a few steps again
        self.curve.append(numbers | {"at": timezone.now().isoformat(timespec="seconds")})
        self.curve = runs.thinned(self.curve)
