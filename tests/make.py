"""Rows for tests: alice manages, bob annotates, rita reviews, and charlie has no access."""

from __future__ import annotations

from datetime import timedelta
from functools import cache
from itertools import count
from typing import Any

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.utils import timezone
from rest_framework.test import APIClient

from annotation.actions import tokens
from annotation.models import (
    Annotation,
    Job,
    JobKind,
    Membership,
    Project,
    Role,
    Task,
    TaskState,
    User,
    Video,
    VideoFrames,
    VideoState,
)

PASSWORD = "violet-kettle-42"
_numbers = count(1)


@cache
def _hashed(hasher: str) -> str:
    """Hashing takes half a second, as it must."""
    return make_password(PASSWORD)


def user(username: str, **columns: Any) -> User:
    """A person whose password is ``PASSWORD``."""
    return User.objects.create(
        username=username, password=_hashed(settings.PASSWORD_HASHERS[0]), **columns
    )


def member(project: Project, username: str, role: Role, **columns: Any) -> User:
    """A person, made if missing, with this role in the project."""
    person = User.objects.filter(username=username).first() or user(username)
    Membership.objects.create(project=project, user=person, role=role, **columns)
    return person


def project(slug: str = "clips", **columns: Any) -> Project:
    """A project with alice, bob and rita."""
    made = Project.objects.create(**{"slug": slug, "name": slug.title()} | columns)
    member(made, "alice", Role.MANAGER)
    member(made, "bob", Role.ANNOTATOR)
    member(made, "rita", Role.REVIEWER)
    return made


def client(person: User | None, *, scopes: tuple[str, ...] = ("read", "write")) -> APIClient:
    """A REST client with a real token of the person; nobody's without one."""
    made = APIClient()
    if person is not None:
        _, secret = tokens.create(person, name="tests", scopes=scopes)
        made.credentials(HTTP_AUTHORIZATION=f"Token {secret}")
    return made


def browser(person: User | None = None) -> APIClient:
    """A client with a session and the CSRF check of a real browser."""
    made = APIClient(enforce_csrf_checks=True)
    if person is not None:
        made.force_login(person)
    csrf = made.get("/api/v1/session/").cookies["csrftoken"].value
    made.credentials(HTTP_X_CSRFTOKEN=csrf)
    return made


def video(project: Project, **columns: Any) -> Video:
    """A video that waits for a worker, with its job."""
    number = next(_numbers)
    defaults = {"name": f"clip-{number}.mp4", "sha256": f"f{number:063x}", "size": 1000}
    made = Video.objects.create(project=project, **defaults | columns)
    if made.state != VideoState.READY:
        Job.objects.create(kind=JobKind.PREPARE, project=project, video=made)
    return made


def ready_video(project: Project, **columns: Any) -> Video:
    """A ready 200 x 100 video of 20 frames at 10 per second, without media and without tasks."""
    measured = {
        "state": VideoState.READY, "width": 200, "height": 100, "frame_count": 20,
        "duration_s": 2.0, "codec": "h264", "mime_type": "video/mp4",
    }  # fmt: skip
    made = video(project, **measured | columns)
    for part, suffix in (
        ("original", "mp4"),
        ("proxy", "mp4"),
        ("poster", "jpg"),
        ("filmstrip", "jpg"),
    ):
        setattr(made, part, f"videos/{made.pk}/{part}-0123456789abcdef.{suffix}")
    made.save()
    VideoFrames.objects.create(
        video=made, time_base_num=1, time_base_den=10, pts=list(range(20)), end=20
    )
    return made


def task(video: Video, assignee: User | None = None, **columns: Any) -> Task:
    """A task of the video: leased to its assignee for an hour, open without one."""
    defaults: dict[str, Any] = {"priority": video.priority, "shuffle": video.shuffle}
    if assignee is not None:
        lease = timezone.now() + timedelta(hours=1)
        defaults |= {"state": TaskState.LEASED, "lease_until": lease}
    return Task.objects.create(
        project=video.project, video=video, assignee=assignee, **defaults | columns
    )


def annotation(task: Task, **columns: Any) -> Annotation:
    """The task's annotation at revision 0, an empty draft unless told otherwise."""
    return Annotation.objects.create(
        **{"project": task.project, "video": task.video, "task": task, "author": task.assignee}
        | columns
    )
