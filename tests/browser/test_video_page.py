"""A video's own page: exact frames, everybody's documents, links into it, history and restoring."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from annotation.media.draw import Clip
from annotation.models import Annotation, User, Video
from tests import make
from tests.annotation.api.drafts import document, save, submit, trace
from tests.browser.screen import Screen, import_clip, sign_in
from tests.browser.test_videos_wall import violations
from tests.reward import served
from tests.stack import Stack

LATER = trace(id="t2", category="object_merging", span=[12, 20], track=[
    {"frame": 12, "box": [0.5, 0.5, 0.2, 0.2]}], explanation={"text": "Two cups.", "lang": "en"},
)  # fmt: skip


@pytest.fixture
def screen(stack: Stack, context: BrowserContext, page: Page, tmp_path: Path) -> Screen:
    """Bob's submitted clip at revision 2, with a model's prediction; rita looks at it."""
    project = make.project()
    video = import_clip(project, tmp_path, Clip())
    Video.objects.filter(pk=video.pk).update(label="fake", generator="Veo", prompt="A cup.")
    bob = User.objects.get(username="bob")
    task = make.task(video, bob)
    draft, client = make.annotation(task), make.client(bob)
    save(client, draft.pk, 0, document(trace()))
    better = trace(
        category="sudden_blurring", explanation={"text": "The hand blurs.", "lang": "en"}
    )
    save(client, draft.pk, 1, document(better, LATER))
    assert submit(client, task.pk, 2).status_code == 200
    served.prediction(served.unloadable(project), video, trace(id="p1", span=[25, 35]))
    sign_in(context, stack, User.objects.get(username="rita"))
    return Screen(page, task)


def test_a_link_leads_to_its_frame_and_trace(screen: Screen, context: BrowserContext) -> None:
    page = screen.page
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(f"/p/clips/videos/{screen.task.video_id}?frame=14&trace=t2")
    screen.ready()
    screen.at(14)
    assert screen.barcode == 14
    documents = page.get_by_role("article", name="bob")
    chosen = documents.get_by_role("button", name="Object merging")
    expect(chosen).to_have_attribute("aria-pressed", "true")
    expect(page.locator("#stage [data-trace]")).to_have_count(1)  # the only one in sight there

    screen.press("ArrowRight", ".")
    screen.at(16)
    screen.press("ArrowLeft")
    screen.at(15)
    assert screen.barcode == 15
    screen.press("Shift+Y")
    expect(page.get_by_text("The link to this place is in the clipboard.").first).to_be_visible()
    link = page.evaluate("navigator.clipboard.readText()")
    assert link.endswith(f"/p/clips/videos/{screen.task.video_id}?frame=15&trace=t2")

    # A trace of a model: its layer shows with the link.
    page.goto(f"/p/clips/videos/{screen.task.video_id}?trace=p1")
    screen.at(25)
    expect(page.locator("#stage [data-suggestion=true]")).to_have_count(1)
    for scheme in ("dark", "light"):
        page.emulate_media(color_scheme=scheme)
        assert violations(page) == []

    # The same place in review.
    documents.get_by_role("button", name="Object merging").click()
    screen.at(12)
    documents.get_by_role("link", name="Open in review").click()
    page.wait_for_url("**/review/*?frame=12&trace=t2")
    screen.ready()
    screen.at(12)
    expect(page.locator("#timeline [data-selected=true] .lane")).to_have_attribute(
        "data-lane", "t2"
    )


def test_the_history_tells_what_changed_and_restores(screen: Screen) -> None:
    page = screen.page
    make.task(screen.task.video, state="skipped", lease_until=None, skip_reason="disturbing",
              skip_note="Blood.")  # fmt: skip
    page.goto(f"/p/clips/videos/{screen.task.video_id}")
    screen.ready()
    expect(page.get_by_text("Disturbing content: Blood.")).to_be_visible()
    expect(page.get_by_text("h264", exact=True)).to_be_visible()
    expect(page.get_by_text("A cup.")).to_be_visible()
    page.get_by_role("article", name="bob").get_by_role("button", name="History").click()
    history = page.get_by_role("dialog", name="History: bob")
    newest = history.get_by_role("listitem").filter(has_text="Revision 2")
    expect(newest).to_contain_text("Category: Object distortion → Sudden blurring")
    expect(newest.locator("del")).to_have_text("melts into the cup.")
    expect(newest.locator("ins")).to_have_text("blurs.")
    expect(newest).to_contain_text("Object merging 12–19 added")
    history.get_by_role("button", name="Restore revision 1").click()
    expect(page.get_by_text("Restored from revision 1.").first).to_be_visible()
    expect(history.get_by_role("heading", name="Revision 3 · rita")).to_be_visible()
    annotation = Annotation.objects.get()
    assert (annotation.revision, annotation.document) == (3, document(trace()))
    assert violations(page) == []
