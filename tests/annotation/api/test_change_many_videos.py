"""Many videos at once: one change to all, all deleted, and how many there are of what."""

from __future__ import annotations

from typing import Any

import pytest

from annotation.actions import tasks
from annotation.models import Project, Task, User, Video
from tests import make
from tests.annotation.datasets import accept

COUNTS = "/api/v1/videos/counts/"


def test_one_value_reaches_all_and_nothing_else_changes(project: Project, alice: User) -> None:
    made = [make.ready_video(project, generator="Sora", group=str(n)) for n in range(3)]
    elsewhere = make.ready_video(make.project("other"), generator="Pika")
    body = {
        "project": "clips",
        "videos": [made[0].pk, made[2].pk, elsewhere.pk, 99_999],
        "split": "test",
        "generator": "Kling",
    }
    answer = make.client(alice).post("/api/v1/videos/change/", body)
    assert (answer.status_code, answer.json()) == (200, {"videos": [made[0].pk, made[2].pk]})
    rows = Video.objects.order_by("pk").values_list("generator", "split", "group")
    assert list(rows) == [
        ("Kling", "test", "0"),
        ("Sora", "", "1"),
        ("Kling", "test", "2"),
        ("Pika", "", ""),
    ]


def test_a_new_label_is_made_good_for_each(project: Project, alice: User) -> None:
    made = [make.ready_video(project, label="real") for _ in range(2)]
    for video in made:
        tasks.create_for(video)
    assert Video.objects.filter(accepted=None).count() == 0
    body = {"project": "clips", "videos": [video.pk for video in made], "label": "fake"}
    assert make.client(alice).post("/api/v1/videos/change/", body).status_code == 200
    assert Video.objects.filter(accepted=None).count() == 2
    assert Task.objects.filter(state="open").count() == 2


def test_all_are_deleted_but_those_of_other_projects(project: Project, alice: User) -> None:
    gone, kept = make.ready_video(project), make.ready_video(project)
    elsewhere = make.ready_video(make.project("other"))
    body = {"project": "clips", "videos": [gone.pk, elsewhere.pk]}
    answer = make.client(alice).post("/api/v1/videos/delete/", body)
    assert answer.json() == {"videos": [gone.pk]}
    assert set(Video.objects.values_list("pk", flat=True)) == {kept.pk, elsewhere.pk}


@pytest.mark.parametrize(
    "body",
    [{}, {"split": "x"}, {"videos": []}, {"videos": [0], "split": "test"},
     {"videos": list(range(1, 502)), "split": "test"}, {"generator": "x" * 201}],
)  # fmt: skip
def test_nonsense_changes_nothing(project: Project, alice: User, body: Any) -> None:
    video = make.ready_video(project)
    asked = {"project": "clips", "videos": [video.pk]} | body
    assert make.client(alice).post("/api/v1/videos/change/", asked).status_code == 400
    video.refresh_from_db()
    assert (video.split, video.generator) == ("", "")


def test_each_facet_counts_under_the_other_filters(
    project: Project, rita: User, bob: User, charlie: User
) -> None:
    make.ready_video(project, label="fake", generator="Sora", split="test")
    make.ready_video(project, label="fake", generator="Pika")
    accept(make.ready_video(project, label="real"))
    make.video(project, label="fake", generator="Sora")
    make.ready_video(make.project("other"), label="fake")
    told = make.client(rita).get(f"{COUNTS}?project=clips&generator=Sora").json()
    assert told == {
        "total": 2,
        "accepted": 0,
        "states": {"new": 1, "ready": 1},
        "labels": {"fake": 2},
        "splits": {"": 1, "test": 1},
        # Its own filter does not narrow it: the others can still be chosen.
        "generators": {"Sora": 2, "": 1, "Pika": 1},
    }
    assert make.client(rita).get(f"{COUNTS}?project=clips").json()["accepted"] == 1
    assert make.client(bob).get(COUNTS).json()["total"] == 0
    assert make.client(bob).get(f"{COUNTS}?project=clips").status_code == 403
    assert make.client(charlie).get(f"{COUNTS}?project=clips").status_code == 404


@pytest.mark.parametrize(
    ("sort", "expected"),
    [("newest", "cab"), ("oldest", "bac"), ("name", "abc"), ("updated", "bca")],
)
def test_pages_follow_the_order(project: Project, rita: User, sort: str, expected: str) -> None:
    for name in "bac":
        make.ready_video(project, name=name)
    Video.objects.get(name="b").save()  # touched last
    client, names, url = make.client(rita), "", f"/api/v1/videos/?sort={sort}&page_size=1"
    while url:
        page = client.get(url).json()
        names, url = names + page["results"][0]["name"], page["next"]
    assert names == expected


def test_no_order_tells_an_annotator_what_is_hidden(project: Project, bob: User) -> None:
    make.ready_video(project)
    client = make.client(bob)
    found = {
        sort: len(client.get(f"/api/v1/videos/?sort={sort}").json()["results"])
        for sort in ("newest", "oldest", "name", "updated")
    }
    assert found == {"newest": 1, "oldest": 1, "name": 0, "updated": 0}
    assert client.get("/api/v1/videos/?sort=random").status_code == 400


def test_accepted_ones_are_found(project: Project, rita: User, bob: User) -> None:
    accepted, waiting = make.ready_video(project), make.ready_video(project)
    accept(accepted)
    for value, expected in (("true", accepted), ("false", waiting)):
        (row,) = make.client(rita).get(f"/api/v1/videos/?accepted={value}").json()["results"]
        assert row["id"] == expected.pk
    assert make.client(bob).get("/api/v1/videos/?accepted=true").json()["results"] == []
