"""The way through the queue: the next clip at once, clips left open, questions to the reviewer."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from annotation.media.draw import Clip
from annotation.models import Annotation, Project, Question, Task, TaskState, User
from tests import make
from tests.browser.screen import Screen, import_clip, sign_in, take
from tests.stack import Stack

log = logging.getLogger(__name__)

# From the key to the confirmed first frame of another clip, in milliseconds.
TIMED = """() => new Promise((resolve) => {
  const before = location.pathname;
  addEventListener('keydown', ({ timeStamp }) => {
    const look = () => {
      const counter = document.querySelector('[data-testid=frame]');
      const isThere = location.pathname !== before && counter?.dataset.shown === 'true';
      if (isThere) window.took = performance.now() - timeStamp;
      else requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  }, { once: true, capture: true });
  resolve();
})"""


@pytest.fixture
def clips(stack: Stack, tmp_path: Path) -> Project:
    """Three clips to label."""
    project = make.project(require_explanation=False)
    for number in range(3):
        import_clip(project, tmp_path, Clip(frames=24 + number))
    return project


def open_id(page: Page) -> int:
    return int(page.url.rsplit("/", 1)[1])


def wait_held(page: Page, count: int) -> None:
    """Wait until the person holds that many tasks, the one ahead included."""
    held = Task.objects.filter(state=TaskState.LEASED)
    for _ in range(100):
        if held.count() == count:
            return
        page.wait_for_timeout(100)
    raise AssertionError(f"{held.count()} tasks are held, not {count}")


def begun(clips: Project, stack: Stack, page: Page) -> tuple[Screen, int]:
    """Open the person's first clip, and wait until the next one has been loaded."""
    bob = User.objects.get(username="bob")
    sign_in(page.context, stack, bob)
    screen = Screen.open(page, take(clips, bob))
    wait_held(page, 2)
    page.wait_for_timeout(1500)  # a person looks longer than this
    return screen, open_id(page)


def test_on_through_the_queue(clips: Project, stack: Stack, page: Page) -> None:
    screen, first = begun(clips, stack, page)
    screen.press("Shift+Digit0")
    screen.saved()
    page.evaluate(TIMED)
    screen.press("Control+Enter")
    expect(page).not_to_have_url(f"{stack.url}/p/clips/label/{first}")
    screen.ready()
    assert screen.barcode == 0
    page.wait_for_timeout(100)
    log.info("first frame of the next clip after %d ms", page.evaluate("window.took"))
    assert Task.objects.get(pk=first).annotation.document["verdict"] == "unsure"

    second = open_id(page)
    wait_held(page, 2)
    screen.press("n")  # on, with this one left open
    expect(page).not_to_have_url(f"{stack.url}/p/clips/label/{second}")
    screen.ready()
    third = open_id(page)
    screen.press("Shift+n")
    expect(page).to_have_url(f"{stack.url}/p/clips/label/{second}")
    screen.ready()
    screen.press("Shift+n")
    expect(page.get_by_text("first clip that you left open").first).to_be_visible()
    screen.press("n")
    expect(page).to_have_url(f"{stack.url}/p/clips/label/{third}")
    screen.ready()
    screen.press("Digit0", "Control+Enter")
    expect(page).to_have_url(f"{stack.url}/p/clips/label/{second}")  # what was left open remains
    screen.ready()
    screen.press("Digit0", "Control+Enter")
    expect(page).to_have_url(f"{stack.url}/p/clips")
    assert set(Task.objects.values_list("state", flat=True)) == {TaskState.SUBMITTED}


def test_the_next_clip_is_shown_by_the_video_that_was_loaded_ahead(
    clips: Project, stack: Stack, page: Page
) -> None:
    screen, first = begun(clips, stack, page)
    page.evaluate(
        """() => {
          const before = document.querySelector('#stage video');
          window.ready = null;
          new MutationObserver(() => {
            const video = document.querySelector('#stage video');
            if (video && video !== before) window.ready ??= video.readyState;
          }).observe(document, { subtree: true, childList: true });
        }"""
    )
    screen.press("n")
    expect(page).not_to_have_url(f"{stack.url}/p/clips/label/{first}")
    screen.ready()
    assert screen.barcode == 0
    assert page.evaluate("window.ready") >= 1  # its metadata was there when it came


def test_leaving_gives_the_reserved_clip_back(
    clips: Project, stack: Stack, context: BrowserContext, page: Page
) -> None:
    bob = User.objects.get(username="bob")
    sign_in(context, stack, bob)
    Screen.open(page, take(clips, bob))
    wait_held(page, 2)
    page.get_by_role("button", name="Back to the project").click()
    wait_held(page, 1)
    assert Annotation.objects.count() == 1


def test_a_question_reaches_the_reviewer_and_the_answer_comes_back(
    clips: Project, stack: Stack, context: BrowserContext, page: Page, browser: Browser
) -> None:
    bob = User.objects.get(username="bob")
    sign_in(context, stack, bob)
    screen = Screen.open(page, take(clips, bob))
    screen.press(*["ArrowRight"] * 5)
    screen.at(5)
    screen.drag((0.3, 0.3), (0.5, 0.6))
    screen.press("Digit1", "Shift+q")
    question = page.get_by_role("textbox", name="Question")
    question.fill("Does the shadow count?")
    question.press("Control+Enter")  # asks, and submits nothing
    expect(page.get_by_text("Waits for an answer")).to_be_visible()
    (asked,) = Question.objects.all()
    assert (asked.frame, len(asked.box)) == (5, 4)
    task = open_id(page)
    screen.press("Control+Enter")
    expect(page.get_by_text("Submitted.")).to_be_visible()

    other = browser.new_context(base_url=stack.url, viewport={"width": 1440, "height": 900})
    other.set_default_timeout(15_000)
    sign_in(other, stack, User.objects.get(username="rita"))
    rita = other.new_page()
    rita.goto("/p/clips/review")
    rita.get_by_role("link").filter(has_text="1 question").click()
    review = Screen(rita, Task.objects.get(pk=task))
    review.ready()
    review.at(5)  # it opens where the question points
    review.press("Shift+q")
    rita.keyboard.type("Yes, box it too.")
    rita.get_by_role("button", name="Send the answer").click()
    expect(rita.get_by_text("Yes, box it too.")).to_be_visible()

    page.goto("/p/clips")
    news = page.get_by_role("link").filter(has_text="Does the shadow count?")
    with page.expect_response("**/questions/seen/"):
        news.click()
    page.wait_for_url(f"**/label/{task}?frame=5")
    screen.at(5)
    expect(page.get_by_text("Yes, box it too.")).to_be_visible()
    page.get_by_role("button", name="Back to the project").click()
    expect(page.get_by_role("heading", name="Your recent tasks")).to_be_visible()
    expect(news).to_have_count(0)
