"""A video that becomes ready: its tasks, or an accepted document where nobody is to label it."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from annotation.actions import tasks
from annotation.models import (
    Annotation,
    AnnotationState,
    LabelReal,
    Project,
    Task,
    TaskState,
    Video,
    VideoLabel,
)
from tests import make


@pytest.fixture
def project(db: None) -> Project:
    return make.project()


def test_it_gets_as_many_open_tasks_as_the_project_wants(project: Project) -> None:
    Project.objects.update(overlap=3)
    video = make.ready_video(project, priority=4, shuffle=7)
    tasks.create_for(video)
    tasks.create_for(video)
    made = Task.objects.values_list("state", "assignee", "priority", "shuffle")
    assert list(made) == [(TaskState.OPEN, None, 4, 7)] * 3


def test_a_real_video_is_accepted_as_real_unless_it_is_handed_out(project: Project) -> None:
    video = make.ready_video(project, label=VideoLabel.REAL)
    tasks.create_for(video)
    tasks.create_for(video)
    accepted = Annotation.objects.get()
    assert (accepted.state, accepted.author, accepted.task) == (
        AnnotationState.ACCEPTED,
        None,
        None,
    )
    assert (accepted.document["verdict"], accepted.document["traces"]) == ("real", [])
    video.refresh_from_db()
    assert video.accepted == accepted
    assert not Task.objects.exists()


def test_a_project_may_hand_out_every_real_video(project: Project) -> None:
    Project.objects.update(label_real=LabelReal.ALL)
    tasks.create_for(make.ready_video(project, label=VideoLabel.REAL))
    assert Task.objects.count() == 1


def test_a_share_of_the_real_videos_is_handed_out_always_the_same(project: Project) -> None:
    Project.objects.update(label_real=LabelReal.SHARE, real_share=0.25)
    videos = [make.ready_video(project, label=VideoLabel.REAL) for _ in range(200)]
    for video in videos:
        tasks.create_for(video)
    handed_out = {task.video.sha256 for task in Task.objects.select_related("video")}
    # 200 draws at 1/4: 50 expected, standard deviation 6.1; the hash makes it one fixed number.
    assert 30 < len(handed_out) < 70
    assert Annotation.objects.count() == 200 - len(handed_out)
    other = make.project("again", label_real=LabelReal.SHARE, real_share=0.25)
    for video in videos:
        tasks.create_for(make.ready_video(other, label=VideoLabel.REAL, sha256=video.sha256))
    again = Task.objects.filter(project=other).select_related("video")
    assert {task.video.sha256 for task in again} == handed_out


def test_an_imported_document_leaves_nothing_to_label(project: Project) -> None:
    video = make.ready_video(project)
    imported = Annotation.objects.create(
        project=project, video=video, state=AnnotationState.ACCEPTED
    )
    Video.objects.update(accepted=imported)
    tasks.create_for(video)
    assert not Task.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_make_one_set() -> None:
    video = make.ready_video(make.project())

    def create(_: int) -> None:
        tasks.create_for(video)
        connection.close()

    with ThreadPoolExecutor(4) as threads:
        list(threads.map(create, range(4)))
    assert Task.objects.count() == 1
