"""Damaged and hostile files: each is ready or refused with a sentence, in bounded time."""

import random
import re
import subprocess
import time
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from annotation.errors import MediaRejectedError
from annotation.media import ffmpeg
from annotation.media.draw import Clip, draw_clip, picture
from annotation.media.encode import Encoding, encode
from annotation.media.probe import Limits, probe
from annotation.media.proxy import proxy_table, render
from tests.annotation.media.conftest import Drawn, barcodes_of
from tests.annotation.media.damage import DAMAGES

BASES = ("constant", "hevc", "vp9", "av1", "avi", "mpegts", "edit_list", "long_audio")
SENTENCE = re.compile(r"[A-Z][^\n]{20,240}\.")


def verdict(path: Path, out: Path) -> str:
    """Return "ready" or why the file is refused; anything else that happens is a failure."""
    start = time.monotonic()
    try:
        found = probe(path)
        assert time.monotonic() - start < 10
        made = render(path, found, out)
    except MediaRejectedError as refusal:
        reason = refusal.message
    else:
        assert proxy_table(made.proxy).count == made.probe.table.count
        return "ready"
    assert SENTENCE.fullmatch(reason), reason
    assert str(path.parent) not in reason
    return reason


def damaged(drawn: Drawn, folder: Path, seed: int) -> Path:
    dice = random.Random(seed)
    base = drawn(BASES[seed % len(BASES)])
    damage = DAMAGES[seed // len(BASES) % len(DAMAGES)]
    path = folder / f"{seed}-{damage.__name__}{base.suffix}"
    path.write_bytes(damage(base.read_bytes(), dice))
    return path


@pytest.mark.parametrize("seed", range(0, 80, 3))
def test_a_damaged_file_is_ready_or_refused(drawn: Drawn, tmp_path: Path, seed: int) -> None:
    assert verdict(damaged(drawn, tmp_path, seed), tmp_path / "out")


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(1000, 1320))
def test_320_damaged_files_are_ready_or_refused(drawn: Drawn, tmp_path: Path, seed: int) -> None:
    assert verdict(damaged(drawn, tmp_path, seed), tmp_path / "out")


PLAYLISTS = {
    "hls": "#EXTM3U\n#EXT-X-TARGETDURATION:2\n#EXTINF:2,\n{}\n#EXT-X-ENDLIST\n",
    "ffconcat": "ffconcat version 1.0\nfile '{}'\n",
    "concat without its magic": "file '{}'\n",
    "dash": '<?xml version="1.0"?>\n<MPD xmlns="urn:mpeg:dash:schema:mpd:2011"><Period>'
    "<AdaptationSet><Representation><BaseURL>{}</BaseURL></Representation></AdaptationSet>"
    "</Period></MPD>",
    "sdp": "v=0\r\no=- 0 0 IN IP4 127.0.0.1\r\nm=video 5004 RTP/AVP 96\r\na=control:{}\r\n",
    "image list": "{}\n{}\n",
    "behind an MP4's first bytes": "\0\0\0\x18ftypisom\n#EXTM3U\n#EXTINF:2,\n{}\n",
}


@pytest.mark.parametrize("kind", PLAYLISTS)
def test_a_playlist_named_mp4_is_refused_without_opening_what_it_names(
    drawn: Drawn, tmp_path: Path, kind: str
) -> None:
    # The entry is a good video: had it been opened, the playlist would be ready.
    path = tmp_path / "clip.mp4"
    path.write_text(PLAYLISTS[kind].format(*[drawn("constant")] * 2), newline="")
    assert verdict(path, tmp_path / "out") != "ready"


def test_a_file_without_pictures_is_refused(tmp_path: Path, drawn: Drawn) -> None:
    path = tmp_path / "sound.mp4"
    command = [ffmpeg.executable(), "-loglevel", "error", "-i", str(drawn("long_audio"))]
    subprocess.run([*command, "-vn", "-c", "copy", str(path)], check=True)
    assert "only sound" in verdict(path, tmp_path / "out")


def test_a_cover_picture_is_no_video(tmp_path: Path, drawn: Drawn) -> None:
    cover, path = tmp_path / "cover.png", tmp_path / "song.mp4"
    Image.fromarray(picture(1, 64, 64)).save(cover)
    command = [ffmpeg.executable(), "-loglevel", "error", "-i", str(drawn("long_audio"))]
    command += ["-i", str(cover), "-map", "0:a", "-map", "1:v", "-c", "copy"]
    subprocess.run([*command, "-disposition:v", "attached_pic", str(path)], check=True)
    assert "only sound" in verdict(path, tmp_path / "out")


def test_an_8k_picture_is_refused(tmp_path: Path) -> None:
    path = _flat(tmp_path / "8k.mp4", 7680, 4320)
    assert "7680 × 4320 pixels, which is too large" in verdict(path, tmp_path / "out")


def test_a_header_that_lies_about_the_size_is_refused(tmp_path: Path) -> None:
    # The sample entry and the track say 320 × 180; the pictures are 8K.
    data = bytearray(_flat(tmp_path / "8k.mp4", 7680, 4320).read_bytes())
    entry = data.index(b"avc1", data.index(b"stsd"))
    data[entry + 28 : entry + 32] = (320).to_bytes(2, "big") + (180).to_bytes(2, "big")
    track = data.index(b"tkhd")
    data[track + 80 : track + 88] = b"".join((n << 16).to_bytes(4, "big") for n in (320, 180))
    path = tmp_path / "lie.mp4"
    path.write_bytes(data)
    assert "too large" in verdict(path, tmp_path / "out")


def test_a_picture_that_grows_to_8k_later_is_refused(tmp_path: Path) -> None:
    small = draw_clip(tmp_path / "small.ts", Clip(suffix=".ts", frames=10))
    large = _flat(tmp_path / "large.ts", 7680, 4320)
    path = tmp_path / "grows.ts"
    path.write_bytes(small.read_bytes() + large.read_bytes())
    assert verdict(path, tmp_path / "out") != "ready"


def test_a_video_of_hours_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "long.mp4"
    pictures = [picture(number, 64, 48) for number in range(2)]
    encode(path, pictures, Encoding(), timing=(Fraction(1), [0, 7200]))
    assert "7200 s; up to 600 s is taken" in verdict(path, tmp_path / "out")


@pytest.mark.parametrize(
    "name", ["-i", ";id", "$(id)", "a\r\nb", "\u202egnp.mp4", "concat:x|y", "%d.mp4", "é 한"]
)
def test_odd_names_are_harmless(drawn: Drawn, tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(drawn("constant").read_bytes())
    found = probe(path)
    assert barcodes_of(render(path, found, tmp_path / f"out {name}").proxy) == list(range(40))


def test_looking_is_bounded_in_time(drawn: Drawn) -> None:
    with pytest.raises(MediaRejectedError, match="takes too long to read"):
        probe(drawn("constant"), Limits(wall_s=0.01))


def _flat(path: Path, width: int, height: int) -> Path:
    """Write two frames of one grey: a few kilobytes that decode to a hundred megabytes."""
    frames = [np.full((height, width, 3), 128, np.uint8)] * 2
    encode(path, frames, Encoding(options={"preset": "ultrafast"}))
    return path
