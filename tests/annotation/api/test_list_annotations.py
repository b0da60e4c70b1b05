"""Pulling annotations: pages, filters, fields, units, and what an annotator cannot find out."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from annotation.models import Annotation, AnnotationState, Project, Role, User
from tests import make
from tests.annotation.api.drafts import begun, document, submitted, trace

URL = "/api/v1/annotations/"


def found(person: User, query: str = "") -> list[dict[str, Any]]:
    answer = make.client(person).get(f"{URL}?{query}")
    assert answer.status_code == 200, answer.json()
    rows: list[dict[str, Any]] = answer.json()["results"]
    return rows


def test_a_row_says_whose_it_is_and_where_it_stands(
    project: Project, bob: User, rita: User
) -> None:
    draft = begun(project, bob, revision=4, document=document())
    (row,) = found(rita, "project=clips")
    moment = row.pop("updated_at")
    assert row == {
        "id": draft.pk,
        "project": "clips",
        "revision": 4,
        "document": document(),
        "video": draft.video_id,
        "task": draft.task_id,
        "state": "draft",
        "annotator": "bob",
    }
    assert moment == draft.updated_at.isoformat()


def test_annotators_find_their_own_and_reviewers_everybodys(
    project: Project, bob: User, rita: User, charlie: User
) -> None:
    mine = begun(project, bob)
    other = begun(project, make.member(project, "eve", Role.ANNOTATOR))
    assert [row["id"] for row in found(bob)] == [mine.pk]
    assert {row["id"] for row in found(rita)} == {mine.pk, other.pk}
    assert found(charlie) == []


def test_an_import_has_no_annotator(project: Project, rita: User) -> None:
    Annotation.objects.create(
        project=project, video=make.ready_video(project), state=AnnotationState.ACCEPTED
    )
    (row,) = found(rita)
    assert (row["annotator"], row["task"]) == (None, None)


def test_filters_narrow_the_list(project: Project, bob: User, rita: User) -> None:
    video = make.ready_video(project, label="fake", generator="Sora", split="test")
    sora = make.annotation(make.task(video, bob))
    task = submitted(project, bob, document(trace(category="object_merging")))
    other = task.annotation
    everything = {sora.pk, other.pk}
    later = (timezone.now() + timedelta(hours=1)).isoformat().replace("+", "%2B")
    expected = {
        "state=draft": {sora.pk},
        "state=submitted": {other.pk},
        "label=fake": {sora.pk},
        "generator=Sora": {sora.pk},
        "generator=sora": set(),
        "split=test": {sora.pk},
        "category=object_merging": {other.pk},
        "category=sudden_blurring": set(),
        "annotator=bob": everything,
        "annotator=rita": set(),
        f"video={video.pk}": {sora.pk},
        f"task={task.pk}": {other.pk},
        "video=99999999999999999999": set(),
        "updated_since=2020-01-01T00:00:00Z": everything,
        f"updated_since={later}": set(),
        "project=clips&state=draft&label=fake": {sora.pk},
    }
    for query, ids in expected.items():
        assert ({row["id"] for row in found(rita, query)}, query) == (ids, query)


@pytest.mark.parametrize(
    "query",
    [
        "state=gone",
        "label=maybe",
        "category=melting",
        "video=x",
        "updated_since=yesterday",
        "generator=%00",
        "annotator=%00",
        "fields=password",
        "fields=author__password",
        "units=m",
        "cursor=x",
    ],
)
def test_what_no_filter_can_mean_is_refused(project: Project, rita: User, query: str) -> None:
    answer = make.client(rita).get(f"{URL}?{query}")
    assert answer.status_code in {400, 404}
    assert answer.json()["status"] == answer.status_code


@pytest.mark.parametrize(
    "query", ["author__password__startswith=a", "ordering=author__password", "video__label=real"]
)
def test_a_made_up_filter_is_nothing(project: Project, bob: User, query: str) -> None:
    begun(project, bob)
    assert len(found(bob, query)) == 1


@pytest.mark.parametrize("query", ["label=unknown", "generator=Sora", "split=test"])
def test_an_annotator_cannot_ask_where_a_video_comes_from(
    project: Project, bob: User, query: str
) -> None:
    make.annotation(make.task(make.ready_video(project, generator="Sora", split="test"), bob))
    assert found(bob, query) == []


def test_only_the_named_fields_come_and_are_read(project: Project, bob: User, rita: User) -> None:
    begun(project, bob)
    with CaptureQueriesContext(connection) as queries:
        assert [sorted(row) for row in found(rita, "fields=id,revision")] == [["id", "revision"]]
    assert not any('"annotation_annotation"."document"' in q["sql"] for q in queries)


def test_seconds_and_pixels_come_on_request(project: Project, bob: User, rita: User) -> None:
    draft = begun(project, bob, document=document())
    (row,) = found(rita, "units=s,px")
    (told,) = row["document"]["traces"]
    # 10 frames a second, 200 x 100 pixels; the span is [2, 10), the box [0.1, 0.2, 0.3, 0.4].
    assert (told["start_s"], told["end_s"]) == pytest.approx((0.2, 1.0))
    assert told["track"][0]["box_px"] == pytest.approx([20, 20, 60, 40])
    alone = make.client(rita).get(f"{URL}{draft.pk}/?units=s").json()["document"]["traces"][0]
    assert (alone["start_s"], "box_px" in alone["track"][0]) == (pytest.approx(0.2), False)
    draft.refresh_from_db()
    assert draft.document == document()


@pytest.mark.parametrize("query", ["", "units=s,px", "fields=id", "category=none&units=s"])
def test_the_number_of_queries_does_not_grow(
    project: Project, bob: User, rita: User, query: str
) -> None:
    client = make.client(rita)
    counts = []
    for _ in range(2):
        for _ in range(3):
            begun(project, bob, document=document())
        client.get(f"{URL}?{query}")
        with CaptureQueriesContext(connection) as queries:
            client.get(f"{URL}?{query}")
        counts.append(len(queries))
    # The token and the rows.
    assert counts == [2, 2]


def test_pages_follow_one_another_without_gap_or_repetition(
    project: Project, bob: User, rita: User
) -> None:
    ids = [begun(project, bob).pk for _ in range(5)]
    client, url, seen = make.client(rita), f"{URL}?page_size=2", []
    while url:
        page = client.get(url).json()
        seen += [row["id"] for row in page["results"]]
        # What arrives meanwhile belongs before the first page and moves nothing.
        begun(project, bob)
        url = page["next"]
    assert seen == ids[::-1]


def test_rows_changed_at_one_moment_are_all_found(project: Project, bob: User, rita: User) -> None:
    ids = {begun(project, bob).pk for _ in range(5)}
    Annotation.objects.update(updated_at=timezone.now())
    client, url, seen = make.client(rita), f"{URL}?page_size=2", []
    while url:
        page = client.get(url).json()
        seen += [row["id"] for row in page["results"]]
        url = page["next"]
    assert (len(seen), set(seen)) == (5, ids)


@pytest.mark.parametrize(
    "position",
    ["x", "2020-01-01", "", "1e9", "2020-13-01 00:00:00+00:00", "2020-01-01 00:00:00+21:08"],
)
def test_an_invented_cursor_is_refused_or_harmless(
    project: Project, rita: User, position: str
) -> None:
    from base64 import b64encode
    from urllib.parse import quote, urlencode

    cursor = b64encode(urlencode({"p": position}).encode()).decode()
    answer = make.client(rita).get(f"{URL}?cursor={quote(cursor)}")
    assert answer.status_code in {200, 404}


def test_the_detail_has_a_tag_that_tells_whether_it_changed(project: Project, bob: User) -> None:
    draft = begun(project, bob, revision=3)
    client = make.client(bob)
    first = client.get(f"{URL}{draft.pk}/")
    assert (first.status_code, first["ETag"]) == (200, '"3"')
    again = client.get(f"{URL}{draft.pk}/", headers={"If-None-Match": 'W/"2", W/"3"'})
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", '"3"')
    Annotation.objects.update(state=AnnotationState.SUBMITTED)
    changed = client.get(f"{URL}{draft.pk}/", headers={"If-None-Match": '"3"'})
    assert (changed.status_code, changed["ETag"]) == (200, '"3.submitted"')
    assert changed.json()["state"] == "submitted"


def test_a_foreign_annotation_looks_absent(project: Project, bob: User, charlie: User) -> None:
    draft = begun(project, bob)
    assert make.client(charlie).get(f"{URL}{draft.pk}/").status_code == 404
    assert make.client(charlie).get(f"{URL}?project=clips").status_code == 404
