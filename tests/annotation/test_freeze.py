"""What a snapshot holds: the same state is the same bytes, and later changes touch nothing."""

from __future__ import annotations

import hashlib
import io
import json
import threading
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection

from annotation.errors import ConflictError
from annotation.formats import jsonl
from annotation.models import Decision, Project, Review, Snapshot, Task, TaskState, Video
from annotation.pipeline.lines import Filters
from annotation.pipeline.snapshots import compare, freeze, preview
from tests.annotation.datasets import accept, ready_video
from tests.annotation.formats.lines import document, trace

pytestmark = pytest.mark.django_db


@pytest.fixture
def project() -> Project:
    return Project.objects.create(slug="demo", name="Demo")


def manifest(snapshot: Snapshot) -> bytes:
    with default_storage.open(snapshot.manifest) as file:
        data: bytes = file.read()
    return data


def names(snapshot: Snapshot) -> list[str]:
    lines = jsonl.read(manifest(snapshot).splitlines())
    return sorted(line.provenance["name"] for line in lines)


def review(video: Video) -> None:
    task = Task.objects.create(project=video.project, video=video, state=TaskState.ACCEPTED)
    annotation = accept(video)
    annotation.task = task
    annotation.save(update_fields=["task"])
    Review.objects.create(task=task, decision=Decision.ACCEPT, revision=1)


def test_a_snapshot_counts_and_hashes_its_manifest(project: Project) -> None:
    accept(ready_video(project, split="train"), document(trace(), trace(id="t2")))
    accept(ready_video(project, split="train"))
    accept(ready_video(project, label="real"), document(verdict="real"))
    snapshot = freeze(project, None, name="first", note="Before the summer.")
    data = manifest(snapshot)
    assert snapshot.sha256 == hashlib.sha256(data).hexdigest()
    assert snapshot.size == len(data)
    assert (snapshot.videos, snapshot.traces) == (3, 3)
    assert snapshot.splits == {"train": 2, "": 1}
    assert (snapshot.note, snapshot.filters) == ("Before the summer.", {})


def test_lines_come_in_order_of_hash_with_the_folders_paths(project: Project) -> None:
    for number in (3, 1, 2):
        accept(ready_video(project, sha256=f"{number:064x}"))
    lines = list(jsonl.read(manifest(freeze(project, None, name="first")).splitlines()))
    assert [line.video for line in lines] == [f"{number:064x}" for number in (1, 2, 3)]
    assert [line.media for line in lines] == [f"media/{line.video}.mp4" for line in lines]


def test_the_same_state_gives_the_same_hash(project: Project) -> None:
    video = ready_video(project)
    accept(video)
    accept(ready_video(project))
    first = freeze(project, None, name="first")
    again = freeze(project, None, name="again")
    assert (again.sha256, again.manifest) == (first.sha256, first.manifest)
    accept(video, document(trace(span=[2, 7])))
    assert freeze(project, None, name="later").sha256 != first.sha256


def test_what_happens_later_leaves_a_snapshot_alone(project: Project) -> None:
    video = ready_video(project)
    accept(video)
    snapshot = freeze(project, None, name="first")
    before = manifest(snapshot)
    accept(video, document(verdict="real"))
    freeze(project, None, name="later")
    video.delete()
    assert manifest(snapshot) == before


@pytest.mark.parametrize(
    ("filters", "taken"),
    [
        (Filters(), ["a", "b", "c", "d"]),
        (Filters(labels=("fake",)), ["a", "b", "d"]),
        (Filters(generators=("Sora", "Pika")), ["a", "b"]),
        (Filters(splits=("train",)), ["a", "c"]),
        (Filters(splits=("", "train")), ["a", "b", "c"]),
        (Filters(reviewed_only=True), ["d"]),
        (Filters(labels=("fake",), splits=("train",)), ["a"]),
    ],
    ids=str,
)
def test_filters_choose(project: Project, filters: Filters, taken: list[str]) -> None:
    accept(ready_video(project, "a", generator="Sora", split="train"))
    accept(ready_video(project, "b", generator="Pika"))
    accept(ready_video(project, "c", label="real", split="train"), document(verdict="real"))
    review(ready_video(project, "d", split="test"))
    snapshot = freeze(project, None, name="some", filters=filters)
    assert names(snapshot) == taken
    counted = preview(project, filters)
    assert (counted.videos, counted.traces) == (snapshot.videos, snapshot.traces)
    assert counted.splits == snapshot.splits


def test_filters_are_kept_in_one_order(project: Project) -> None:
    accept(ready_video(project))
    filters = Filters(labels=("real", "fake", "real"), splits=("train", ""))
    snapshot = freeze(project, None, name="some", filters=filters)
    assert snapshot.filters == {"labels": ["fake", "real"], "splits": ["", "train"]}


def test_nothing_to_freeze_is_a_sentence_and_leaves_nothing(project: Project) -> None:
    ready_video(project)
    with pytest.raises(ConflictError, match="nothing to freeze"):
        freeze(project, None, name="first")
    assert not Snapshot.objects.exists()


def test_a_name_is_taken_once(project: Project) -> None:
    accept(ready_video(project))
    freeze(project, None, name="first")
    with pytest.raises(ConflictError, match="'first' already"):
        freeze(project, None, name="first")
    other = Project.objects.create(slug="other", name="Other")
    accept(ready_video(other))
    assert freeze(other, None, name="first").name == "first"


@pytest.mark.django_db(transaction=True)
def test_two_at_once_of_the_same_name_are_one(project: Project) -> None:
    accept(ready_video(project))
    refusals: list[str] = []

    def one() -> None:
        try:
            freeze(project, None, name="first")
        except ConflictError as error:
            refusals.append(error.code)
        finally:
            connection.close()

    threads = [threading.Thread(target=one) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert refusals == ["name_taken"] * 3
    assert Snapshot.objects.count() == 1


def test_two_snapshots_compare(project: Project) -> None:
    gone, changed, stays = (ready_video(project, name) for name in ("gone", "changed", "stays"))
    for video in (gone, changed, stays):
        accept(video)
    before = freeze(project, None, name="before")
    gone.delete()
    accept(changed, document(verdict="real"))
    accept(ready_video(project, "new", sha256="f" * 64))
    after = freeze(project, None, name="after")
    found = compare(before, after)
    assert found.counts == {"added": 1, "removed": 1, "changed": 1, "same": 1}
    assert [one.name for one in found.added] == ["new"]
    assert [one.name for one in found.removed] == ["gone"]
    assert [(one.name, one.fields) for one in found.changed] == [("changed", ("document",))]


def test_long_lists_end_but_counts_do_not(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    accept(ready_video(project))
    before = freeze(project, None, name="before")
    for _ in range(3):
        accept(ready_video(project))
    monkeypatch.setattr("annotation.pipeline.snapshots.MOST_LISTED", 2)
    found = compare(before, freeze(project, None, name="after"))
    assert (len(found.added), found.counts["added"]) == (2, 3)


def command(*arguments: str) -> dict[str, Any]:
    out = io.StringIO()
    call_command("freeze", "--project", "demo", *arguments, stdout=out)
    body: dict[str, Any] = json.loads(out.getvalue())
    return body


def test_the_command_freezes_and_says_what(project: Project) -> None:
    accept(ready_video(project, split="train"))
    accept(ready_video(project))
    said = command("--name", "v1", "--note", "n", "--split", "none")
    snapshot = Snapshot.objects.get(name="v1")
    assert said == {"id": snapshot.pk, "sha256": snapshot.sha256, "videos": 1, "traces": 1}
    assert (snapshot.note, snapshot.filters) == ("n", {"splits": [""]})


def test_the_command_refuses_in_a_sentence(project: Project) -> None:
    with pytest.raises(CommandError, match="nothing to freeze"):
        command("--name", "v1")
    with pytest.raises(CommandError, match="no project 'x'"):
        call_command("freeze", project="x", name="v1")
    with pytest.raises(CommandError, match="1 to 100"):
        command("--name", "v" * 101)
