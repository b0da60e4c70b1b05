"""GET and POST /api/v1/predictions/."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from annotation.models import Job, JobKind, Project, User
from reward.models import Batch, Checkpoint, Serving
from tests import make
from tests.annotation.api.drafts import trace
from tests.reward import served

URL = "/api/v1/predictions/"


@pytest.fixture
def row(project: Project) -> Checkpoint:
    return served.unloadable(project)


def test_a_manager_has_all_or_some_predicted(
    project: Project, alice: User, row: Checkpoint
) -> None:
    video = make.ready_video(project)
    client = make.client(alice)
    answer = client.post(URL, {"project": "clips"})
    assert answer.status_code == 202, answer.content
    body = answer.json()
    assert (body["kind"], body["state"]) == ("predict", "queued")
    assert Batch.objects.get(job=body["id"]).videos is None
    chosen = client.post(URL, {"project": "clips", "videos": [video.pk]}).json()
    assert Batch.objects.get(job=chosen["id"]).videos == [video.pk]


def test_an_unknown_video_is_named(project: Project, alice: User, row: Checkpoint) -> None:
    other = make.ready_video(Project.objects.create(slug="other", name="Other"))
    mine = make.ready_video(project)
    answer = make.client(alice).post(URL, {"project": "clips", "videos": [mine.pk, other.pk]})
    assert answer.status_code == 400
    assert [error["path"] for error in answer.json()["errors"]] == ["videos/1"]
    assert not Job.objects.filter(kind=JobKind.PREDICT).exists()


def test_without_a_model_the_answer_says_what_to_do(project: Project, alice: User) -> None:
    answer = make.client(alice).post(URL, {"project": "clips"})
    assert (answer.status_code, answer.json()["code"]) == (409, "no_serving_checkpoint")


def test_reviewers_see_what_models_say_of_their_videos(
    project: Project, rita: User, bob: User, charlie: User, row: Checkpoint
) -> None:
    videos = [make.ready_video(project) for _ in range(2)]
    made = [served.prediction(row, video, trace()) for video in videos]
    body = make.client(rita).get(URL).json()["results"]
    assert [(one["id"], one["video"]) for one in body] == [
        (made[1].pk, videos[1].pk),
        (made[0].pk, videos[0].pk),
    ]
    assert body[0]["bins"] == ["likely"]
    client = make.client(rita)
    for query, count in (
        (f"video={videos[0].pk}", 1),
        (f"checkpoint={row.pk}", 2),
        (f"checkpoint={row.pk + 1}", 0),
        ("project=clips", 2),
    ):
        assert len(client.get(f"{URL}?{query}").json()["results"]) == count, query
    # They would tell an annotator what is to be found out, and break a blind task's blindness.
    assert make.client(bob).get(URL).json()["results"] == []
    assert make.client(bob).get(f"{URL}?project=clips").status_code == 403
    assert make.client(charlie).get(URL).json()["results"] == []


def test_a_page_of_videos_gets_its_predictions_without_their_documents(
    project: Project, rita: User, row: Checkpoint
) -> None:
    videos = [make.ready_video(project) for _ in range(3)]
    for video in videos:
        served.prediction(row, video, trace())
    asked = f"{URL}?videos={videos[0].pk},{videos[2].pk}&fields=video,p_fake,bins"
    client = make.client(rita)
    client.get(URL)  # notes when the token was last used
    with CaptureQueriesContext(connection) as queries:
        told = client.get(asked).json()["results"]
    assert [one["video"] for one in told] == [videos[2].pk, videos[0].pk]
    assert told[0].keys() == {"video", "p_fake", "bins"}
    assert not any('"reward_prediction"."document"' in query["sql"] for query in queries)
    assert client.get(f"{URL}?videos=x").status_code == 400


def test_the_same_bytes_in_two_projects_name_the_askers_own_video(
    project: Project, rita: User, row: Checkpoint
) -> None:
    video = make.ready_video(project)
    make.ready_video(Project.objects.create(slug="other", name="Other"), sha256=video.sha256)
    served.prediction(row, video)
    (body,) = make.client(rita).get(URL).json()["results"]
    assert body["video"] == video.pk


def test_what_another_projects_own_model_says_of_the_same_bytes_stays_there(
    project: Project, rita: User, row: Checkpoint
) -> None:
    other = Project.objects.create(slug="other", name="Other")
    theirs = served.unloadable(other, name="1" * 16)
    video = make.ready_video(project)
    made = served.prediction(theirs, video)
    client = make.client(rita)
    assert client.get(URL).json()["results"] == []
    Serving.objects.filter(project=other).update(project=None)
    assert [one["id"] for one in client.get(URL).json()["results"]] == [made.pk]


def test_a_list_takes_the_same_queries_however_long(
    project: Project, rita: User, row: Checkpoint
) -> None:
    client = make.client(rita)
    client.get(URL)
    counts = []
    for _ in range(2):
        served.prediction(row, make.ready_video(project))
        with CaptureQueriesContext(connection) as queries:
            client.get(URL)
        counts.append(len(queries))
    assert counts[0] == counts[1]
