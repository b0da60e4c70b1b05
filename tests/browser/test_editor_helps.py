"""What helps a person along: moved keys, the palette, the rule, phrases, and the submit check."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from annotation.media.draw import Clip
from annotation.models import Task, TaskState, User
from tests import make
from tests.browser.screen import Screen, import_clip, sign_in, take
from tests.stack import Stack

FRAMES = 40


@pytest.fixture
def screen(stack: Stack, context: BrowserContext, page: Page, tmp_path: Path) -> Screen:
    """Bob's first clip, open."""
    project = make.project(require_explanation=True, guideline="Ignore the watermark.")
    import_clip(project, tmp_path, Clip(frames=FRAMES))
    bob = User.objects.get(username="bob")
    sign_in(context, stack, bob)
    return Screen.open(page, take(project, bob))


def test_keys_are_found_moved_and_kept(screen: Screen) -> None:
    page = screen.page
    screen.press("F1")
    sheet = page.get_by_role("dialog", name="Keyboard shortcuts")
    sheet.get_by_role("searchbox").fill("loop")
    expect(sheet.get_by_role("term")).to_have_count(1)
    sheet.get_by_role("button", name="Loop on / off: R. Change").click()
    sheet.get_by_role("button", name="Press to choose other keys").click()
    screen.press("Escape")  # leaves the recorder, not the sheet
    sheet.get_by_role("button", name="Press to choose other keys").click()
    screen.press("Control+w")
    expect(sheet.get_by_text("belongs to the browser")).to_be_visible()
    screen.press("l")
    expect(sheet.get_by_role("alert")).to_contain_text("L already does something: Forward")
    sheet.get_by_role("button", name="Exchange the two").click()
    expect(sheet.get_by_role("button", name="Loop on / off: L. Change")).to_be_visible()
    screen.press("Escape")

    expect(sheet).to_have_count(0)
    screen.press("l")
    expect(page.get_by_text("Looping the clip.").first).to_be_visible()
    expect(page.get_by_role("button", name="Loop the selection (L)")).to_be_visible()
    # The person's next device: nothing of this one but the session.
    page.wait_for_timeout(300)
    assert User.objects.get(username="bob").keys == {"KeyR": "KeyL", "KeyL": "KeyR"}
    page.evaluate("localStorage.clear()")
    page.reload()
    screen.ready()
    screen.press("l")
    expect(page.get_by_text("Looping the clip.").first).to_be_visible()

    screen.press("Control+k")
    page.keyboard.type("31")
    screen.press("Enter")
    screen.press("Control+k")  # at once: the palette is still fading, and begins anew
    page.keyboard.type("new merg")
    expect(page.get_by_role("option").first).to_contain_text("New: Object merging")
    screen.at(31)
    screen.press("Enter")
    drawing = page.get_by_role("button", name="Box by dragging or two clicks (B)")
    expect(drawing).to_have_attribute("aria-pressed", "true")
    screen.drag((0.3, 0.3), (0.5, 0.6))
    screen.press("Control+k")
    page.keyboard.type("explan")
    screen.press("Enter")
    expect(page.get_by_role("textbox", name="Why")).to_be_focused()


def test_the_rule_the_phrases_and_the_check_before_submitting(screen: Screen) -> None:
    page = screen.page
    screen.press("Shift+Digit5")
    rule = page.get_by_role("region", name="Rule")
    expect(rule).to_contain_text("lose the border between them")
    screen.drag((0.3, 0.3), (0.5, 0.6))
    rule.get_by_role("button").click()
    expect(rule.get_by_role("img")).to_have_count(0)

    page.get_by_text("Phrases", exact=True).click()
    page.get_by_role("button", name="melts into its neighbour").click()
    expect(page.get_by_role("textbox", name="Why")).to_be_focused()
    page.keyboard.type("cup")  # over the blank
    why = "The cup melts into its neighbour as if both were soft."
    expect(page.get_by_role("textbox", name="Why")).to_have_value(why)
    says = page.get_by_role("list", name="Says")
    expect(says.get_by_label("what: said")).to_be_visible()
    expect(says.get_by_label("why: said")).to_be_visible()
    expect(page.get_by_text("Long enough")).to_be_visible()

    screen.press("Escape", "Control+d", "Control+Enter")  # the same trace again
    dialog = page.get_by_role("dialog", name="Is this meant?")
    dialog.get_by_role("button", name="Trace 2").click()
    expect(dialog).to_have_count(0)
    screen.press("Control+Enter")
    dialog.get_by_role("button", name="Submit as it is").click()
    expect(page.get_by_text("Submitted.")).to_be_visible()
    assert Task.objects.get(pk=screen.task.pk).state == TaskState.SUBMITTED

    page.goto("/p/clips")
    page.get_by_role("link", name="Guideline").click()
    expect(page.get_by_text("Ignore the watermark.")).to_be_visible()
    expect(page.get_by_role("article")).to_have_count(9)
