"""The public clips beside the repository: every proxy frame against its source frame, by pixels."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest
from numpy.typing import NDArray

from annotation.media.probe import probe
from annotation.media.proxy import proxy_table, render
from tests.annotation.media.conftest import difference

CLIPS = Path(__file__).parents[4] / "shared" / "clips"
MANIFEST = CLIPS / "manifest.jsonl"
# Enough for every run: AV1, HEVC in 10 bits, full range, variable rate with an edit list.
QUICK = (
    "codecs/av1_video.mkv",
    "codecs/h265_10bits.mp4",
    "codecs/bt709_full_range.mp4",
    "real/teddy.mp4",
)

pytestmark = pytest.mark.skipif(
    not MANIFEST.is_file(), reason=f"the public clips are not at ../shared/clips ({MANIFEST.name})"
)


def rows() -> list[Any]:
    if not MANIFEST.is_file():
        return []
    lines = map(json.loads, MANIFEST.read_text().splitlines())
    return [
        pytest.param(row, id=row["path"], marks=[] if row["path"] in QUICK else [pytest.mark.slow])
        for row in lines
    ]


@pytest.mark.parametrize("row", rows())
def test_every_proxy_frame_is_its_source_frame(row: dict[str, Any], tmp_path: Path) -> None:
    source = CLIPS / row["path"]
    found = probe(source)
    assert found.table.count == row["decoded_frames"]
    assert (found.width, found.height) == (row["width"], row["height"])
    made = render(source, found, tmp_path)
    assert made.probe == found
    times = proxy_table(made.proxy)
    assert times.count == found.table.count
    assert all(
        abs(times.seconds(frame) - found.table.seconds(frame)) < 0.001
        for frame in range(times.count)
    )
    sources, proxies = list(greys(source)), list(greys(made.proxy))
    assert len(sources) == len(proxies) == found.table.count
    assert [frame for frame in range(len(sources)) if not nearest(sources, proxies, frame)] == []


def nearest(sources: list[NDArray[np.uint8]], proxies: list[NDArray[np.uint8]], frame: int) -> bool:
    """Whether the proxy's frame is closer to its source frame than to both neighbours.

    Neighbours that differ less from each other than the proxy does from either are one picture.
    """
    own = difference(proxies[frame], sources[frame])
    for other in {max(frame - 1, 0), min(frame + 1, len(sources) - 1)} - {frame}:
        apart = difference(sources[frame], sources[other])
        if difference(proxies[frame], sources[other]) <= own and apart > own:
            return False
    return own < 3


def greys(path: Path) -> Iterator[NDArray[np.uint8]]:
    """Decode to brightness at half size, which is quick and free of the codecs' noise."""
    with av.open(str(path)) as container:
        for frame in container.decode(video=0):
            size = (max(frame.width // 2, 64), max(frame.height // 2, 64))
            yield frame.reformat(*size, format="gray").to_ndarray()
