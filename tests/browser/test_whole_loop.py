"""From a file on a disk to an exported annotation, on the pages: the main job, end to end."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from annotation.actions import tokens
from annotation.media.draw import Clip, draw_clip
from annotation.models import Project, Task, User
from tests import make
from tests.browser.screen import Screen
from tests.stack import Stack

CLIPS = Path(__file__).resolve().parents[3] / "shared" / "clips"
REAL = CLIPS / "generated" / "lumiere_golden_retriever_running.mp4"


@pytest.fixture
def clip(tmp_path: Path) -> Path:
    """A real generated clip where there is one, else a drawn one."""
    return REAL if REAL.exists() else draw_clip(tmp_path / "clip.mp4", Clip(frames=40))


def entered(context: BrowserContext, name: str) -> Page:
    """The page of a person who has just signed in by hand."""
    page = context.new_page()
    # The driver catches file choosers once somebody listens, and only soon after that.
    page.on("filechooser", lambda _: None)
    page.goto("/sign-in")
    page.get_by_label("Username").fill(name)
    page.get_by_label("Password").fill(make.PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Clips")).to_be_visible()
    return page


def profile(browser: Browser, stack: Stack) -> BrowserContext:
    """Another person's browser."""
    made = browser.new_context(base_url=stack.url, viewport={"width": 1440, "height": 900})
    made.set_default_timeout(15_000)
    return made


def test_by_mouse(stack: Stack, browser: Browser, clip: Path) -> None:
    project = make.project(require_explanation=True)
    manager = entered(profile(browser, stack), "alice")
    manager.get_by_role("link", name="Videos", exact=True).click()
    manager.get_by_role("button", name="Import videos").first.click()
    with manager.expect_file_chooser() as chooser:
        manager.get_by_role("button", name="Choose files").click()
    chooser.value.set_files(clip)
    manager.get_by_role("button", name="Import 1 file").click()
    expect(manager.get_by_text("Ready", exact=True).first).to_be_visible(timeout=40_000)

    annotator = entered(profile(browser, stack), "bob")
    annotator.get_by_role("button", name="Start labelling").click()
    annotator.wait_for_url("**/label/*")
    screen = Screen(annotator, Task.objects.get())
    screen.ready()
    assert clip.name not in annotator.content()
    screen.seek_by_mouse(3, screen.task.video.frame_count or 0)
    screen.at(3)
    screen.drag((0.3, 0.3), (0.5, 0.6))
    annotator.get_by_role("radio", name="Object distortion").click()
    annotator.get_by_role("textbox", name="Why").fill("The paw bends like rubber.")
    annotator.get_by_role("button", name="Submit and next").click()
    expect(annotator.get_by_text("Submitted.")).to_be_visible()

    reviewer = entered(profile(browser, stack), "rita")
    reviewer.get_by_role("button", name="Start reviewing").click()
    reviewer.wait_for_url("**/review/*")
    Screen(reviewer, screen.task).ready()
    reviewer.get_by_role("button", name="Accept").click()
    expect(reviewer.get_by_text("Accepted.")).to_be_visible()

    manager.get_by_role("link", name="Exports", exact=True).click()
    manager.get_by_role("button", name="Create export").click()
    with manager.expect_download() as download:
        manager.get_by_role("link", name="Download").click()
    line = json.loads(Path(download.value.path()).read_text())
    (trace,) = line["document"]["traces"]
    assert trace["span"][0] == 3
    assert trace["explanation"]["text"] == "The paw bends like rubber."
    assert line["reviewed"]
    assert line["annotator"] == project.pseudonym(User.objects.get(username="bob").pk)
    _pulled_over_rest(project, trace["id"])


def _pulled_over_rest(project: Project, trace_id: str) -> None:
    """A REST client gets the same annotation."""
    _, secret = tokens.create(User.objects.get(username="alice"), name="pull", scopes=("read",))
    client = make.APIClient()
    client.credentials(HTTP_AUTHORIZATION=f"Token {secret}")
    answer = client.get("/api/v1/annotations/", {"project": project.slug, "state": "accepted"})
    (annotation,) = answer.json()["results"]
    assert [trace["id"] for trace in annotation["document"]["traces"]] == [trace_id]


def test_by_keyboard_alone(stack: Stack, browser: Browser, clip: Path) -> None:
    """The same loop with no pointer: Tab, Enter and the editor's keys."""
    make.project(require_explanation=True)
    manager = entered(profile(browser, stack), "alice")
    reach(manager, "link", "Videos")
    manager.keyboard.press("Enter")
    reach(manager, "button", "Import videos")
    manager.keyboard.press("Enter")
    # The dialog takes the focus when it has opened; what is pressed before goes nowhere.
    manager.wait_for_function(
        "document.querySelector('[role=dialog]')?.contains(document.activeElement)"
    )
    reach(manager, "button", "Choose files")
    with manager.expect_file_chooser() as chooser:  # the dialog itself is the system's
        manager.keyboard.press("Enter")
    chooser.value.set_files(clip)
    reach(manager, "button", "Import 1 file")
    manager.keyboard.press("Enter")
    expect(manager.get_by_text("Ready", exact=True).first).to_be_visible(timeout=40_000)

    annotator = entered(profile(browser, stack), "bob")
    reach(annotator, "button", "Start labelling")
    annotator.keyboard.press("Enter")
    annotator.wait_for_url("**/label/*")
    screen = Screen(annotator, Task.objects.get())
    screen.ready()
    screen.press("ArrowRight", "ArrowRight", "Shift+Digit2", "Enter", "Escape", "t")
    annotator.keyboard.type("The fur goes soft all at once.")
    screen.press("Escape", "Control+Enter")
    expect(annotator.get_by_text("Submitted.")).to_be_visible()

    reviewer = entered(profile(browser, stack), "rita")
    reach(reviewer, "button", "Start reviewing")
    reviewer.keyboard.press("Enter")
    reviewer.wait_for_url("**/review/*")
    Screen(reviewer, screen.task).ready()
    reviewer.keyboard.press("a")
    expect(reviewer.get_by_text("Accepted.")).to_be_visible()

    reach(manager, "link", "Exports")
    manager.keyboard.press("Enter")
    reach(manager, "button", "Create export")
    manager.keyboard.press("Enter")
    expect(manager.get_by_role("link", name="Download")).to_be_visible()
    reach(manager, "link", "Download")
    with manager.expect_download() as download:
        manager.keyboard.press("Enter")
    line = json.loads(Path(download.value.path()).read_text())
    assert line["document"]["traces"][0]["category"] == "sudden_blurring"


def reach(page: Page, role: str, name: str) -> None:
    """Press Tab until the control with this role and name has the focus."""
    focused = f"({{ role, name }}) => {{ {FOCUSED} }}"
    for _ in range(80):
        page.keyboard.press("Tab")
        if page.evaluate(focused, {"role": role, "name": name}):
            return
    raise AssertionError(f"Tab never reaches the {role} {name!r}")


FOCUSED = """
  const at = document.activeElement;
  const tag = at?.tagName.toLowerCase();
  const kind = at?.getAttribute('role') ?? (tag === 'a' ? 'link' : tag);
  const text = at?.getAttribute('aria-label') ?? at?.textContent?.trim() ?? '';
  return kind === role && text.startsWith(name);
"""
