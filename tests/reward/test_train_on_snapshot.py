"""A snapshot's folder, unpacked, is what ``python -m reward.core train`` takes."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest
from django.core.files import File
from django.core.files.storage import default_storage

from annotation.models import Project, Snapshot, Video, VideoFrames, VideoState
from annotation.pipeline import folders
from annotation.pipeline.snapshots import freeze
from reward.core.__main__ import main
from reward.core.checkpoint import load_card
from reward.core.contract import Example
from reward.core.data import by_split, manifest_hash, read_manifest
from tests.annotation.datasets import accept
from tests.reward import tiny_clips

pytestmark = pytest.mark.django_db
TINY = {"widths": [8, 8, 8], "depths": [1, 1, 1], "steps": 2, "frames": 4, "stored": 4, "size": 32}


def take_in(project: Project, example: Example, split: str) -> Video:
    """The example's clip as a ready video with its document accepted."""
    line = example.line
    video = Video.objects.create(
        project=project,
        sha256=line.video,
        name=example.path.name,
        state=VideoState.READY,
        label=line.label,
        split=split,
        width=line.width,
        height=line.height,
        frame_count=len(line.pts),
        original=f"videos/{line.video}/original.mp4",
    )
    numerator, denominator = line.time_base
    VideoFrames.objects.create(
        video=video,
        time_base_num=numerator,
        time_base_den=denominator,
        pts=list(line.pts),
        end=line.end,
    )
    with example.path.open("rb") as file:
        default_storage.save(video.original, File(file))
    accept(video, line.document)
    return video


def unpacked(snapshot: Snapshot, folder: Path) -> Path:
    with (folder / "folder.zip").open("w+b") as out:
        folders.write(snapshot, out, lambda _: None)
    with zipfile.ZipFile(folder / "folder.zip") as archive:
        archive.extractall(folder / "unpacked")
    return folder / "unpacked"


@pytest.fixture
def snapshot() -> Snapshot:
    project = Project.objects.create(slug="demo", name="Demo")
    splits = ("train", "train", "val", "test")
    for example, split in zip(tiny_clips.some(), splits, strict=True):
        take_in(project, example, split)
    return freeze(project, None, name="v1")


def test_an_unpacked_folder_is_read_with_its_media(snapshot: Snapshot, tmp_path: Path) -> None:
    folder = unpacked(snapshot, tmp_path)
    examples = read_manifest(folder / "manifest.jsonl", folder)
    assert manifest_hash(folder / "manifest.jsonl") == snapshot.sha256
    assert {split: len(found) for split, found in by_split(examples).items()} == {
        "train": 2, "val": 1, "test": 1,
    }  # fmt: skip
    before = {one.line.video: one for one in tiny_clips.some()}
    for example in examples:
        assert example.document == before[example.line.video].document
        assert example.path.read_bytes() == before[example.line.video].path.read_bytes()


def test_training_in_the_folder_names_the_snapshot(
    snapshot: Snapshot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "tiny.json").write_text(json.dumps(TINY))
    monkeypatch.chdir(unpacked(snapshot, tmp_path))
    given = ["--manifest", "manifest.jsonl", "--media", ".", "--out", str(tmp_path / "model")]
    assert main(["train", *given, "--config", str(tmp_path / "tiny.json"), "--threads", "1"]) == 0
    data = load_card(tmp_path / "model").data
    assert (data["manifest"], data["videos"]["train"]) == (snapshot.sha256, 2)
