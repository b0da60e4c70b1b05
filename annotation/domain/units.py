"""Seconds and pixels beside frames and fractions, for readers who ask; never stored."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from annotation.domain.geometry import Box
from annotation.domain.timeline import FrameTable, Span

UNITS = frozenset({"s", "px"})


def with_units(
    document: dict[str, Any],
    table: FrameTable,
    width: int,
    height: int,
    units: Collection[str] = UNITS,
) -> dict[str, Any]:
    """Return a copy of a well-formed document value with the asked ``units`` added.

    "s" adds ``start_s`` and ``end_s`` to each trace; "px" adds ``box_px`` (left, top, width,
    height in pixels of the displayed ``width`` × ``height`` frame, or None) to each keyframe.
    """
    traces = [dict(trace) for trace in document["traces"]]
    for trace in traces:
        if "s" in units:
            span = Span(*trace["span"])
            trace |= {"start_s": table.start_s(span), "end_s": table.end_s(span)}
        if "px" in units:
            trace["track"] = [
                {**keyframe, "box_px": _pixels(keyframe["box"], width, height)}
                for keyframe in trace["track"]
            ]
    return {**document, "traces": traces}


def _pixels(box: list[float] | None, width: int, height: int) -> list[float] | None:
    return None if box is None else list(Box(*box).to_pixels(width, height))
