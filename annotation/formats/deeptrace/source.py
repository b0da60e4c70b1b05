"""What ``all_data.json`` says, checked and grouped by video, before any frame is known."""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from typing import Any

FAKE, REAL = "fake_video", "real_video"


@dataclass(frozen=True, slots=True)
class Note:
    """Something a person should know about one row of the file; ``row`` counts from 0."""

    row: int
    code: str
    message: str
    skipped: bool = False

    @property
    def sentence(self) -> str:
        """The message with its place, for people."""
        return f"Row {self.row}: {self.message}"

    def pack(self) -> dict[str, Any]:
        """Give the JSON value by which a video that is taken remembers what was changed."""
        return {"row": self.row, "code": self.code, "message": self.message}


@dataclass(frozen=True, slots=True)
class SourceTrace:
    """One fake row: the box as fractions of the frame (x, y, w, h), times in seconds."""

    row: int
    box: tuple[float, float, float, float]
    onset_s: float
    duration_s: float
    frame_rate: float
    labels: tuple[str, ...]
    explanation: str


@dataclass(slots=True)
class SourceVideo:
    """All that the file says about one video; a real one has no traces."""

    row: int
    id: str
    path: str
    type: str
    generator: str
    prompt: str
    mime_type: str
    split: str
    traces: list[SourceTrace] = field(default_factory=list)

    @property
    def rows(self) -> list[int]:
        """The places of the video's rows that are taken."""
        return [trace.row for trace in self.traces] or [self.row]

    def pack(self) -> dict[str, Any]:
        """Give a JSON value that ``unpack`` reads."""
        return _values(self) | {"traces": [_values(trace) for trace in self.traces]}

    @classmethod
    def unpack(cls, data: dict[str, Any]) -> SourceVideo:
        """Rebuild what ``pack`` gave, after a trip through JSON."""
        traces = [
            SourceTrace(**trace | {"box": tuple(trace["box"]), "labels": tuple(trace["labels"])})
            for trace in data["traces"]
        ]
        return cls(**data | {"traces": traces})


@dataclass(slots=True)
class Release:
    """A whole file, read: its videos in order of first appearance, and what was noted."""

    rows: int = 0
    videos: list[SourceVideo] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)


def _values(of: SourceVideo | SourceTrace) -> dict[str, Any]:
    return {part.name: getattr(of, part.name) for part in fields(of)}
