"""Retraining by policy: off by default, after enough documents and a pause, one at a time."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils import timezone

from annotation.models import Annotation, AnnotationState, Job, JobState, Project, User
from reward.actions import policies
from reward.models import Cause, Run, Serving
from reward.pipeline import retraining
from tests import make
from tests.annotation.formats.lines import document, trace
from tests.reward.loop import rows

URL = "/api/v1/projects/clips/policy/"


def accept(project: Project, count: int, bob: User) -> None:
    """As if a reviewer had accepted so many of bob's documents just now."""
    for _ in range(count):
        video = make.ready_video(project)
        made = make.annotation(
            make.task(video, bob), state=AnnotationState.ACCEPTED, document=document(trace())
        )
        video.accepted = made
        video.save()


def finish(run: Run, minutes_ago: float = 0) -> None:
    moment = timezone.now() - timedelta(minutes=minutes_ago)
    Job.objects.filter(pk=run.job_id).update(state=JobState.DONE, finished_at=moment)


def put(person: User, **values: Any) -> Any:
    return make.client(person).put(URL, values)


def test_it_is_off_until_somebody_turns_it_on(project: Project, alice: User, bob: User) -> None:
    accept(project, 3, bob)
    body = make.client(alice).get(URL).json()
    assert (body["every"], body["accepted_since"], body["gain"]) == (0, 3, None)
    assert body["next"].startswith("Off")
    assert retraining.start_due() == []


def test_enough_documents_start_one_run_from_what_serves(
    project: Project, alice: User, bob: User
) -> None:
    serving = rows.checkpoint(project)
    Serving.objects.create(project=project, checkpoint=serving)
    assert put(alice, every=3, cooldown_minutes=30, minutes=4).status_code == 200
    accept(project, 2, bob)
    assert retraining.start_due() == []
    assert make.client(alice).get(URL).json()["next"] == "Retrains after 1 more accepted document."
    accept(project, 1, bob)
    (run,) = retraining.start_due()
    assert (run.cause, run.init, run.config) == (Cause.POLICY, serving, {"minutes": 4.0})
    assert run.snapshot.videos == 3
    assert retraining.start_due() == []
    assert make.client(alice).get(URL).json()["next"] == "A run is under way."


def test_the_pause_is_kept_and_old_documents_do_not_count_twice(
    project: Project, alice: User, bob: User
) -> None:
    put(alice, every=2, cooldown_minutes=30)
    accept(project, 2, bob)
    (run,) = retraining.start_due()
    finish(run)
    accept(project, 1, bob)
    assert policies.accepted_since(project, run) == 1
    accept(project, 1, bob)
    assert "when the pause ends" in make.client(alice).get(URL).json()["next"]
    assert retraining.start_due() == []
    finish(run, minutes_ago=31)
    assert len(retraining.start_due()) == 1


def test_a_project_that_cannot_freeze_holds_nobody_up(
    project: Project, alice: User, bob: User
) -> None:
    put(alice, every=1)
    accept(project, 1, bob)
    project.videos.update(accepted=None)  # nothing to freeze
    other = Project.objects.create(slug="other", name="Other")
    policies.put(other, {"every": 1})
    accept(other, 1, bob)
    assert [run.project for run in retraining.start_due()] == [other]


def test_what_cannot_be_meant_is_refused(project: Project, alice: User) -> None:
    for values in ({"every": -1}, {"blind_share": 2}, {"minutes": 0}):
        assert put(alice, **values).status_code == 400
    body = put(alice, blind_share=0.25, suggest=False).json()
    assert (body["blind_share"], body["suggest"], body["every"]) == (0.25, False, 0)
    assert Annotation.objects.count() == 0
