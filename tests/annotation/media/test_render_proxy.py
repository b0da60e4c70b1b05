import os
import re
import subprocess
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import av
import numpy as np
import pytest
from PIL import Image

from annotation.errors import MediaRejectedError
from annotation.media import ffmpeg
from annotation.media.command import filmstrip_frames, poster_frame
from annotation.media.draw import VARIANTS, Clip, Encoding, draw_clip, picture, read_barcode
from annotation.media.probe import probe
from annotation.media.proxy import Rendered, proxy_table, render
from annotation.media.shape import proxy_size
from tests.annotation.media.conftest import Drawn, Render, barcodes_of, difference, pictures_of

# Where a cut without encoding again makes the clip begin: 0.6 s and 1 s at 25 frames per second,
# and the I-frame before where the container cannot say "from here".
FIRST = {"edit_list": 15, "open_gop": 25, "open_gop_without_edit_list": 12}


@pytest.mark.parametrize("name", VARIANTS)
def test_proxy_frame_k_is_source_frame_k(rendered: Render, name: str) -> None:
    clip, first = VARIANTS[name], FIRST.get(name, 0)
    shown = list(pictures_of(rendered(name).proxy))
    assert [read_barcode(frame) for frame in shown] == list(range(first, clip.frames))
    for number, frame in enumerate(shown, start=first):
        size = (frame.shape[1], frame.shape[0])
        truth = np.asarray(Image.fromarray(picture(number, clip.width, clip.height)).resize(size))
        assert difference(frame, truth) < 6  # codecs and chroma at half size; neighbours: over 12


def filmstrip_barcodes(made: Rendered) -> list[int]:
    strip = np.asarray(Image.open(made.filmstrip).convert("RGB"))
    tiles = np.split(strip, len(made.filmstrip_frames), axis=1)
    return [read_barcode(tile) for tile in tiles]


def test_neighbours_differ_more_than_codecs_do() -> None:
    # What makes the bound above mean something.
    frames = [picture(number, 320, 180) for number in range(60)]
    assert min(difference(a, b) for a, b in pairwise(frames)) > 12


@pytest.mark.parametrize("name", VARIANTS)
def test_proxy_times_are_the_frame_table(rendered: Render, name: str) -> None:
    made = rendered(name)
    table, proxy = made.probe.table, proxy_table(made.proxy)
    assert proxy.count == table.count == VARIANTS[name].frames - FIRST.get(name, 0)
    for frame in range(table.count):
        assert proxy.seconds(frame) == pytest.approx(table.seconds(frame), abs=1e-6)
    assert proxy.duration_s == pytest.approx(table.duration_s, abs=0.001)


@pytest.mark.parametrize("name", sorted(VARIANTS.keys() - {"open_gop_without_edit_list"}))
def test_the_probe_alone_gives_the_same_table(drawn: Drawn, rendered: Render, name: str) -> None:
    assert rendered(name).probe == probe(drawn(name))


@pytest.mark.parametrize("name", ["constant", "variable", "narrow_pixels_rotated", "av1"])
def test_the_proxy_is_made_for_seeking(rendered: Render, name: str) -> None:
    proxy = rendered(name).proxy
    with av.open(str(proxy)) as container:
        stream = container.streams.video[0]
        assert len(container.streams) == 1
        assert (stream.codec_context.name, stream.pix_fmt) == ("h264", "yuv420p")
        assert stream.start_time == 0
        packets = [packet for packet in container.demux(stream) if packet.size]
    assert all(packet.is_keyframe and packet.pts == packet.dts for packet in packets)
    data = proxy.read_bytes()
    assert data.index(b"moov") < data.index(b"mdat")


@pytest.mark.parametrize("name", ["constant", "rotated", "odd", "wide_pixels"])
def test_the_proxy_has_square_pixels_in_even_numbers(rendered: Render, name: str) -> None:
    made, clip = rendered(name), VARIANTS[name]
    with av.open(str(made.proxy)) as container:
        stream = container.streams.video[0]
        assert (stream.width, stream.height) == proxy_size((clip.width, clip.height))
        assert stream.sample_aspect_ratio in (1, None)
        assert next(container.decode(stream)).rotation == 0


def test_a_large_source_is_capped_at_1080p(tmp_path: Path) -> None:
    source = draw_clip(tmp_path / "big.mp4", Clip(width=2560, height=1440, frames=3))
    made = render(source, probe(source), tmp_path / "out")
    assert (made.probe.width, made.probe.height) == (2560, 1440)
    assert [frame.shape for frame in pictures_of(made.proxy)] == [(1080, 1920, 3)] * 3
    assert barcodes_of(made.proxy) == [0, 1, 2]


def test_full_range_and_limited_range_sources_look_the_same(rendered: Render) -> None:
    pairs = zip(
        pictures_of(rendered("full_range").proxy),
        pictures_of(rendered("constant").proxy),
        strict=True,
    )
    assert all(difference(a, b) < 3 for a, b in pairs)


def test_the_proxy_says_its_colours_even_if_the_source_does_not(rendered: Render) -> None:
    frame = next(av.open(str(rendered("full_range").proxy)).decode(video=0))
    # Limited range, BT.601 matrix as ffmpeg assumes, BT.709 primaries and transfer.
    said = (frame.color_range, frame.colorspace, frame.color_primaries, frame.color_trc)
    assert tuple(map(int, said)) == (1, 6, 1, 1)


def test_the_proxy_keeps_the_colours_that_the_source_says(tmp_path: Path) -> None:
    tagged = "colormatrix=bt709:colorprim=bt709:transfer=bt709"
    source = draw_clip(
        tmp_path / "hd.mp4", Clip(frames=2, encoding=Encoding(options={"x264-params": tagged}))
    )
    made = render(source, probe(source), tmp_path / "out")
    for path in (source, made.proxy):
        assert int(next(av.open(str(path)).decode(video=0)).colorspace) == 1
    for before, after in zip(pictures_of(source), pictures_of(made.proxy), strict=True):
        assert difference(before, after) < 1.5


def test_the_filmstrip_shows_the_frames_it_names(rendered: Render) -> None:
    made = rendered("constant")
    with Image.open(made.filmstrip) as strip:
        assert strip.size == (24 * 160, 90)
    assert filmstrip_barcodes(made) == list(made.filmstrip_frames)


def test_filmstrip_frames_are_the_middles_of_equal_parts() -> None:
    assert filmstrip_frames(1) == (0,)
    assert filmstrip_frames(3) == (0, 1, 2)
    assert filmstrip_frames(24) == tuple(range(24))
    # 48 frames in 24 parts of two: the second of each.
    assert filmstrip_frames(48) == tuple(range(1, 48, 2))
    assert filmstrip_frames(300)[:2] == (6, 18)  # parts of 12.5: middles 6.25 and 18.75


def test_the_poster_is_the_middle_frame(rendered: Render) -> None:
    made = rendered("rotated")
    poster = Image.open(made.poster)
    assert poster.size == (180, 320)
    assert read_barcode(np.asarray(poster.convert("RGB"))) == poster_frame(40) == 20


def test_the_same_source_gives_the_same_bytes(drawn: Drawn, tmp_path: Path) -> None:
    source = drawn("constant")
    for name in ("one", "two"):
        render(source, probe(source), tmp_path / name)
    for file in ("proxy.mp4", "poster.jpg", "filmstrip.jpg"):
        assert (tmp_path / "one" / file).read_bytes() == (tmp_path / "two" / file).read_bytes()


def test_rendering_again_replaces_and_leaves_nothing_behind(drawn: Drawn, tmp_path: Path) -> None:
    render(drawn("constant"), probe(drawn("constant")), tmp_path)
    again = render(drawn("edit_list"), probe(drawn("edit_list")), tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "filmstrip.jpg",
        "poster.jpg",
        "proxy.mp4",
    ]
    assert barcodes_of(again.proxy)[0] == 15


def test_progress_rises_to_one(drawn: Drawn, tmp_path: Path) -> None:
    shares: list[float] = []
    render(drawn("constant"), probe(drawn("constant")), tmp_path, on_progress=shares.append)
    assert shares == sorted(shares)
    assert shares[-1] == 1


def test_a_recording_joined_in_the_middle_starts_where_it_can_be_decoded(
    drawn: Drawn, tmp_path: Path
) -> None:
    # Tables of the stream, then its packets from the middle of a group of pictures on.
    source = draw_clip(
        tmp_path / "whole.ts",
        Clip(suffix=".ts", frames=80, encoding=Encoding(options={"bf": "2", "g": "20"})),
    )
    data = source.read_bytes()
    joined = tmp_path / "joined.ts"
    joined.write_bytes(data[: 3 * 188] + data[len(data) // 188 // 3 * 188 :])
    promised = probe(joined)
    made = render(joined, promised, tmp_path / "out")
    shown = barcodes_of(made.proxy)
    assert made.probe.table.count == len(shown) < promised.table.count
    assert shown == list(range(shown[0], 80))
    # The filmstrip is chosen from the frames that there are, not from those promised.
    assert filmstrip_barcodes(made) == [shown[frame] for frame in made.filmstrip_frames]


def test_a_file_that_ends_early_is_refused_and_leaves_nothing(drawn: Drawn, tmp_path: Path) -> None:
    # The index first, so that all of it is there; then half of the pictures.
    whole, half = tmp_path / "whole.mp4", tmp_path / "half.mp4"
    move = ["-c", "copy", "-movflags", "+faststart", str(whole)]
    command = [ffmpeg.executable(), "-loglevel", "error", "-i", str(drawn("constant")), *move]
    subprocess.run(command, check=True)
    half.write_bytes(whole.read_bytes()[: whole.stat().st_size // 2])
    with pytest.raises(MediaRejectedError, match=re.escape("damaged or incomplete")):
        render(half, probe(half), tmp_path / "out")
    assert not list((tmp_path / "out").glob("*"))


def test_a_picture_that_the_decoder_would_make_up_is_refused(drawn: Drawn, tmp_path: Path) -> None:
    source = tmp_path / "holed.mp4"
    data = bytearray(drawn("constant").read_bytes())
    middle = len(data) // 2
    data[middle : middle + 400] = bytes(400)
    source.write_bytes(data)
    with pytest.raises(MediaRejectedError, match="some of its frames cannot be decoded"):
        render(source, probe(source), tmp_path / "out")


def test_the_proxy_tells_nothing_that_the_source_says_about_itself(
    drawn: Drawn, tmp_path: Path
) -> None:
    source = tmp_path / "titled.mp4"
    command = [ffmpeg.executable(), "-loglevel", "error", "-i", str(drawn("constant")), "-c"]
    subprocess.run([*command, "copy", "-metadata", "title=Made by Sora", str(source)], check=True)
    assert b"Made by Sora" in source.read_bytes()
    made = render(source, probe(source), tmp_path / "out")
    assert b"Made by Sora" not in made.proxy.read_bytes()


def test_a_changed_file_is_refused(drawn: Drawn, tmp_path: Path) -> None:
    before = probe(drawn("constant"))
    with pytest.raises(MediaRejectedError, match="cannot be decoded"):
        render(drawn("vp9"), before, tmp_path)


@pytest.fixture
def tiny_disk(tmp_path: Path) -> Iterator[Path]:
    folder = tmp_path / "tiny"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", str(folder)]
    if os.getuid() or subprocess.run(mount, check=False, capture_output=True).returncode:
        pytest.skip("a disk can only be mounted by root")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


def test_a_full_disk_is_not_blamed_on_the_file(drawn: Drawn, tiny_disk: Path) -> None:
    with pytest.raises(OSError, match="No space left on device"):
        render(drawn("constant"), probe(drawn("constant")), tiny_disk / "out")
    assert not list((tiny_disk / "out").glob("*"))
