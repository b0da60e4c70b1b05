"""What a browser is shown instead of the source: frame k of the proxy is frame k of the source.

One ffmpeg pass makes the proxy (H.264, every frame an I-frame, none added or dropped, starting at
time 0), a filmstrip and a poster.
"""

from __future__ import annotations

import errno
import os
import re
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from annotation.domain.timeline import FrameTable
from annotation.errors import MediaRejectedError
from annotation.media import child, command
from annotation.media.limits import DAMAGED, DEFAULT_LIMITS
from annotation.media.probe import Probe, average_rate, count_frames

TOLERANCE_S = 0.001
Progress = Callable[[float], object]  # gets the share done, from 0 to 1


@dataclass(frozen=True, slots=True)
class Rendered:
    """The three files made, and ``probe`` as the decoder bore it out: keep its frame table."""

    proxy: Path
    poster: Path
    filmstrip: Path
    filmstrip_frames: tuple[int, ...]
    probe: Probe


def render(
    source: Path, probe: Probe, out_dir: Path, *, on_progress: Progress | None = None
) -> Rendered:
    """Make ``proxy.mp4``, ``poster.jpg`` and ``filmstrip.jpg`` in ``out_dir``, whole or not at all.

    The same source gives the same bytes again. MediaRejectedError if the source cannot be decoded
    from end to end, OSError if the disk is full.
    """
    with _scratch(out_dir) as scratch:
        made = _attempt(source, probe, scratch, on_progress)
        if not _agree(made.probe.table, probe.table):
            # The packets promised other frames than the decoder gave, as in a file cut within a
            # group of pictures. The decoder is right, if it says the same twice.
            again = _attempt(source, made.probe, scratch, on_progress)
            if not _agree(again.probe.table, made.probe.table):
                raise MediaRejectedError(
                    DAMAGED.format("its frames change from reading to reading")
                )
            if count_frames(source, made.probe) != made.probe.table.count:
                raise MediaRejectedError(DAMAGED.format("decoders disagree about its frames"))
            made = again
        return _published(made, out_dir)


def proxy_table(proxy: Path) -> FrameTable:
    """Read the frame table of a proxy (one of ours: the file is trusted)."""
    from annotation.media import packets

    with packets.open_video(proxy, "mov", DEFAULT_LIMITS.pixels) as container:
        stream = container.streams.video[0]
        frames = packets.read_frames(container, stream, DEFAULT_LIMITS.frames)
        if stream.time_base is None or frames.pts[0] != 0:
            raise ValueError(f"a proxy starts at time 0: {proxy.name}")
        return FrameTable(stream.time_base.as_integer_ratio(), frames.pts, frames.end)


def _attempt(source: Path, probe: Probe, scratch: Path, on_progress: Progress | None) -> Rendered:
    outputs = (scratch / "proxy.mp4", scratch / "filmstrip.jpg", scratch / "poster.jpg")
    outcome = child.run(
        command.arguments(source, probe, outputs),
        _bounds(probe),
        on_line=_reporter(probe.table.count, on_progress),
    )
    if outcome.late:
        raise MediaRejectedError("The video takes too long to convert. Export a shorter clip.")
    if outcome.code and os.strerror(errno.ENOSPC) in outcome.log:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(scratch))
    if outcome.code or not all(output.is_file() for output in outputs):
        raise MediaRejectedError(DAMAGED.format("some of its frames cannot be decoded"))
    proxy, filmstrip, poster = outputs
    table = _in_source_time(proxy_table(proxy), probe.table)
    seen = probe if table == probe.table else replace(
        probe, table=table, avg_frame_rate=average_rate(table)
    )  # fmt: skip
    frames = command.filmstrip_frames(table.count)
    return Rendered(proxy, poster, filmstrip, frames, seen)


def _in_source_time(proxy: FrameTable, source: FrameTable) -> FrameTable:
    """Return the source's table if the proxy keeps it, else the proxy's own."""
    return source if _agree(proxy, source) else proxy


def _agree(one: FrameTable, other: FrameTable) -> bool:
    return one.count == other.count and all(
        abs(one.seconds(frame) - other.seconds(frame)) < TOLERANCE_S for frame in range(one.count)
    )


def _bounds(probe: Probe) -> child.Bounds:
    # Two cores need about 10 ms per million pixels; fifty times that is a hang or an attack.
    work_s = 60 + probe.table.count * probe.width * probe.height / 2e6
    cpu_s = int(min(3600, work_s))
    return child.Bounds(cpu_s, wall_s=2 * cpu_s, memory=4 * child.GIB, file_size=4 * child.GIB)


def _reporter(count: int, on_progress: Progress | None) -> Callable[[bytes], None]:
    def read(line: bytes) -> None:
        found = re.fullmatch(rb"frame=\s*(\d+)\s*", line)
        if found and on_progress is not None:
            on_progress(min(1.0, int(found[1]) / count))

    return read


@contextmanager
def _scratch(out_dir: Path) -> Iterator[Path]:
    """Yield a directory on the same disk as ``out_dir``, gone afterwards."""
    out_dir.mkdir(parents=True, exist_ok=True)
    scratch = Path(tempfile.mkdtemp(prefix=".partial-", dir=out_dir))
    try:
        yield scratch
    finally:
        shutil.rmtree(scratch, ignore_errors=True)


def _published(made: Rendered, out_dir: Path) -> Rendered:
    # The proxy comes last: where it is, the others are too.
    poster = made.poster.replace(out_dir / made.poster.name)
    filmstrip = made.filmstrip.replace(out_dir / made.filmstrip.name)
    proxy = made.proxy.replace(out_dir / made.proxy.name)
    return replace(made, proxy=proxy, poster=poster, filmstrip=filmstrip)
