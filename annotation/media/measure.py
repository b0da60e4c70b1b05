"""The child's side of ``probe``: opens the foreign file with PyAV and prints JSON."""

from __future__ import annotations

import json
import sys
from fractions import Fraction
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

import av

from annotation.media import packets, shape
from annotation.media.limits import DAMAGED, Limits

if TYPE_CHECKING:
    from av.container import InputContainer
    from av.video.frame import VideoFrame
    from av.video.stream import VideoStream

# How far into a file its first picture may be: some codecs hold back dozens of frames.
FIRST_PICTURE_PACKETS = 300


class RefusedError(Exception):
    """The file is refused; the message is for its uploader."""


def main() -> None:
    what, path, demuxer, limits = sys.argv[1:5]
    work = {"look": look, "count": count}[what]
    try:
        found = work(Path(path), demuxer, Limits(**json.loads(limits)))
    except RefusedError as refusal:
        found = {"rejected": str(refusal)}
    except (av.FFmpegError, ValueError, OverflowError):
        found = {"rejected": DAMAGED.format("its frames cannot be read")}
    except MemoryError:
        found = {"rejected": "The video needs too much memory. Export it with a smaller picture."}
    json.dump(found, sys.stdout)


def look(path: Path, demuxer: str, limits: Limits) -> dict[str, Any]:
    """Return the fields of ``Probe`` that the file decides, as JSON can carry them."""
    with packets.open_video(path, demuxer, limits.pixels) as container:
        stream = _usable(container, limits)
        frames = packets.read_frames(container, stream, limits.frames)
        time_base = stream.time_base or Fraction(1, 1000)
        has_audio = bool(container.streams.audio)
        _check_time(frames, time_base, limits)
    with packets.open_video(path, demuxer, limits.pixels) as container:
        stream = _usable(container, limits)
        sar = stream.sample_aspect_ratio or Fraction(1)
        first = _first_picture(container, stream)
        rotation = shape.rotation_of(packets.matrix_of(first))
        width, height = shape.displayed((first.width, first.height), sar, rotation)
        _check_size(first.width, first.height, limits)
        _check_size(width, height, limits)
        return {
            "width": width,
            "height": height,
            "time_base": time_base.as_integer_ratio(),
            "pts": [pts - frames.pts[0] for pts in frames.pts],
            "end": frames.end - frames.pts[0],
            "codec": stream.codec_context.codec.canonical_name,
            "rotation": rotation,
            "sar": sar.as_integer_ratio(),
            "has_audio": has_audio,
            "colour": [first.colorspace, first.color_primaries, first.color_trc],
        }


def count(path: Path, demuxer: str, limits: Limits) -> dict[str, Any]:
    """Return how many pictures decoding gives."""
    with packets.open_video(path, demuxer, limits.pixels) as container:
        return {"frames": sum(1 for _ in container.decode(_usable(container, limits)))}


def _usable(container: InputContainer, limits: Limits) -> VideoStream:
    """Return the video stream, not yet decoded, if what the file says of it is acceptable."""
    stream = packets.video_of(container)
    if stream is None:
        kind = "only sound" if container.streams.audio else "nothing that moves"
        raise RefusedError(f"The file holds {kind}: there is no video in it.")
    context = stream.codec_context
    if context is None or context.codec.name not in packets.DECODERS:
        raise RefusedError("The video's codec is not supported. Export it as MP4 (H.264).")
    _check_size(context.width, context.height, limits)
    context.options = {"max_pixels": str(limits.pixels)}
    context.thread_count = 1
    return stream


def _first_picture(container: InputContainer, stream: VideoStream) -> VideoFrame:
    for packet in islice(container.demux(stream), FIRST_PICTURE_PACKETS):
        try:
            for frame in packet.decode():
                return frame
        except av.InvalidDataError:  # a damaged packet; what the render makes of it decides
            continue
    raise RefusedError(DAMAGED.format("no picture of it can be decoded"))


def _check_size(width: int, height: int, limits: Limits) -> None:
    if min(width, height) < limits.min_side:
        raise RefusedError(
            f"The picture measures {width} × {height} pixels;"
            f" at least {limits.min_side} on each side are needed."
        )
    if width * height > limits.pixels or max(width, height) > limits.side:
        raise RefusedError(
            f"The picture measures {width} × {height} pixels, which is too large:"
            " up to 4K (4096 × 2304) is taken. Export it smaller."
        )


def _check_time(frames: packets.Frames, time_base: Fraction, limits: Limits) -> None:
    count = len(frames.pts)
    if count > limits.frames:
        raise RefusedError(f"The video has more than {limits.frames} frames. Cut it into clips.")
    seconds = float((frames.end - frames.pts[0]) * time_base)
    if seconds > limits.duration_s:
        raise RefusedError(
            f"The video lasts {seconds:.0f} s; up to {limits.duration_s:.0f} s is taken."
            " Cut it into clips."
        )
    shown_s = float((frames.pts[-1] - frames.pts[0]) * time_base)
    if (count - 1) > limits.rate * shown_s + 1:
        raise RefusedError(
            f"The video has more than {limits.rate:.0f} frames per second."
            " Export it at a lower rate."
        )


if __name__ == "__main__":
    main()
