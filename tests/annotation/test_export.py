"""What an export holds: the accepted documents of ready videos, the same bytes every time."""

from __future__ import annotations

import hashlib
import io
import json
import tempfile
import tracemalloc
import zipfile
from typing import Any

import pyarrow.parquet
import pytest
from django.core.files.storage import default_storage

from annotation.errors import TelltaleError
from annotation.formats import jsonl
from annotation.formats.deeptrace.write import Options
from annotation.models import (
    EXPORTED,
    Decision,
    ExportFormat,
    Project,
    Review,
    Task,
    TaskState,
    User,
    VideoState,
)
from annotation.pipeline.exports import Wanted, Written, write
from tests.annotation.datasets import accept, ready_video
from tests.annotation.formats.lines import document, trace

pytestmark = pytest.mark.django_db

JSONL, DEEPTRACE = Wanted(ExportFormat.JSONL), Wanted(ExportFormat.DEEPTRACE)


@pytest.fixture
def project() -> Project:
    return Project.objects.create(slug="demo", name="Demo")


def built(project: Project, wanted: Wanted) -> tuple[bytes, Written]:
    out = io.BytesIO()
    written = write(project, wanted, out, lambda _: None)
    return out.getvalue(), written


def lines(project: Project) -> list[jsonl.Line]:
    return list(jsonl.read(built(project, JSONL)[0].splitlines()))


def deeptrace_rows(project: Project, **options: Any) -> list[dict[str, Any]]:
    return json.loads(built(project, Wanted(ExportFormat.DEEPTRACE, False, Options(**options)))[0])


def test_a_line_says_all_that_is_known_of_a_video(project: Project) -> None:
    video = ready_video(
        project, generator="Sora", prompt="A cup", group="cups", split="val", source_id="kite"
    )
    accept(video)
    (line,) = lines(project)
    assert line == jsonl.Line(
        video=video.sha256,
        media=video.original,
        media_sha256=video.sha256,
        width=200,
        height=100,
        time_base=[1, 100],
        pts=list(range(0, 100, 10)),
        end=100,
        label="fake",
        generator="Sora",
        prompt="A cup",
        group="cups",
        split="val",
        document=document(trace()),
        annotator=None,
        reviewed=False,
        provenance={
            "project": "demo",
            "name": "cup.mp4",
            "source": {"id": "kite", "mime_type": "video/mp4"},
        },
    )


def test_only_accepted_documents_of_ready_videos_leave(project: Project) -> None:
    accept(ready_video(project))
    ready_video(project)
    accept(ready_video(project, state=VideoState.REJECTED))
    accept(ready_video(Project.objects.create(slug="other", name="Other")))
    assert [line.video for line in lines(project)] == [f"{1:064x}"]


def test_people_leave_as_pseudonyms(project: Project) -> None:
    person = User.objects.create_user("hyejin.kim", email="hyejin@example.org")
    accept(ready_video(project), author=person)
    data, _ = built(project, JSONL)
    assert lines(project)[0].annotator == project.pseudonym(person.pk)
    assert b"hyejin" not in data


def test_a_line_says_whether_somebody_reviewed_it(project: Project) -> None:
    reviewed, unreviewed = ready_video(project), ready_video(project)
    for video in (reviewed, unreviewed):
        task = Task.objects.create(project=project, video=video, state=TaskState.ACCEPTED)
        annotation = accept(video)
        annotation.task = task
        annotation.save(update_fields=["task"])
    Review.objects.create(task=reviewed.tasks.get(), decision=Decision.RETURN, revision=1)
    Review.objects.create(task=reviewed.tasks.get(), decision=Decision.ACCEPT, revision=2)
    Review.objects.create(task=unreviewed.tasks.get(), decision=Decision.RETURN, revision=1)
    assert [line.reviewed for line in lines(project)] == [True, False]


def test_deeptrace_has_a_row_per_trace_and_per_real_video(project: Project) -> None:
    accept(ready_video(project, source_id="kite"), document(trace(), trace(id="t2")))
    accept(ready_video(project, label="real", source_id="cups"), document(verdict="real"))
    accept(ready_video(project, source_id="doubt"), document(verdict="unsure"))
    assert [row["video_id"] for row in deeptrace_rows(project)] == ["kite", "kite", "cups"]
    assert built(project, DEEPTRACE)[1] == Written(videos=2, traces=2, left_out=1)


def test_deeptrace_options_reach_the_rows(project: Project) -> None:
    accept(ready_video(project))
    (row,) = deeptrace_rows(project, box="onset", first_frame_base=1)
    assert row["faketrace_first_frame"] == 3
    assert row["faketrace_bbox"] == {"left": 20, "top": 20, "width": 40, "height": 40}


def test_an_empty_project_gives_an_empty_file(project: Project) -> None:
    assert built(project, JSONL) == (b"", Written())
    assert built(project, DEEPTRACE) == (b"[]\n", Written())


@pytest.mark.parametrize("media", [False, True])
@pytest.mark.parametrize("format", EXPORTED)
def test_the_same_state_gives_the_same_bytes(
    project: Project, format: ExportFormat, media: bool
) -> None:
    for number in range(3):
        accept(ready_video(project, f"{number}.mp4"))
    wanted = Wanted(format, media)
    assert built(project, wanted)[0] == built(project, wanted)[0]


def entries(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def test_a_zip_holds_the_media_that_its_lines_point_to(project: Project) -> None:
    accept(ready_video(project, "cup.mp4"))
    inside = entries(built(project, Wanted(ExportFormat.JSONL, media=True))[0])
    (line,) = jsonl.read(inside.pop("manifest.jsonl").splitlines())
    assert line.media == f"media/{line.video}.mp4"
    assert inside == {line.media: b"cup.mp4"}


def test_a_deeptrace_zip_is_laid_out_like_the_release(project: Project) -> None:
    accept(ready_video(project, "kite.mp4", source_path="videos/kite.mp4"))
    accept(ready_video(project, "twin.mp4", source_path="videos/kite.mp4"))
    accept(ready_video(project, "cups.mp4", label="real"), document(verdict="real"))
    accept(ready_video(project, "doubt.mp4"), document(verdict="unsure"))
    inside = entries(built(project, Wanted(ExportFormat.DEEPTRACE, media=True))[0])
    rows = json.loads(inside.pop("all_data.json"))
    assert [inside[row["video_path"]] for row in rows] == [b"kite.mp4", b"twin.mp4", b"cups.mp4"]
    assert list(inside) == ["videos/kite.mp4", f"videos/{2:064x}.mp4", f"real_videos/{3:064x}.mp4"]


def test_a_path_that_would_leave_the_zip_is_not_used(project: Project) -> None:
    accept(ready_video(project, source_path="../../kite.mp4"))
    (row,) = deeptrace_rows(project)
    assert row["video_path"] == f"videos/{1:064x}.mp4"


def test_missing_media_end_the_zip_with_a_sentence(project: Project) -> None:
    video = ready_video(project)
    accept(video)
    default_storage.delete(video.original)
    with pytest.raises(TelltaleError, match="missing from the storage"):
        built(project, Wanted(ExportFormat.JSONL, media=True))


def test_media_are_copied_as_they_are(project: Project) -> None:
    video = ready_video(project, "large.mp4")
    accept(video)
    content = bytes(range(256)) * 10_000
    with default_storage.open(video.original, "wb") as original:
        original.write(content)
    inside = entries(built(project, Wanted(ExportFormat.JSONL, media=True))[0])
    digest = hashlib.sha256(inside[f"media/{video.sha256}.mp4"]).digest()
    assert digest == hashlib.sha256(content).digest()


def test_an_sft_zip_is_a_folder_that_llama_factory_reads(project: Project) -> None:
    accept(ready_video(project, "cup.mp4"))
    inside = entries(built(project, Wanted(ExportFormat.SFT, media=True))[0])
    (declared,) = json.loads(inside["dataset_info.json"]).values()
    (row,) = map(json.loads, inside[declared["file_name"]].splitlines())
    assert inside[row["videos"][0]] == b"cup.mp4"


def test_sft_leaves_out_what_nobody_calls_fake_or_real(project: Project) -> None:
    accept(ready_video(project), document(trace(), trace(id="t2")))
    accept(ready_video(project, label="unknown"), document(verdict="unsure"))
    data, said = built(project, Wanted(ExportFormat.SFT))
    assert said == Written(videos=1, traces=2, left_out=1)
    assert len(data.splitlines()) == 2


def test_a_parquet_zip_holds_the_media_that_its_rows_point_to(project: Project) -> None:
    accept(ready_video(project, "cup.mp4"))
    inside = entries(built(project, Wanted(ExportFormat.PARQUET, media=True))[0])
    (row,) = pyarrow.parquet.read_table(io.BytesIO(inside.pop("data.parquet"))).to_pylist()
    assert inside == {row["media"]: b"cup.mp4"}


def test_one_query_gives_all_videos(project: Project, django_assert_num_queries: Any) -> None:
    for number in range(5):
        accept(ready_video(project, f"{number}.mp4"))
    with django_assert_num_queries(2):  # how many there are, and one streamed answer
        built(project, JSONL)


def test_memory_is_flat_in_the_number_of_videos(project: Project) -> None:
    def peak() -> int:
        with tempfile.TemporaryFile() as out:
            tracemalloc.start()
            write(project, JSONL, out, lambda _: None)
            measured = tracemalloc.get_traced_memory()[1]
            tracemalloc.stop()
        return measured

    def add(number: int) -> None:
        for _ in range(number):
            accept(ready_video(project, prompt="x" * 10_000))

    add(200)  # one chunk in use and one that arrives
    few = peak()
    add(400)
    assert peak() < 1.1 * few
