import io
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from annotation.errors import MediaRejectedError
from annotation.media.draw import VARIANTS, Picture, picture, read_barcode
from annotation.media.probe import Probe, probe
from annotation.media.stills import still_png
from tests.annotation.media.conftest import Drawn, Render, difference, pictures_of

# Where first and last frames are hard to reach: reordered, cut, at their own times.
FRAMES = {"variable": (0, 13, 39), "b_frames": (0, 13, 39), "edit_list": (0, 13, 44)}


def still(source: Path, found: Probe, frame: int) -> Picture:
    data = still_png(source, found.table, frame, size=(found.width, found.height))
    image = Image.open(io.BytesIO(data))
    assert (image.format, image.mode) == ("PNG", "RGB")
    assert image.size == (found.width, found.height)
    return np.asarray(image)


@pytest.mark.parametrize("name", VARIANTS)
def test_a_still_is_the_sources_frame_and_the_proxys(
    drawn: Drawn, rendered: Render, name: str
) -> None:
    made, clip = rendered(name), VARIANTS[name]
    shown = list(pictures_of(made.proxy))
    for frame in FRAMES.get(name, (13,)):
        found = still(drawn(name), made.probe, frame)
        number = read_barcode(shown[frame])
        assert read_barcode(found) == number
        assert difference(found, picture(number, clip.width, clip.height)) < 6
        same_size = Image.fromarray(shown[frame]).resize((clip.width, clip.height))
        assert difference(found, np.asarray(same_size)) < 4


@pytest.mark.slow
@pytest.mark.parametrize("name", VARIANTS)
def test_every_still_is_its_frame(drawn: Drawn, rendered: Render, name: str) -> None:
    table = rendered(name).probe.table
    numbers = [
        read_barcode(still(drawn(name), rendered(name).probe, frame))
        for frame in range(table.count)
    ]
    last = VARIANTS[name].frames
    assert numbers == list(range(last - table.count, last))


@pytest.mark.parametrize("name", ["constant", "vp9", "hevc"])
def test_a_still_has_exactly_the_decoders_pixels(drawn: Drawn, name: str) -> None:
    decoded = list(pictures_of(drawn(name)))
    for frame in (0, 21):
        assert np.array_equal(still(drawn(name), probe(drawn(name)), frame), decoded[frame])


def test_a_frame_past_the_end_is_an_index_error(drawn: Drawn) -> None:
    found = probe(drawn("constant"))
    for frame in (-1, 40):
        with pytest.raises(IndexError):
            still_png(drawn("constant"), found.table, frame, size=(320, 180))


def test_a_file_that_was_replaced_is_refused(drawn: Drawn) -> None:
    found = probe(drawn("open_gop_without_edit_list"))
    with pytest.raises(MediaRejectedError, match="frame 44 cannot be decoded"):
        still_png(drawn("constant"), found.table, 44, size=(320, 180))
