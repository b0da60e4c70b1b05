"""What came back after a crash is shown, kept or thrown away; what two people did is merged."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from annotation.media.draw import Clip
from annotation.models import Task, User
from tests import make
from tests.browser.mishaps import crash
from tests.browser.screen import Screen, import_clip, sign_in, take
from tests.stack import Stack

SAVES = "**/api/v1/annotations/*/"
BOXES = (((0.2, 0.3), (0.3, 0.5)), ((0.4, 0.3), (0.5, 0.5)), ((0.6, 0.3), (0.7, 0.5)))


@pytest.fixture
def task(stack: Stack, context: BrowserContext, tmp_path: Path) -> Task:
    """Bob's first clip."""
    project = make.project()
    import_clip(project, tmp_path, Clip())
    bob = User.objects.get(username="bob")
    sign_in(context, stack, bob)
    return take(project, bob)


def listed(page: Page, count: int) -> None:
    """Wait until the list names so many traces."""
    expect(page.get_by_role("region", name="Traces").get_by_role("listitem")).to_have_count(count)


def test_what_came_back_is_told_and_can_be_thrown_away(
    task: Task, page: Page, context: BrowserContext
) -> None:
    screen = Screen.open(page, task)
    screen.drag(*BOXES[0])
    screen.press("Digit1")
    screen.saved()
    context.route(SAVES, lambda route: route.abort())
    screen.press("Digit5")  # changes what the server has
    screen.press("Escape")
    screen.drag(*BOXES[1])  # and adds to it
    screen.press("Digit9")
    page.wait_for_timeout(250)  # what the journal is allowed to take
    crash(page)
    context.unroute(SAVES)

    screen = Screen.open(context.new_page(), task)
    page = screen.page
    expect(page.get_by_text("Restored from this device: 2 traces")).to_be_visible()
    page.get_by_role("button", name="Show what").click()
    expect(page.get_by_text("What: Object distortion → Object merging")).to_be_visible()
    page.get_by_role("button", name="Discard Unexpected move (new)").click()
    listed(page, 1)
    page.get_by_role("button", name="Undo", exact=True).click()
    listed(page, 2)
    page.get_by_role("button", name="Discard everything").click()
    listed(page, 1)
    screen.saved()
    assert [trace["category"] for trace in screen.stored()["traces"]] == ["object_distortion"]
    page.get_by_role("button", name="Bring back Object merging (changed)").click()
    screen.saved()
    assert [trace["category"] for trace in screen.stored()["traces"]] == ["object_merging"]
    page.get_by_role("button", name="Keep", exact=True).click()
    expect(page.get_by_text("Restored from this device")).to_have_count(0)


def test_a_session_that_expires_while_typing_swallows_no_letter(
    task: Task, page: Page, context: BrowserContext
) -> None:
    screen = Screen.open(page, task)
    screen.drag(*BOXES[0])
    screen.press("t")
    why = page.get_by_role("textbox", name="Why")
    expect(why).to_be_focused()
    context.clear_cookies(name="sessionid")
    with page.expect_response(lambda answer: answer.status == 401):
        page.keyboard.type("The hand ")
    page.keyboard.type("melts into the cup.", delay=40)
    expect(why).to_have_value("The hand melts into the cup.")
    dialog = page.get_by_role("dialog", name="Sign in again")
    dialog.get_by_label("Password").fill(make.PASSWORD)
    dialog.get_by_role("button", name="Sign in").click()
    expect(dialog).to_have_count(0)
    expect(why).to_be_focused()
    page.keyboard.type(" Twice.")
    screen.saved()
    (trace,) = screen.stored()["traces"]
    assert trace["explanation"]["text"] == "The hand melts into the cup. Twice."


def test_two_computers_merge_field_by_field_and_ask_only_where_they_clash(
    task: Task, page: Page, browser: Browser, stack: Stack
) -> None:
    here = Screen.open(page, task)
    here.drag(*BOXES[0])
    here.press("Digit1")
    here.saved()
    other = browser.new_context(base_url=stack.url, locale="en")
    sign_in(other, stack, User.objects.get(username="bob"))
    there = Screen.open(other.new_page(), task)

    there.press("w", "Digit5", "Escape")  # another category there
    there.drag(*BOXES[1])
    there.saved()
    here.press("Shift+BracketLeft")  # another end here
    here.saved()
    listed(page, 2)
    first, second = here.stored()["traces"]
    assert (first["category"], first["span"]) == ("object_merging", [0, 39])
    assert second["category"] is None
    # Undo takes back what was done here, not what came from there.
    page.get_by_role("button", name="Undo", exact=True).click()
    here.saved()
    first, second = here.stored()["traces"]
    assert (first["category"], first["span"]) == ("object_merging", [0, 40])

    here.press("Digit2")
    here.saved()
    there.press("w", "w", "w", "Digit3")
    dialog = there.page.get_by_role("alertdialog", name="Changed in two places")
    expect(dialog.get_by_role("row")).to_have_count(2)  # the head, and the one clash
    expect(dialog).to_contain_text("Sudden blurring")
    expect(dialog).to_contain_text("Object trajectory")
    dialog.get_by_role("button", name="Keep mine").click()
    there.saved()
    assert here.stored()["traces"][0]["category"] == "object_trajectory"
