"""What every backend takes and gives: examples in, documents with odds out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Protocol, Self

from annotation.domain.document import Document
from annotation.domain.timeline import FrameTable
from annotation.formats.jsonl import Line


@dataclass(frozen=True, slots=True)
class Example:
    """One line of a manifest with its media file; ``document`` is None for a video to predict."""

    line: Line
    document: Document | None
    path: Path
    manifest: Path
    number: int  # of the manifest's line, 1-based

    @property
    def table(self) -> FrameTable:
        return self.line.table

    @property
    def place(self) -> str:
        """Where to look when something is wrong with it: "manifest.jsonl:12"."""
        return f"{self.manifest}:{self.number}"


@dataclass(frozen=True, slots=True)
class Prediction:
    """What a model says of one video.

    ``p_fake`` is the (calibrated) probability that the video is generated, 0 to 1;
    ``confidences`` has one number, 0 to 1, for each trace of ``document``, in its order.
    """

    video: str  # SHA-256 of the original, as in the manifest
    document: Document
    p_fake: float
    confidences: tuple[float, ...] = ()
    checkpoint: str = ""

    def __post_init__(self) -> None:
        if len(self.confidences) != len(self.document.traces):
            raise ValueError("one confidence per trace")
        if not all(0 <= odds <= 1 for odds in (self.p_fake, *self.confidences)):
            raise ValueError("odds lie between 0 and 1")

    def named(self, checkpoint: str) -> Self:
        return replace(self, checkpoint=checkpoint)


# Called with a JSON-able dict for every step worth showing, e.g. {"step": 12, "loss": 0.3}.
Report = Callable[[dict[str, Any]], None]


class Backend(Protocol):
    """A model that can learn, judge, and be put away.

    A backend is made by its module's ``create(config, seed)`` (fresh weights) or ``load(folder)``.
    ``predict`` returns raw odds; ``reward.core.calibrate`` applies the checkpoint's temperature.
    """

    name: str

    def fit(
        self,
        examples: Sequence[Example],
        val: Sequence[Example],
        *,
        seconds: float | None,
        seed: int,
        state: Path,
        report: Report,
    ) -> dict[str, Any]:
        """Learn from ``examples``; return what is worth keeping of the run, JSON-able.

        ``seconds`` bounds the training on the clock (None: the configuration's steps decide).
        ``state`` is a folder for what resumption needs; if it already holds some, go on from there.
        """
        ...

    def predict(self, examples: Sequence[Example]) -> list[Prediction]:
        """Judge each example, in order. Documents pass ``annotation.domain.document.parse``."""
        ...

    def save(self, folder: Path) -> None:
        """Write configuration (JSON) and weights (safetensors) into ``folder``, which exists."""
        ...
