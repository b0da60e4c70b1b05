"""The lists of tasks: one's own, those under review, and what the caller has to do with each."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from annotation.models import Project, Role, TaskState, User
from tests import make
from tests.annotation.api.drafts import act, ask, begun, document, submitted

URL = "/api/v1/tasks/"


def found(person: User, query: str = "") -> set[int]:
    answer = make.client(person).get(f"{URL}?{query}")
    assert answer.status_code == 200, answer.json()
    return {row["id"] for row in answer.json()["results"]}


def test_annotators_see_their_own_and_reviewers_all(
    project: Project, bob: User, rita: User
) -> None:
    mine = make.task(make.ready_video(project), bob)
    open_one = make.task(make.ready_video(project))
    eves = make.task(make.ready_video(project), make.member(project, "eve", Role.ANNOTATOR))
    assert found(bob) == {mine.pk}
    assert found(rita) == {mine.pk, open_one.pk, eves.pk}


def test_filters_follow_the_purpose_that_answers_tell(
    project: Project, bob: User, rita: User
) -> None:
    waiting, held = submitted(project, bob), submitted(project, bob)
    act(make.client(rita), held, "lease")
    own = make.task(make.ready_video(project), rita)
    expected = {
        "purpose=review": {waiting.pk, held.pk},
        "purpose=label": {own.pk},
        "mine=1": {own.pk, held.pk},
        "mine=1&purpose=review": {held.pk},
        "mine=1&state=leased": {own.pk},
        "state=submitted": {waiting.pk, held.pk},
        f"video={own.video_id}": {own.pk},
        "project=clips&mine=1&purpose=label": {own.pk},
    }
    for query, ids in expected.items():
        assert (found(rita, query), query) == (ids, query)
    assert found(bob, "purpose=label") == {waiting.pk, held.pk}
    assert found(bob, "purpose=review") == set()


def test_a_row_is_what_the_detail_answers(project: Project, bob: User, rita: User) -> None:
    task = submitted(project, bob)
    act(make.client(rita), task, "return", {"comments": [{"text": "Look again.", "frame": 3}]})
    for person in (bob, rita):
        client = make.client(person)
        (row,) = client.get(URL).json()["results"]
        assert row == client.get(f"{URL}{task.pk}/").json()
        assert row["comments"][0]["frame"] == 3
        assert row["purpose"] == ("label" if person == bob else "review")


@pytest.mark.parametrize("query", ["", "fields=id,state"])
def test_the_number_of_queries_does_not_grow(
    project: Project, bob: User, rita: User, query: str
) -> None:
    client = make.client(rita)
    counts = []
    for _ in range(2):
        for _ in range(2):
            begun(project, bob, document=document())
            returned = submitted(project, bob)
            act(client, returned, "return", {"comments": [{"text": "Look again."}]})
            act(make.client(bob), returned, "questions", {"text": "Where?"})
        client.get(f"{URL}?{query}")
        with CaptureQueriesContext(connection) as queries:
            client.get(f"{URL}?{query}")
        counts.append(len(queries))
    # The token, the roles, the rows, the returns, their comments.
    assert counts == [5, 5]


def test_those_in_work_can_be_found_again(project: Project, bob: User) -> None:
    for _ in range(2):
        make.task(make.ready_video(project))
    client = make.client(bob)
    ids = {ask(client, project).json()["id"] for _ in range(2)}
    assert found(bob, f"mine=1&state={TaskState.LEASED}") == ids
