"""One dataset line to start from: ten frames at 10 fps, 200 x 100 px, one trace that moves."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from annotation.formats.jsonl import Line

SHA = "ab" * 32


def trace(**changed: Any) -> dict[str, Any]:
    return {
        "id": "t1",
        "category": "object_distortion",
        "also": [],
        "tags": [],
        "span": [2, 6],
        "track": [
            {"frame": 2, "box": [0.1, 0.2, 0.2, 0.4]},
            {"frame": 5, "box": [0.4, 0.2, 0.2, 0.5]},
        ],
        "explanation": {"text": "손이 컵에 녹아든다.", "lang": "ko"},
        "origin": {"kind": "human"},
    } | changed


def document(*traces: dict[str, Any], verdict: str = "fake") -> dict[str, Any]:
    return {"schema": 1, "verdict": verdict, "note": "", "traces": list(traces)}


LINE = Line(
    video=SHA,
    media=f"media/{SHA}.mp4",
    media_sha256=SHA,
    width=200,
    height=100,
    time_base=(1, 100),
    pts=range(0, 100, 10),
    end=100,
    label="fake",
    generator="Sora",
    prompt="A cup",
    split="train",
    document=document(trace()),
    annotator="annotator-1",
    reviewed=True,
    provenance={"project": "demo"},
)


def line(**changed: Any) -> Line:
    """LINE with some values changed; pts as JSON would give them."""
    return replace(LINE, **({"time_base": [1, 100], "pts": list(LINE.pts)} | changed))
