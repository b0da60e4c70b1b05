"""Scripts in everything people can write: shown as text on every page, run on none."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from annotation.actions import tokens
from annotation.domain.document import dump, parse
from annotation.media.draw import Clip
from annotation.models import (
    Annotation,
    Comment,
    Export,
    Job,
    JobKind,
    Project,
    Review,
    Task,
    User,
    VideoState,
)
from tests import make
from tests.annotation.api.drafts import document, trace
from tests.browser.screen import Screen, import_clip, sign_in
from tests.stack import Stack

IMAGE = "<img src=x onerror=window.pwned=1>"
SCRIPT = "</script><script>window.pwned=1</script>"
EVIL = f"{IMAGE}\"'>{SCRIPT}<svg/onload=window.pwned=1>{{{{7*7}}}}"
LINKS = """
# <img src=x onerror=window.pwned=1>
[one](javascript:window.pwned=1) [two](JaVaScRiPt:window.pwned=1)
[three](data:text/html,<script>1</script>)
[four](https://safe.example/"onmouseover=window.pwned=1) ![five](x" onerror="window.pwned=1)
<a href="javascript:window.pwned=1">six</a> <javascript:window.pwned=1>
<iframe src=//evil.example></iframe>
- `<script>window.pwned=1</script>`
"""
Look = Callable[[], None]
LOOK = """() => ({
  pwned: window.pwned ?? null,
  strange: [...document.querySelectorAll('img[src="x"], iframe, svg[onload], [onerror], [onload]')]
    .length,
  links: [...document.links].map((link) => link.protocol)
    .filter((protocol) => !['http:', 'https:', 'blob:'].includes(protocol)),
})"""


@pytest.fixture
def project(stack: Stack, tmp_path: Path) -> Project:
    """A project in which everything that can be written is an attack."""
    made = make.project(name=EVIL[:200], guideline=LINKS + EVIL)
    root = make.user("root", is_superuser=True, is_staff=True)
    make.member(made, EVIL[:150], make.Role.ANNOTATOR)
    video = import_clip(made, tmp_path, Clip(frames=8, width=64, height=48))
    video.name, video.generator, video.group = f"{EVIL}.mp4", EVIL[:200], EVIL[:200]
    video.prompt = EVIL
    video.save()
    make.video(made, state=VideoState.REJECTED, reason=EVIL, name=EVIL)
    for user in (root, *User.objects.filter(username__in=["alice", "bob", "rita"])):
        tokens.create(user, name=EVIL[:100], scopes=["read"])
    job = Job.objects.create(kind=JobKind.EXPORT, project=made, state="failed", error=EVIL)
    Export.objects.create(project=made, job=job, format="jsonl")
    return made


@pytest.fixture
def task(project: Project) -> Task:
    """Returned to its annotator with comments, its document full of scripts."""
    bob, rita = (User.objects.get(username=name) for name in ("bob", "rita"))
    returned = Task.objects.get(video__state=VideoState.READY)
    Task.objects.filter(pk=returned.pk).update(assignee=bob, state="returned", reviewer=rita)
    body = document(
        trace(
            tags=[EVIL[:100]],
            span=[1, 6],
            track=[{"frame": 1, "box": [0.1, 0.1, 0.5, 0.5]}],
            explanation={"text": EVIL, "lang": "en"},
        ),
        note=EVIL,
    )
    returned.refresh_from_db()
    make.annotation(returned, document=dump(parse(body)), state="returned")
    review = Review.objects.create(task=returned, reviewer=rita, decision="return", revision=0)
    Comment.objects.create(review=review, text=EVIL, frame=2, box=[0.1, 0.1, 0.2, 0.2])
    return returned


@pytest.fixture
def browsing(context: BrowserContext, page: Page) -> tuple[BrowserContext, Page]:
    """The profile and its page."""
    return context, page


@pytest.fixture
def look(page: Page) -> Look:
    """Fails if a script ran or could have: an element, a link or a dialog of an attack."""
    page.on("dialog", lambda dialog: pytest.fail(f"a dialog says {dialog.message}"))

    def check() -> None:
        page.wait_for_load_state("networkidle")
        found = page.evaluate(LOOK)
        assert found == {"pwned": None, "strange": 0, "links": []}, page.url

    return check


PAGES = ["/", "/tokens", "/p/clips", "/p/clips/videos", "/p/clips/review", "/p/clips/exports",
         "/p/clips/members", "/p/clips/settings"]  # fmt: skip
ADMIN = ["user", "project", "membership", "video", "job"]


def test_no_page_runs_what_people_wrote(
    browsing: tuple[BrowserContext, Page], stack: Stack, task: Task, look: Look
) -> None:
    context, page = browsing
    sign_in(context, stack, User.objects.get(username="root"))
    seen = 0
    for path in PAGES:
        page.goto(path)
        expect(page.locator("main")).to_be_visible()
        look()
        seen += page.get_by_text("onerror=window.pwned=1").count() > 0
    for noun in ADMIN:
        page.goto(f"/admin/annotation/{noun}/")
        look()
    assert seen >= 4  # the attacks were there to be shown


@pytest.mark.parametrize("purpose", ["label", "review"])
def test_the_editor_shows_scripts_as_text(
    browsing: tuple[BrowserContext, Page], stack: Stack, task: Task, look: Look, purpose: str
) -> None:
    context, page = browsing
    person = "bob" if purpose == "label" else "rita"
    if purpose == "review":
        Task.objects.filter(pk=task.pk).update(state="submitted", reviewer=None)
        Annotation.objects.filter(task=task).update(state="submitted")
    sign_in(context, stack, User.objects.get(username=person))
    Screen.open(page, task, purpose)
    look()
    assert "onerror=window.pwned=1" in page.content()
    assert page.locator("text=onerror=window.pwned=1").count() > 0


@pytest.mark.parametrize("goal", ["//evil.example/", "https://evil.example", "javascript:alert(1)",
                                  "/\\evil.example"])  # fmt: skip
def test_signing_in_leads_nowhere_else(page: Page, stack: Stack, look: Look, goal: str) -> None:
    make.project()
    page.goto(f"/sign-in?next={goal}")
    page.get_by_label("Username").fill("bob")
    page.get_by_label("Password").fill(make.PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Clips")).to_be_visible()
    look()
    assert page.url == f"{stack.url}/p/clips"
    # Whoever is signed in already is led on as well.
    page.goto(f"/sign-in?next={goal}")
    page.wait_for_url("**/p/clips")
    look()
