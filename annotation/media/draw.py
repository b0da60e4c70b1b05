"""Clips whose every frame carries its own number, to prove that frame k is frame k everywhere.

The number is a bar code: the top quarter of the displayed picture is cut into 16 cells of equal
width. Cells 0 and 1 are white and black, cells 2–13 are the number's 12 bits (highest first, white
is 1), cell 14 is the parity of those bits and cell 15 its opposite.
"""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path

import numpy as np
from PIL import Image

from annotation.media import ffmpeg
from annotation.media.encode import Encoding, Picture, encode
from annotation.media.scenes import Flaw, draw_demo_clip

__all__ = ["VARIANTS", "Clip", "Flaw", "draw_clip", "draw_demo_clip", "picture", "read_barcode"]

CELLS, BITS = 16, 12
MPEG_TICKS = 90_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Clip:
    """What to draw. ``width`` and ``height`` are the displayed size, after rotation and ``sar``."""

    suffix: str = ".mp4"
    encoding: Encoding = field(default_factory=Encoding)
    frames: int = 40
    width: int = 320
    height: int = 180
    variable: bool = False  # frames last 17–100 ms instead of following the rate
    keep_from_s: float = 0  # cut without encoding again; in MP4 that leaves an edit list
    audio_s: float = 0

    @property
    def timing(self) -> tuple[Fraction, list[int]] | None:
        if not self.variable:
            return None
        steps = np.random.default_rng(7).integers(1_500, 9_000, self.frames - 1)
        return Fraction(1, MPEG_TICKS), [0, *np.cumsum(steps).tolist()]


def _hevc(parameters: str = "") -> Encoding:
    return Encoding(codec="libx265", options={"x265-params": f"log-level=none{parameters}"})


OPEN_GOP = _hevc(":keyint=12:min-keyint=12:open-gop=1:bframes=4")
AV1 = Encoding(codec="libsvtav1", options={"preset": "11"})

VARIANTS: dict[str, Clip] = {
    "constant": Clip(),
    "variable": Clip(variable=True),
    "ntsc": Clip(encoding=Encoding(rate=Fraction(30_000, 1_001))),
    "rotated": Clip(encoding=Encoding(rotation=90), width=180, height=320),
    "rotated_180": Clip(encoding=Encoding(rotation=180)),
    "rotated_270": Clip(encoding=Encoding(rotation=270), width=180, height=320),
    "odd": Clip(encoding=Encoding(pix_fmt="yuv444p"), width=321, height=181),
    "wide_pixels": Clip(encoding=Encoding(sar=Fraction(4, 3))),
    "narrow_pixels_rotated": Clip(
        encoding=Encoding(sar=Fraction(8, 9), rotation=90), width=240, height=320
    ),
    "b_frames": Clip(encoding=Encoding(options={"bf": "4", "g": "20", "b_strategy": "0"})),
    "ten_bit": Clip(encoding=Encoding(pix_fmt="yuv420p10le")),
    "full_range": Clip(encoding=Encoding(pix_fmt="yuvj420p")),
    "hevc": Clip(encoding=_hevc()),
    "vp9": Clip(
        suffix=".webm", encoding=Encoding(codec="libvpx-vp9", options={"deadline": "realtime"})
    ),
    "av1": Clip(suffix=".mkv", encoding=AV1),
    "av1_variable": Clip(suffix=".webm", encoding=AV1, variable=True),
    "avi": Clip(suffix=".avi", encoding=Encoding(codec="mpeg4", options={"b": "2M"})),
    "mpegts": Clip(suffix=".ts", encoding=Encoding(options={"bf": "2"})),
    "edit_list": Clip(
        encoding=Encoding(options={"g": "25", "bf": "2"}), frames=60, keep_from_s=0.6
    ),
    "open_gop": Clip(encoding=OPEN_GOP, frames=60, keep_from_s=1),
    "open_gop_without_edit_list": Clip(suffix=".mkv", encoding=OPEN_GOP, frames=60, keep_from_s=1),
    "long_audio": Clip(audio_s=4),
}


def draw_clip(path: Path, clip: Clip) -> Path:
    """Draw ``clip`` to ``path`` (its suffix is the clip's); frame k shows the bar code k.

    With ``keep_from_s`` the first frame left shows a later number.
    """
    raw = path.with_name(f"{path.stem}.raw{clip.suffix}")
    encode(raw, _stored(clip), clip.encoding, timing=clip.timing)
    if clip.keep_from_s or clip.audio_s:
        _remux(raw, path, clip)
        raw.unlink()
    else:
        raw.replace(path)
    return path


def picture(number: int, width: int, height: int) -> Picture:
    """Draw frame ``number``: its bar code above a coloured scene in which everything moves."""
    y, x = np.mgrid[0:height, 0:width]
    speckle = np.random.default_rng(11).integers(-14, 15, (height, width + 512))
    shifted = speckle[:, (3 * number) % 512 :][:, :width]
    red = 90 + 80 * x / width + shifted
    green = 110 + 60 * np.sin((x + 5 * number) / 37) * y / height
    blue = 170 - 90 * y / height - shifted
    image = np.stack([red, green, blue], axis=-1)
    centre = (0.5 + 0.4 * np.sin(number / 6)) * width
    image[(x - centre) ** 2 + (y - 0.65 * height) ** 2 < (height / 6) ** 2] = (235, 60, 40)
    cells = np.array(_cells(number))[np.arange(width) * CELLS // width]
    image[: height // 4] = np.where(cells, 235, 16)[None, :, None]
    return image.clip(0, 255).astype(np.uint8)


def read_barcode(rgb: Picture) -> int:
    """Return the frame number in a displayed picture of any size; ValueError if there is none."""
    height, width = rgb.shape[:2]
    band = rgb[height // 16 : height * 3 // 16].mean(axis=(0, 2))  # (width,)
    middles = [(width * (4 * c + 1) // 64, width * (4 * c + 3) // 64) for c in range(CELLS)]
    cells = [bool(band[left:right].mean() > 128) for left, right in middles]
    number = int("".join("01"[bit] for bit in cells[2:14]), 2)
    if cells != _cells(number):
        raise ValueError("no bar code in this picture")
    return number


def _cells(number: int) -> list[bool]:
    if not 0 <= number < 1 << BITS:
        raise ValueError(f"a bar code holds 0–{(1 << BITS) - 1}: {number}")
    bits = [bool(number >> place & 1) for place in reversed(range(BITS))]
    parity = sum(bits) % 2 == 1
    return [True, False, *bits, parity, not parity]


def _stored(clip: Clip) -> Iterator[Picture]:
    """Yield the pictures as the file stores them: turned back, squeezed by the pixel shape."""
    turns = clip.encoding.rotation // 90
    for number in range(clip.frames):
        stored = np.rot90(picture(number, clip.width, clip.height), turns)
        size = (round(stored.shape[1] / clip.encoding.sar), stored.shape[0])
        yield np.asarray(Image.fromarray(stored).resize(size, Image.Resampling.BICUBIC))


def _remux(raw: Path, path: Path, clip: Clip) -> None:
    command = [ffmpeg.executable(), "-nostdin", "-y", "-loglevel", "error"]
    command += ["-ss", str(clip.keep_from_s), "-i", ffmpeg.url(raw)]
    if clip.audio_s:
        command += ["-f", "lavfi", "-i", f"sine=frequency=440:duration={clip.audio_s}"]
    command += ["-c:v", "copy", ffmpeg.url(path)]
    subprocess.run(command, check=True, timeout=60)
