"""/api/v1/snapshots/: who may freeze, what is answered, comparing, and taking out."""

from __future__ import annotations

import hashlib
import io
import zipfile
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from annotation import pipeline
from annotation.actions import jobs
from annotation.models import Export, Project, Snapshot, User
from tests import make
from tests.annotation.datasets import accept, ready_video
from tests.annotation.formats.lines import document

URL = "/api/v1/snapshots/"
ASKED = {"project": "clips", "name": "v1"}


def freeze(person: User, **changed: Any) -> dict[str, Any]:
    answer = make.client(person).post(URL, ASKED | changed)
    assert answer.status_code == 201, answer.content
    body: dict[str, Any] = answer.json()
    return body


def test_a_manager_freezes_and_gets_a_signed_manifest(project: Project, alice: User) -> None:
    accept(ready_video(project, split="train"))
    accept(ready_video(project))
    body = freeze(alice, note="n", filters={"splits": ["train"], "labels": ["fake"]})
    assert (body["name"], body["note"], body["created_by"]) == ("v1", "n", "alice")
    assert body["filters"] == {"labels": ["fake"], "splits": ["train"]}
    assert (body["videos"], body["traces"], body["splits"]) == (1, 1, {"train": 1})
    answer = make.client(alice).get(body["manifest_url"])
    assert answer["Content-Type"] == "application/x-ndjson"
    assert "manifest.jsonl" in answer["Content-Disposition"]
    assert hashlib.sha256(answer.getvalue()).hexdigest() == body["sha256"]
    assert make.client(alice).get(f"{URL}{body['id']}/").json()["sha256"] == body["sha256"]


def test_a_name_taken_is_a_conflict(project: Project, alice: User) -> None:
    accept(ready_video(project))
    freeze(alice)
    answer = make.client(alice).post(URL, ASKED)
    assert (answer.status_code, answer.json()["code"]) == (409, "name_taken")


def test_nothing_accepted_is_a_conflict_of_its_own(project: Project, alice: User) -> None:
    answer = make.client(alice).post(URL, ASKED)
    assert (answer.status_code, answer.json()["code"]) == (409, "nothing")
    assert "nothing to freeze" in answer.json()["detail"]


@pytest.mark.parametrize(
    ("changed", "place"),
    [
        ({"name": ""}, "name"),
        ({"name": "v" * 101}, "name"),
        ({"project": "../etc"}, "project"),
        ({"filters": {"labels": ["maybe"]}}, "filters.labels.0"),
        ({"filters": {"splits": "train"}}, "filters.splits"),
        ({"filters": []}, "filters"),
    ],
    ids=str,
)
def test_a_malformed_request_names_the_place(
    project: Project, alice: User, changed: dict[str, Any], place: str
) -> None:
    answer = make.client(alice).post(URL, ASKED | changed)
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["path"].replace("/", ".").startswith(place)


@pytest.mark.parametrize(("name", "status"), [("bob", 403), ("rita", 403), ("charlie", 404)])
def test_others_cannot_freeze(project: Project, charlie: User, name: str, status: int) -> None:
    accept(ready_video(project))
    person = User.objects.get(username=name)
    assert make.client(person).post(URL, ASKED).status_code == status
    assert not Snapshot.objects.exists()


@pytest.mark.parametrize("name", ["bob", "charlie"])
def test_to_others_a_snapshot_looks_absent(
    project: Project, alice: User, charlie: User, name: str
) -> None:
    accept(ready_video(project))
    made = freeze(alice)
    client = make.client(User.objects.get(username=name))
    assert client.get(f"{URL}{made['id']}/").status_code == 404
    assert client.post(f"{URL}{made['id']}/folder/").status_code == 404
    assert client.get(URL).json()["results"] == []


def test_the_same_key_twice_is_one_snapshot(project: Project, alice: User) -> None:
    accept(ready_video(project))
    client = make.client(alice)
    first, again = (client.post(URL, ASKED, headers={"Idempotency-Key": "k"}) for _ in range(2))
    assert first.json()["id"] == again.json()["id"]


def test_a_list_takes_the_same_queries_however_long(
    project: Project, alice: User, rita: User
) -> None:
    accept(ready_video(project))
    client = make.client(rita)
    client.get(URL)  # notes that the token was used
    counts = []
    for number in range(2):
        freeze(alice, name=f"a{number}")
        freeze(alice, name=f"b{number}")
        with CaptureQueriesContext(connection) as queries:
            rows = client.get(URL, {"project": "clips"}).json()["results"]
        counts.append(len(queries))
    assert [row["name"] for row in rows] == ["b1", "a1", "b0", "a0"]
    assert counts[0] == counts[1]


def test_a_preview_counts_what_a_freeze_would_take(project: Project, rita: User) -> None:
    accept(ready_video(project, split="train", generator="Sora"))
    accept(ready_video(project, split="train", generator="Pika"))
    accept(ready_video(project, label="real"), document(verdict="real"))
    ready_video(project)
    client = make.client(rita)
    body = client.get(f"{URL}preview/", {"project": "clips"}).json()
    assert (body["videos"], body["traces"], body["splits"]) == (3, 2, {"": 1, "train": 2})
    assert body["choices"] == {
        "labels": {"fake": 2, "real": 1},
        "generators": {"": 1, "Pika": 1, "Sora": 1},
        "splits": {"": 1, "train": 2},
    }
    narrowed = {"project": "clips", "splits": ["train"], "generators": ["Sora", "Gen-3"]}
    body = client.get(f"{URL}preview/", narrowed).json()
    assert (body["videos"], body["choices"]["labels"]) == (1, {"fake": 2, "real": 1})


def test_two_snapshots_compare(project: Project, alice: User, rita: User) -> None:
    video = ready_video(project, "cup.mp4")
    accept(video)
    before = freeze(alice, name="before")
    accept(ready_video(project, "new.mp4"))
    accept(video, document(verdict="real"))
    after = freeze(alice, name="after")
    url = f"{URL}{after['id']}/compare/"
    body = make.client(rita).get(url, {"with": before["id"]}).json()
    assert body["counts"] == {"added": 1, "removed": 0, "changed": 1, "same": 0}
    assert [(one["name"], one["fields_changed"]) for one in body["added"]] == [("new.mp4", [])]
    (changed,) = body["changed"]
    assert changed == {
        "video": video.sha256,
        "name": "cup.mp4",
        "id": video.pk,
        "fields_changed": ["document"],
    }


def test_only_snapshots_of_one_project_compare(project: Project, alice: User) -> None:
    accept(ready_video(project))
    here = freeze(alice)
    other = Project.objects.create(slug="other", name="Other")
    make.member(other, "mia", "manager")
    accept(ready_video(other))
    there = freeze(User.objects.get(username="mia"), project="other")
    client = make.client(make.user("root", is_superuser=True))
    for asked in (there["id"], "", "x", 10**30):
        answer = client.get(f"{URL}{here['id']}/compare/", {"with": asked})
        assert answer.status_code == 404


def test_the_folder_is_a_zip_of_manifest_and_media(project: Project, alice: User) -> None:
    video = ready_video(project, "cup.mp4")
    accept(video)
    made = freeze(alice)
    client = make.client(alice)
    asked = client.post(f"{URL}{made['id']}/folder/")
    assert asked.status_code == 202
    assert (asked.json()["format"], asked.json()["snapshot"]) == ("snapshot", made["id"])
    accept(video, document(verdict="real"))  # too late to be in it
    jobs.run(Export.objects.get(pk=asked.json()["id"]).job_id, pipeline.STEPS)
    body = client.get(f"/api/v1/exports/{asked.json()['id']}/").json()
    assert (body["state"], body["videos"], body["traces"]) == ("done", 1, 1)
    with zipfile.ZipFile(io.BytesIO(client.get(body["url"]).getvalue())) as archive:
        assert archive.namelist() == ["manifest.jsonl", f"media/{video.sha256}.mp4"]
        assert hashlib.sha256(archive.read("manifest.jsonl")).hexdigest() == made["sha256"]
        assert archive.read(f"media/{video.sha256}.mp4") == b"cup.mp4"


def test_a_video_deleted_since_fails_the_folder_with_its_name(
    project: Project, alice: User
) -> None:
    video = ready_video(project, "cup.mp4")
    accept(video)
    made = freeze(alice)
    video.delete()
    asked = make.client(alice).post(f"{URL}{made['id']}/folder/").json()
    jobs.run(Export.objects.get(pk=asked["id"]).job_id, pipeline.STEPS)
    body = make.client(alice).get(f"/api/v1/exports/{asked['id']}/").json()
    assert (body["state"], body["url"]) == ("failed", None)
    assert "'cup.mp4'" in body["error"]


def test_a_folder_is_not_asked_for_as_an_export(project: Project, alice: User) -> None:
    answer = make.client(alice).post("/api/v1/exports/", {"project": "clips", "format": "snapshot"})
    assert answer.status_code == 400
