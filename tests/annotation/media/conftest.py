"""Drawn clips and their proxies, made once per test run."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import av
import numpy as np
import pytest

from annotation.media.draw import VARIANTS, Picture, draw_clip, read_barcode
from annotation.media.probe import probe
from annotation.media.proxy import Rendered, render

os.environ.setdefault("SVT_LOG", "0")  # the AV1 encoder talks on stderr otherwise

Drawn = Callable[[str], Path]
Render = Callable[[str], Rendered]


@pytest.fixture(scope="session")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> Drawn:
    """Return the path of the drawn clip of that name (a key of ``VARIANTS``)."""
    folder = tmp_path_factory.mktemp("drawn")

    @cache
    def draw(name: str) -> Path:
        clip = VARIANTS[name]
        return draw_clip(folder / f"{name}{clip.suffix}", clip)

    return draw


@pytest.fixture(scope="session")
def rendered(drawn: Drawn, tmp_path_factory: pytest.TempPathFactory) -> Render:
    """Return the files rendered from the drawn clip of that name."""
    folder = tmp_path_factory.mktemp("rendered")

    @cache
    def make(name: str) -> Rendered:
        source = drawn(name)
        return render(source, probe(source), folder / name)

    return make


def pictures_of(path: Path) -> Iterator[Picture]:
    """Decode a file that needs no turning, as RGB."""
    with av.open(str(path)) as container:
        for frame in container.decode(video=0):
            yield frame.to_ndarray(format="rgb24")


def barcodes_of(path: Path) -> list[int]:
    return [read_barcode(picture) for picture in pictures_of(path)]


def difference(one: Picture, other: Picture) -> float:
    """Return the mean absolute difference, in steps of 256."""
    return float(np.abs(one.astype(np.int16) - other).mean())
