"""GET /api/v1/videos/: pages, filters, and what each role may see."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from annotation.models import Annotation, AnnotationState, Project, Role, Trace, User
from tests import make

URL = "/api/v1/videos/"
TELLING = {"name", "sha256", "reason", "label", "generator", "split", "group", "original_url"}


def ids(answer: Any) -> list[int]:
    return [row["id"] for row in answer.json()["results"]]


def test_manager_sees_everything(project: Project, alice: User) -> None:
    video = make.ready_video(project, label="fake", generator="Sora", prompt="A cup.")
    (row,) = make.client(alice).get(URL).json()["results"]
    assert row["id"] == video.pk
    assert row["project"] == "clips"
    assert (row["label"], row["generator"], row["prompt"]) == ("fake", "Sora", "A cup.")
    assert (row["width"], row["height"], row["frame_count"]) == (200, 100, 20)
    assert row["duration_s"] == 2.0
    assert row.keys() >= TELLING
    assert row["proxy_url"].startswith(f"/media/videos/{video.pk}/proxy-")
    assert row["job"] is None
    assert row["accepted"] is False


def test_annotator_sees_nothing_that_tells_where_a_video_comes_from(
    project: Project, bob: User
) -> None:
    make.ready_video(project, name="sora_cup.mp4", label="fake", generator="Sora")
    answer = make.client(bob).get(URL)
    (row,) = answer.json()["results"]
    assert not TELLING & row.keys()
    assert b"sora" not in answer.content.lower()


@pytest.mark.parametrize(("shown", "expected"), [(True, "A cup."), (False, None)])
def test_annotator_sees_the_prompt_if_the_project_shows_it(
    project: Project, bob: User, shown: bool, expected: str | None
) -> None:
    Project.objects.filter(pk=project.pk).update(show_prompt=shown)
    make.ready_video(project, prompt="A cup.")
    (row,) = make.client(bob).get(URL).json()["results"]
    assert row.get("prompt") == expected


@pytest.mark.parametrize(
    "query",
    ["label=fake", "generator=Sora", "split=train", "group=g", "search=sora", "category=none"],
)
def test_annotator_learns_nothing_by_filtering(project: Project, bob: User, query: str) -> None:
    make.ready_video(
        project, label="fake", generator="Sora", split="train", group="g", name="sora.mp4"
    )
    assert ids(make.client(bob).get(f"{URL}?{query}")) == []


def test_role_is_that_of_each_row_s_project(project: Project, bob: User) -> None:
    other = make.project("other")
    other.memberships.filter(user=bob).update(role=Role.REVIEWER)
    make.ready_video(project, label="fake")
    make.ready_video(other, label="fake")
    rows = {row["project"]: row for row in make.client(bob).get(URL).json()["results"]}
    assert "label" not in rows["clips"]
    assert rows["other"]["label"] == "fake"
    assert ids(make.client(bob).get(f"{URL}?label=fake")) == [rows["other"]["id"]]


def test_stranger_sees_no_row_and_no_project(project: Project, charlie: User) -> None:
    make.ready_video(project)
    assert ids(make.client(charlie).get(URL)) == []
    assert make.client(charlie).get(f"{URL}?project=clips").status_code == 404
    assert make.client(None).get(URL).status_code == 401


@pytest.mark.parametrize(
    "query",
    [
        "state=ready", "label=fake", "generator=Sora", "split=val", "group=cups", "search=CUP",
        "category=object_merging", "updated_since=2020-01-01T00:00:00Z", "project=clips",
    ],
)  # fmt: skip
def test_filters_keep_what_fits(project: Project, rita: User, query: str) -> None:
    wanted = make.ready_video(
        project, label="fake", generator="Sora", split="val", group="cups", name="a cup.mp4"
    )
    annotation = Annotation.objects.create(
        project=project, video=wanted, state=AnnotationState.ACCEPTED
    )
    Trace.objects.create(
        annotation=annotation, video=wanted, trace_id="t", category="object_merging",
        start=0, end=1, x=0, y=0, w=1, h=1, keyframes=1, explanation_length=0, origin="human",
    )  # fmt: skip
    wanted.accepted = annotation
    wanted.save()
    assert wanted.pk in ids(make.client(rita).get(f"{URL}?{query}"))


@pytest.mark.parametrize(
    "query",
    [
        "state=rejected", "label=real", "generator=Pika", "split=test", "group=x", "search=dog",
        "category=object_merging", "updated_since=2100-01-01T00:00:00Z",
    ],
)  # fmt: skip
def test_filters_drop_what_does_not_fit(project: Project, rita: User, query: str) -> None:
    make.ready_video(project, label="fake", generator="Sora", split="val", group="cups")
    assert ids(make.client(rita).get(f"{URL}?{query}")) == []


@pytest.mark.parametrize(
    "query",
    ["state=lost", "label=x", "category=x", "updated_since=soon", "generator=%00", "fields=nope",
     "cursor=cD1hYmM%3D", "cursor=cD0lMDA%3D"],
)  # fmt: skip
def test_nonsense_is_refused_with_its_place(project: Project, rita: User, query: str) -> None:
    answer = make.client(rita).get(f"{URL}?{query}")
    assert answer.status_code in {400, 404}
    assert answer["Content-Type"] == "application/problem+json"


def test_fields_selects_and_keeps_hidden_ones_hidden(
    project: Project, bob: User, rita: User
) -> None:
    video = make.ready_video(project, label="fake")
    asked = f"{URL}?fields=id,label"
    assert make.client(rita).get(asked).json()["results"] == [{"id": video.pk, "label": "fake"}]
    assert make.client(bob).get(asked).json()["results"] == [{"id": video.pk}]


def test_pages_follow_a_cursor_newest_first(project: Project, alice: User) -> None:
    made = [make.ready_video(project).pk for _ in range(3)]
    client = make.client(alice)
    first = client.get(f"{URL}?page_size=2")
    assert ids(first) == [made[2], made[1]]
    assert first.json()["previous"] is None
    assert ids(client.get(first.json()["next"])) == [made[0]]


def test_queries_do_not_grow_with_the_page(project: Project, alice: User) -> None:
    client = make.client(alice)
    make.video(project)
    client.get(URL)  # notes when the token was last used
    with CaptureQueriesContext(connection) as one:
        client.get(f"{URL}?project=clips")
    for _ in range(10):
        make.video(project)
        make.ready_video(project)
    with CaptureQueriesContext(connection) as many:
        assert len(ids(client.get(f"{URL}?project=clips"))) == 21
    assert len(many) == len(one) <= 7


def test_unchanged_page_is_not_sent_again(project: Project, alice: User) -> None:
    make.ready_video(project)
    client = make.client(alice)
    etag = client.get(URL)["ETag"]
    assert client.get(URL, HTTP_IF_NONE_MATCH=etag).status_code == 304
    make.ready_video(project)
    assert client.get(URL, HTTP_IF_NONE_MATCH=etag).status_code == 200


def test_unfinished_preparation_is_shown(project: Project, alice: User) -> None:
    video = make.video(project)
    video.jobs.update(state="running", progress=0.5)
    (row,) = make.client(alice).get(URL).json()["results"]
    assert row["job"] == {"state": "running", "progress": 0.5}
