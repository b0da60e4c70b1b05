"""What a model is shown of a clip: which frames, how large, when each was on screen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from annotation.domain.timeline import FrameTable
from reward.core.answers import Ground
from reward.core.backends.mllm.config import Config
from reward.core.backends.mllm.families import Family
from reward.core.backends.mllm.sizing import Size, fit, tokens
from reward.core.contract import Example
from reward.core.frames import Pictures, at_rate, read_frames


@dataclass(frozen=True, slots=True)
class Look:
    """The frames shown, ascending, at ``size`` (width, height), ``tokens`` tokens altogether."""

    frames: tuple[int, ...]
    size: Size
    tokens: int
    ground: Ground


def look_at(example: Example, config: Config, family: Family) -> Look:
    """Decide what is shown of ``example``. Nothing is decoded."""
    table = example.table
    frames = tuple(at_rate(table, config.fps, config.max_frames))
    source = (example.line.width, example.line.height)
    pixels = min(config.frame_pixels, config.clip_pixels // len(frames))
    size = fit(source, factor=family.factor, pixels=pixels)
    count = tokens(size, len(frames), factor=family.factor, together=family.together)
    counted_in = source if family.source_pixels else size
    return Look(frames, size, count, Ground(table, family.coordinates, counted_in))


def read_pictures(example: Example, look: Look) -> Pictures:
    """Decode what ``look`` shows: uint8 (frames, height, width, 3). MediaError names the file."""
    return read_frames(example.path, example.table, look.frames, size=look.size)


def metadata(table: FrameTable, frames: tuple[int, ...]) -> dict[str, Any]:
    """Return transformers' ``video_metadata`` so that each frame's time is its own PTS.

    The processors compute ``index / fps``. Counting the units of the time base in place of frames
    makes that exact for a variable rate too: unit ``pts[k]`` of ``1 / time base`` units a second.
    """
    numerator, denominator = table.time_base
    return {
        "total_num_frames": table.end,
        "fps": denominator / numerator,
        "duration": table.duration_s,
        "frames_indices": [table.pts[frame] for frame in frames],
    }
