"""Who may ask for what: every route and method, for each of the six kinds of people.

The rows belong to the project ``clips``; the task and its draft are the annotator's.
"""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.db.models import QuerySet
from django.urls import get_resolver
from rest_framework.test import APIClient

from annotation.models import Annotation, Membership, Project, Task, Video, Webhook
from tests.annotation.api.drafts import document
from tests.annotation.api.people import ROLES, Cast, cast
from tests.annotation.api.routes import routes

METHODS = ("get", "head", "post", "put", "patch", "delete")
TUS = {"Tus-Resumable": "1.0.0"}

# A line per route and method: nobody, an outsider, the annotator, a reviewer, the manager, a
# superuser. 404 looks absent, 403 is visible but not allowed, 401 asks to sign in.
MATRIX = """
GET session/                                                                200 200 200 200 200 200
POST session/                                                               400 400 400 400 400 400
DELETE session/                                                             204 204 204 204 204 204
POST session/password/                                                      401 403 403 403 403 403
PUT session/keys/                                                           401 403 403 403 403 403
GET tokens/                                                                 401 200 200 200 200 200
POST tokens/                                                                401 403 403 403 403 403
DELETE tokens/<int:token_id>/                                               401 404 404 404 204 404
GET projects/                                                               401 200 200 200 200 200
POST projects/                                                              401 403 403 403 201 201
GET projects/<slug:slug>/                                                   401 404 200 200 200 200
PATCH projects/<slug:slug>/                                                 401 404 403 403 200 200
GET projects/<slug:slug>/statistics/                                        401 404 403 403 200 200
GET projects/<slug:slug>/statistics/own/                                    401 404 200 200 200 200
GET projects/<slug:slug>/activity/                                          401 404 403 200 200 200
POST projects/<slug:slug>/imports/cancel/                                   401 404 403 403 200 200
POST projects/<slug:slug>/imports/retry/                                    401 404 403 403 200 200
GET members/                                                                401 200 200 200 200 200
POST members/                                                               401 404 403 403 201 201
PATCH members/<int:member_id>/                                              401 404 403 403 200 200
DELETE members/<int:member_id>/                                             401 404 403 403 204 204
GET videos/                                                                 401 200 200 200 200 200
POST videos/                                                                401 404 403 403 201 201
GET videos/counts/                                                          401 200 200 200 200 200
POST videos/change/                                                         401 404 403 403 200 200
POST videos/delete/                                                         401 404 403 403 200 200
GET videos/<int:video_id>/                                                  401 404 200 200 200 200
PATCH videos/<int:video_id>/                                                401 404 403 403 200 200
DELETE videos/<int:video_id>/                                               401 404 403 403 204 204
POST videos/<int:video_id>/retry/                                           401 404 403 403 409 409
GET videos/<int:video_id>/frames/                                           401 404 200 200 200 200
GET videos/<int:video_id>/frames/<int:frame>.png                            401 404 422 422 422 422
POST uploads/                                                               401 404 403 403 201 201
HEAD uploads/<uuid:upload_id>/                                              401 404 404 404 410 404
PATCH uploads/<uuid:upload_id>/                                             401 404 404 404 410 404
DELETE uploads/<uuid:upload_id>/                                            401 404 404 404 204 404
GET tasks/                                                                  401 200 200 200 200 200
POST tasks/next/                                                            401 404 200 200 200 200
GET tasks/<int:task_id>/                                                    401 404 200 200 200 200
POST tasks/<int:task_id>/lease/                                             401 404 200 403 403 403
POST tasks/<int:task_id>/release/                                           401 404 204 204 204 204
POST tasks/<int:task_id>/heartbeat/                                         401 404 200 409 409 409
POST tasks/<int:task_id>/skip/                                              401 404 200 403 403 403
POST tasks/<int:task_id>/submit/                                            401 404 200 403 403 403
POST tasks/<int:task_id>/accept/                                            401 404 403 409 409 409
POST tasks/<int:task_id>/return/                                            401 404 403 409 409 409
PATCH tasks/<int:task_id>/comments/<int:comment_id>/                        401 404 200 403 403 403
GET tasks/<int:task_id>/questions/                                          401 404 200 200 200 200
POST tasks/<int:task_id>/questions/                                         401 404 201 403 403 403
POST tasks/<int:task_id>/questions/seen/                                    401 404 204 204 204 204
DELETE tasks/<int:task_id>/questions/<int:question_id>/                     401 404 204 403 403 403
PUT tasks/<int:task_id>/questions/<int:question_id>/answer/                 401 404 403 200 200 200
GET annotations/                                                            401 200 200 200 200 200
GET annotations/<int:annotation_id>/                                        401 404 200 200 200 200
PUT annotations/<int:annotation_id>/                                        401 404 200 403 403 403
GET annotations/<int:annotation_id>/history/                                401 404 200 200 200 200
POST annotations/<int:annotation_id>/restore/                               401 404 200 403 403 403
GET jobs/                                                                   401 200 200 200 200 200
GET jobs/<int:job_id>/                                                      401 404 404 200 200 200
POST jobs/<int:job_id>/retry/                                               401 404 404 403 409 409
POST jobs/<int:job_id>/cancel/                                              401 404 404 403 200 200
GET exports/                                                                401 200 200 200 200 200
POST exports/                                                               401 404 403 202 202 202
GET exports/<int:export_id>/                                                401 404 404 200 200 200
GET snapshots/                                                              401 200 200 200 200 200
POST snapshots/                                                             401 404 403 403 201 201
GET snapshots/preview/                                                      401 404 403 200 200 200
GET snapshots/<int:snapshot_id>/                                            401 404 404 200 200 200
GET snapshots/<int:snapshot_id>/compare/                                    401 404 404 200 200 200
POST snapshots/<int:snapshot_id>/folder/                                    401 404 404 202 202 202
GET runs/                                                                   401 200 200 200 200 200
POST runs/                                                                  401 404 403 403 202 202
GET runs/<int:run_id>/                                                      401 404 404 200 200 200
POST runs/<int:run_id>/cancel/                                              401 404 404 403 200 200
POST runs/<int:run_id>/retry/                                               401 404 404 403 409 409
GET runs/<int:run_id>/log/                                                  401 404 404 200 200 200
GET checkpoints/                                                            401 200 200 200 200 200
POST checkpoints/                                                           401 404 403 403 422 422
GET checkpoints/<int:checkpoint_id>/                                        401 404 404 200 200 200
POST checkpoints/<int:checkpoint_id>/evaluate/                              401 404 404 403 202 202
POST checkpoints/<int:checkpoint_id>/promote/                               401 404 404 403 200 200
GET promotions/                                                             401 200 200 200 200 200
POST projects/<slug:slug>/rollback/                                         401 404 403 403 200 200
GET projects/<slug:slug>/policy/                                            401 404 403 200 200 200
PUT projects/<slug:slug>/policy/                                            401 404 403 403 200 200
GET evaluations/                                                            401 200 200 200 200 200
GET evaluations/<int:evaluation_id>/                                        401 404 404 200 200 200
GET evaluation-sets/                                                        401 200 200 200 200 200
POST evaluation-sets/                                                       401 404 403 403 201 201
GET published/                                                              401 200 200 200 200 200
GET webhooks/                                                               401 200 200 200 200 200
POST webhooks/                                                              401 404 403 403 201 201
GET webhooks/<int:webhook_id>/                                              401 404 404 404 200 200
PATCH webhooks/<int:webhook_id>/                                            401 404 404 404 200 200
DELETE webhooks/<int:webhook_id>/                                           401 404 404 404 204 204
POST webhooks/<int:webhook_id>/ping/                                        401 404 404 404 202 202
GET webhooks/<int:webhook_id>/deliveries/                                   401 404 404 404 200 200
POST webhooks/<int:webhook_id>/deliveries/<int:delivery_id>/redeliver/      401 404 404 404 409 409
GET predictions/                                                            401 200 200 200 200 200
POST predictions/                                                           401 404 403 403 202 202
GET tasks/<int:task_id>/suggestions/                                        401 404 200 200 200 200
POST tasks/<int:task_id>/suggestions/<str:trace_id>/                        401 404 200 403 403 403
GET suggestions/statistics/                                                 401 404 403 200 200 200
POST rewards/                                                               401 404 403 200 200 200
POST rewards/rank/                                                          401 404 403 200 200 200
GET rewards/<uuid:request_id>/                                              401 404 404 200 200 200
GET schema/                                                                 200 200 200 200 200 200
GET docs/                                                                   200 200 200 200 200 200
GET schemas/document/                                                       200 200 200 200 200 200
GET schemas/line/                                                           200 200 200 200 200 200
"""

# What makes a request whole, so that only the right to make it is in question.
BODIES: dict[str, Any] = {
    "POST session/": {"username": "nobody", "password": "wrong"},
    "POST session/password/": {"current": "wrong", "new": "wrong"},
    "POST tokens/": {"name": "x", "scopes": ["read"], "expires_at": None},
    "POST projects/": {"slug": "new", "name": "New"},
    "PATCH projects/<slug:slug>/": {"name": "Renamed"},
    "POST members/": {"project": "clips", "username": "charlie", "role": "annotator"},
    "PATCH members/<int:member_id>/": {"active": True},
    "PATCH videos/<int:video_id>/": {"priority": 1},
    "POST videos/change/": {"project": "clips", "videos": [1], "split": "test"},
    "POST videos/delete/": {"project": "clips", "videos": [1]},
    "PATCH tasks/<int:task_id>/comments/<int:comment_id>/": {"done": True},
    "POST annotations/<int:annotation_id>/restore/": {"revision": 0},
    "POST tasks/next/": {"project": "clips", "purpose": "label"},
    "POST tasks/<int:task_id>/skip/": {"reason": "unplayable"},
    "POST tasks/<int:task_id>/questions/": {"text": "Is this one?"},
    "PUT tasks/<int:task_id>/questions/<int:question_id>/answer/": {"text": "Yes."},
    "PUT session/keys/": {"keys": {}},
    "POST tasks/<int:task_id>/return/": {"comments": [{"text": "Look again."}]},
    "PUT annotations/<int:annotation_id>/": {"document": document()},
    "POST exports/": {"project": "clips", "format": "jsonl"},
    "POST snapshots/": {"project": "clips", "name": "v2"},
    "GET snapshots/preview/": {"project": "clips"},
    "POST runs/": {"project": "clips", "backend": "tracenet"},
    "POST checkpoints/<int:checkpoint_id>/promote/": {"confirm": True},
    "PUT projects/<slug:slug>/policy/": {"every": 5},
    "POST evaluation-sets/": {"project": "clips"},
    "POST webhooks/": {
        "project": "clips",
        "url": "https://93.184.215.14/",
        "events": ["task.accepted"],
    },
    "PATCH webhooks/<int:webhook_id>/": {"active": False},
    "POST predictions/": {"project": "clips"},
    "POST tasks/<int:task_id>/suggestions/<str:trace_id>/": {"verb": "reject"},
    "POST rewards/": {"project": "clips", "videos": [1]},
    "POST rewards/rank/": {"project": "clips", "videos": [1]},
}
QUERIES = {"GET suggestions/statistics/": {"project": "clips"}}
HEADERS: dict[str, dict[str, str]] = {
    "POST tasks/<int:task_id>/submit/": {"If-Match": '"1"'},
    "PUT annotations/<int:annotation_id>/": {"If-Match": '"1"'},
    "POST annotations/<int:annotation_id>/restore/": {"If-Match": '"1"'},
    "POST uploads/": TUS
    | {"Upload-Length": "10", "Upload-Metadata": "project Y2xpcHM=,filename YS5tcDQ="},
    "HEAD uploads/<uuid:upload_id>/": TUS,
    "PATCH uploads/<uuid:upload_id>/": TUS | {"Upload-Offset": "0"},
    "DELETE uploads/<uuid:upload_id>/": TUS,
}
NOUNS = {
    "<slug:slug>": "projects",
    "<int:member_id>": "members",
    "<int:video_id>": "videos",
    "<int:task_id>": "tasks",
    "<int:annotation_id>": "annotations",
    "<int:comment_id>": "comment_id",
    "<int:job_id>": "jobs",
    "<int:export_id>": "exports",
    "<int:snapshot_id>": "snapshots",
    "<int:run_id>": "runs",
    "<int:checkpoint_id>": "checkpoints",
    "<int:evaluation_id>": "evaluations",
    "<int:webhook_id>": "webhooks",
    "<int:delivery_id>": "delivery_id",
    "<uuid:upload_id>": "uploads",
    "<int:token_id>": "tokens",
    "<uuid:request_id>": "rewards",
    "<str:trace_id>": "trace_id",
    "<int:question_id>": "question_id",
}


def table() -> dict[str, list[int]]:
    """``METHOD route`` to the six statuses."""
    lines = [line.split() for line in MATRIX.strip().splitlines()]
    return {f"{method} {route}": [int(code) for code in codes] for method, route, *codes in lines}


def test_every_route_and_method_has_its_line() -> None:
    found = {
        f"{method.upper()} {route}"
        for route, view in routes(get_resolver())
        for method in METHODS
        if hasattr(view, method) and not (method == "head" and hasattr(view, "get"))
    }
    assert found == set(table())


def test_nothing_else_has_an_address_but_these() -> None:
    top = {str(entry.pattern) for entry in get_resolver().url_patterns}
    assert top == {
        "healthz",
        "api/v1/",
        "^api/",
        "media/<path:key>",
        "admin/",
        "^(?!static/|media/).*$",
    }


@pytest.mark.parametrize("place", range(len(ROLES)), ids=ROLES)
def test_each_person_gets_what_the_table_says(db: None, place: int) -> None:
    people = cast()
    expected = {request: codes[place] for request, codes in table().items()}
    assert {request: send(people, ROLES[place], request) for request in expected} == expected


def send(people: Cast, role: str, request: str) -> int:
    """The status of the request in this role; what it did is undone."""
    method, route = request.split()
    for placeholder, noun in NOUNS.items():
        route = route.replace(placeholder, str(people.ids[noun]))
    path = f"/api/v1/{route.replace('<int:frame>', '0')}"
    client = APIClient(headers=people.headers[role] | HEADERS.get(request, {}))
    with transaction.atomic():
        if method == "PATCH" and route.startswith("uploads/"):
            kind = "application/offset+octet-stream"
            answer = client.patch(path, b"0123456789", content_type=kind)
        elif request in {"POST videos/", "POST checkpoints/"}:
            file = SimpleUploadedFile("a.mp4", b"neither a video nor a checkpoint")
            answer = client.post(path, {"project": "clips", "file": file}, format="multipart")
        else:
            body = BODIES.get(request) or QUERIES.get(request)
            if request.endswith("/compare/"):
                body = {"with": people.ids["snapshots"]}
            if request == "POST runs/":
                body = body | {"snapshot": people.ids["snapshots"]}
            answer = getattr(client, method.lower())(path, body)
        transaction.set_rollback(True)
    return int(answer.status_code)


LISTS = [
    "videos",
    "tasks",
    "annotations",
    "jobs",
    "exports",
    "snapshots",
    "runs",
    "checkpoints",
    "promotions",
    "evaluations",
    "evaluation-sets",
    "members",
    "webhooks",
    "projects",
]


@pytest.mark.parametrize("noun", LISTS)
def test_an_outsiders_lists_are_empty(db: None, noun: str) -> None:
    client = APIClient(headers=cast().headers["outsider"])
    assert client.get(f"/api/v1/{noun}/").json()["results"] == []
    if noun != "projects":
        assert client.get(f"/api/v1/{noun}/?project=clips").status_code == 404


MINE_TO_SET: list[tuple[str, dict[str, Any]]] = [
    ("PATCH videos/<int:video_id>/", {"state": "rejected", "sha256": "0" * 64, "accepted": 1}),
    ("PATCH videos/<int:video_id>/", {"project": "other", "original": "../../etc/passwd"}),
    ("PATCH members/<int:member_id>/", {"user": 1, "project": "other"}),
    ("PATCH projects/<slug:slug>/", {"slug": "other", "salt": "x", "id": 9}),
    ("PATCH webhooks/<int:webhook_id>/", {"secret": "x", "project": "other"}),
    ("PUT annotations/<int:annotation_id>/", {"document": document(), "revision": 9}),
    ("PUT annotations/<int:annotation_id>/", {"document": document(), "state": "accepted"}),
    ("POST tasks/<int:task_id>/heartbeat/", {"assignee": 1, "state": "accepted"}),
]


@pytest.mark.parametrize(("request_line", "body"), MINE_TO_SET)
@pytest.mark.parametrize("role", ["annotator", "superuser"])
def test_nobody_sets_what_is_not_theirs_to_set(
    db: None, role: str, request_line: str, body: dict[str, Any]
) -> None:
    people = cast()
    before = rows(people)
    method, route = request_line.split()
    for placeholder, noun in NOUNS.items():
        route = route.replace(placeholder, str(people.ids[noun]))
    client = APIClient(headers=people.headers[role] | HEADERS.get(request_line, {}))
    answer = getattr(client, method.lower())(f"/api/v1/{route}", body)
    assert answer.status_code in {200, 400, 403, 404}
    assert rows(people) == before


def rows(people: Cast) -> list[dict[str, Any]]:
    """Everything that the requests above aim at, but for the moments of change."""
    querysets: list[QuerySet[Any]] = [
        Project.objects.all(),
        Membership.objects.all(),
        Video.objects.all(),
        Task.objects.all(),
        Annotation.objects.all(),
        Webhook.objects.all(),
    ]
    found = [row for queryset in querysets for row in queryset.order_by("pk").values()]
    return [{name: row[name] for name in row.keys() - {"updated_at"}} for row in found]
