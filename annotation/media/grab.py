"""The child's side of ``still_png``: finds the frame, turns and stretches it, writes the PNG."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from PIL import Image

from annotation.media import packets, shape

if TYPE_CHECKING:
    from av.container import InputContainer
    from av.video.frame import VideoFrame
    from av.video.stream import VideoStream

TOLERANCE_S = 0.001
PNG_EFFORT = 1  # of 9: three times as quick as the default and a tenth larger


@dataclass(frozen=True, slots=True)
class Wanted:
    """Frame ``frame`` of ``count``, shown ``seconds`` after the first, at ``size``."""

    frame: int
    count: int
    seconds: float
    size: tuple[int, int]
    pixels: int


def main() -> None:
    path, demuxer, wanted = sys.argv[1:4]
    picture = grab(Path(path), demuxer, Wanted(**json.loads(wanted)))
    sys.stdout.buffer.write(picture)


def grab(path: Path, demuxer: str, wanted: Wanted) -> bytes:
    """Return the PNG; LookupError if the file does not have that frame."""
    with packets.open_video(path, demuxer, wanted.pixels) as container:
        stream = _video(container, wanted)
        frames = packets.read_frames(container, stream, wanted.count)
        pts = _listed(frames, stream, wanted)
    for start in _starts(frames, pts):
        with packets.open_video(path, demuxer, wanted.pixels) as container:
            stream = _video(container, wanted)
            found = _found(container, stream, start, pts)
            if found is not None:
                return _png(found, wanted.size)
    # The packets do not tell where the frame is: decode from the beginning and count.
    with packets.open_video(path, demuxer, wanted.pixels) as container:
        counted = islice(container.decode(_video(container, wanted)), wanted.frame, None)
        found = next(counted, None)
    if found is None:
        raise LookupError(f"no frame {wanted.frame}")
    return _png(found, wanted.size)


def _video(container: InputContainer, wanted: Wanted) -> VideoStream:
    stream = packets.video_of(container)
    if stream is None or stream.codec_context.codec.name not in packets.DECODERS:
        raise LookupError("no video")
    stream.codec_context.options = {"max_pixels": str(wanted.pixels)}
    stream.thread_type = "AUTO"
    stream.thread_count = 2
    return stream


def _listed(frames: packets.Frames, stream: VideoStream, wanted: Wanted) -> int | None:
    """Return the frame's pts in the file if its packets agree with the frame table."""
    if len(frames.pts) != wanted.count:
        return None
    pts = frames.pts[wanted.frame]
    seconds = float((pts - frames.pts[0]) * (stream.time_base or Fraction(1)))
    return pts if abs(seconds - wanted.seconds) < TOLERANCE_S else None


def _starts(frames: packets.Frames, pts: int | None) -> Iterator[int | None]:
    """Yield where to start decoding: at the I-frame before, then at the file's beginning."""
    if pts is None:
        return
    earlier = [key for key in frames.keys if key <= pts]
    if earlier and earlier[-1] != frames.keys[0]:
        yield earlier[-1]
    yield None


def _found(
    container: InputContainer, stream: VideoStream, start: int | None, pts: int | None
) -> VideoFrame | None:
    """Return the frame with exactly that pts, or None once decoding has passed it."""
    if start is not None:
        container.seek(start, stream=stream)
    for frame in container.decode(stream):
        if frame.pts == pts:
            return frame
        if frame.pts is None or (pts is not None and frame.pts > pts):
            return None
    return None


def _png(frame: VideoFrame, size: tuple[int, int]) -> bytes:
    matrix = packets.matrix_of(frame)
    stored = size[::-1] if shape.rotation_of(matrix) in (90, 270) else size
    image: Image.Image = cast("Any", frame).to_image(width=stored[0], height=stored[1])
    for turn in shape.turns_of(matrix):
        image = image.transpose(Image.Transpose[turn])
    file = io.BytesIO()
    image.save(file, "png", compress_level=PNG_EFFORT)
    return file.getvalue()


if __name__ == "__main__":
    main()
