"""A whole annotation by mouse, and another by the keyboard alone; both reach the server."""

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
    project = make.project(require_explanation=True)
    import_clip(project, tmp_path, Clip(frames=FRAMES))
    bob = User.objects.get(username="bob")
    sign_in(context, stack, bob)
    return Screen.open(page, take(project, bob))


def submitted(screen: Screen) -> None:
    """Wait for the answer, and see that it went through."""
    expect(screen.page.get_by_text("Submitted.")).to_be_visible()
    assert Task.objects.get(pk=screen.task.pk).state == TaskState.SUBMITTED


def test_by_mouse(screen: Screen) -> None:
    page = screen.page
    screen.seek_by_mouse(10, FRAMES)
    screen.at(10)
    screen.drag((0.3, 0.3), (0.5, 0.6))
    page.get_by_role("radio", name="Object merging").click()
    page.get_by_role("textbox", name="Why").fill("Two balls become one.")

    screen.seek_by_mouse(30, FRAMES)
    screen.at(30)
    page.get_by_role("button", name="Set end here").click()
    screen.drag((0.4, 0.45), (0.5, 0.45))  # from inside the box: moves it, a keyframe here

    start = page.get_by_role("slider", name="Start of Object merging").bounding_box()
    assert start is not None
    # Take the bracket at its upper corner and pull it five frames earlier; Alt: no magnet.
    track = page.locator("#timeline [data-time]").first.bounding_box()
    assert track is not None
    page.mouse.move(track["x"] + 10 / FRAMES * track["width"] - 4, start["y"] + 4)
    page.mouse.down()
    page.keyboard.down("Alt")
    page.mouse.move(track["x"] + 5 / FRAMES * track["width"] - 4, start["y"] + 4, steps=6)
    page.mouse.up()
    page.keyboard.up("Alt")
    screen.at(5)
    screen.saved()

    (trace,) = screen.stored()["traces"]
    assert (trace["category"], trace["span"]) == ("object_merging", [5, 31])
    assert trace["explanation"] == {"text": "Two balls become one.", "lang": "en"}
    first, second = trace["track"]
    assert (first["frame"], second["frame"]) == (10, 30)
    assert second["box"][0] > first["box"][0]
    assert second["box"][1:] == pytest.approx(first["box"][1:], abs=1e-5)
    assert screen.stored()["verdict"] == "fake"

    page.get_by_role("button", name="Submit and next").click()
    submitted(screen)


def test_by_keyboard_alone(screen: Screen) -> None:
    page = screen.page
    screen.press(*["ArrowRight"] * 4)
    screen.at(4)
    screen.press("Shift+Digit5", "Enter")  # the box tool, and a box in the middle
    screen.press("ArrowRight", "Shift+ArrowDown", "Alt+ArrowRight", "Escape")
    screen.press("t")
    page.keyboard.type("Two balls become one.")
    screen.press("Escape")
    screen.press("Shift+ArrowRight", "Shift+ArrowRight")
    screen.at(14)
    screen.press("o", "m", "BracketLeft", "Shift+BracketRight")
    screen.saved()

    (trace,) = screen.stored()["traces"]
    assert trace["category"] == "object_merging"
    # Started at 4, trimmed to 3; ended with frame 14, trimmed to 15: half-open [3, 16).
    assert trace["span"] == [3, 16]
    assert [keyframe["frame"] for keyframe in trace["track"]] == [4, 14]
    # From the middle (a quarter in from 3/8) 1 px right, 10 px down, 1 px wider, of 320 x 180.
    box = [0.375 + 1 / 320, 0.375 + 10 / 180, 0.25 + 1 / 320, 0.25]
    assert trace["track"][0]["box"] == pytest.approx(box, abs=1e-5)
    assert trace["explanation"]["text"] == "Two balls become one."

    screen.press("Control+Enter")
    submitted(screen)


def test_the_missing_parts_are_named_before_submitting(screen: Screen) -> None:
    screen.drag((0.3, 0.3), (0.5, 0.6))
    screen.press("Control+Enter")
    dialog = screen.page.get_by_role("dialog", name="Before you submit")
    expect(dialog.get_by_role("listitem")).to_have_count(2)  # no category, no explanation
    dialog.get_by_text("Say why this looks fake.").click()
    expect(screen.page.get_by_role("textbox", name="Why")).to_be_focused()
    assert Task.objects.get(pk=screen.task.pk).state == TaskState.LEASED


def test_every_gesture_is_one_undo(screen: Screen) -> None:
    page = screen.page
    undo = page.get_by_role("button", name="Undo", exact=True)
    redo = page.get_by_role("button", name="Redo", exact=True)
    screen.drag((0.3, 0.3), (0.5, 0.6))
    screen.press("Digit2")
    screen.press("t")
    page.keyboard.type("Blurs.")
    screen.press("Escape")
    screen.saved()
    done = screen.stored()
    for _ in range(3):  # the text, the category, the box
        undo.click()
    expect(undo).to_be_disabled()
    screen.saved()
    assert screen.stored()["traces"] == []
    for _ in range(3):
        redo.click()
    expect(redo).to_be_disabled()
    screen.saved()
    assert screen.stored() == done


def test_hangul_mode_types_commands_all_the_same(screen: Screen) -> None:
    # The key of B in Korean input: event.key is a jamo, event.code is KeyB.
    screen.page.evaluate("dispatchEvent(new KeyboardEvent('keydown', { key: 'ㅠ', code: 'KeyB' }))")
    expect(screen.page.get_by_role("button", name="Box by dragging")).to_have_attribute(
        "aria-pressed", "true"
    )


def test_annotators_learn_nothing_about_the_source(screen: Screen) -> None:
    content = screen.page.content()
    for secret in ("clip.mp4", str(screen.task.video.sha256)):
        assert secret not in content
