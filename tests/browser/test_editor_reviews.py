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
    field = rita.get_by_role("textbox", name="Comment")
    expect(field).to_be_focused()
    rita.keyboard.type("The box is too large.")
    rita.keyboard.press("Control+Enter")
    expect(field).to_have_value("")
    rita.keyboard.type("And who is that?")
    rita.reload()  # what was written is still there
    review.ready()
    review.press("x")
    expect(field).to_have_value("And who is that?")
    rita.keyboard.press("Escape")
    review.press(*["ArrowRight"] * 3)
    review.at(3)
    review.press("x", "Control+Enter", "Control+Enter")
    expect(rita.get_by_text("Returned to the annotator.")).to_be_visible()
    comment, other = Comment.objects.all()
    # A third one, elsewhere on the first one's frame.
    Comment.objects.create(review=comment.review, text="Here, too.", frame=7, box=[0, 0, 0.1, 0.1])
    assert (comment.text, comment.frame) == ("The box is too large.", 7)
    assert (other.text, other.frame) == ("And who is that?", 3)
    trace = submitted.stored()["traces"][0]
    assert comment.box == pytest.approx(trace["track"][0]["box"])

    page = submitted.page
    page.goto(f"/p/clips/label/{submitted.task.pk}")
    submitted.at(7)  # the task opens where the comment points
    expect(page.get_by_role("button", name="The box is too large.")).to_be_visible()
    expect(page.locator("#stage .stage-pin")).to_have_count(2)
    expect(page.locator("#stage .stage-pin-tag")).to_have_text(["3", "1"])
    chosen = page.locator("#stage .stage-pin-tag[data-chosen=true]")
    expect(chosen).to_have_text("1")
    page.get_by_role("button", name="Here, too.").click()
    expect(chosen).to_have_text("3")
    page.get_by_role("button", name="The box is too large.").click()
    expect(page.locator("#timeline [data-flag=waiting]")).to_have_count(3)
    submitted.press("Shift+A")  # done, says the annotator about the one that is shown
    expect(page.locator("#timeline [data-flag=done]")).to_have_count(1)
    submitted.press("Shift+E")  # and goes to the other
    submitted.at(3)
    second = page.get_by_role("listitem").filter(has_text="And who is that?")
    second.get_by_role("button", name="Reply").click()
    page.keyboard.type("Nobody.")
    second.get_by_role("button", name="Save").click()
    expect(second.get_by_text("Nobody.")).to_be_visible()
    expect(page.get_by_text("2 of 3 answered")).to_be_visible()
    submitted.press("s", "Digit2", "Control+Enter")
    expect(page.get_by_text("Submitted.")).to_be_visible()
    assert list(Comment.objects.values_list("done", "reply")) == [
        (True, ""), (False, "Nobody."), (False, ""),
    ]  # fmt: skip

    review = Screen.open(rita, submitted.task, "review")
    asked = rita.get_by_role("region", name="What was asked for")
    expect(asked.get_by_role("listitem").filter(has_text="too large")).to_contain_text("Done")
    expect(asked.get_by_role("listitem").filter(has_text="who is")).to_contain_text("Nobody.")
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
