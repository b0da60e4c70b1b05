"""``show``: what is true and what is said, where it is, on the frames themselves."""

from __future__ import annotations

import argparse
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from annotation.formats import jsonl
from annotation.media.draw import Clip, draw_clip
from annotation.media.probe import probe
from reward.core import predictions, sheets
from reward.core.commands import show
from reward.core.contract import Example
from tests.reward.core.judged import example, said, trace

BOX = [0.25, 0.25, 0.5, 0.5]
OTHER = [0.1, 0.3, 0.4, 0.6]


@pytest.fixture
def clip(tmp_path: Path) -> Example:
    """Six frames of 4:3, all of them in one trace."""
    path = draw_clip(tmp_path / "clip.mp4", Clip(frames=6, width=160, height=120))
    known = probe(path).table
    made = example(1, "fake", trace(box=BOX, span=[0, 6]))
    line = replace(
        made.line,
        media="clip.mp4",
        width=160,
        height=120,
        time_base=known.time_base,
        pts=known.pts,
        end=known.end,
    )
    return replace(made, line=line, path=path)


def test_both_boxes_are_drawn_where_they_are(clip: Example) -> None:
    prediction = said(clip, "fake", trace(box=OTHER, span=[0, 6], category="object_merging"))
    sheet = np.asarray(sheets.sheet(clip, prediction))
    # The second frame begins at 224 + 4; a frame is 224 × 168 and starts below a line of 15.
    left, top = 228 + round(0.1 * 224), 15 + round(0.3 * 168)
    assert tuple(sheet[top + 20, left]) == (0xDF, 0x91, 0x7C)  # object merging, solid
    truth = sheet[15 + 42, 228 + 56 : 228 + 168]  # the upper edge of the true box, dashed
    white = (truth == 255).all(axis=-1).mean()
    assert 0.4 < white < 0.8


def test_a_box_is_not_drawn_outside_its_span(clip: Example) -> None:
    late = said(clip, "fake", trace(box=OTHER, span=[4, 6], category="object_merging"))
    never = said(clip, "real")
    drawn, bare = (np.asarray(sheets.sheet(clip, one))[: 15 + 168] for one in (late, never))
    changed = (drawn != bare).any(axis=(0, 2))
    assert not changed[: 4 * 228].any()
    assert changed[4 * 228 : 5 * 228].any()


def test_the_best_agree_in_verdict_and_place(clip: Example) -> None:
    right = said(clip, "fake", trace(box=BOX, span=[0, 6]), p_fake=0.9)
    blind = said(clip, "real", p_fake=0.2)
    # (0.9 + vIoU 1) / 2 and (0.2 + 0) / 2
    assert sheets.agreement(clip, right) == pytest.approx(0.95)
    assert sheets.agreement(clip, blind) == pytest.approx(0.1)


def test_the_command_writes_the_pictures_it_names(
    clip: Example, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "m.jsonl").write_bytes(jsonl.encode(clip.line))
    predictions.write(tmp_path / "p.jsonl", [said(clip, "real", p_fake=0.2)])
    parser = argparse.ArgumentParser()
    show.add(parser.add_subparsers())
    files = ["--manifest", tmp_path / "m.jsonl", "--predictions", tmp_path / "p.jsonl"]
    where = ["--media", tmp_path, "--out", tmp_path / "pictures", "--best", "0"]
    assert show.run(parser.parse_args(["show", *map(str, [*files, *where])])) == 0
    (line,) = capsys.readouterr().out.splitlines()
    assert line == f"{tmp_path / 'pictures' / 'worst-1.png'}\tclip.mp4"
    with Image.open(tmp_path / "pictures" / "worst-1.png") as picture:
        assert picture.width == 6 * 224 + 5 * 4
