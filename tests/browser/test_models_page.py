"""A manager starts a run and watches it, reads an evaluation, promotes and rolls back."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.utils import timezone
from playwright.sync_api import BrowserContext, Page, expect

from annotation.models import Job, JobState, Project, User
from reward.actions import promotions
from reward.models import Checkpoint, EvaluationSet, Promotion, Run, Serving
from reward.pipeline.places import log_of
from tests import make
from tests.browser.screen import sign_in
from tests.browser.test_editor_is_accessible import AXE
from tests.reward.loop import rows
from tests.stack import Stack

SERVING, CANDIDATE = "a" * 16, "b" * 16


@pytest.fixture
def modelled(stack: Stack) -> Project:
    """A project whose serving checkpoint and a worse candidate were measured on three videos."""
    project = make.project()
    rows.snapshot(project)
    counting = EvaluationSet.objects.create(
        project=project, manifest="none", sha256="0" * 64, videos=3, traces=2
    )
    for name, accuracy in ((SERVING, 90.0), (CANDIDATE, 80.0)):
        rows.measured(rows.checkpoint(project, name), counting, accuracy)
    serving = Checkpoint.objects.get(name=SERVING)
    promotions.promote(serving, User.objects.get(username="alice"), confirm=True)
    return project


@pytest.fixture
def open_page(context: BrowserContext, stack: Stack, page: Page) -> Callable[[str, str], Page]:
    """Open an address of the project as a person."""

    def opened(person: str, path: str) -> Page:
        sign_in(context, stack, User.objects.get(username=person))
        page.goto(f"/p/clips/{path}")
        return page

    return opened


def test_a_run_is_started_and_watched(
    modelled: Project, open_page: Callable[[str, str], Page]
) -> None:
    page = open_page("alice", "models")
    page.get_by_role("button", name="Start a run").first.click()
    dialog = page.get_by_role("dialog", name="Start a run")
    expect(dialog.get_by_role("radio", name="tracenet")).to_be_checked()
    expect(dialog.get_by_role("button", name=f"What serves now ({SERVING})")).to_be_visible()
    dialog.get_by_role("button", name="Start a run").click()
    expect(page.get_by_role("heading", name=re.compile(r"^Run \d+$"))).to_be_visible()
    run = Run.objects.select_related("init").get()
    assert (run.backend, run.config, run.init and run.init.name) == (
        "tracenet", {"minutes": 10, "seed": 0}, SERVING,
    )  # fmt: skip
    expect(page.get_by_text("Waiting for the worker").first).to_be_visible()

    # What a worker would write; the page looks by itself.
    log_of(run).parent.mkdir(parents=True, exist_ok=True)
    log_of(run).write_text("decoded 4 clips\n")
    curve = [{"step": step, "loss": 2 / step, "at": step} for step in (1, 2, 4)]
    Run.objects.filter(pk=run.pk).update(curve=curve)
    jobs = Job.objects.filter(pk=run.job_id)
    jobs.update(state=JobState.RUNNING, progress=0.5, heartbeat_at=timezone.now())
    expect(page.get_by_text("decoded 4 clips")).to_be_visible()
    expect(page.get_by_role("img", name="Loss: Loss 0.5")).to_be_visible()
    page.get_by_role("radio", name="Table").first.click()
    expect(page.get_by_role("table", name="Loss").get_by_role("row")).to_have_count(4)

    page.get_by_role("button", name="Cancel the run").click()
    page.get_by_role("alertdialog").get_by_role("button", name="Cancel the run").click()
    expect(page.get_by_role("button", name="Go on with it")).to_be_visible()


def test_a_candidate_is_compared_promoted_and_taken_back(
    modelled: Project, open_page: Callable[[str, str], Page]
) -> None:
    page = open_page("alice", "models")
    page.get_by_role("link", name=CANDIDATE).click()
    table = page.get_by_role("table", name="Side by side")
    expect(table.get_by_role("row", name="This checkpoint 70.0 80.0")).to_be_visible()
    expect(table.get_by_role("row", name="Serving now 80.0 90.0")).to_be_visible()
    expect(table.get_by_role("row", name="Difference 10.0 worse 10.0 worse")).to_be_visible()
    expect(table.get_by_role("row", name="Always fake – 50.0")).to_be_visible()
    page.get_by_text("The paper’s table").click()
    expect(table.get_by_role("row", name="GPT 5 35.5 90.7")).to_be_visible()

    page.evaluate(AXE.read_text())
    found = page.evaluate("axe.run(document).then(({ violations }) => violations)")
    assert [(each["id"], each["nodes"][0]["html"]) for each in found] == []

    page.get_by_role("button", name="Promote", exact=True).click()
    doubt = page.get_by_role("alertdialog", name="Promote it all the same?")
    expect(doubt).to_contain_text("fewer than 50")
    expect(doubt).to_contain_text("worse than the serving one")
    assert Serving.objects.get(project=modelled).checkpoint.name == SERVING
    doubt.get_by_role("button", name="Promote anyway").click()
    expect(page.get_by_text("Promoted. It serves from now on.")).to_be_visible()
    assert Serving.objects.get(project=modelled).checkpoint.name == CANDIDATE

    page.get_by_role("link", name="Models").last.click()
    expect(page.get_by_text("Confirmed despite: The evaluation set has 3 videos")).to_have_count(2)
    page.get_by_role("button", name="Roll back").click()
    asked = page.get_by_role("alertdialog")
    expect(asked).to_contain_text(SERVING)
    asked.get_by_role("button", name="Roll back").click()
    expect(page.get_by_text("Rolled back to")).to_be_visible()
    assert Serving.objects.get(project=modelled).checkpoint.name == SERVING
    assert Promotion.objects.count() == 3


def test_reviewers_look_and_leave_it_alone(
    modelled: Project, open_page: Callable[[str, str], Page]
) -> None:
    page = open_page("rita", "models")
    expect(page.get_by_role("link", name=CANDIDATE)).to_be_visible()
    for action in ("Start a run", "Promote", "Roll back", "Save"):
        expect(page.get_by_role("button", name=action)).to_have_count(0)
