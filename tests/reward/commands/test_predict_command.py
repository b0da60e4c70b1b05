"""``manage.py predict``."""

from __future__ import annotations

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from annotation.models import Project
from reward.management.commands import predict
from reward.models import Checkpoint, Prediction
from tests.reward import served


def run(*more: str) -> dict[str, object]:
    out = StringIO()
    call_command("predict", "--project", "clips", *more, stdout=out, stderr=StringIO())
    summary: dict[str, object] = json.loads(out.getvalue())
    return summary


@pytest.fixture(autouse=True)
def _hasty(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(predict, "PATIENCE_SECONDS", 0)
    monkeypatch.setattr(predict, "LOOK_SECONDS", 0)


def test_with_wait_it_predicts_even_without_a_worker(
    project: Project, checkpoint: Checkpoint
) -> None:
    served.video(project, 0)
    damaged = served.video(project, 1)
    served.damage(damaged)
    told = run("--wait")
    assert (told["state"], told["checkpoint"], told["predictions"]) == ("done", checkpoint.name, 1)
    assert [left["video"] for left in told["left_out"]] == [damaged.pk]  # type: ignore[attr-defined]


def test_without_wait_it_leaves_a_job(project: Project, checkpoint: Checkpoint) -> None:
    served.video(project, 0)
    assert run()["state"] == "queued"
    assert not Prediction.objects.exists()


def test_it_says_what_is_missing(project: Project) -> None:
    with pytest.raises(CommandError, match="promote"):
        run()
    with pytest.raises(CommandError, match="no project 'x'"):
        call_command("predict", "--project", "x")
