"""/api/v1/members/: who works in a project, for its managers."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from annotation.models import Membership, Project, Role, User
from tests import make

URL = "/api/v1/members/"
PASSWORD = "amber-sieve-1913"


def member_of(project: Project, user: User) -> Membership:
    return Membership.objects.get(project=project, user=user)


def url_of(project: Project, user: User) -> str:
    return f"{URL}{member_of(project, user).pk}/"


def test_manager_sees_the_members_with_pseudonyms(project: Project, alice: User, bob: User) -> None:
    rows = make.client(alice).get(f"{URL}?project=clips").json()["results"]
    assert {row["username"]: row["role"] for row in rows} == {
        "alice": "manager",
        "bob": "annotator",
        "rita": "reviewer",
    }
    pseudonyms = {row["username"]: row["pseudonym"] for row in rows}
    assert pseudonyms["bob"] == project.pseudonym(bob.pk)
    assert len(set(pseudonyms.values())) == 3


def test_queries_do_not_grow_with_the_members(project: Project, alice: User) -> None:
    client = make.client(alice)
    client.get(URL)
    with CaptureQueriesContext(connection) as few:
        client.get(URL)
    for n in range(5):
        make.member(project, f"person-{n}", Role.ANNOTATOR)
    with CaptureQueriesContext(connection) as many:
        assert len(client.get(URL).json()["results"]) == 8
    assert len(many) == len(few) <= 4


def test_password_makes_an_account(project: Project, alice: User) -> None:
    body = {"project": "clips", "username": "zoe", "role": "reviewer", "password": PASSWORD}
    answer = make.client(alice).post(URL, body)
    assert answer.status_code == 201
    assert "password" not in answer.json()
    zoe = User.objects.get(username="zoe")
    assert zoe.check_password(PASSWORD)
    assert not zoe.is_superuser
    assert member_of(project, zoe).role == Role.REVIEWER


def test_known_person_is_added_by_name(project: Project, alice: User, charlie: User) -> None:
    body = {"project": "clips", "username": "charlie", "role": "annotator"}
    client = make.client(alice)
    assert client.post(URL, body).status_code == 201
    again = client.post(URL, body)
    assert (again.status_code, again.json()["code"]) == (409, "already_member")


@pytest.mark.parametrize(
    ("changed", "path"),
    [
        ({"username": "nobody"}, "username"),
        ({"username": "charlie", "password": PASSWORD}, "username"),
        ({"username": "zoe", "password": "short"}, "password"),
        ({"username": "z o e", "password": PASSWORD}, "username"),
        ({"role": "owner"}, "role"),
    ],
)
def test_nonsense_is_refused_with_its_place(
    project: Project, alice: User, charlie: User, changed: dict[str, str], path: str
) -> None:
    body = {"project": "clips", "username": "charlie", "role": "annotator"} | changed
    answer = make.client(alice).post(URL, body)
    assert answer.status_code == 400
    assert {error["path"] for error in answer.json()["errors"]} == {path}
    assert charlie.check_password(make.PASSWORD)
    assert Membership.objects.count() == 3


def test_role_changes_at_once(project: Project, alice: User, bob: User) -> None:
    answer = make.client(alice).patch(url_of(project, bob), {"role": "manager"})
    assert answer.json()["role"] == "manager"
    assert make.client(bob).get(f"{URL}?project=clips").status_code == 200


def test_whoever_leaves_is_out_and_can_come_back(project: Project, alice: User, bob: User) -> None:
    manager, client = make.client(alice), make.client(bob)
    assert manager.delete(url_of(project, bob)).status_code == 204
    assert client.get("/api/v1/projects/clips/").status_code == 404
    rows = manager.get(URL).json()["results"]
    assert {row["username"]: row["active"] for row in rows}["bob"] is False
    back = {"project": "clips", "username": "bob", "role": "annotator"}
    assert manager.post(URL, back).status_code == 201
    assert client.get("/api/v1/projects/clips/").status_code == 200


def test_project_keeps_a_manager(project: Project, alice: User) -> None:
    client = make.client(alice)
    for answer in (
        client.delete(url_of(project, alice)),
        client.patch(url_of(project, alice), {"role": "reviewer"}),
        client.patch(url_of(project, alice), {"active": False}),
    ):
        assert (answer.status_code, answer.json()["code"]) == (409, "last_manager")
    make.member(project, "zoe", Role.MANAGER)
    assert client.delete(url_of(project, alice)).status_code == 204


@pytest.mark.django_db(transaction=True)
def test_two_managers_cannot_both_leave_at_once(project: Project, alice: User) -> None:
    zoe = make.member(project, "zoe", Role.MANAGER)
    calls = [(make.client(user), url_of(project, user)) for user in (alice, zoe)]

    def leave(call: tuple[object, str]) -> int:
        try:
            return int(call[0].delete(call[1]).status_code)  # type: ignore[attr-defined]
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(leave, calls)) == [204, 409]


def test_others_may_not(
    project: Project, alice: User, bob: User, rita: User, charlie: User
) -> None:
    new = {"project": "clips", "username": "charlie", "role": "manager"}
    url = url_of(project, bob)
    for user, status in ((bob, 403), (rita, 403), (charlie, 404)):
        client = make.client(user)
        assert client.get(f"{URL}?project=clips").status_code == status
        assert client.post(URL, new).status_code == status
        assert client.patch(url, {"role": "manager"}).status_code == status
        assert client.delete(url).status_code == status
        assert client.get(URL).json()["results"] == []
    assert member_of(project, bob).role == Role.ANNOTATOR


def test_manager_elsewhere_is_a_stranger_here(project: Project, bob: User) -> None:
    zoe = make.member(make.project("other"), "zoe", Role.MANAGER)
    assert make.client(zoe).patch(url_of(project, bob), {"role": "manager"}).status_code == 404
