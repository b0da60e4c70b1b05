"""Importing a release: files and rows in, accepted documents once the videos are prepared."""

from __future__ import annotations

import io
import json
import shutil
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from annotation import pipeline
from annotation.actions import deeptrace, tasks, videos
from annotation.actions.deeptrace import Outcome
from annotation.formats.deeptrace.read import read
from annotation.formats.deeptrace.write import Options
from annotation.media.draw import Clip, draw_clip
from annotation.media.encode import Encoding
from annotation.models import (
    Annotation,
    ExportFormat,
    Job,
    LabelReal,
    Project,
    Task,
    TaskState,
    User,
    Video,
    VideoState,
)
from annotation.pipeline.exports import Wanted, write
from tests.stack import Stack

FPS, SIDE = 30, 160
MERGING = ["merging", "weird motion"]


@pytest.fixture(scope="module")
def media(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three clips of 160 x 160 px at 30 fps: kite has 40 frames, librarian 39, cups 38."""
    folder = tmp_path_factory.mktemp("release")
    names = ("videos/kite.mp4", "videos/librarian.mp4", "real_videos/cups.mp4")
    for frames, name in zip((40, 39, 38), names, strict=True):
        (folder / name).parent.mkdir(exist_ok=True)
        encoding = Encoding(rate=Fraction(FPS), options={"preset": "ultrafast"})
        clip = Clip(frames=frames, width=SIDE, height=SIDE, encoding=encoding)
        draw_clip(folder / name, clip)
    return folder


def fake(name: str, **changed: Any) -> dict[str, Any]:
    """A row: frames 6 to 21, box 16,32..96,112, of a video of 40 frames."""
    return {
        "video_id": name,
        "video_path": f"videos/{name}.mp4",
        "video_type": "fake_video",
        "video_source": "Sora",
        "video_prompt": "A dragon kite",
        "video_mime_type": "video/mp4",
        "video_width": SIDE,
        "video_height": SIDE,
        "video_frame_count": 40,
        "video_frame_rate": 30.0,
        "video_duration": 1.333333,
        "split": "train",
        "faketrace_bbox": {"left": 16, "top": 32, "width": 80, "height": 80},
        "faketrace_first_frame": 6,
        "faketrace_duration": 0.5,
        "faketrace_check_applies": ["Blurring"],
        "faketrace_explanations": "The tail melts.",
    } | changed


def real(name: str) -> dict[str, Any]:
    traceless = {key: None for key in fake(name) if key.startswith("faketrace")}
    return fake(name, video_type="real_video", video_path=f"real_videos/{name}.mp4") | traceless


ROWS = [
    fake("kite"),
    fake("librarian", faketrace_explanations=" ", faketrace_check_applies=[]),
    fake("kite", faketrace_first_frame=20, faketrace_check_applies=MERGING),
    fake("lost"),
    real("cups"),
]


@pytest.fixture
def project(db: None) -> Project:
    return Project.objects.create(slug="demo", name="Demo")


def take_in(project: Project, media: Path, rows: list[dict[str, Any]] = ROWS) -> Outcome:
    release = read(json.dumps(rows).encode())
    return deeptrace.take_in(project, release, media, user=None, report=lambda _: None)


def prepare_all() -> None:
    for job in Job.objects.select_related("project", "video").order_by("pk"):
        Job.objects.filter(pk=job.pk).update(state="running")
        pipeline.STEPS[job.kind](job)


def exported(project: Project) -> list[dict[str, Any]]:
    out = io.BytesIO()
    write(project, Wanted(ExportFormat.DEEPTRACE, False, Options()), out, lambda _: None)
    rows: list[dict[str, Any]] = json.loads(out.getvalue())
    return rows


def test_videos_come_in_with_what_the_release_says(project: Project, media: Path) -> None:
    outcome = take_in(project, media)
    kite, librarian, cups = Video.objects.order_by("pk")
    assert outcome.added == [kite.pk, librarian.pk, cups.pk]
    assert (kite.source_id, kite.source_path) == ("kite", "videos/kite.mp4")
    assert (kite.source_mime, kite.generator, kite.split) == ("video/mp4", "Sora", "train")
    assert [video.label for video in (kite, librarian, cups)] == ["fake", "fake", "real"]
    assert kite.state == VideoState.NEW
    assert kite.accepted is None


def test_missing_media_are_reported_and_skipped(project: Project, media: Path) -> None:
    (note,) = take_in(project, media).notes
    assert (note.row, note.code, note.skipped) == (3, "media_missing", True)


def test_a_rerun_adds_nothing(project: Project, media: Path) -> None:
    first = take_in(project, media)
    again = take_in(project, media)
    assert (again.added, sorted(again.already)) == ([], sorted(first.added))
    assert again.notes == first.notes
    assert (Video.objects.count(), Job.objects.count()) == (3, 3)


def test_prepared_videos_have_accepted_documents_and_no_tasks(
    project: Project, media: Path
) -> None:
    take_in(project, media)
    prepare_all()
    kite = Video.objects.get(source_id="kite")
    assert (kite.state, kite.imported) == (VideoState.READY, None)
    accepted = kite.accepted
    assert accepted is not None
    assert accepted.author is None
    first, second = accepted.document["traces"]
    assert (first["span"], second["span"]) == ([6, 21], [20, 35])
    assert first["track"] == [{"frame": 6, "box": [0.1, 0.2, 0.5, 0.5]}]
    assert (second["category"], second["also"]) == ("object_merging", ["object_trajectory"])
    assert second["tags"] == MERGING
    assert [row.category for row in accepted.traces.order_by("start")] == [
        "sudden_blurring",
        "object_merging",
    ]
    assert not Task.objects.exists()


def test_a_real_video_is_accepted_even_where_annotators_get_real_ones(
    project: Project, media: Path
) -> None:
    project.label_real = LabelReal.ALL
    project.save()
    take_in(project, media, [real("cups")])
    prepare_all()
    accepted = Annotation.objects.get()
    assert (accepted.document["verdict"], accepted.document["traces"]) == ("real", [])


def test_an_export_returns_every_row_that_came_in(project: Project, media: Path) -> None:
    take_in(project, media)
    prepare_all()
    rows = exported(project)
    came = [row for row in ROWS if row["video_id"] != "lost"]
    assert sorted(row["video_id"] for row in rows) == sorted(row["video_id"] for row in came)
    for row in (row for row in rows if row["video_type"] == "fake_video"):
        said = next(
            other
            for other in came
            if (other["video_id"], other["faketrace_first_frame"])
            == (row["video_id"], row["faketrace_first_frame"])
        )
        for name in ("video_path", "video_mime_type", "video_source", "video_prompt", "split"):
            assert row[name] == said[name]
        for name in ("faketrace_bbox", "faketrace_check_applies", "faketrace_explanations"):
            assert row[name] == said[name]


def test_what_was_clamped_or_clipped_is_remembered(project: Project, media: Path) -> None:
    outside = {"left": 150, "top": 0, "width": 20, "height": 20}
    take_in(project, media, [fake("kite", faketrace_bbox=outside, faketrace_duration=60)])
    prepare_all()
    (row,) = exported(project)
    assert row["faketrace_bbox"] == {"left": 150, "top": 0, "width": 10, "height": 20}
    # Frames 6 to 40 at 30 fps.
    assert row["faketrace_duration"] == pytest.approx(34 / 30, abs=1e-6)
    notes = Video.objects.get().provenance["import"]["notes"]
    assert [(note["row"], note["code"]) for note in notes] == [
        (0, "box_clamped"),
        (0, "span_clipped"),
    ]


def test_the_same_bytes_under_two_ids_are_one_video(
    project: Project, media: Path, tmp_path: Path
) -> None:
    shutil.copytree(media, tmp_path, dirs_exist_ok=True)
    shutil.copy(tmp_path / "videos/kite.mp4", tmp_path / "videos/twin.mp4")
    outcome = take_in(project, tmp_path, [fake("kite"), fake("twin")])
    assert len(outcome.added) == 1
    assert [(note.row, note.code) for note in outcome.notes] == [(1, "same_bytes")]


def test_a_video_that_came_before_its_rows_gets_them(project: Project, media: Path) -> None:
    source = videos.Source(media / "videos/kite.mp4", name="upload.mp4")
    video, _ = videos.register(project, source, user=None)
    prepare_all()
    assert Task.objects.count() == 1
    assert take_in(project, media, [fake("kite")]).added == [video.pk]
    video.refresh_from_db()
    assert (video.label, video.generator, video.source_id) == ("fake", "Sora", "kite")
    assert video.accepted is not None
    assert not Task.objects.exists()


def test_work_that_has_begun_is_left_alone(project: Project, media: Path) -> None:
    source = videos.Source(media / "videos/kite.mp4", name="upload.mp4")
    videos.register(project, source, user=None)
    prepare_all()
    person = User.objects.create_user("minji")
    task = Task.objects.get()
    task.assignee, task.state = person, TaskState.OPEN
    task.save()
    outcome = take_in(project, media, [fake("kite")])
    assert (outcome.added, [note.code for note in outcome.notes]) == ([], ["has_work"])
    assert tasks.lease(task, person).state == TaskState.LEASED


def test_a_file_that_cannot_be_read_costs_only_its_own_rows(
    project: Project, media: Path, tmp_path: Path
) -> None:
    shutil.copytree(media, tmp_path, dirs_exist_ok=True)
    broken = tmp_path / "videos/librarian.mp4"
    broken.unlink()
    broken.symlink_to("/proc/self/mem")  # a regular file whose first byte gives EIO
    outcome = take_in(project, tmp_path, [fake("kite"), fake("librarian")])
    assert list(Video.objects.values_list("source_id", flat=True)) == ["kite"]
    assert [(note.row, note.code) for note in outcome.notes] == [(1, "media_unreadable")]


def test_a_path_that_leaves_the_media_folder_is_refused(project: Project, media: Path) -> None:
    outcome = take_in(project, media, [fake("kite", video_path="../release/videos/kite.mp4")])
    assert (outcome.added, [note.code for note in outcome.notes]) == ([], ["bad_row"])


def run(*arguments: object) -> tuple[dict[str, Any], str]:
    out, err = io.StringIO(), io.StringIO()
    call_command("import_deeptrace", *map(str, arguments), stdout=out, stderr=err)
    return json.loads(out.getvalue()), err.getvalue()


def test_the_command_imports_waits_and_sums_up(stack: Stack, media: Path, tmp_path: Path) -> None:
    file = tmp_path / "all_data.json"
    file.write_text(
        json.dumps([*ROWS, fake("kite", faketrace_duration=9.0), fake("kite") | {"split": 3}])
    )
    command = (file, "--media", media, "--project", "new", "--wait")
    summary, told = run(*command)
    assert summary == {
        "project": "new",
        "rows": 7,
        "videos": 4,
        "added": 3,
        "already": 0,
        "skipped_rows": 2,
        "clamped": 0,
        "clipped": 1,
        "notes": {"bad_row": 1, "media_missing": 1},
        "ready": 3,
        "rejected": 0,
    }
    assert "Row 3: There is no file videos/lost.mp4." in told
    assert "Row 5: The trace leaves the video" in told
    assert "Row 6: split must be text." in told
    again, _ = run(*command)
    assert (again["added"], again["already"], again["ready"]) == (0, 3, 3)


def test_a_rejected_video_fails_the_command_after_its_summary(
    stack: Stack, media: Path, tmp_path: Path
) -> None:
    shutil.copytree(media, tmp_path, dirs_exist_ok=True)
    (tmp_path / "videos/librarian.mp4").write_text("This is no video.")
    file = tmp_path / "all_data.json"
    file.write_text(json.dumps([fake("kite"), fake("librarian")]))
    out, err = io.StringIO(), io.StringIO()
    with pytest.raises(CommandError, match="1 of 2 videos were rejected"):
        call_command(
            *("import_deeptrace", str(file), "--media", str(tmp_path), "--project", "new"),
            *("--wait",),
            stdout=out,
            stderr=err,
        )
    summary = json.loads(out.getvalue())
    assert (summary["ready"], summary["rejected"]) == (1, 1)
    assert "videos/librarian.mp4 was rejected: " in err.getvalue()


@pytest.mark.usefixtures("db")
@pytest.mark.parametrize(
    ("content", "sentence"),
    [("{", "not JSON"), ("{}", "JSON list"), (json.dumps([fake("lost")]), "No video of the file")],
)
def test_the_command_fails_with_a_sentence(tmp_path: Path, content: str, sentence: str) -> None:
    file = tmp_path / "all_data.json"
    file.write_text(content)
    with pytest.raises(CommandError, match=sentence):
        run(file, "--media", tmp_path, "--project", "demo")


def test_the_command_names_a_missing_folder_or_file(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="no folder"):
        run(tmp_path / "x.json", "--media", tmp_path / "nowhere", "--project", "demo")
    with pytest.raises(CommandError, match="cannot be read"):
        run(tmp_path / "x.json", "--media", tmp_path, "--project", "demo")
