"""A whole annotation through the accessibility tree: everything is found by role and name, nothing
is drawn, and what happens is read in the live region. And the keys that lead there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from annotation.media.draw import Clip
from annotation.models import Task, TaskState, User
from tests import make
from tests.browser.screen import Screen, import_clip, sign_in, take
from tests.stack import Stack

FRAMES = 40
PRESS = "([key, code]) => dispatchEvent(new KeyboardEvent('keydown', { key, code }))"
RELEASE = "([key, code]) => dispatchEvent(new KeyboardEvent('keyup', { key, code }))"


@pytest.fixture
def screen(stack: Stack, context: BrowserContext, page: Page, tmp_path: Path) -> Screen:
    """Bob's first clip, open."""
    project = make.project(require_explanation=True)
    import_clip(project, tmp_path, Clip(frames=FRAMES))
    bob = User.objects.get(username="bob")
    sign_in(context, stack, bob)
    return Screen.open(page, take(project, bob))


def heard(page: Page, words: str) -> None:
    """Wait until the live region says this."""
    expect(page.get_by_role("status").filter(has_text=words)).to_have_count(1)


def enter(page: Page, field: str, value: str) -> None:
    box = page.get_by_role("textbox", name=field, exact=True)
    box.fill(value)
    box.press("Enter")


def test_by_role_and_name_alone(screen: Screen) -> None:
    page = screen.page
    page.get_by_role("button", name="Add a box in the middle without drawing").press("Enter")
    categories = page.get_by_role("radiogroup", name="What")
    categories.get_by_role("radio", name="Object distortion").press("Space")
    # 32 of 320 px, 18 of 180 px, 64 of 320 px, 36 of 180 px.
    for field, value in (("X", "32"), ("Y", "18"), ("Width", "64"), ("Height", "36")):
        enter(page, field, value)
    heard(page, "box 32, 18, 64 by 36, keyframe 1 of 1")

    forward = page.get_by_role("button", name="One frame forward")
    for _ in range(4):
        forward.press("Enter")
    heard(page, "Frame 4, 0.16 s, box 32, 18, 64 by 36, between keyframes, 1 in all")
    enter(page, "X", "64")
    heard(page, "box 64, 18, 64 by 36, keyframe 2 of 2")
    page.get_by_role("button", name="Set end here").press("Enter")
    row = page.get_by_role(
        "button", name=re.compile(r"^1\. Object distortion ?, frames 0 to 4 ?, box")
    )
    expect(row).to_have_attribute("aria-expanded", "true")
    stage = page.get_by_role("application")
    expect(stage).to_have_accessible_description(re.compile("^Object distortion, frames 0 to 4"))
    page.get_by_role("textbox", name="Why").fill("The hand melts.")
    expect(page.get_by_role("radio", name="Generated")).to_be_checked()

    screen.saved()
    (trace,) = screen.stored()["traces"]
    assert (trace["category"], trace["span"]) == ("object_distortion", [0, 5])
    assert [keyframe["frame"] for keyframe in trace["track"]] == [0, 4]
    assert trace["track"][0]["box"] == pytest.approx([0.1, 0.1, 0.2, 0.2], abs=1e-5)
    page.get_by_role("button", name="Submit and next").press("Enter")
    expect(page.get_by_text("Submitted.")).to_be_visible()
    assert Task.objects.get(pk=screen.task.pk).state == TaskState.SUBMITTED


def test_keys_lead_through_the_parts_of_the_screen(screen: Screen) -> None:
    page = screen.page
    for _ in range(2):
        page.get_by_role("button", name="Add a box in the middle without drawing").press("Enter")
    skip = page.get_by_role("button", name="Skip to the picture")
    assert (
        page.locator("main")
        .locator("a, button, input, [tabindex]")
        .first.evaluate("(node, skip) => node === skip", skip.element_handle())
    )  # the first stop of Tab
    skip.focus()
    expect(skip).to_be_in_viewport()
    box = skip.bounding_box()
    assert box is not None
    assert box["height"] >= 24  # it is out of sight only until then
    page.keyboard.press("Enter")
    expect(page.get_by_role("application")).to_be_focused()
    page.keyboard.press("F6")
    lanes = page.get_by_role("region", name="Timeline")
    expect(lanes.locator(":focus")).to_have_role("slider")
    assert lanes.locator("[role=slider][tabindex='0']").count() == 2  # one lane's ends are stops
    page.keyboard.press("F6")
    rows = page.locator("#inspector [data-rove]")
    expect(page.locator("#inspector :focus")).to_have_count(1)
    rows.nth(1).focus()
    page.keyboard.press("ArrowUp")
    expect(rows.nth(0)).to_be_focused()
    page.keyboard.press("ArrowUp")  # the list ends here
    expect(rows.nth(0)).to_be_focused()
    page.keyboard.press("End")
    expect(rows.nth(1)).to_be_focused()
    page.keyboard.press("Shift+F6")
    expect(lanes.locator(":focus")).to_have_count(1)

    # Hangul mode: some input methods deliver only the release, and some no code at all.
    box_tool = page.get_by_role("button", name="Box by dragging")
    page.evaluate(RELEASE, ["ㅠ", "KeyB"])
    expect(box_tool).to_have_attribute("aria-pressed", "true")
    for _ in range(3):
        page.evaluate(PRESS, ["ㅓ", ""])
    expect(page.get_by_test_id("hint")).to_contain_text("Han/Eng")
