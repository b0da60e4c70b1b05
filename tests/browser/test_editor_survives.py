"""Crashes, dead servers, half an hour offline, full disks, wrong clocks: every gesture survives."""

from __future__ import annotations

import re
import time
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone
from playwright.sync_api import BrowserContext, Page, Route, expect

from annotation.actions import queue, tasks
from annotation.media.draw import Clip
from annotation.models import Project, Role, Task, TaskState, User, Video
from tests import make
from tests.browser.mishaps import (
    Mortal,
    crash,
    fill_disk,
    forbid_database,
    forbid_storage,
    mortal,
    wrong_clock,
)
from tests.browser.screen import Screen, import_clip, sign_in, take
from tests.stack import Stack

SAVES = "**/api/v1/annotations/*/"
BOXES = (((0.2, 0.3), (0.3, 0.5)), ((0.4, 0.3), (0.5, 0.5)), ((0.6, 0.3), (0.7, 0.5)))
OPERATIONS = 1_000

# A thousand gestures, as fast as the page takes them: names, moves, ends, copies of traces.
WORK = """async (count) => {
  const press = (code, more = {}) => {
    const key = { code, key: code, bubbles: true, cancelable: true, ...more };
    document.body.dispatchEvent(new KeyboardEvent('keydown', key));
    document.body.dispatchEvent(new KeyboardEvent('keyup', key));
  };
  press('Enter');
  for (let done = 0; done < count; done += 1) {
    const turn = done % 10;
    if (turn === 9 && done < 900) press('KeyD', { ctrlKey: true });
    else if (turn % 3 === 0) press(`Digit${1 + (done % 9)}`);
    else if (turn % 3 === 1) press('BracketLeft', { shiftKey: true });
    else press('BracketRight', { shiftKey: true });
    if (turn === 0) await new Promise((go) => setTimeout(go));
  }
}"""


@pytest.fixture
def bob(stack: Stack, context: BrowserContext) -> User:
    """Bob, signed in, with a project."""
    make.project()
    bob = User.objects.get(username="bob")
    sign_in(context, stack, bob)
    return bob


@pytest.fixture
def task(bob: User, tmp_path: Path) -> Task:
    """Bob's first clip."""
    project = Project.objects.get(slug="clips")
    import_clip(project, tmp_path, Clip())
    return take(project, bob)


def traces(screen: Screen) -> int:
    return len(screen.stored()["traces"])


def listed(page: Page, count: int) -> None:
    """Wait until the list names so many traces."""
    expect(page.get_by_role("region", name="Traces").get_by_role("listitem")).to_have_count(count)


def test_a_page_killed_in_mid_drag_keeps_every_finished_gesture(
    task: Task, page: Page, context: BrowserContext
) -> None:
    context.route(SAVES, lambda route: route.abort())
    screen = Screen.open(page, task)
    follower = Screen.open(context.new_page(), task)
    screen.drag(*BOXES[0])
    screen.drag(*BOXES[1])
    screen.press("Digit5")
    screen.begin_drag(*BOXES[2])
    crash(page)
    # The other tab had only looked on; it goes on from here.
    listed(follower.page, 2)
    expect(follower.page.get_by_text("being edited in another tab")).to_have_count(0)
    crash(follower.page)
    context.unroute(SAVES)
    again = Screen.open(context.new_page(), task)
    expect(again.page.get_by_text("Restored from this device: 2 traces")).to_be_visible()
    again.saved()
    assert [trace["category"] for trace in again.stored()["traces"]] == [None, "object_merging"]


@pytest.mark.parametrize("moment", ["before it is stored", "after it is stored"])
def test_a_server_killed_between_request_and_answer(
    moment: str, task: Task, page: Page, stack: Stack, tmp_path: Path
) -> None:
    context = page.context
    with mortal(stack, tmp_path) as server:
        screen = Screen.open(page, task, at=server.url)
        if moment == "before it is stored":
            server.freeze()
            with page.expect_request(SAVES):
                screen.drag(*BOXES[0])
            server.kill()
        else:
            context.route(SAVES, lambda route: _answer_nobody(route, server))
            with page.expect_event("requestfailed", lambda request: request.method == "PUT"):
                screen.drag(*BOXES[0])
            context.unroute(SAVES)
        screen.drag(*BOXES[1])
        expect(screen.save_state).to_have_text(re.compile("Saved on this device, 1 waiting"))
        assert traces(screen) == (0 if moment == "before it is stored" else 1)
        server.start()
        screen.saved()
        assert traces(screen) == 2
        expect(page.get_by_role("alertdialog")).to_have_count(0)


def _answer_nobody(route: Route, server: Mortal) -> None:
    if server.process is not None and server.process.poll() is None:
        route.fetch()
        server.kill()
    route.abort()


def test_half_an_hour_offline_with_a_thousand_operations(
    task: Task, page: Page, context: BrowserContext
) -> None:
    wrong_clock(context, 0)
    screen = Screen.open(page, task)
    context.set_offline(True)
    screen.drag(*BOXES[0])
    page.evaluate(WORK, OPERATIONS)
    expect(screen.save_state).to_have_text(re.compile("Offline, saved on this device, 1 waiting"))
    # Meanwhile the lease ran out, and somebody else got the clip.
    page.evaluate("window.shift(30 * 60_000)")
    Task.objects.update(lease_until=timezone.now() - timedelta(minutes=1))
    tasks.release_lapsed()
    other = make.member(task.project, "olga", Role.ANNOTATOR)
    queue.next_to_label(task.project, other)
    assert Task.objects.get(pk=task.pk).assignee == task.assignee

    begun = time.perf_counter()
    context.set_offline(False)
    screen.saved()
    assert time.perf_counter() - begun < 5
    assert traces(screen) == 1 + 90
    assert Task.objects.get(pk=task.pk).state == TaskState.LEASED


@pytest.mark.parametrize("trouble", ["full", "no indexedDB", "nothing at all"])
def test_storage_that_is_full_or_forbidden(
    trouble: str, task: Task, page: Page, context: BrowserContext, stack: Stack
) -> None:
    if trouble != "full":
        forbid_database(context)
    if trouble == "nothing at all":
        forbid_storage(context)
    screen = Screen.open(page, task)
    screen.drag(*BOXES[0])
    screen.saved()
    if trouble == "full":
        fill_disk(screen, stack)
    context.set_offline(True)
    screen.drag(*BOXES[1])
    if trouble == "nothing at all":
        expect(screen.save_state).to_have_text(re.compile("Offline, on this page only"))
        expect(page.get_by_text("Stay on this page until it says Saved.")).to_be_visible()
        context.set_offline(False)
    else:
        expect(screen.save_state).to_have_text(re.compile("saved on this device, 1 waiting"))
        crash(page)
        context.set_offline(False)
        screen = Screen.open(context.new_page(), task)
        expect(screen.page.get_by_text("Restored from this device: 1 trace")).to_be_visible()
    screen.saved()
    expect(screen.page.get_by_text("Stay on this page")).to_have_count(0)
    assert traces(screen) == 2


def test_a_clock_that_is_wrong_by_a_day_and_jumps(
    task: Task, page: Page, context: BrowserContext
) -> None:
    wrong_clock(context, 1)
    screen = Screen.open(page, task)
    screen.drag(*BOXES[0])
    screen.saved()
    page.evaluate("window.shift(-2 * 86_400_000)")  # set right, and then by a day too far
    screen.drag(*BOXES[1])
    screen.saved()
    context.set_offline(True)
    screen.drag(*BOXES[2])
    expect(screen.save_state).to_have_attribute("data-save", "offline")
    crash(page)
    context.set_offline(False)
    again = Screen.open(context.new_page(), task)
    expect(again.page.get_by_text("Restored from this device: 1 trace")).to_be_visible()
    again.saved()
    assert traces(again) == 3


# What a page of an older version left on this device: its category has another name today.
AGE = """() => new Promise((done) => {
  const open = indexedDB.open('telltale');
  open.onsuccess = () => {
    const store = open.result.transaction('drafts', 'readwrite').objectStore('drafts');
    const all = store.getAll();
    all.onsuccess = () => {
      const [entry] = all.result;
      entry.document.traces[0].category = 'object_melting';
      store.put(entry).onsuccess = () => done(true);
    };
  };
})"""


def test_names_and_rules_that_change_in_mid_work(
    task: Task, page: Page, context: BrowserContext, tmp_path: Path
) -> None:
    Project.objects.update(require_explanation=False)
    context.route(SAVES, lambda route: route.abort())
    screen = Screen.open(page, task)
    screen.drag(*BOXES[0])
    screen.press("Digit5")
    expect(screen.save_state).to_have_attribute("data-save", "local")
    crash(page)
    context.unroute(SAVES)
    page = context.new_page()
    page.goto("/api/v1/session/")  # of the same origin, and no page of ours
    assert page.evaluate(AGE)
    screen = Screen.open(page, task)
    page.get_by_role("button", name="Show what").click()
    expect(page.get_by_text("Its category has another name now")).to_be_visible()
    screen.saved()
    (trace,) = screen.stored()["traces"]
    assert (trace["category"], trace["tags"]) == (None, ["object_melting"])

    # The manager renames clip and project, and asks for explanations from now on.
    Project.objects.update(name="Renamed", require_explanation=True)
    Video.objects.update(name="renamed.mp4", label="unknown")
    screen.press("w", "Digit6")
    screen.saved()
    screen.press("Control+Enter")
    dialog = page.get_by_role("dialog", name="Before you submit")
    expect(dialog.get_by_text("Say why this looks fake.")).to_be_visible()
    dialog.get_by_text("Say why this looks fake.").click()
    page.keyboard.type("It melts.")
    screen.press("Escape", "Control+Enter")
    expect(page.get_by_text("Submitted.")).to_be_visible()
    (trace,) = screen.stored()["traces"]
    assert (trace["category"], trace["explanation"]["text"]) == ("object_splitting", "It melts.")


def test_a_clip_that_is_gone_says_so_and_keeps_the_work(task: Task, page: Page) -> None:
    screen = Screen.open(page, task)
    task.project.memberships.filter(user__username="bob").update(active=False)
    screen.drag(*BOXES[0])
    expect(page.get_by_text("Your work is kept on this device.")).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("button", name="Download a copy").click()
    assert '"traces": [' in download.value.path().read_text()
    task.project.memberships.filter(user__username="bob").update(active=True)
    # Not the one beside the suggestions, which were refused as well.
    page.get_by_role("button", name="Try again").first.click()
    screen.saved()
    assert traces(screen) == 1
