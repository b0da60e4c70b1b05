"""The annotation screen under axe, in both themes, and its behaviour for keyboard users."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from annotation.media.draw import Clip
from annotation.models import User
from tests import make
from tests.browser.screen import Screen, import_clip, sign_in, take
from tests.stack import ROOT, Stack

AXE = ROOT / "frontend/node_modules/axe-core/axe.min.js"


@pytest.fixture
def screen(stack: Stack, context: BrowserContext, page: Page, tmp_path: Path) -> Screen:
    """Bob's first clip, open, with a selected trace."""
    project = make.project(guideline="# Mark\n\nEvery flaw.")
    import_clip(project, tmp_path, Clip())
    bob = User.objects.get(username="bob")
    sign_in(context, stack, bob)
    opened = Screen.open(page, take(project, bob))
    opened.drag((0.3, 0.3), (0.5, 0.6))
    opened.press("Digit1")
    return opened


@pytest.mark.parametrize("scheme", ["dark", "light"])
def test_axe_finds_nothing(screen: Screen, scheme: Literal["dark", "light"]) -> None:
    page = screen.page
    page.emulate_media(color_scheme=scheme)
    expect(page.get_by_test_id("hint")).to_have_count(0)
    page.evaluate(AXE.read_text())
    found = page.evaluate("axe.run(document).then(({ violations }) => violations)")
    assert [(each["id"], each["nodes"][0]["html"]) for each in found] == []


def test_a_span_is_trimmed_by_its_sliders(screen: Screen) -> None:
    start = screen.page.get_by_role("slider", name="Start of Object distortion")
    start.focus()
    for _ in range(3):
        start.press("ArrowRight")
    expect(start).to_have_attribute("aria-valuenow", "3")
    expect(start).to_have_attribute("aria-valuetext", "Frame 3, 0.12 s")
    screen.at(3)  # the picture shows the edge
    screen.saved()
    assert screen.stored()["traces"][0]["span"] == [3, 40]


def test_every_field_of_a_trace_is_in_the_list(screen: Screen) -> None:
    page = screen.page
    for name, value in (("X", "32"), ("Y", "18"), ("Width", "64"), ("Height", "36")):
        field = page.get_by_role("textbox", name=name, exact=True)
        field.fill(value)
        field.press("Enter")
    last = page.get_by_role("textbox", name="Last frame")
    last.fill("19")
    last.press("Enter")
    screen.saved()
    (trace,) = screen.stored()["traces"]
    # 32 of 320 px, 18 of 180 px, 64 of 320 px, 36 of 180 px.
    assert trace["track"][0]["box"] == pytest.approx([0.1, 0.1, 0.2, 0.2], abs=1e-5)
    assert trace["span"] == [0, 20]
