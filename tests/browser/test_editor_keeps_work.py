"""Reload, crash, lost connection, expired session, second tab, second person: nothing is lost."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, Route, expect

from annotation.media.draw import Clip
from annotation.models import Annotation, User
from tests import make
from tests.browser.screen import Screen, import_clip, sign_in, take
from tests.stack import Stack

SAVES = "**/api/v1/annotations/*/"
BOXES = (((0.2, 0.3), (0.3, 0.5)), ((0.4, 0.3), (0.5, 0.5)), ((0.6, 0.3), (0.7, 0.5)))


@pytest.fixture
def screen(stack: Stack, context: BrowserContext, page: Page, tmp_path: Path) -> Screen:
    """Bob's first clip, open."""
    project = make.project()
    import_clip(project, tmp_path, Clip())
    bob = User.objects.get(username="bob")
    sign_in(context, stack, bob)
    return Screen.open(page, take(project, bob))


def traces(screen: Screen) -> int:
    return len(screen.stored()["traces"])


def listed(page: Page, count: int) -> None:
    """Wait until the list names so many traces."""
    expect(page.get_by_role("region", name="Traces").get_by_role("listitem")).to_have_count(count)


def test_a_lost_connection_keeps_the_work_and_sends_it_later(
    screen: Screen, context: BrowserContext
) -> None:
    context.set_offline(True)
    screen.drag(*BOXES[0])
    expect(screen.save_state).to_have_attribute("data-save", "offline")
    assert traces(screen) == 0
    context.set_offline(False)
    screen.saved()
    assert traces(screen) == 1


def test_a_crash_right_after_a_gesture_loses_nothing(
    screen: Screen, context: BrowserContext
) -> None:
    context.route(SAVES, lambda route: route.abort())  # the server never hears of it
    screen.drag(*BOXES[0])
    screen.page.wait_for_timeout(250)  # what the journal is allowed to take
    screen.page.close(run_before_unload=False)
    context.unroute(SAVES)
    again = Screen.open(context.new_page(), screen.task)
    expect(again.page.get_by_text("Restored from this device: 1 trace")).to_be_visible()
    again.saved()
    assert traces(again) == 1
    again.page.reload()
    again.ready()
    listed(again.page, 1)
    expect(again.page.get_by_text("Restored from this device")).to_have_count(0)


def test_what_a_closed_clip_could_not_send_goes_out_from_any_page(
    screen: Screen, context: BrowserContext
) -> None:
    context.route(SAVES, lambda route: route.abort())
    screen.drag(*BOXES[0])
    screen.page.wait_for_timeout(250)
    screen.page.close(run_before_unload=False)
    context.unroute(SAVES)
    home = context.new_page()
    with home.expect_response(SAVES) as answer:
        home.goto("/")
    assert answer.value.ok
    assert traces(screen) == 1


def test_a_save_whose_answer_is_lost_has_one_effect(
    screen: Screen, context: BrowserContext
) -> None:
    def deaf(route: Route) -> None:
        route.fetch()
        route.abort()

    context.route(SAVES, deaf)
    screen.drag(*BOXES[0])
    screen.page.wait_for_timeout(1200)
    assert traces(screen) == 1
    context.unroute(SAVES)
    screen.drag(*BOXES[1])
    screen.saved()
    assert traces(screen) == 2
    expect(screen.page.get_by_role("alertdialog")).to_have_count(0)


def test_an_expired_session_asks_in_place_and_goes_on(
    screen: Screen, context: BrowserContext
) -> None:
    context.clear_cookies(name="sessionid")
    screen.drag(*BOXES[0])
    dialog = screen.page.get_by_role("dialog", name="Sign in again")
    dialog.get_by_label("Password").fill(make.PASSWORD)
    expect(screen.save_state).to_have_attribute("data-save", "sign-in")
    dialog.get_by_role("button", name="Sign in").click()
    screen.saved()
    assert traces(screen) == 1


def test_a_second_tab_follows_and_takes_over(screen: Screen, context: BrowserContext) -> None:
    first = screen.page
    second = Screen.open(context.new_page(), screen.task)
    expect(second.page.get_by_text("This clip is being edited in another tab.")).to_be_visible()
    screen.drag(*BOXES[0])
    listed(second.page, 1)
    second.drag(*BOXES[1])  # a follower only looks
    listed(second.page, 1)

    second.page.get_by_role("button", name="Edit here").click()
    expect(second.page.get_by_text("This clip is being edited in another tab.")).to_have_count(0)
    expect(first.get_by_text("This clip is being edited in another tab.")).to_be_visible()
    second.drag(*BOXES[1])
    listed(first, 2)
    second.saved()
    second.page.close()
    expect(first.get_by_text("This clip is being edited in another tab.")).to_have_count(0)
    screen.drag(*BOXES[2])
    screen.saved()
    assert traces(screen) == 3


def test_what_somebody_else_saved_is_merged(screen: Screen) -> None:
    screen.drag(*BOXES[0])
    screen.saved()
    elsewhere(screen, note="Seen from another device.")
    screen.press("Digit9")
    screen.saved()
    stored = screen.stored()
    assert stored["note"] == "Seen from another device."
    assert stored["traces"][0]["category"] == "unexpected_move"
    expect(screen.page.get_by_role("alertdialog")).to_have_count(0)


@pytest.mark.parametrize(
    ("choice", "verdict"), [("Keep mine", "unsure"), ("Keep the other", "real")]
)
def test_a_true_clash_asks(screen: Screen, choice: str, verdict: str) -> None:
    elsewhere(screen, verdict="real")
    screen.page.get_by_role("radio", name="Not sure").click()
    dialog = screen.page.get_by_role("alertdialog", name="Changed in two places")
    expect(dialog).to_contain_text("Verdict")
    dialog.get_by_role("button", name=choice).click()
    screen.saved()
    assert screen.stored()["verdict"] == verdict


def elsewhere(screen: Screen, **changes: str) -> None:
    """Bob saves from another device."""
    draft = Annotation.objects.get(task=screen.task)
    answer = make.client(User.objects.get(username="bob")).put(
        f"/api/v1/annotations/{draft.pk}/",
        {"document": draft.document | changes},
        headers={"If-Match": f'"{draft.revision}"'},
    )
    assert answer.status_code == 200, answer.content
