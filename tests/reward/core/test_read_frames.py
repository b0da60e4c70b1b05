"""Frame k is the same picture for a model as in the browser: proven by bar codes and by pixels."""

from __future__ import annotations

import io
import random
from dataclasses import replace
from pathlib import Path

import av
import numpy as np
import pytest
from PIL import Image

from annotation.domain.timeline import FrameTable
from annotation.media.draw import VARIANTS, Clip, Encoding, draw_clip, read_barcode
from annotation.media.limits import DEFAULT_LIMITS
from annotation.media.probe import Probe, probe
from annotation.media.stills import still_png
from reward.core.errors import MediaError
from reward.core.frames import read_frames
from tests.annotation.media.conftest import Drawn, Render, difference, pictures_of
from tests.annotation.media.test_render_proxy import FIRST

# Rendering a proxy takes longer than reading: the others are left to the long run.
QUICK = ("variable", "rotated_270", "narrow_pixels_rotated", "b_frames", "edit_list", "ten_bit")
PATIENT = replace(DEFAULT_LIMITS, wall_s=60)
COMPARED = [
    pytest.param(name, marks=[] if name in QUICK else [pytest.mark.slow]) for name in VARIANTS
]


def known(path: Path) -> Probe:
    return probe(path, PATIENT)


@pytest.mark.parametrize("name", VARIANTS)
def test_every_frame_shows_its_own_number(drawn: Drawn, name: str) -> None:
    found, clip = known(drawn(name)), VARIANTS[name]
    pictures = read_frames(drawn(name), found.table, range(found.table.count))
    assert pictures.dtype == np.uint8
    assert pictures.shape == (found.table.count, clip.height, clip.width, 3)
    assert [read_barcode(one) for one in pictures] == list(range(FIRST.get(name, 0), clip.frames))


@pytest.mark.parametrize("name", VARIANTS)
def test_a_few_frames_in_any_order_are_found_and_scaled(drawn: Drawn, name: str) -> None:
    table, first = known(drawn(name)).table, FIRST.get(name, 0)
    dice = random.Random(name)
    for _ in range(2):
        wanted = [dice.randrange(table.count) for _ in range(4)]
        pictures = read_frames(drawn(name), table, wanted, size=(112, 80))
        assert pictures.shape == (4, 80, 112, 3)
        assert [read_barcode(one) for one in pictures] == [first + frame for frame in wanted]


@pytest.mark.parametrize("name", COMPARED)
def test_every_frame_is_the_proxys_frame(drawn: Drawn, rendered: Render, name: str) -> None:
    made = rendered(name)
    shown = list(pictures_of(made.proxy))
    size = (shown[0].shape[1], shown[0].shape[0])
    found = read_frames(drawn(name), made.probe.table, range(made.probe.table.count), size=size)
    for ours, proxys in zip(found, shown, strict=True):
        assert read_barcode(ours) == read_barcode(proxys)
        assert difference(ours, proxys) < 4  # the proxy is encoded once more; neighbours: over 12


@pytest.mark.parametrize(
    "name", ["constant", "odd", "hevc", "vp9", "rotated", "rotated_180", "rotated_270"]
)
def test_a_frame_has_exactly_the_decoders_pixels(drawn: Drawn, name: str) -> None:
    found = known(drawn(name))
    data = still_png(drawn(name), found.table, 21, size=(found.width, found.height))
    still = np.asarray(Image.open(io.BytesIO(data)))
    assert np.array_equal(read_frames(drawn(name), found.table, [21])[0], still)


def test_a_mirrored_picture_is_shown_as_ffmpeg_shows_it(drawn: Drawn, tmp_path: Path) -> None:
    # Turned by 90 degrees and flipped: the display matrix of a phone's front camera.
    mirrored = tmp_path / "mirrored.mp4"
    data = drawn("rotated").read_bytes()
    upright = np.array([0, 1 << 16, 0, -(1 << 16), 0, 0, 0, 0, 1 << 30], ">i4")
    turned = np.array([0, 1 << 16, 0, 1 << 16, 0, 0, 0, 0, 1 << 30], ">i4")
    at = data.rindex(upright.tobytes()[:16])
    mirrored.write_bytes(data[:at] + turned.tobytes()[:16] + data[at + 16 :])
    found = known(mirrored)
    data = still_png(mirrored, found.table, 5, size=(found.width, found.height))
    still = np.asarray(Image.open(io.BytesIO(data)))
    assert np.array_equal(read_frames(mirrored, found.table, [5])[0], still)


# Groups of 25: an I-frame, then one picture in four on which others depend.
GROUPS = Clip(
    frames=100,
    encoding=Encoding(
        options={"x264-params": "keyint=25:scenecut=0:bframes=3:b-adapt=0:b-pyramid=none"}
    ),
)


def spoilt(source: Path, frames: range) -> Path:
    """A copy of the file in which the pictures of ``frames`` are noise."""
    data, dice = bytearray(source.read_bytes()), random.Random(1)
    with av.open(str(source)) as container:
        stream = container.streams.video[0]
        packets = [packet for packet in container.demux(stream) if packet.size]
        ticks = min(packet.pts for packet in packets if packet.pts)
        for packet in packets:
            if packet.pos and packet.pts is not None and packet.pts // ticks in frames:
                # The first slice behind its length (4 bytes) and its header.
                end = packet.pos + 4 + int.from_bytes(data[packet.pos : packet.pos + 4])
                data[packet.pos + 8 : end] = dice.randbytes(end - packet.pos - 8)
    target = source.with_name("spoilt.mp4")
    target.write_bytes(data)
    return target


def test_groups_that_nobody_looks_at_are_not_decoded(tmp_path: Path) -> None:
    source = spoilt(draw_clip(tmp_path / "whole.mp4", GROUPS), range(25, 50))
    table = known(source).table
    wanted = [0, 1, 2, 24, 50, 51, 53, 98, 99]
    assert [read_barcode(one) for one in read_frames(source, table, wanted)] == wanted
    with pytest.raises(MediaError, match=r"spoilt\.mp4 is damaged"):
        read_frames(source, table, [0, 30])


def test_pictures_that_no_other_needs_are_not_decoded(tmp_path: Path) -> None:
    source = spoilt(draw_clip(tmp_path / "whole.mp4", GROUPS), range(6, 7))
    table = known(source).table
    wanted = [frame for frame in range(100) if frame != 6]
    assert [read_barcode(one) for one in read_frames(source, table, wanted)] == wanted
    with pytest.raises(MediaError, match=r"spoilt\.mp4 is damaged"):
        read_frames(source, table, [6])


def test_a_table_that_the_packets_do_not_promise_is_counted_out(tmp_path: Path) -> None:
    # A recording joined in the middle: its first packets cannot be decoded, so that the table of
    # its proxy has fewer frames than the file has packets.
    source = draw_clip(
        tmp_path / "whole.ts",
        Clip(suffix=".ts", frames=60, encoding=Encoding(options={"bf": "2", "g": "20"})),
    )
    data = source.read_bytes()
    joined = tmp_path / "joined.ts"
    joined.write_bytes(data[: 3 * 188] + data[len(data) // 188 // 3 * 188 :])
    shown = [read_barcode(picture) for picture in pictures_of(joined)]
    promised = known(joined).table
    assert len(shown) < promised.count
    real = FrameTable(promised.time_base, promised.pts[: len(shown)], promised.pts[len(shown)])
    pictures = read_frames(joined, real, [0, len(shown) - 1])
    assert [read_barcode(one) for one in pictures] == [shown[0], shown[-1]]
    # By the packets' own table frame 0 is not to be had, and no other is taken for it.
    with pytest.raises(MediaError, match="frame 0 cannot be decoded"):
        read_frames(joined, promised, [0])


@pytest.mark.parametrize("frames", [[-1], [40], [0, 40]])
def test_a_frame_that_the_table_does_not_have_is_an_index_error(
    drawn: Drawn, frames: list[int]
) -> None:
    with pytest.raises(IndexError, match="0 to 39"):
        read_frames(drawn("constant"), known(drawn("constant")).table, frames)


def test_a_file_that_is_not_there_is_named(drawn: Drawn, tmp_path: Path) -> None:
    table = known(drawn("constant")).table
    with pytest.raises(MediaError, match=r"gone\.mp4"):
        read_frames(tmp_path / "gone.mp4", table, [0])


def test_a_file_that_is_no_video_is_named(drawn: Drawn, tmp_path: Path) -> None:
    text = tmp_path / "letter.mp4"
    text.write_text("Dear reader" * 100)
    with pytest.raises(MediaError, match=r"letter\.mp4: This is an unknown kind of file"):
        read_frames(text, known(drawn("constant")).table, [0])


def test_a_file_cut_short_is_named_where_a_frame_is_missing(drawn: Drawn, tmp_path: Path) -> None:
    whole, cut = drawn("vp9"), tmp_path / "cut.webm"
    cut.write_bytes(whole.read_bytes()[: whole.stat().st_size // 2])
    with pytest.raises(MediaError, match=r"cut\.webm is damaged or was replaced: frame 39"):
        read_frames(cut, known(whole).table, [0, 39])


def test_a_picture_that_the_decoder_would_make_up_is_refused(drawn: Drawn, tmp_path: Path) -> None:
    source, holed = drawn("constant"), tmp_path / "holed.mp4"
    data = bytearray(source.read_bytes())
    middle = len(data) // 2
    data[middle : middle + 400] = bytes(400)
    holed.write_bytes(data)
    with pytest.raises(MediaError, match=r"holed\.mp4"):
        read_frames(holed, known(source).table, range(40))


def test_another_file_under_the_same_name_is_refused(drawn: Drawn) -> None:
    table = known(drawn("edit_list")).table
    with pytest.raises(MediaError, match="frame 44 is not in it"):
        read_frames(drawn("constant"), table, [44])
