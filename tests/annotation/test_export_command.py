"""``manage.py export``: the page's file, written whole or not at all."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.core.management.base import CommandError

from annotation.models import EXPORTED, ExportFormat, Project
from annotation.pipeline.exports import Wanted, write
from tests.annotation.datasets import accept, ready_video

pytestmark = pytest.mark.django_db


@pytest.fixture
def project() -> Project:
    made = Project.objects.create(slug="demo", name="Demo")
    accept(ready_video(made))
    return made


def export(path: Path, *arguments: str) -> dict[str, Any]:
    out = io.StringIO()
    call_command("export", "--project", "demo", "--out", str(path), *arguments, stdout=out)
    summary: dict[str, Any] = json.loads(out.getvalue())
    return summary


@pytest.mark.parametrize("media", [False, True])
@pytest.mark.parametrize("format", EXPORTED)
def test_the_file_is_the_one_a_job_would_build(
    project: Project, tmp_path: Path, format: ExportFormat, media: bool
) -> None:
    path = tmp_path / "out"
    summary = export(path, "--format", format.value, *(["--media"] if media else []))
    built = io.BytesIO()
    write(project, Wanted(format, media), built, lambda _: None)
    assert path.read_bytes() == built.getvalue()
    assert summary == {
        "project": "demo",
        "format": format.value,
        "out": str(path),
        "videos": 1,
        "traces": 1,
        "left_out": 0,
    }


def test_options_of_deeptrace(project: Project, tmp_path: Path) -> None:
    path = tmp_path / "all_data.json"
    export(path, "--format", "deeptrace", "--box", "onset", "--first-frame-base", "1")
    (row,) = json.loads(path.read_bytes())
    # Frame 2 counted from 1; the first keyframe's box.
    assert row["faketrace_first_frame"] == 3
    assert row["faketrace_bbox"] == {"left": 20, "top": 20, "width": 40, "height": 40}


def test_options_of_sft(project: Project, tmp_path: Path) -> None:
    path = tmp_path / "sft.jsonl"
    export(path, "--format", "sft", "--style", "document", "--coordinates", "thousand")
    (row,) = map(json.loads, path.read_bytes().splitlines())
    (said,) = json.loads(row["messages"][1]["content"])["traces"]
    # The first keyframe at 0.2 s: x 0.1, y 0.2, 0.2 wide, 0.4 high.
    assert said["boxes"][0] == [0.2, 100, 200, 300, 600]


def test_a_failure_leaves_the_earlier_file(project: Project, tmp_path: Path) -> None:
    path = tmp_path / "data.zip"
    path.write_text("earlier")
    default_storage.delete(project.videos.get().original)
    with pytest.raises(CommandError, match="missing from the storage"):
        export(path, "--format", "jsonl", "--media")
    assert path.read_text() == "earlier"
    assert list(tmp_path.iterdir()) == [path]


def test_an_unknown_project_or_folder_is_a_sentence(project: Project, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="There is no project 'nowhere'"):
        call_command("export", project="nowhere", format="jsonl", out=tmp_path / "x")
    with pytest.raises(CommandError, match="Nothing was written"):
        export(tmp_path / "no" / "folder" / "x", "--format", "jsonl")
