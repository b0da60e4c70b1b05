"""/api/v1/projects/: what every member sees and managers change."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from annotation.models import Membership, Project, User, VideoState
from tests import make

URL = "/api/v1/projects/"


def test_member_sees_role_rules_and_counts(project: Project, bob: User) -> None:
    make.task(make.ready_video(project))
    make.video(project, state=VideoState.REJECTED)
    body = make.client(bob).get(f"{URL}clips/").json()
    assert (body["slug"], body["name"], body["role"]) == ("clips", "Clips", "annotator")
    assert body["counts"] == {"videos": {"ready": 1, "rejected": 1}, "tasks": {"open": 1}}
    assert (body["overlap"], body["label_real"], body["show_prompt"]) == (1, "none", True)
    assert "salt" not in body


def test_list_has_one_s_own_projects_by_slug(project: Project, bob: User, charlie: User) -> None:
    make.project("another")
    make.ready_video(project)
    rows = make.client(bob).get(URL).json()["results"]
    assert [row["slug"] for row in rows] == ["another", "clips"]
    assert [row["counts"]["videos"] for row in rows] == [{}, {"ready": 1}]
    assert make.client(charlie).get(URL).json() == {"next": None, "previous": None, "results": []}


def test_pages_follow_a_cursor(project: Project, bob: User) -> None:
    make.project("another")
    client = make.client(bob)
    first = client.get(f"{URL}?page_size=1").json()
    second = client.get(first["next"]).json()
    assert [first["results"][0]["slug"], second["results"][0]["slug"]] == ["another", "clips"]
    assert client.get(f"{URL}?cursor=cD0lMDA%3D").status_code == 404


def test_queries_do_not_grow_with_the_projects(project: Project, bob: User) -> None:
    client = make.client(bob)
    client.get(URL)
    with CaptureQueriesContext(connection) as one:
        client.get(URL)
    for n in range(4):
        make.ready_video(make.project(f"more-{n}"))
    with CaptureQueriesContext(connection) as many:
        client.get(URL)
    assert len(many) == len(one) <= 6


def test_whoever_makes_a_project_manages_it(project: Project, alice: User) -> None:
    body = {"slug": "new", "name": "New clips", "overlap": 2, "label_real": "share"}
    answer = make.client(alice).post(URL, body)
    assert answer.status_code == 201
    made = answer.json()
    assert (made["role"], made["overlap"], made["label_real"]) == ("manager", 2, "share")
    assert Membership.objects.get(project__slug="new").user == alice


def test_taken_slug_is_refused(project: Project, alice: User) -> None:
    answer = make.client(alice).post(URL, {"slug": "clips"})
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["path"] == "slug"


def test_only_managers_and_superusers_make_projects(
    project: Project, bob: User, rita: User, charlie: User
) -> None:
    for user in (bob, rita, charlie):
        assert make.client(user).post(URL, {"slug": "new"}).status_code == 403
    root = make.client(make.user("root", is_superuser=True))
    assert root.post(URL, {"slug": "new"}).status_code == 201


def test_manager_changes_the_rules(project: Project, alice: User) -> None:
    body = {"guideline": "Look **twice**.", "show_prompt": False, "lease_minutes": 5}
    answer = make.client(alice).patch(f"{URL}clips/", body)
    assert answer.status_code == 200
    assert {name: answer.json()[name] for name in body} == body


def test_what_is_not_a_setting_is_ignored(project: Project, alice: User) -> None:
    body = {"slug": "stolen", "salt": "0", "id": 7, "role": "manager", "created_at": None}
    assert make.client(alice).patch(f"{URL}clips/", body).status_code == 200
    after = Project.objects.get(pk=project.pk)
    assert (after.slug, after.salt) == ("clips", project.salt)


@pytest.mark.parametrize(
    ("body", "path"),
    [
        ({"overlap": 0}, "overlap"),
        ({"overlap": 11}, "overlap"),
        ({"real_share": 1.5}, "real_share"),
        ({"label_real": "some"}, "label_real"),
        ({"lease_minutes": 0}, "lease_minutes"),
        ({"name": ""}, "name"),
        ({"guideline": "a\0b"}, "guideline"),
    ],
)
def test_nonsense_is_refused_with_its_place(
    project: Project, alice: User, body: dict[str, Any], path: str
) -> None:
    answer = make.client(alice).patch(f"{URL}clips/", body)
    assert answer.status_code == 400
    assert [error["path"] for error in answer.json()["errors"]] == [path]


def test_others_may_not_change_it(project: Project, bob: User, rita: User, charlie: User) -> None:
    for user, status in ((bob, 403), (rita, 403), (charlie, 404)):
        assert make.client(user).patch(f"{URL}clips/", {"overlap": 3}).status_code == status
    assert make.client(charlie).get(f"{URL}clips/").status_code == 404
    assert make.client(charlie).get(f"{URL}nothing/").status_code == 404
    project.refresh_from_db()
    assert project.overlap == 1
