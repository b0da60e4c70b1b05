"""A manager sees the project at a glance and its background work; an annotator their own work."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from xml.etree import ElementTree

import pytest
from django.utils import timezone
from playwright.sync_api import BrowserContext, Locator, Page, expect

from annotation.models import Decision, Export, Job, JobKind, JobState, Project, User
from tests import make
from tests.annotation.api.test_read_statistics import done
from tests.browser import audit
from tests.browser.screen import sign_in
from tests.stack import Stack


@pytest.fixture
def open_page(context: BrowserContext, stack: Stack, page: Page) -> Callable[[str, str], Page]:
    """Open an address of the project as a person."""

    def opened(person: str, path: str) -> Page:
        sign_in(context, stack, User.objects.get(username=person))
        page.goto(f"/p/clips{path}")
        return page

    return opened


@pytest.fixture
def busy(stack: Stack) -> Project:
    """Bob submitted on four days; one of his was returned, two wait for review."""
    project = make.project()
    bob = User.objects.get(username="bob")
    for days, seconds in enumerate((30, 40, 90, 60)):
        video = make.ready_video(project, generator="=Sora", label="fake")
        first = Decision.RETURN if days == 1 else Decision.ACCEPT
        done(
            video, bob, seconds=seconds, at=timezone.now() - timedelta(days=days),
            state=("submitted", "returned", "accepted", "submitted")[days],
            reviews=(first,) if days in {1, 2} else (),
        )  # fmt: skip
    make.task(make.ready_video(project, generator="Kling"))
    make.video(project, state="rejected", reason="It is empty.")
    return project


def accessible(page: Page) -> None:
    """axe finds nothing, in the dark and in the light."""
    page.emulate_media(reduced_motion="reduce")
    for theme in ("dark", "light"):
        audit.set_theme(page, theme)
        assert audit.violations(page) == []


def saved(page: Page, chart: Locator, kind: str) -> Path:
    chart.get_by_role("button", name="Save").click()
    with page.expect_download() as download:
        page.get_by_role("menuitem", name=kind).click()
    return Path(download.value.path())


def test_a_manager_sees_the_project_at_a_glance(
    busy: Project, open_page: Callable[[str, str], Page]
) -> None:
    page = open_page("alice", "")
    for tile in ("To label 1", "To review 2", "Returned, not yet resubmitted 1"):
        expect(page.get_by_role("link", name=re.compile(f"^{tile}"))).to_be_visible()
    expect(page.get_by_role("link", name="Imports that failed 1")).to_be_visible()
    row = page.get_by_role("table", name="People").get_by_role("row", name="bob")
    # 4 tasks of 1 trace each: 30, 40, 60 and 90 s, of which the median is 50.
    expect(row).to_have_text(re.compile(r"^bobAnnotator.*4 min.*4450.*1.*1"))
    accessible(page)

    pace = page.get_by_role("figure").filter(has_text="Active seconds per trace")
    expect(pace.get_by_role("img", name="Active seconds per trace: Median 30")).to_be_visible()
    pace.get_by_role("radio", name="Table").click()
    expect(pace.get_by_role("row")).to_have_count(5)

    # The picture stands alone: text, and every colour written out.
    makers = page.get_by_role("figure").filter(has_text="Videos by generator")
    root = ElementTree.parse(saved(page, makers, "SVG")).getroot()  # noqa: S314 -- our own file
    text = ElementTree.tostring(root, encoding="unicode")
    words = {"".join(node.itertext()) for node in root.iter("{http://www.w3.org/2000/svg}text")}
    assert {"Videos by generator", "=Sora", "Kling", "Accepted", "4"} <= words
    assert "var(" not in text
    assert "light-dark" not in text
    assert "class=" not in text
    numbers = saved(page, makers, "CSV").read_text(encoding="utf-8-sig").splitlines()
    assert numbers[0].startswith("Generator,Accepted,Waiting for review,Returned")
    assert numbers[1] == "'=Sora,1,2,1,0,0,4"

    makers.get_by_role("link", name="Kling").click()
    expect(page).to_have_url(re.compile("/p/clips/videos.*generator=Kling"))
    page.go_back()
    page.get_by_role("link", name="Returned, not yet resubmitted 1").click()
    expect(page).to_have_url(re.compile("/p/clips/videos.*stage=returned"))
    expect(page.get_by_role("search")).to_contain_text("Returned")


def test_an_unknown_address_keeps_the_frame(
    busy: Project, open_page: Callable[[str, str], Page]
) -> None:
    page = open_page("alice", "/nothing/of/the/kind")
    expect(page.get_by_role("heading", level=1)).to_have_text("There is nothing here")
    page.get_by_role("navigation").get_by_role("link", name="Videos").click()
    expect(page).to_have_url(re.compile("/p/clips/videos"))


def test_background_work_is_followed_across_reloads(
    busy: Project, open_page: Callable[[str, str], Page]
) -> None:
    job = Job.objects.create(
        kind=JobKind.EXPORT, project=busy, state=JobState.RUNNING, progress=0.5,
        started_at=timezone.now() - timedelta(seconds=60), heartbeat_at=timezone.now(),
    )  # fmt: skip
    Export.objects.create(project=busy, job=job, format="jsonl")
    failed = Job.objects.create(
        kind=JobKind.EVALUATE, project=busy, state=JobState.FAILED, error="The disk is full.",
        queue="gpu",
    )  # fmt: skip
    page = open_page("alice", "/jobs")
    row = page.get_by_role("listitem").filter(has_text="Export: ")
    expect(row.get_by_role("progressbar")).to_have_attribute("aria-valuenow", "50")
    expect(row).to_contain_text(re.compile(r"About .* left"))
    accessible(page)

    # While nobody looks, it ends; whoever comes back is told.
    page.goto("about:blank")
    Job.objects.filter(pk=job.pk).update(state=JobState.DONE, finished_at=timezone.now())
    page.goto("/p/clips/settings")
    told = page.get_by_role("region", name="Notifications")
    expect(told).to_contain_text("Export: Done")
    told.get_by_role("button", name="Open jobs").click()
    expect(page.get_by_role("heading", name="Nothing is going on")).to_be_visible()

    row = page.get_by_role("listitem").filter(has_text="The disk is full.")
    row.get_by_role("button", name="Try again").click()
    row = page.get_by_role("main").get_by_role("listitem").filter(has_text="Evaluation")
    expect(row.get_by_role("progressbar", name="Waiting")).to_be_visible()
    failed.refresh_from_db()
    assert failed.state == JobState.QUEUED
    page.get_by_role("button", name="Cancel: Job").click()
    expect(row).to_contain_text("Cancelled")
    failed.refresh_from_db()
    assert failed.state == JobState.CANCELLED


def test_it_is_said_beforehand_what_an_export_holds(
    busy: Project, open_page: Callable[[str, str], Page]
) -> None:
    page = open_page("alice", "/exports")
    before = page.get_by_role("status").filter(has_text="The file would hold")
    expect(before).to_contain_text("1 video")
    expect(page.get_by_text("Left out, because they wait for review: 2.")).to_be_visible()
    expect(page.get_by_role("link", name="Jobs 1")).to_be_visible()  # it has looked once

    # The job has ended before the page can look again, so that it never sees it going on.
    page.route("**/activity/", lambda route: route.abort())
    page.get_by_role("button", name="Create export").click()
    expect(page.get_by_role("link", name="Download")).to_be_visible()
    page.unroute("**/activity/")
    expect(page.get_by_role("region", name="Notifications")).to_contain_text("Export: Done")


def test_an_annotator_sees_their_own_work_alone(
    busy: Project, open_page: Callable[[str, str], Page]
) -> None:
    done(make.ready_video(busy), User.objects.get(username="alice"), seconds=7)
    page = open_page("bob", "")
    today = page.get_by_role("region", name="Today")
    expect(today).to_have_text(re.compile(r"Clips1Traces1Seconds per trace30"))
    expect(page.get_by_text("There is no hurry")).to_be_visible()  # 30 s; usually 50 s
    said = page.get_by_role("region", name="What reviewers said")
    expect(said.get_by_role("listitem")).to_have_count(2)
    expect(page.get_by_text("alice")).to_have_count(0)
    accessible(page)
