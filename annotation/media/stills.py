"""One frame of the source itself, for exports, for models and to look at closely."""

from __future__ import annotations

import json
from pathlib import Path

from annotation.domain.timeline import FrameTable
from annotation.errors import MediaRejectedError
from annotation.media import child, sniff
from annotation.media.limits import DAMAGED, DEFAULT_LIMITS

# Reaching a frame means decoding from the I-frame before it: a second of 720p takes about 0.1 s.
BOUNDS = child.Bounds(cpu_s=60, wall_s=60)


def still_png(source: Path, table: FrameTable, frame: int, *, size: tuple[int, int]) -> bytes:
    """Return the source's frame as an 8-bit RGB PNG of the displayed ``size``.

    Rotation and pixel shape are applied. IndexError for a frame the table does not have,
    MediaRejectedError if the file no longer gives that frame.
    """
    wanted = {
        "frame": frame,
        "count": table.count,
        "seconds": table.seconds(frame),
        "size": size,
        "pixels": DEFAULT_LIMITS.pixels,
    }
    demuxer = sniff.container_of(source).demuxer
    arguments = (str(source.absolute()), demuxer, json.dumps(wanted))
    outcome = child.run(child.python("annotation.media.grab", *arguments), BOUNDS)
    if outcome.late:
        raise MediaRejectedError("The frame takes too long to decode.")
    if outcome.code or not outcome.output:
        raise MediaRejectedError(DAMAGED.format(f"frame {frame} cannot be decoded"))
    return outcome.output
