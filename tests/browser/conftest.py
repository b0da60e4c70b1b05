"""A real Chromium on the real stack. A page that throws, or breaks its security policy, fails."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    expect,
    sync_playwright,
)

from tests.stack import Stack

RESULTS = Path(__file__).resolve().parent.parent.parent / "test-results"
# Two busy cores now and then take seconds over what takes milliseconds.
expect.set_options(timeout=15_000)
PROGRAMS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FLAGS = [
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-gpu",
    "--disable-quic",
    "--disable-sync",
    "--no-first-run",
]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything in this folder drives a browser."""
    folder = Path(__file__).parent
    for item in items:
        if folder in item.path.parents:
            item.add_marker(pytest.mark.browser)
            # A signal would end Playwright's loop and leave its caller waiting for it for ever.
            item.add_marker(pytest.mark.timeout(method="thread"))
        if item.path.name == "test_stored_scripts.py":
            item.add_marker(pytest.mark.slow)


def _program() -> str | None:
    """The Chromium to drive; ``None`` is Playwright's own."""
    named = os.environ.get("TELLTALE_CHROMIUM")
    return named or next(filter(None, map(shutil.which, PROGRAMS)), None)


@pytest.fixture(scope="session")
def _chromium() -> Iterator[Browser]:
    """One Chromium for all tests."""
    # Playwright's loop runs in this thread, which Django takes for asynchronous code.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    flags = [*FLAGS, *(["--no-sandbox"] if os.geteuid() == 0 else [])]
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=_program(), args=flags)
        yield started
        started.close()


@pytest.fixture
def browser(_chromium: Browser, stack: Stack) -> Iterator[Browser]:
    """The browser; every profile that a test opens is closed before the tables are emptied."""
    yield _chromium
    for context in _chromium.contexts:
        context.close()


@pytest.fixture
def context(browser: Browser, stack: Stack) -> BrowserContext:
    """A browser profile of the test's own; relative addresses mean the stack."""
    made = browser.new_context(
        base_url=stack.url, viewport={"width": 1440, "height": 900}, locale="en"
    )
    made.set_default_timeout(15_000)
    return made


@pytest.fixture
def page(context: BrowserContext, request: pytest.FixtureRequest) -> Iterator[Page]:
    """A page; a script error or a refused resource fails the test, with a picture of the end."""
    troubles: list[str] = []

    def note(message: ConsoleMessage) -> None:
        if message.type == "error" and "Content Security Policy" in message.text:
            troubles.append(message.text)

    opened = context.new_page()
    opened.on("pageerror", lambda error: troubles.append(str(error)))
    opened.on("console", note)
    yield opened
    RESULTS.mkdir(exist_ok=True)
    if not opened.is_closed():
        opened.screenshot(path=RESULTS / f"{request.node.name}.png")
    assert not troubles, troubles
