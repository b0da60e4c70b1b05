"""How a finished clip becomes a file: codec, container and quality, whatever its label."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

from annotation.domain.timeline import FrameTable
from annotation.media import encode, packets
from reward.core.synthesis.clip import Clip
from reward.core.synthesis.config import Config
from reward.core.synthesis.stage import Dice

CODECS = ("libx264", "libx265", "libvpx-vp9", "mpeg4")
SHARES = (0.5, 0.15, 0.15, 0.2)
# Frames from one I-frame to the next: this spreads sizes further than any trace could.
GOPS = (1, 8, 24, 250)
SUFFIXES = (".mp4", ".mp4", ".mov")
NARROW = 64  # pixels: of less width than its blocks have, x265 writes past the end of its memory


def dice_encoding(dice: Dice, config: Config, rate: int, width: int) -> tuple[encode.Encoding, str]:
    """Choose how to encode pictures of that width, and the file's suffix."""
    codec = CODECS[dice.choice(len(CODECS), p=SHARES)]
    if codec == "libx265" and width < NARROW:
        codec = "libx264"
    crf = int(dice.integers(config.crf[0], config.crf[1] + 1))
    suffix = SUFFIXES[dice.integers(len(SUFFIXES))] if codec in ("libx264", "mpeg4") else ".mp4"
    options = _options(codec, crf, gop=int(dice.choice(GOPS)))
    return encode.Encoding(codec=codec, rate=Fraction(rate), options=options), suffix


def _options(codec: str, crf: int, gop: int) -> dict[str, str]:
    """Give one thread, and nothing that makes two runs differ."""
    usual = {"threads": "1", "g": str(gop)}
    if codec == "libx264":
        # Its macroblock tree reads past the edge of sizes that are no multiple of 16: other bytes
        # in every run.
        return {**usual, "crf": str(crf), "x264-params": "mbtree=0"}
    if codec == "libx265":
        quiet = "pools=none:frame-threads=1:log-level=error"
        return {**usual, "crf": str(crf + 2), "preset": "ultrafast", "x265-params": quiet}
    if codec == "libvpx-vp9":
        fast = {"deadline": "realtime", "cpu-used": "8"}
        return {**usual, **fast, "crf": str(crf + 8), "b": "0"}
    quality = 2 + round((crf - 10) / 2.5)
    return {**usual, "flags": "+qscale", "global_quality": str(118 * quality)}


def write(path: Path, clip: Clip, encoding: encode.Encoding) -> FrameTable:
    """Encode the clip to ``path`` and return the frame table that the file really has."""
    encode.encode(path, clip.pictures, encoding)
    with packets.open_video(path, "mov", 1 << 24) as container:
        stream = packets.video_of(container)
        if stream is None or stream.time_base is None:
            raise ValueError(f"{path} was written without a video")
        frames = packets.read_frames(container, stream, len(clip.pictures) + 1)
        if len(frames.pts) != len(clip.pictures):
            raise ValueError(f"{path} has {len(frames.pts)} of {len(clip.pictures)} frames")
        first, time_base = frames.pts[0], stream.time_base.as_integer_ratio()
    return FrameTable(time_base, tuple(pts - first for pts in frames.pts), frames.end - first)
