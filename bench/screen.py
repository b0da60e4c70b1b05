"""The annotation screen in Chromium: how soon a clip can be worked on, how long a step takes."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from bench import stack

PASSWORD = "bench-bench-bench"  # noqa: S105 -- of a database that goes with the bench
STEPS = 60
FLAGS = ["--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-sync"]


def measure(data: Path, port: int) -> tuple[float, float, float]:
    """Seconds until a clip is interactive on a repeat visit; step p50 and p95 in milliseconds."""
    subprocess.run(
        [
            *(sys.executable, "manage.py", "create_user", "bench-screen"),
            *("--role", "annotator", "--project", "demo", "--password-stdin"),
        ],
        cwd=stack.ROOT,
        env=stack.environment(data, port),
        input=PASSWORD.encode(),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        check=True,
    )
    root = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        program = os.environ.get("TELLTALE_CHROMIUM")
        browser = playwright.chromium.launch(executable_path=program, args=FLAGS + root)
        page = browser.new_page(base_url=f"http://127.0.0.1:{port}", locale="en")
        page.goto("/sign-in")
        page.get_by_label("Username").fill("bench-screen")
        page.get_by_label("Password").fill(PASSWORD)
        page.keyboard.press("Enter")
        page.get_by_role("button", name="Start labelling").click()
        _shown(page)
        warm = statistics.median(_reload(page) for _ in range(5))
        steps = [step(page) for _ in range(STEPS)]
        browser.close()
    return warm, statistics.median(steps), statistics.quantiles(steps, n=20)[-1]


def _shown(page: Page) -> None:
    page.locator("[data-testid=frame][data-shown=true]").wait_for(timeout=60_000)


def _reload(page: Page) -> float:
    begun = time.perf_counter()
    page.reload(wait_until="commit")
    _shown(page)
    return time.perf_counter() - begun


def step(page: Page) -> float:
    """From the key to the confirmed next frame, timed in the page."""
    taken: float = page.evaluate(
        """() => new Promise((resolve) => {
          const counter = document.querySelector('[data-testid=frame]');
          const begun = performance.now();
          const seen = new MutationObserver(() => {
            seen.disconnect();
            resolve(performance.now() - begun);
          });
          seen.observe(counter, { childList: true, characterData: true, subtree: true });
          const key = { key: 'ArrowRight', code: 'ArrowRight', bubbles: true };
          document.body.dispatchEvent(new KeyboardEvent('keydown', key));
          document.body.dispatchEvent(new KeyboardEvent('keyup', key));
        })"""
    )
    return taken
