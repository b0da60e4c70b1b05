"""What reading a model's frames costs, against bare PyAV for the same frames of the same files.

Processor seconds of this process, least of some rounds, so that neighbours on the machine do not
count; only the lines about threads are on the clock.
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import partial
from pathlib import Path

import av
import numpy as np
import psutil
from numpy.typing import NDArray

from annotation.domain.timeline import FrameTable
from annotation.media.draw import Clip, draw_clip
from annotation.media.encode import Encoding
from annotation.media.probe import probe
from annotation.media.proxy import render
from reward.core.ahead import ahead
from reward.core.describe import PATIENT, videos
from reward.core.frames import read_frames, uniform

SHARED = Path(__file__).resolve().parents[2] / "shared" / "clips"
ROUNDS = 3
FRAMES = 16
SIZE = (224, 224)
HD = Clip(frames=120, width=1280, height=720, encoding=Encoding(rate=Fraction(24)))

Pictures = NDArray[np.uint8]
Read = Callable[[Path, FrameTable, Sequence[int]], Pictures]


@dataclass(frozen=True, slots=True)
class Source:
    name: str
    path: Path
    table: FrameTable


def section() -> Iterator[tuple[str, str]]:
    """Yield (what, measured) lines."""
    with tempfile.TemporaryDirectory(prefix="telltale-bench-") as folder:
        drawn = list(_drawn(Path(folder)))
        for source in drawn:
            yield _against_bare(f"{source.name}, {FRAMES} frames", [source], FRAMES)
        if SHARED.is_dir():
            found = [Source(path.name, path, probe(path, PATIENT).table) for path in videos(SHARED)]
            yield _against_bare(f"{len(found)} public clips, {FRAMES} frames each", found, FRAMES)
        for count in (4, 32, 120):
            yield _against_bare(f"{drawn[0].name}, {count} frames", drawn[:1], count)
        yield from _threads(drawn[0])


def bare(path: Path, table: FrameTable, frames: Sequence[int]) -> Pictures:
    """Decode from the beginning to the last wanted frame, as PyAV's own examples do."""
    found = {}
    with av.open(str(path)) as container:
        container.streams.video[0].codec_context.thread_count = 1
        for number, frame in enumerate(container.decode(video=0)):
            if number in frames:
                found[number] = frame.to_ndarray(format="rgb24", width=SIZE[0], height=SIZE[1])
            if number == frames[-1]:
                break
    return np.stack([found[frame] for frame in frames])


def ours(path: Path, table: FrameTable, frames: Sequence[int]) -> Pictures:
    return read_frames(path, table, frames, size=SIZE)


def _drawn(folder: Path) -> Iterator[Source]:
    """5 s at 720p in the codecs generators use, its proxy, and a minute of it."""
    one = draw_clip(folder / "h264.mp4", HD)
    yield Source("5 s of H.264, 720p", one, (known := probe(one, PATIENT)).table)
    proxy = render(one, known, folder / "proxy").proxy
    yield Source("its all-intra proxy", proxy, known.table)
    codecs = {"HEVC": ("libx265", ".mp4"), "VP9": ("libvpx-vp9", ".webm")}
    for name, (codec, suffix) in codecs.items():
        options = (
            {"x265-params": "log-level=none"} if codec == "libx265" else {"deadline": "realtime"}
        )
        clip = Clip(
            frames=120,
            width=1280,
            height=720,
            suffix=suffix,
            encoding=Encoding(codec=codec, rate=Fraction(24), options=options),
        )
        path = draw_clip(folder / f"{codec}{suffix}", clip)
        yield Source(f"5 s of {name}, 720p", path, probe(path, PATIENT).table)
    minute = Clip(frames=1440, width=640, height=360, encoding=Encoding(rate=Fraction(24)))
    path = draw_clip(folder / "minute.mp4", minute)
    yield Source("60 s of H.264, 360p", path, probe(path, PATIENT).table)


def _against_bare(name: str, sources: Sequence[Source], count: int) -> tuple[str, str]:
    """Read each source both ways in turn."""
    mine, theirs = (sum(costs) for costs in zip(*map(_both(count), sources), strict=True))
    rate = len(sources) / mine
    return f"decoding, {name}", f"{rate:.1f} clips/s, {theirs / mine:.2f} times bare PyAV"


def _both(count: int) -> Callable[[Source], tuple[float, float]]:
    def cost(source: Source) -> tuple[float, float]:
        wanted = sorted(set(uniform(source.table, count)))
        rounds = [(_cost(ours, source, wanted), _cost(bare, source, wanted)) for _ in range(ROUNDS)]
        return min(one for one, _ in rounds), min(other for _, other in rounds)

    return cost


def _cost(read: Read, source: Source, wanted: Sequence[int]) -> float:
    begun = time.process_time()
    read(source.path, source.table, wanted)
    return time.process_time() - begun


def _threads(source: Source) -> Iterator[tuple[str, str]]:
    """Read the same clip again and again in the background, twice as many ahead as threads."""
    wanted, process = uniform(source.table, FRAMES), psutil.Process()
    for threads in (1, 2, 4):
        before, begun, most = process.memory_info().rss, time.monotonic(), 0
        jobs = [source] * 16
        read = partial(_read, wanted=wanted)
        for _ in ahead(jobs, read, depth=2 * threads, threads=threads):
            most = max(most, process.memory_info().rss - before)
        rate = len(jobs) / (time.monotonic() - begun)
        yield f"decoding ahead, {threads} threads", f"{rate:.1f} clips/s, {most / 1e6:.0f} MB more"


def _read(source: Source, wanted: Sequence[int]) -> Pictures:
    return ours(source.path, source.table, wanted)
