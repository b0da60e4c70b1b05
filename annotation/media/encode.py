"""Pictures in, a video file out: how drawn clips are written."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import numpy as np
from numpy.typing import NDArray

Picture = NDArray[np.uint8]  # (height, width, 3), RGB


@dataclass(frozen=True, slots=True, kw_only=True)
class Encoding:
    """A codec and what the file says about its pictures; the container is the path's suffix."""

    codec: str = "libx264"
    pix_fmt: str = "yuv420p"
    rate: Fraction = Fraction(25)
    rotation: int = 0  # clockwise degrees that a player must turn the stored picture by
    sar: Fraction = Fraction(1)
    options: Mapping[str, str] = field(default_factory=dict)


def encode(
    path: Path,
    pictures: Iterable[Picture],
    encoding: Encoding,
    *,
    timing: tuple[Fraction, Sequence[int]] | None = None,
) -> None:
    """Write ``pictures`` at the encoding's rate, or at the given (time base, pts)."""
    time_base, pts = timing or (1 / encoding.rate, None)
    options = {"crf": "18", "preset": "veryfast", **encoding.options}
    with _same_priority(), av.open(str(path), "w") as container:
        stream: Any = container.add_stream(encoding.codec, rate=encoding.rate, options=options)
        stream.pix_fmt = encoding.pix_fmt
        stream.time_base = stream.codec_context.time_base = time_base
        stream.codec_context.sample_aspect_ratio = encoding.sar
        if encoding.rotation:
            stream.set_display_rotation(-encoding.rotation)
        for number, pixels in enumerate(pictures):
            if number == 0:
                stream.height, stream.width = pixels.shape[:2]
            frame = av.VideoFrame.from_ndarray(np.ascontiguousarray(pixels), format="rgb24")
            frame.pts, frame.time_base = pts[number] if pts else number, time_base
            container.mux(stream.encode(frame))
        container.mux(stream.encode())


@contextmanager
def _same_priority() -> Iterator[None]:
    """Put this thread's scheduling back where it was.

    Run by root, SVT-AV1 gives the calling thread real-time priority for good. All that the process
    starts from then on inherits it, and one busy browser takes every core.
    """
    if not hasattr(os, "sched_getscheduler"):  # not Linux: nothing is changed there
        yield
        return
    policy, parameters = os.sched_getscheduler(0), os.sched_getparam(0)
    try:
        yield
    finally:
        if os.sched_getscheduler(0) != policy:
            os.sched_setscheduler(0, policy, parameters)
