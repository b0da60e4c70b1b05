"""A project with one of everything, and the six kinds of people who may ask for it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.utils import timezone

from annotation.actions import tokens
from annotation.models import (
    Annotation,
    Comment,
    Decision,
    Delivery,
    Event,
    Export,
    Job,
    JobKind,
    Project,
    Question,
    Review,
    Snapshot,
    Upload,
    User,
    Video,
    Webhook,
)
from annotation.pipeline.snapshots import freeze
from reward.actions import evaluations, runs
from reward.models import EvaluationSet, RewardRequest
from tests import make
from tests.annotation.api.drafts import document, trace
from tests.annotation.datasets import accept
from tests.reward import served
from tests.reward.loop import rows

ROLES = ("anonymous", "outsider", "annotator", "reviewer", "manager", "superuser")


@dataclass
class Cast:
    """``headers`` sign each role in; ``ids`` name one row of each noun (the annotator's own)."""

    project: Project
    users: dict[str, User]
    headers: dict[str, dict[str, str]] = field(default_factory=dict)
    ids: dict[str, Any] = field(default_factory=dict)


def cast() -> Cast:
    """Make the people and the rows."""
    project = make.project()
    named = {user.username: user for user in User.objects.all()}
    users = {
        "outsider": make.user("charlie"),
        "annotator": named["bob"],
        "reviewer": named["rita"],
        "manager": named["alice"],
        "superuser": make.user("root", is_superuser=True),
    }
    made = Cast(project, users, headers={"anonymous": {}})
    for role, user in users.items():
        _, secret = tokens.create(user, name=role, scopes=("read", "write"))
        made.headers[role] = {"Authorization": f"Token {secret}"}
    made.ids = _rows(made)
    return made


def _rows(made: Cast) -> dict[str, Any]:
    project, bob, alice = made.project, made.users["annotator"], made.users["manager"]
    video: Video = make.ready_video(project)
    task = make.task(video, bob)
    draft = make.annotation(task)
    Annotation.objects.filter(pk=draft.pk).update(revision=1, document=document())
    review = Review.objects.create(task=task, decision=Decision.RETURN, revision=0)
    comment = Comment.objects.create(review=review, text="Look again.")
    make.task(make.ready_video(project))
    job = Job.objects.create(kind=JobKind.EXPORT, project=project, created_by=alice)
    export = Export.objects.create(project=project, job=job, format="jsonl", created_by=alice)
    accept(make.ready_video(project, split="test"))
    snapshot = freeze(project, alice, name="v1")
    webhook = Webhook.objects.create(
        project=project, url="https://hooks.example.com/", events=[Event.TASK_ACCEPTED]
    )
    delivery = Delivery.objects.create(
        webhook=webhook, event=Event.PING, body={}, next_attempt_at=timezone.now()
    )
    upload = Upload.objects.create(
        project=project, user=alice, length=10, name="a.mp4", expires_at=timezone.now()
    )
    checkpoint = served.unloadable(project, name="a" * 16)
    served.prediction(checkpoint, video, trace())
    reward = RewardRequest.objects.create(project=project, checkpoint=checkpoint)
    return {
        "projects": project.slug,
        "members": project.memberships.get(user=bob).pk,
        "videos": video.pk,
        "tasks": task.pk,
        "annotations": draft.pk,
        "comment_id": comment.pk,
        "jobs": job.pk,
        "exports": export.pk,
        "snapshots": snapshot.pk,
        **_learned(project, snapshot),
        "webhooks": webhook.pk,
        "webhook_id": webhook.pk,
        "delivery_id": delivery.pk,
        "uploads": str(upload.pk),
        "rewards": str(reward.pk),
        "trace_id": "t1",
        "question_id": Question.objects.create(task=task, author=bob, text="Is this one?").pk,
        "tokens": alice.api_tokens.first().pk,
    }


def _learned(project: Project, snapshot: Snapshot) -> dict[str, int]:
    """A run that waits, and the checkpoint of another with its evaluation."""
    run = runs.create(project, None, snapshot=snapshot, backend="tracenet")
    checkpoint = rows.checkpoint(project, "1" * 16)
    counting = EvaluationSet.objects.create(
        project=project, manifest="none", sha256="0" * 64, videos=1, traces=0
    )
    evaluation = evaluations.start(checkpoint, counting)
    return {"runs": run.pk, "checkpoints": checkpoint.pk, "evaluations": evaluation.pk}
