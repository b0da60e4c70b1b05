"""``manage.py import_videos``: results on stdout, progress and trouble on stderr."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from annotation.media.draw import VARIANTS, draw_clip
from annotation.models import Job, Project, Video
from tests.stack import ROOT, Stack

Result = tuple[list[list[str]], str]


def run(*arguments: object, **options: Any) -> Result:
    out, err = io.StringIO(), io.StringIO()
    call_command(
        "import_videos", *map(str, arguments), project="clips", stdout=out, stderr=err, **options
    )
    return [line.split("\t") for line in out.getvalue().splitlines()], err.getvalue()


def failing(*arguments: object, **options: Any) -> tuple[str, str]:
    out, err = io.StringIO(), io.StringIO()
    with pytest.raises(CommandError) as caught:
        call_command(
            "import_videos",
            *map(str, arguments),
            project="clips",
            stdout=out,
            stderr=err,
            **options,
        )
    return out.getvalue(), f"{err.getvalue()}{caught.value}"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Three files that end like videos, one of them twice, and one that does not."""
    (tmp_path / "deep" / "er").mkdir(parents=True)
    (tmp_path / "a.mp4").write_bytes(b"a")
    (tmp_path / "b.webm").write_bytes(b"b")
    (tmp_path / "deep" / "er" / "again.MP4").write_bytes(b"a")
    (tmp_path / "README.md").write_bytes(b"not a video")
    return tmp_path


@pytest.mark.django_db
def test_folder_is_read_to_the_bottom_and_makes_the_project(folder: Path) -> None:
    lines, err = run(folder)
    assert [line[1:] for line in lines] == [["new", "a.mp4"], ["new", "b.webm"]]
    assert "3 of 3 files read" in err
    assert Project.objects.get().slug == "clips"
    assert run(folder)[0] == lines
    assert Video.objects.count() == 2


@pytest.mark.django_db
@pytest.mark.parametrize("kind", ["jsonl", "csv"])
def test_manifest_tells_what_is_known(folder: Path, kind: str) -> None:
    rows = [
        {
            "path": "a.mp4",
            "label": "fake",
            "generator": "Sora",
            "prompt": "A cup, a dog",
            "split": "val",
        },
        {"path": "b.webm", "label": "real", "generator": "", "prompt": "", "split": ""},
    ]
    manifest = folder / f"manifest.{kind}"
    if kind == "jsonl":
        manifest.write_text("\n".join(json.dumps(row | {"codec": "av1"}) for row in rows))
    else:
        manifest.write_text(
            "path,label,generator,prompt,split,codec\n"
            'a.mp4,fake,Sora,"A cup, a dog",val,av1\nb.webm,real,,,,av1\n'
        )
    lines, _ = run(manifest=manifest)
    assert [line[2] for line in lines] == ["a.mp4", "b.webm"]
    columns = ("source_path", "label", "generator", "prompt", "split")
    assert list(Video.objects.order_by("id").values_list(*columns)) == [
        ("a.mp4", "fake", "Sora", "A cup, a dog", "val"),
        ("b.webm", "real", "", "", ""),
    ]


@pytest.mark.django_db
def test_path_selects_and_the_manifest_describes(folder: Path) -> None:
    manifest = folder / "manifest.jsonl"
    manifest.write_text('{"path": "a.mp4", "label": "fake"}\n{"path": "gone.mp4"}\n')
    lines, _ = run(folder / "a.mp4", folder / "b.webm", manifest=manifest)
    assert len(lines) == 2
    assert list(Video.objects.order_by("id").values_list("label", flat=True)) == ["fake", "unknown"]


@pytest.mark.django_db
def test_one_bad_file_fails_alone(folder: Path) -> None:
    manifest = folder / "manifest.jsonl"
    manifest.write_text(
        '{"path": "gone.mp4"}\n{"path": "a.mp4", "label": "banana"}\n{"path": "b.webm"}\n'
    )
    out, err = failing(manifest=manifest)
    assert out.split("\t")[1:] == ["new", "b.webm\n"]
    assert "gone.mp4: It cannot be read: No such file or directory." in err
    assert "'banana' is not one of fake, real, unknown." in err
    assert "2 of 3 files failed." in err


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("text", "sentence"),
    [("{", "Line 1 is not JSON."), ("[]", "Line 1 has no path."), ('{"path": ""}', "has no path"),
     ('{"path": "a\\u0000"}', "no file can have"), ("[" * 100_000, "Line 1 is not JSON.")],
)  # fmt: skip
def test_manifest_that_cannot_be_read_names_the_line(
    folder: Path, text: str, sentence: str
) -> None:
    manifest = folder / "manifest.jsonl"
    manifest.write_text(text)
    assert sentence in failing(manifest=manifest)[1]
    assert not Project.objects.exists()


@pytest.mark.django_db
def test_nothing_to_import_is_an_error(tmp_path: Path) -> None:
    assert "There is no video there." in failing(tmp_path)[1]
    assert "Name files or folders, or a manifest." in failing()[1]
    assert "No such file" in failing(manifest=tmp_path / "none.jsonl")[1]


@pytest.mark.django_db
def test_names_that_are_not_utf8_are_harmless(tmp_path: Path) -> None:
    raw = bytes(tmp_path) + b"/\xff-i;id.mp4"
    Path(raw.decode(errors="surrogateescape")).write_bytes(b"x")
    ((_, state, name),) = run(tmp_path)[0]
    assert (state, name) == ("new", "-i;id.mp4")


@pytest.mark.django_db(transaction=True)
def test_rows_are_written_while_redis_is_away(folder: Path) -> None:
    name = connection.settings_dict["NAME"]
    database = urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}")
    away = {"DATABASE_URL": database.geturl(), "REDIS_URL": "redis://127.0.0.1:9"}
    begun = time.monotonic()
    done = subprocess.run(
        [sys.executable, "manage.py", "import_videos", str(folder), "--project", "clips"],
        env=os.environ | away, cwd=ROOT, capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip
    assert done.returncode == 0
    assert [line.split("\t")[1] for line in done.stdout.splitlines()] == ["new", "new"]
    assert time.monotonic() - begun < 30
    jobs = Job.objects.all()
    assert [(job.state, job.published_at) for job in jobs] == [("queued", None)] * 2


def test_wait_returns_when_all_are_ready_or_rejected(stack: Stack, tmp_path: Path) -> None:
    draw_clip(tmp_path / "good.mp4", VARIANTS["constant"])
    (tmp_path / "bad.mp4").write_bytes(b"rubbish")
    out, err = failing(tmp_path, wait=True)
    assert [line.split("\t")[1:] for line in out.splitlines()] == [
        ["rejected", "bad.mp4"],
        ["ready", "good.mp4"],
    ]
    assert "bad.mp4 was rejected: " in err
    assert "1 of 2 files failed." in err
