"""The frames a file promises, read from its packets without decoding. Runs in child processes."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, cast

import av

from annotation.media import ffmpeg, shape

if TYPE_CHECKING:
    from av.buffer import Buffer
    from av.container import InputContainer
    from av.video.frame import VideoFrame
    from av.video.stream import VideoStream

# What cameras, editors and video generators write; obscure decoders stay shut.
DECODERS = frozenset({
    "av1", "cfhd", "dnxhd", "ffv1", "h263", "h264", "hevc", "libdav1d", "libvpx", "libvpx-vp9",
    "mjpeg", "mpeg1video", "mpeg2video", "mpeg4", "prores", "rawvideo", "vp8", "vp9",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Frames:
    """The shown frames of a file in presentation order, in its own units of time."""

    pts: tuple[int, ...]
    keys: tuple[int, ...]  # the pts at which decoding can start, ascending
    end: int


def open_video(source: Path, demuxer: str, max_pixels: int) -> InputContainer:
    """Open ``source`` as the container it was recognised as, and nothing that it may point to."""
    options = {"protocol_whitelist": "file", "max_pixels": str(max_pixels)}
    return av.open(ffmpeg.url(source), format=demuxer, options=options, metadata_errors="ignore")


def video_of(container: InputContainer) -> VideoStream | None:
    """Return the first stream that moves (no cover picture), as ffmpeg's ``0:V:0`` does."""
    still = av.stream.Disposition.attached_pic | av.stream.Disposition.timed_thumbnails
    streams = (stream for stream in container.streams.video if not stream.disposition & still)
    return next(streams, None)


def read_frames(container: InputContainer, stream: VideoStream, limit: int) -> Frames:
    """List the frames that a player shows; stops reading soon after ``limit`` of them.

    Frames before an edit list's start are left out. Times that do not increase are moved up by one
    unit, as the proxy's muxer does. No frames at all is a ValueError.
    """
    shown: list[tuple[int, int]] = []  # (pts, duration)
    keys: list[int] = []
    for packet in container.demux(stream):
        pts = packet.dts if packet.pts is None else packet.pts
        if not packet.size or pts is None:
            continue
        if packet.is_keyframe:
            keys.append(pts)
        if not packet.is_discard:
            shown.append((pts, packet.duration or 0))
        if len(shown) > limit:
            break
    if not shown:
        raise ValueError("no frames")
    shown.sort()
    times = _increasing([time for time, _ in shown])
    end = times[-1] + (shown[-1][1] or _usual_step(times, stream))
    return Frames(times, tuple(sorted(keys)), end)


def matrix_of(frame: VideoFrame) -> shape.Matrix:
    """Return the frame's display matrix; upright where it has none."""
    data = cast("Buffer | None", frame.side_data.get("DISPLAYMATRIX"))
    return shape.matrix_of(bytes(data)) if data else shape.UPRIGHT


def _increasing(times: list[int]) -> tuple[int, ...]:
    for at in range(1, len(times)):
        times[at] = max(times[at], times[at - 1] + 1)
    return tuple(times)


def _usual_step(pts: tuple[int, ...], stream: VideoStream) -> int:
    """Return how long a frame lasts where the file does not say: the median, else by its rate."""
    steps = sorted(b - a for a, b in pairwise(pts))
    if steps:
        return steps[len(steps) // 2]
    rate = stream.average_rate or stream.guessed_rate
    return max(1, round(1 / (rate * stream.time_base))) if rate and stream.time_base else 1
