"""A reviewer returns a clip with a pinned comment; it opens there; then it is accepted."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from annotation.media.draw import Clip
from annotation.models import Comment, Task, TaskState, User, Video
from tests import make
from tests.browser.screen import Screen, import_clip, sign_in, take
from tests.stack import Stack


@pytest.fixture
def submitted(stack: Stack, context: BrowserContext, page: Page, tmp_path: Path) -> Screen:
    """Bob's clip with one trace, handed in; bob's page is open."""
    project = make.project(require_explanation=False)
    import_clip(project, tmp_path, Clip())
    bob = User.objects.get(username="bob")
    sign_in(context, stack, bob)
    screen = Screen.open(page, take(project, bob))
    screen.drag((0.3, 0.3), (0.5, 0.6))
    screen.press("Digit1", "Control+Enter")
    expect(page.get_by_text("Submitted.")).to_be_visible()
    return screen


@pytest.fixture
def rita(browser: Browser, stack: Stack) -> Page:
    """A page of the reviewer's own browser."""
    context = browser.new_context(base_url=stack.url, viewport={"width": 1440, "height": 900})
    context.set_default_timeout(10_000)
    sign_in(context, stack, User.objects.get(username="rita"))
    return context.new_page()


def test_return_and_accept_with_the_keyboard(submitted: Screen, rita: Page) -> None:
    review = Screen.open(rita, submitted.task, "review")
    review.press("s", *["ArrowRight"] * 7)  # select the trace, go to frame 7
    review.at(7)
    review.press("x")
    rita.get_by_role("textbox", name="Comment").fill("The box is too large.")
    rita.get_by_role("button", name="Return the clip").click()
    expect(rita.get_by_text("Returned to the annotator.")).to_be_visible()
    comment = Comment.objects.get()
    assert (comment.text, comment.frame) == ("The box is too large.", 7)
    trace = submitted.stored()["traces"][0]
    assert comment.box == pytest.approx(trace["track"][0]["box"])

    page = submitted.page
    page.goto(f"/p/clips/label/{submitted.task.pk}")
    submitted.at(7)  # the task opens where the comment points
    expect(page.get_by_role("button", name="The box is too large.")).to_be_visible()
    submitted.press("s", "Digit2", "Control+Enter")
    expect(page.get_by_text("Submitted.")).to_be_visible()

    review = Screen.open(rita, submitted.task, "review")
    review.press("a")
    expect(rita.get_by_text("Accepted.")).to_be_visible()
    assert Task.objects.get(pk=submitted.task.pk).state == TaskState.ACCEPTED
    accepted = Video.objects.get(pk=submitted.task.video_id).accepted
    assert accepted is not None
    assert accepted.document["traces"][0]["category"] == "sudden_blurring"


def test_a_submitted_clip_can_be_looked_at_but_not_changed(submitted: Screen) -> None:
    page = submitted.page
    page.goto(f"/p/clips/label/{submitted.task.pk}")
    submitted.ready()
    expect(page.get_by_text("Read only")).to_be_visible()
    before = submitted.stored()
    submitted.drag((0.6, 0.3), (0.8, 0.6))
    submitted.press("Digit5", "Delete")
    page.wait_for_timeout(1000)
    assert submitted.stored() == before
