"""What a model suggests is looked at and decided by the keyboard; nothing is shown too early."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from annotation.media.draw import Clip
from annotation.models import Project, User
from reward.models import Checkpoint, Outcome, Policy, Prediction, Serving
from tests import make
from tests.browser.screen import Screen, import_clip, sign_in, take
from tests.browser.test_editor_is_accessible import AXE
from tests.stack import Stack

FRAMES = 40


def suggested(name: str, category: str, span: tuple[int, int], x: float) -> dict[str, Any]:
    """A trace as a model writes it: one box that stands still."""
    return {
        "id": name,
        "category": category,
        "also": [],
        "tags": [],
        "span": list(span),
        "track": [{"frame": span[0], "box": [x, 0.3, 0.2, 0.3]}],
        "explanation": {"text": f"Look at {name}.", "lang": "en"},
        "origin": {"kind": "import"},
    }


TRACES = [
    suggested("t1", "object_merging", (12, 30), 0.1),
    suggested("t2", "sudden_blurring", (5, 9), 0.6),
]


@pytest.fixture
def clip_project(stack: Stack, tmp_path: Path) -> Project:
    """A project with one clip, of which the serving checkpoint says two things."""
    project = make.project()
    video = import_clip(project, tmp_path, Clip(frames=FRAMES))
    checkpoint = Checkpoint.objects.create(
        project=project, name="0123456789abcdef", backend="tracenet", folder="x", card={}
    )
    Serving.objects.create(project=project, checkpoint=checkpoint)
    Prediction.objects.create(
        checkpoint=checkpoint,
        sha256=video.sha256,
        document={"schema": 1, "verdict": "fake", "note": "", "traces": TRACES},
        p_fake=0.9,
        confidences=[0.8, 0.2],
    )
    return project


def opened(page: Page, context: BrowserContext, stack: Stack, project: Project) -> Screen:
    bob = User.objects.get(username="bob")
    sign_in(context, stack, bob)
    return Screen.open(page, take(project, bob))


def test_decided_by_the_keyboard(
    clip_project: Project, stack: Stack, context: BrowserContext, page: Page
) -> None:
    Policy.objects.create(project=clip_project, suggest=True, blind_share=0)
    screen = opened(page, context, stack, clip_project)
    panel = page.locator("#suggestions")
    expect(panel.get_by_role("listitem")).to_have_count(2)
    expect(
        page.get_by_role("button", name="SB · unlikely: Sudden blurring, frames 5 to 8")
    ).to_be_visible()

    screen.press("a")  # nothing is accepted that was not looked at
    expect(page.get_by_text("Look at a suggestion first").first).to_be_visible()
    screen.press("g")  # the one that begins first
    screen.at(5)
    expect(page.locator(".stage-tag[data-suggestion=true]")).to_have_text("? 2 SB · unlikely")
    expect(page.get_by_test_id("hint")).to_have_count(0)
    page.evaluate(AXE.read_text())
    found = page.evaluate("axe.run(document).then(({ violations }) => violations)")
    assert [(each["id"], each["nodes"][0]["html"]) for each in found] == []
    screen.press("x")
    expect(panel.get_by_role("listitem")).to_have_count(1)
    screen.press("g")
    screen.at(12)
    screen.press("e")
    expect(panel.get_by_text("All are decided.")).to_be_visible()
    screen.saved()
    (trace,) = screen.stored()["traces"]
    prediction = str(Prediction.objects.get().pk)
    origin = {"kind": "suggestion", "prediction": prediction, "trace": "t1", "edited": False}
    assert trace["origin"] == origin
    assert (trace["span"], trace["explanation"]["text"]) == ([12, 30], "Look at t1.")
    assert screen.stored()["verdict"] == "fake"

    screen.press("Shift+BracketRight")
    screen.saved()
    (trace,) = screen.stored()["traces"]
    assert (trace["span"], trace["origin"]) == ([12, 31], origin | {"edited": True})

    screen.press("Control+z", "Control+z")  # the trim, then the acceptance
    expect(panel.get_by_role("listitem")).to_have_count(1)
    screen.saved()
    assert screen.stored()["traces"] == []
    decided = dict(Outcome.objects.values_list("trace_id", "verb"))
    assert decided == {"t1": "accept", "t2": "reject"}  # until the submission has the last word


def test_nothing_is_shown_before_the_first_look(
    clip_project: Project, stack: Stack, context: BrowserContext, page: Page
) -> None:
    Policy.objects.create(project=clip_project, suggest=True, blind_share=1)
    screen = opened(page, context, stack, clip_project)
    panel = page.locator("#suggestions")
    expect(panel).to_contain_text("Look for yourself first")
    expect(panel.get_by_role("listitem")).to_have_count(0)
    screen.press("g")
    expect(page.get_by_text("No suggestion waits for a decision.").first).to_be_visible()
    assert "Look at t1." not in page.content()
