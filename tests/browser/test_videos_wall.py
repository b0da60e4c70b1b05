"""The wall of videos: hundreds of cards, filters in the address, all of it by keyboard."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from annotation.media.draw import Clip
from annotation.models import User, Video
from tests import make
from tests.browser.screen import import_clip, sign_in
from tests.browser.test_editor_is_accessible import AXE
from tests.reward import served
from tests.stack import Stack

MANY = 300
CARDS = "[data-card]"
SETTLE = """() => Promise.allSettled(
  document.getAnimations()
    .filter((each) => each instanceof CSSTransition)
    .map((each) => each.finished)
)"""


@pytest.fixture
def wall(stack: Stack, context: BrowserContext, page: Page, tmp_path: Path) -> Page:
    """Three hundred rows, of which the newest has its files; the manager looks at them."""
    project = make.project()
    for number in range(MANY - 1):
        generator = "Sora" if number % 3 else "Kling"
        make.ready_video(project, name=f"clip {number:03}", label="fake", generator=generator)
    Video.objects.update(poster="", filmstrip="", proxy="")
    newest = import_clip(project, tmp_path, Clip())
    Video.objects.filter(pk=newest.pk).update(name="drawn", label="fake", generator="Veo")
    served.prediction(served.unloadable(project), newest, p_fake=0.5)
    sign_in(context, stack, User.objects.get(username="alice"))
    page.goto("/p/clips/videos")
    expect(page.get_by_text("300 videos")).to_be_visible()
    return page


def focused(page: Page) -> str:
    """The name on the card that has the focus."""
    name: str = page.evaluate("document.activeElement.getAttribute('aria-label') ?? ''")
    return name.removeprefix("Open ")


def violations(page: Page) -> list[Any]:
    """What axe finds once no colour is on its way to another."""
    page.evaluate(SETTLE)
    page.evaluate(AXE.read_text())
    found = page.evaluate("axe.run(document).then(({ violations }) => violations)")
    return [(each["id"], each["nodes"][0]["html"]) for each in found]


def test_three_hundred_videos_by_keyboard(wall: Page) -> None:
    page = wall
    assert page.locator(CARDS).count() < 60  # only what is in sight
    expect(page.get_by_role("grid", name="Videos")).to_have_attribute("aria-rowcount", "75")
    expect(page.get_by_role("row").first).to_contain_text("Model: in doubt")

    page.locator(CARDS).first.focus()
    expect(page.get_by_test_id("strip")).to_have_count(1)  # the focused card leafs through
    page.keyboard.press("ArrowDown")
    assert focused(page) == "clip 295"  # four columns: the fifth newest
    page.keyboard.press("Home")
    page.keyboard.press("Space")
    expect(page.locator(f"{CARDS} video")).to_have_count(1)
    page.keyboard.press("Space")
    expect(page.locator(f"{CARDS} video")).to_have_count(0)
    page.emulate_media(reduced_motion="reduce")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowLeft")
    expect(page.get_by_test_id("strip")).to_have_count(0)

    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="drawn", level=1)).to_be_visible()
    page.go_back()
    expect(page.get_by_role("link", name="Open drawn")).to_be_focused()
    page.keyboard.press("End")
    expect(page.get_by_role("link", name="Open clip 200")).to_be_focused()  # the page's last
    for scheme in ("dark", "light"):
        page.emulate_media(color_scheme=scheme)
        assert violations(page) == []


def test_filters_are_the_address(wall: Page, context: BrowserContext) -> None:
    page = wall
    page.get_by_role("button", name="Any generator").click()
    page.get_by_role("option", name="Kling (100)").click()
    expect(page).to_have_url(re.compile(r"\?generator=Kling$"))
    expect(page.get_by_text("100 videos")).to_be_visible()
    page.get_by_role("searchbox", name="Search name or prompt").fill("clip 00")
    expect(page).to_have_url(re.compile(r"search=clip"))
    expect(page.locator(CARDS)).to_have_count(4)  # 000, 003, 006, 009
    page.get_by_role("button", name="Newest first").click()
    page.get_by_role("option", name="By name").click()
    expect(page).to_have_url(re.compile("sort=name"))
    expect(page.locator(CARDS).first).to_have_attribute("aria-label", "Open clip 000")

    copied = context.new_page()
    copied.goto(page.url)
    expect(copied.locator(CARDS)).to_have_count(4)
    expect(copied.locator(CARDS).first).to_have_attribute("aria-label", "Open clip 000")

    copied.get_by_role("button", name="Any category").focus()
    copied.keyboard.press("Enter")
    copied.keyboard.type("MG")
    copied.keyboard.press("Enter")
    expect(copied).to_have_url(re.compile("category=object_merging"))
    expect(copied.locator(CARDS)).to_have_count(0)  # nothing is accepted yet

    page.go_back()
    page.go_back()
    expect(page.get_by_text("100 videos")).to_be_visible()
    expect(page.get_by_role("searchbox", name="Search name or prompt")).to_have_value("")
    page.go_back()
    expect(page.get_by_text("300 videos")).to_be_visible()


def test_many_are_changed_and_deleted_at_once(wall: Page) -> None:
    page = wall
    page.locator(CARDS).first.focus()
    page.keyboard.press("x")
    page.keyboard.press("Shift+ArrowRight")
    page.keyboard.press("Shift+ArrowRight")
    bar = page.get_by_role("region", name="Chosen videos")
    expect(bar.get_by_text("3 chosen")).to_be_visible()
    bar.get_by_role("button", name="Split").click()
    page.get_by_role("menuitem", name="Test").click()
    expect(page.get_by_text("3 videos changed.")).to_be_visible()
    assert set(Video.objects.filter(split="test").values_list("name", flat=True)) == {
        "drawn", "clip 298", "clip 297",
    }  # fmt: skip
    bar.get_by_role("button", name="Choose all 300").click()
    expect(bar.get_by_text("300 chosen")).to_be_visible()
    bar.get_by_role("button", name="Generator").click()
    page.get_by_role("textbox", name="Generator").fill("Pika")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("300 videos changed.")).to_be_visible()
    assert Video.objects.filter(generator="Pika").count() == MANY
    messages = page.get_by_role("region", name="Notifications").bounding_box()
    below = bar.bounding_box()
    assert messages
    assert below
    assert messages["y"] + messages["height"] <= below["y"]  # they cover none of its buttons
    bar.get_by_role("button", name="Choose none").click()
    page.evaluate("scrollTo(0, 0)")  # Playwright scrolls for a menu that has no place yet
    page.get_by_role("link", name="Open clip 298").hover()
    page.get_by_role("button", name="Choose clip 298").click()
    bar.get_by_role("button", name="Delete").click()
    page.get_by_role("alertdialog").get_by_role("button", name="Delete").click()
    expect(page.get_by_text("1 video deleted.")).to_be_visible()
    assert not Video.objects.filter(name="clip 298").exists()
    expect(page.get_by_text("299 videos").first).to_be_visible()
