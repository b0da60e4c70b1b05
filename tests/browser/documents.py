"""Documents that a test opens instead of drawing them by hand."""

from __future__ import annotations

from typing import Any

from annotation.models import Annotation, Task


def trace(
    name: str,
    span: tuple[int, int],
    *keyframes: tuple[int, tuple[float, float, float, float]],
    category: str = "object_merging",
) -> dict[str, Any]:
    """A trace with a box at each of these frames."""
    return {
        "id": name,
        "category": category,
        "also": [],
        "tags": [],
        "span": list(span),
        "track": [{"frame": frame, "box": list(box)} for frame, box in keyframes],
        "explanation": {"text": "Two balls become one.", "lang": "en"},
        "origin": {"kind": "human"},
    }


def give(task: Task, *traces: dict[str, Any]) -> Task:
    """Let the task's annotation hold these traces already."""
    document = {"schema": 1, "verdict": "fake", "note": "", "traces": list(traces)}
    Annotation.objects.filter(task=task).update(document=document)
    return task
