"""Every address of the router, in every theme, full and empty, for a manager and an annotator.

The list of addresses comes from the running program: a page that is added is looked at, or fails
here until ``ids`` says what its address names.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from annotation.models import User
from tests import make
from tests.browser import audit
from tests.browser.full_project import full_project
from tests.browser.screen import sign_in
from tests.stack import Stack

ROUTES = "Object.keys(window.__TSR_ROUTER__.routesByPath)"
GO = "(href) => window.__TSR_ROUTER__.navigate({ href })"
# 1280 px at 200 % and at 400 %: what a person who enlarges the page is left with.
NARROW = (640, 320)
Ids = dict[str, int | str]


def full(folder: Path) -> Ids:
    return full_project(folder).ids


def empty(folder: Path) -> Ids:
    """A project in which nothing has happened; what its addresses name is not there."""
    made = make.project()
    nothing = ("taskId", "reviewId", "videoId", "runId", "checkpointId")
    return {"project": made.slug} | dict.fromkeys(nothing, 1)


def address(route: str, ids: Ids) -> str:
    """The route with its names filled in; the two editors show different tasks."""

    def named(match: re.Match[str]) -> str:
        name = match[1]
        assert name in ids, f"say in full_project.py what ${name} of {route} is"
        return str(ids["reviewId" if name == "taskId" and "/review/" in route else name])

    return re.sub(r"\$(\w+)", named, route)


def settled(page: Page) -> None:
    """Wait until what was asked for is shown, and nothing moves."""
    expect(page.locator("h1, [role=alert]").first).to_be_visible()
    expect(page.locator("[aria-busy=true], .animate-breathe")).to_have_count(0)
    expect(page.locator("[data-testid=frame][data-shown=false]")).to_have_count(0)


@pytest.fixture
def look(context: BrowserContext, stack: Stack, page: Page) -> Callable[[str, Ids], dict[str, Any]]:
    """Look at every page as a person; what is found, by address and theme."""

    def looked(person: str, ids: Ids) -> dict[str, Any]:
        page.emulate_media(reduced_motion="reduce", color_scheme="dark")
        page.goto("/sign-in")
        settled(page)
        routes = sorted(page.evaluate(ROUTES))
        assert len(routes) >= 15, routes
        found: dict[str, Any] = {"/sign-in": faults(page)}
        sign_in(context, stack, User.objects.get(username=person))
        page.goto("/")
        for route in routes:
            if route == "/sign-in":
                continue
            # Without a new load for each: a page must leave nothing behind for the next either.
            page.evaluate(GO, address(route, ids))
            settled(page)
            found[route] = faults(page)
        return {route: each for route, each in found.items() if each}

    return looked


def faults(page: Page) -> dict[str, Any]:
    """What is wrong with the page as it stands: its structure, each theme, and each width."""
    found: dict[str, Any] = {}
    for theme in ("dark", "light", "contrast"):
        audit.set_theme(page, theme)
        found[theme] = audit.violations(page, only_colours=theme != "dark")
        found[f"rings, {theme}"] = audit.without_ring(page)
    found["cut"] = audit.cut_words(page)
    found["moving"] = audit.moving(page)
    for width in NARROW:
        page.set_viewport_size({"width": width, "height": 800})
        found[f"{width} px"] = audit.wider_than_the_window(page)
    page.set_viewport_size({"width": 1280, "height": 800})
    return {name: each for name, each in found.items() if each}


def test_korean_fits_on_every_page(
    context: BrowserContext, stack: Stack, page: Page, tmp_path: Path
) -> None:
    ids = full(tmp_path)
    sign_in(context, stack, User.objects.get(username="alice"))
    page.emulate_media(reduced_motion="reduce")
    page.set_viewport_size({"width": 1280, "height": 800})
    page.goto("/")
    settled(page)
    page.get_by_role("button", name="Your account").click()
    page.get_by_role("menuitemradio", name="High contrast").click()
    page.get_by_role("button", name="Your account").click()
    page.get_by_role("menuitemradio", name="한국어").click()
    page.reload()  # both choices are kept
    expect(page.locator("html")).to_have_attribute("lang", "ko")
    expect(page.locator("html")).to_have_attribute("data-theme", "contrast")
    found: dict[str, Any] = {}
    for route in sorted(page.evaluate(ROUTES)):
        if route != "/sign-in":
            page.evaluate(GO, address(route, ids))
            settled(page)
            found[route] = audit.cut_words(page) + audit.wider_than_the_window(page)
    assert {route: each for route, each in found.items() if each} == {}


def test_forced_colours_still_tell_what_is_chosen(
    context: BrowserContext, stack: Stack, page: Page
) -> None:
    make.project()
    sign_in(context, stack, User.objects.get(username="alice"))
    page.emulate_media(forced_colors="active", reduced_motion="reduce")
    page.goto("/p/clips")
    settled(page)
    ground = "(node) => getComputedStyle(node).backgroundColor"
    here = page.get_by_role("link", name="Tasks", exact=True)
    assert here.evaluate(ground) != page.get_by_role("link", name="Members").evaluate(ground)
    button = page.get_by_role("button", name="Your account")
    button.focus()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Tab")
    assert button.evaluate("(node) => getComputedStyle(node).outlineWidth") == "3px"


@pytest.mark.parametrize("person", ["alice", "bob"])
@pytest.mark.parametrize("state", [full, pytest.param(empty, marks=pytest.mark.slow)])
def test_every_page(
    look: Callable[[str, Ids], dict[str, Any]],
    person: str,
    state: Callable[[Path], Ids],
    tmp_path: Path,
) -> None:
    assert look(person, state(tmp_path)) == {}
