"""Measure a foreign file in a bounded child process: is it a video Telltale can take, and when is
each of its frames shown?"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, replace
from fractions import Fraction
from pathlib import Path
from typing import Any

from annotation.domain.timeline import FrameTable
from annotation.errors import MediaRejectedError
from annotation.media import child, sniff
from annotation.media.limits import DAMAGED, DEFAULT_LIMITS, Limits

__all__ = ["Colour", "Limits", "Probe", "count_frames", "probe"]


@dataclass(frozen=True, slots=True)
class Colour:
    """The numbers of ISO/IEC 23091-4 as the first frame has them; 2 is "not said"."""

    matrix: int = 2
    primaries: int = 2
    transfer: int = 2


@dataclass(frozen=True, slots=True)
class Probe:
    """What is known of a video before it is decoded.

    ``width`` and ``height`` are the displayed size: the stored width times ``sar`` (halves up),
    then turned by ``rotation`` degrees clockwise.
    """

    width: int
    height: int
    table: FrameTable
    codec: str
    demuxer: str
    mime_type: str
    rotation: int
    sar: Fraction
    has_audio: bool
    avg_frame_rate: Fraction
    colour: Colour


def probe(path: Path, limits: Limits = DEFAULT_LIMITS) -> Probe:
    """Measure the video at ``path``; MediaRejectedError tells its uploader why it is not taken."""
    container = sniff.container_of(path)
    found = _measure("look", path, container.demuxer, limits)
    numerator, denominator = found.pop("time_base")
    table = FrameTable((numerator, denominator), tuple(found.pop("pts")), found.pop("end"))
    return Probe(
        table=table,
        demuxer=container.demuxer,
        mime_type=container.mime_type,
        sar=Fraction(*found.pop("sar")),
        avg_frame_rate=average_rate(table),
        colour=Colour(*found.pop("colour")),
        **found,
    )


def count_frames(path: Path, known: Probe, limits: Limits = DEFAULT_LIMITS) -> int:
    """Decode the whole video with PyAV and count; MediaRejectedError where that is not possible."""
    seconds = limits.wall_s + known.table.count * known.width * known.height / 20e6
    patient = replace(limits, wall_s=seconds)
    return int(_measure("count", path, known.demuxer, patient)["frames"])


def _measure(what: str, path: Path, demuxer: str, limits: Limits) -> dict[str, Any]:
    bounds = child.Bounds(cpu_s=int(limits.wall_s), wall_s=limits.wall_s, memory=limits.memory)
    arguments = (what, str(path.absolute()), demuxer, json.dumps(asdict(limits)))
    outcome = child.run(child.python("annotation.media.measure", *arguments), bounds)
    if outcome.late:
        raise MediaRejectedError("The file takes too long to read. Export it again as MP4 (H.264).")
    if outcome.code:
        raise MediaRejectedError(DAMAGED.format("reading it fails"))
    found: dict[str, Any] = json.loads(outcome.output)
    if reason := found.get("rejected"):
        raise MediaRejectedError(reason)
    return found


def average_rate(table: FrameTable) -> Fraction:
    """Return frames per second over the whole video, for display only."""
    return Fraction(table.count, table.end) / Fraction(*table.time_base)
