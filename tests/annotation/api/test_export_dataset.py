"""POST and GET /api/v1/exports/: who may ask, what is answered, and the file at the end."""

from __future__ import annotations

import hashlib
import json
import time
from typing import Any

import httpx
import pytest
from django.core.files.storage import default_storage
from django.db import connection
from django.test.utils import CaptureQueriesContext

from annotation import pipeline
from annotation.actions import jobs
from annotation.formats import jsonl
from annotation.models import Export, Job, JobKind, Project, Role, User
from tests import make
from tests.annotation.datasets import accept, ready_video
from tests.stack import Stack

URL = "/api/v1/exports/"
ASKED = {"project": "clips", "format": "jsonl", "media": False}


def finish(export_id: int) -> None:
    jobs.run(Export.objects.get(pk=export_id).job_id, pipeline.STEPS)


def ask(person: User, **changed: Any) -> dict[str, Any]:
    answer = make.client(person).post(URL, ASKED | changed)
    assert answer.status_code == 202, answer.content
    body: dict[str, Any] = answer.json()
    return body


def test_reviewer_asks_for_an_export_and_a_job_waits(project: Project, rita: User) -> None:
    body = ask(rita, format="deeptrace", box="onset", first_frame_base=1)
    assert (body["state"], body["progress"], body["url"]) == ("queued", 0.0, None)
    assert (body["format"], body["box"], body["first_frame_base"]) == ("deeptrace", "onset", 1)
    assert Job.objects.get(pk=body["job"]).kind == JobKind.EXPORT
    assert Export.objects.get(pk=body["id"]).created_by == rita


def test_a_finished_export_has_a_signed_file(project: Project, alice: User) -> None:
    video = ready_video(project)
    accept(video)
    made = ask(alice)
    finish(made["id"])
    client = make.client(alice)
    body = client.get(f"{URL}{made['id']}/").json()
    assert (body["state"], body["progress"], body["error"]) == ("done", 1.0, "")
    assert (body["videos"], body["traces"]) == (1, 1)
    data = client.get(body["url"]).getvalue()
    assert body["sha256"] == hashlib.sha256(data).hexdigest()
    assert body["size"] == len(data)
    assert [line.video for line in jsonl.read(data.splitlines())] == [video.sha256]


def test_the_files_address_cannot_be_altered(project: Project, alice: User) -> None:
    made = ask(alice)
    finish(made["id"])
    url = make.client(alice).get(f"{URL}{made['id']}/").json()["url"]
    assert make.client(alice).get(url.replace("signature=", "signature=0")).status_code == 403


def test_the_box_option_reaches_the_file(project: Project, alice: User) -> None:
    accept(ready_video(project))
    made = ask(alice, format="deeptrace", box="onset")
    finish(made["id"])
    url = make.client(alice).get(f"{URL}{made['id']}/").json()["url"]
    (row,) = json.loads(make.client(alice).get(url).getvalue())
    # The first keyframe's box: 0.2 x 200 px wide; the union would be 100 px wide.
    assert row["faketrace_bbox"]["width"] == 40


def test_the_answer_style_reaches_the_file(project: Project, alice: User) -> None:
    accept(ready_video(project))
    made = ask(alice, format="sft", style="document", coordinates="thousand")
    assert (made["style"], made["coordinates"]) == ("document", "thousand")
    finish(made["id"])
    url = make.client(alice).get(f"{URL}{made['id']}/").json()["url"]
    assert url.split("?")[0].endswith("clips-sft.jsonl")
    row = json.loads(make.client(alice).get(url).getvalue())
    assert json.loads(row["messages"][1]["content"])["verdict"] == "fake"


def test_parquet_is_built_as_a_job_does(project: Project, alice: User) -> None:
    accept(ready_video(project))
    made = ask(alice, format="parquet")
    finish(made["id"])
    body = make.client(alice).get(f"{URL}{made['id']}/").json()
    assert (body["state"], body["videos"]) == ("done", 1)
    assert make.client(alice).get(body["url"]).getvalue().startswith(b"PAR1")


@pytest.mark.parametrize(("name", "status"), [("bob", 403), ("charlie", 404)])
def test_others_cannot_ask(project: Project, charlie: User, name: str, status: int) -> None:
    person = User.objects.get(username=name)
    assert make.client(person).post(URL, ASKED).status_code == status
    assert not Export.objects.exists()


@pytest.mark.parametrize("name", ["bob", "charlie"])
def test_to_others_an_export_looks_absent(
    project: Project, alice: User, charlie: User, name: str
) -> None:
    made = ask(alice)
    client = make.client(User.objects.get(username=name))
    assert client.get(f"{URL}{made['id']}/").status_code == 404
    assert client.get(URL).json()["results"] == []


def test_a_token_that_may_only_read_cannot_ask(project: Project, alice: User) -> None:
    assert make.client(alice, scopes=("read",)).post(URL, ASKED).status_code == 403


@pytest.mark.parametrize(
    ("changed", "place"),
    [
        ({"format": "yaml"}, "format"),
        ({"format": None}, "format"),
        ({"media": "maybe"}, "media"),
        ({"box": "average"}, "box"),
        ({"first_frame_base": 2}, "first_frame_base"),
        ({"style": "haiku"}, "style"),
        ({"coordinates": "inches"}, "coordinates"),
        ({"project": "../etc"}, "project"),
    ],
    ids=str,
)
def test_a_malformed_request_names_the_place(
    project: Project, alice: User, changed: dict[str, Any], place: str
) -> None:
    answer = make.client(alice).post(URL, ASKED | changed)
    assert answer.status_code == 400
    assert [error["path"] for error in answer.json()["errors"]] == [place]


def test_the_same_key_twice_is_one_export(project: Project, alice: User) -> None:
    client = make.client(alice)
    first, again = (client.post(URL, ASKED, headers={"Idempotency-Key": "k"}) for _ in range(2))
    assert first.json()["id"] == again.json()["id"]
    assert Export.objects.count() == 1


def test_the_list_shows_ones_projects_newest_first(project: Project, rita: User) -> None:
    ids = [ask(rita)["id"] for _ in range(3)]
    rows = make.client(rita).get(URL, {"project": "clips"}).json()["results"]
    assert [row["id"] for row in rows] == ids[::-1]


def test_a_list_takes_the_same_queries_however_long(project: Project, rita: User) -> None:
    client = make.client(rita)
    client.get(URL)  # notes that the token was used
    counts = []
    for _ in range(2):
        ask(rita)
        ask(rita)
        with CaptureQueriesContext(connection) as queries:
            client.get(URL)
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_a_cancelled_export_ends_without_a_file(
    project: Project, alice: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(3):
        accept(ready_video(project))
    made = ask(alice)
    job = Job.objects.get(pk=made["job"])
    monkeypatch.setattr("annotation.pipeline.progress.REPORT_EVERY_S", -1)
    Job.objects.filter(pk=job.pk).update(state="running")
    jobs.cancel(job)
    with pytest.raises(jobs.JobCancelledError):
        pipeline.STEPS[JobKind.EXPORT](job)
    body = make.client(alice).get(f"{URL}{made['id']}/").json()
    assert (body["state"], body["url"]) == ("cancelled", None)


def test_missing_media_fail_the_export_with_its_reason(project: Project, alice: User) -> None:
    video = ready_video(project)
    accept(video)
    default_storage.delete(video.original)
    made = ask(alice, media=True)
    finish(made["id"])
    body = make.client(alice).get(f"{URL}{made['id']}/").json()
    assert (body["state"], body["url"]) == ("failed", None)
    assert "missing from the storage" in body["error"]


def test_a_second_attempt_replaces_the_first_ones_file(project: Project, alice: User) -> None:
    made = ask(alice)
    export = Export.objects.select_related("job").get(pk=made["id"])
    Job.objects.filter(pk=export.job_id).update(state="running")
    for _ in range(2):
        pipeline.STEPS[JobKind.EXPORT](export.job)
    _, files = default_storage.listdir(f"exports/{export.pk}")
    assert files == ["clips.jsonl"]


def test_a_worker_builds_what_a_client_asked_for(stack: Stack) -> None:
    project = make.project()
    make.member(project, "mia", Role.MANAGER)
    for number in range(3):
        accept(ready_video(project, f"{number}.mp4"))
    secret = make.client(User.objects.get(username="mia"))._credentials["HTTP_AUTHORIZATION"]
    with httpx.Client(base_url=stack.url, headers={"Authorization": secret}) as client:
        body = client.post(URL, json=ASKED | {"media": True}).json()
        deadline = time.monotonic() + 20
        while body["state"] != "done" and time.monotonic() < deadline:
            time.sleep(0.1)
            body = client.get(f"{URL}{body['id']}/").json()
        data = client.get(body["url"]).content
    assert (body["state"], body["videos"]) == ("done", 3)
    assert hashlib.sha256(data).hexdigest() == body["sha256"]
