"""The frames asked for and no others, by the frame table that browser and exports go by.

Packets are read before anything is decoded. They say where each frame lies, so what nobody looks
at costs little: the decoder starts at the I-frame before a wanted frame where that is nearer than
where it stands, and leaves out pictures on which no other depends. Where packets and table
disagree, the video is decoded from its beginning and its frames are counted.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from fractions import Fraction
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import av
import numpy as np
from av.video.reformatter import VideoReformatter
from numpy.typing import NDArray

from annotation.domain.timeline import FrameTable
from annotation.errors import MediaRejectedError
from annotation.media import packets, shape, sniff
from annotation.media.limits import DEFAULT_LIMITS
from reward.core.ahead import ahead
from reward.core.errors import MediaError
from reward.core.sampling import at_rate, span_aware, uniform

if TYPE_CHECKING:
    from av.container import InputContainer
    from av.video.frame import VideoFrame
    from av.video.stream import VideoStream

__all__ = ["ahead", "at_rate", "read_frames", "span_aware", "uniform"]

Pictures = NDArray[np.uint8]  # (frames, height, width, 3), RGB
Size = tuple[int, int]  # (width, height)
Picture = NDArray[np.uint8]  # (height, width, 3), RGB
Found = Iterator[tuple[int, Picture]]  # a frame's number in the table, and what it shows
Show = Callable[["VideoFrame", "VideoStream"], Picture]

TOLERANCE_S = 0.001
# Other containers find the place before or after the one asked for, or have no index to ask.
SEEKABLE = ("mov", "matroska")
# Decoders that can be told, picture by picture, to leave out what no other picture is made from.
LEAVE_OUT = ("h264", "hevc")
# Seeking empties the decoder, which costs about as much as decoding this many pictures on.
SEEK_PAYS = 4


def read_frames(
    path: Path, table: FrameTable, frames: Sequence[int], *, size: Size | None = None
) -> Pictures:
    """Decode ``frames`` (at least one) of the video at ``path``, in the order given.

    Returns uint8 RGB of shape (len(frames), height, width, 3) as people see it: rotation and pixel
    shape applied, then scaled to ``size`` = (width, height) if it is given. MediaError names the
    file if it is missing, damaged, or not the one that ``table`` was read from; IndexError for a
    frame that the table does not have.
    """
    places: dict[int, list[int]] = {}
    for place, frame in enumerate(frames):
        places.setdefault(table.count if frame < 0 else frame, []).append(place)
    if max(places) >= table.count:
        raise IndexError(f"{path} has the frames 0 to {table.count - 1}, not {max(places)}")
    show = partial(_displayed, reformatter=VideoReformatter(), size=size)
    try:
        return _filled(places, _found(path, table, sorted(places), show))
    except MediaRejectedError as error:
        raise MediaError(f"{path}: {error.message}", path=path) from error
    except OSError as error:  # among them some of PyAV's own
        raise MediaError(f"{path} cannot be read: {error.strerror or error}.", path=path) from error
    except (av.FFmpegError, ValueError, LookupError) as error:
        raise MediaError(f"{path} is damaged or was replaced: {error}.", path=path) from error


def _filled(places: Mapping[int, list[int]], found: Found) -> Pictures:
    """Put each picture into its places; LookupError unless all are found."""
    pictures: Pictures | None = None
    missing = set(places)
    for frame, picture in found:
        if pictures is None:
            count = sum(map(len, places.values()))
            pictures = np.empty((count, *picture.shape), np.uint8)
        pictures[places[frame]] = picture
        missing.discard(frame)
    if pictures is None or missing:
        raise LookupError(f"frame {min(missing)} is not in it")
    return pictures


def _found(path: Path, table: FrameTable, wanted: list[int], show: Show) -> Found:
    """Yield each wanted frame: where its packets say it lies, else by counting."""
    demuxer = sniff.container_of(path).demuxer
    missing = set(wanted)
    with packets.open_video(path, demuxer, DEFAULT_LIMITS.pixels) as container:
        stream = _video(container)
        listed = _listed(container, stream, table)
        if listed is not None and demuxer in SEEKABLE:
            numbers = {listed.pts[frame]: frame for frame in wanted}
            for start, targets in _runs(listed, sorted(numbers)):
                for pts, frame in _from(container, stream, start, targets):
                    missing.remove(numbers[pts])
                    yield numbers[pts], show(frame, stream)
    if missing:
        with packets.open_video(path, demuxer, DEFAULT_LIMITS.pixels) as container:
            stream = _video(container)
            for number, frame in _counted(container, stream, missing, listed):
                yield number, show(frame, stream)


def _video(container: InputContainer) -> VideoStream:
    stream = packets.video_of(container)
    if stream is None or stream.codec_context.codec.name not in packets.DECODERS:
        raise LookupError("there is no video in it that can be decoded")
    stream.codec_context.options = {"max_pixels": str(DEFAULT_LIMITS.pixels)}
    stream.codec_context.thread_count = 1  # clips are decoded beside each other instead
    return stream


def _listed(
    container: InputContainer, stream: VideoStream, table: FrameTable
) -> packets.Frames | None:
    """Return the frames that the packets promise if they are the table's, all at its times."""
    listed = packets.read_frames(container, stream, table.count)
    if len(listed.pts) != table.count:
        return None
    unit, first = stream.time_base or Fraction(1), listed.pts[0]
    if unit.as_integer_ratio() == table.time_base:
        same = all(pts - first == said for pts, said in zip(listed.pts, table.pts, strict=True))
    else:
        same = all(
            abs(float((pts - first) * unit) - table.seconds(frame)) < TOLERANCE_S
            for frame, pts in enumerate(listed.pts)
        )
    return listed if same else None


def _runs(listed: packets.Frames, targets: list[int]) -> Iterator[tuple[int, list[int]]]:
    """Cut the wanted pts into runs, each with the pts of the I-frame at which to start decoding."""
    start, run = _key(listed, targets[0]), targets[:1]
    for before, target in pairwise(targets):
        key = _key(listed, target)
        skipped = bisect_left(listed.pts, key) - bisect_right(listed.pts, before)
        if key > before and skipped >= SEEK_PAYS:
            yield start, run
            start, run = key, []
        run.append(target)
    yield start, run


def _key(listed: packets.Frames, pts: int) -> int:
    return listed.keys[max(bisect_right(listed.keys, pts) - 1, 0)] if listed.keys else pts


def _from(
    container: InputContainer, stream: VideoStream, start: int, targets: list[int]
) -> Iterator[tuple[int, VideoFrame]]:
    """Yield each of the pts ``targets`` with its picture; fewer if one cannot be had from here."""
    wanted = set(targets)
    container.seek(start, stream=stream)
    for frame in _decoded(container, stream, wanted):
        if frame.is_corrupt or frame.pts is None or frame.pts > targets[-1]:
            return
        if frame.pts in wanted:
            wanted.remove(frame.pts)
            yield frame.pts, frame
        if not wanted:
            return


def _decoded(
    container: InputContainer, stream: VideoStream, wanted: set[int]
) -> Iterator[VideoFrame]:
    """Decode on from here, but nothing beyond what the pictures with the pts ``wanted`` need."""
    decoder, unsent = stream.codec_context, set(wanted)
    leaves_out = decoder.codec.name in LEAVE_OUT
    for packet in container.demux(stream):
        if leaves_out:
            decoder.skip_frame = "DEFAULT" if packet.pts in unsent else "NONREF"
        unsent.discard(packet.pts)
        try:
            yield from packet.decode()
            if not unsent:
                yield from decoder.decode(None)  # what it holds back to put it in order
                return
        except av.InvalidDataError:  # decoding from the beginning tells whether it is damaged
            return


def _counted(
    container: InputContainer,
    stream: VideoStream,
    wanted: set[int],
    listed: packets.Frames | None,
) -> Iterator[tuple[int, VideoFrame]]:
    """Yield the wanted frames by their place in the order of decoding, which is the table's."""
    late = TOLERANCE_S / float(stream.time_base or 1)  # in units of pts
    for number, frame in zip(range(max(wanted) + 1), container.decode(stream), strict=False):
        moved = listed and frame.pts is not None and abs(frame.pts - listed.pts[number]) > late
        if frame.is_corrupt or moved:
            raise LookupError(f"frame {number} cannot be decoded")
        if number in wanted:
            yield number, frame


def _displayed(
    frame: VideoFrame, stream: VideoStream, *, reformatter: VideoReformatter, size: Size | None
) -> Picture:
    matrix = packets.matrix_of(frame)
    rotation = shape.rotation_of(matrix)
    sar = stream.sample_aspect_ratio or Fraction(1)
    size = size or shape.displayed((frame.width, frame.height), sar, rotation)
    width, height = size[::-1] if rotation in (90, 270) else size
    stored = reformatter.reformat(frame, width, height, "rgb24", interpolation="AREA", threads=1)
    picture = stored.to_ndarray()
    for turn in shape.turns_of(matrix):
        picture = _TURNS[turn](picture)
    return cast("Picture", picture)


_TURNS: dict[str, Any] = {
    "TRANSPOSE": lambda picture: picture.transpose(1, 0, 2),
    "TRANSVERSE": lambda picture: picture[::-1, ::-1].transpose(1, 0, 2),
    "ROTATE_90": lambda picture: np.rot90(picture, 1),  # both turn against the clock
    "ROTATE_270": lambda picture: np.rot90(picture, 3),
    "FLIP_LEFT_RIGHT": lambda picture: picture[:, ::-1],
    "FLIP_TOP_BOTTOM": lambda picture: picture[::-1],
}
