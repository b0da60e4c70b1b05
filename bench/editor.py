"""The annotation screen in Chromium, each number beside its limit. ``python -m bench.editor``.

``--day N`` has an annotator label N clips; ``--strict`` fails when a limit is missed.
"""

from __future__ import annotations

import argparse
import gzip
import itertools
import json
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

from bench import clips, screen, stack
from bench.day import RULER, TRACES, Hands, box_of
from bench.platform import line

OPENINGS = 200
WINDOW_US = 1_000_000 / 60
TRACE_CATEGORIES = ["devtools.timeline", "disabled-by-default-devtools.timeline"]

# Milliseconds from a key to the moment the save state on screen changes.
INPUT_TO_STATE = """(code) => new Promise((resolve) => {
  const state = document.querySelector('[data-save]');
  const begun = performance.now();
  const seen = new MutationObserver(() => {
    seen.disconnect();
    requestAnimationFrame(() => resolve(performance.now() - begun));
  });
  seen.observe(state, { attributes: true });
  const key = { key: code.slice(-1), code, bubbles: true };
  document.body.dispatchEvent(new KeyboardEvent('keydown', key));
  document.body.dispatchEvent(new KeyboardEvent('keyup', key));
})"""
COUNT_FRAMES = """() => {
  window.shown = [];
  const counter = document.querySelector('[data-testid=frame]');
  new MutationObserver(() => window.shown.push(performance.now()))
    .observe(counter, { childList: true, characterData: true, subtree: true });
}"""
GO = """(path) => {
  history.pushState({}, '', path);
  dispatchEvent(new PopStateEvent('popstate', { state: {} }));
}"""


class Limits:
    """Prints rows and remembers which missed their limit."""

    missed = 0

    def below(self, name: str, value: float, limit: float, unit: str) -> None:
        self.missed += value > limit
        line(name, f"{value:.4g} {unit}", f"≤ {limit:g} {unit}")

    def above(self, name: str, value: float, limit: float, unit: str) -> None:
        self.missed += value < limit
        line(name, f"{value:.4g} {unit}", f"≥ {limit:g} {unit}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--day", type=int, default=0, metavar="N")
    parser.add_argument("--openings", type=int, default=OPENINGS, metavar="N")
    parser.add_argument("--strict", action="store_true")
    given = parser.parse_args()
    limits = Limits()
    with tempfile.TemporaryDirectory(prefix="telltale-bench-") as folder:
        data, port = Path(folder) / "data", stack.free_port()
        with stack.running(data, port), sync_playwright() as playwright:
            tasks = _seed(data, port, max(given.day + 3, 12))
            root = ["--no-sandbox"] if os.geteuid() == 0 else []
            browser = playwright.chromium.launch(
                executable_path=os.environ.get("TELLTALE_CHROMIUM"),
                args=[*screen.FLAGS, *root, "--enable-precise-memory-info"],
            )
            _measure(browser, port, tasks, given.openings, limits)
            if given.day:
                _day(browser, port, tasks[2:], given.day)
            browser.close()
    if given.strict and limits.missed:
        raise SystemExit(f"{limits.missed} limits missed")


def _seed(data: Path, port: int, count: int) -> list[int]:
    done = subprocess.run(
        [sys.executable, "-m", "bench.clips", str(count)],
        cwd=stack.ROOT,
        env=stack.environment(data, port),
        stdout=subprocess.PIPE,
        check=True,
    )
    tasks: list[int] = json.loads(done.stdout)
    return tasks


def _signed_in(browser: Browser, port: int) -> Page:
    page = browser.new_page(
        base_url=f"http://127.0.0.1:{port}", locale="en", viewport={"width": 1440, "height": 900}
    )
    page.goto("/sign-in")
    page.get_by_label("Username").fill(clips.PERSON)
    page.get_by_label("Password").fill(clips.PASSWORD)
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Start labelling").wait_for()
    return page


def _open(page: Page, task: int) -> None:
    page.goto(f"/p/{clips.PROJECT}/label/{task}")
    _shown(page)


def _shown(page: Page) -> None:
    page.locator("[data-testid=frame][data-shown=true]").wait_for(timeout=60_000)


def _measure(browser: Browser, port: int, tasks: list[int], openings: int, limits: Limits) -> None:
    page = _signed_in(browser, port)
    limits.below("script of the first load, gzip", _script_kb(), 250, "kB")
    _open(page, tasks[0])
    limits.below("interactive, repeat visit", _warm(page), 1.5, "s")
    steps = [screen.step(page) for _ in range(60)]
    limits.below("step, p95 of 60", statistics.quantiles(steps, n=20)[-1], 50, "ms")
    for name, (mean, p95) in (
        ("drag, 50 shapes", _work(browser, page, _drag)),
        ("scrub, 50 shapes", _work(browser, page, _scrub)),
    ):
        limits.below(f"{name}: main thread a frame", mean, 8, "ms")
        line(f"{name}: p95 of a frame", f"{p95:.4g} ms", "–")
    rate, landed = _follow(page)
    limits.above("scrubbing: pictures that follow", rate, 20, "frames/s")
    limits.below("scrubbing: frames beside the aim", landed, 0, "frames")
    limits.below("input to visible save state", _input_to_state(page), 300, "ms")
    _open(page, tasks[1])
    limits.below("first frame of the next task", _next(page), 300, "ms")
    _memory(page, tasks[2:12], openings, limits)
    page.close()


def _script_kb() -> float:
    dist = stack.ROOT / "frontend" / "dist"
    paths = re.findall(
        r'(?:src|href)="/static/(assets/[^"]+\.js)"', (dist / "index.html").read_text()
    )
    return sum(len(gzip.compress((dist / path).read_bytes())) for path in paths) / 1000


def _warm(page: Page) -> float:
    def reload() -> float:
        begun = time.perf_counter()
        page.reload(wait_until="commit")
        _shown(page)
        return time.perf_counter() - begun

    return statistics.median(reload() for _ in range(5))


def _work(browser: Browser, page: Page, act: Any) -> tuple[float, float]:
    """Milliseconds of the page's main thread in each sixtieth of a second: mean and p95."""
    browser.start_tracing(page=page, categories=TRACE_CATEGORIES)
    act(page)
    events = json.loads(browser.stop_tracing())["traceEvents"]
    mains = {
        (each["pid"], each["tid"])
        for each in events
        if each.get("name") == "thread_name" and each["args"]["name"] == "CrRendererMain"
    }
    busy: dict[tuple[int, int], list[tuple[float, float]]] = defaultdict(list)
    for each in events:
        key = (each["pid"], each["tid"])
        if each["name"] == "RunTask" and each.get("ph") == "X" and key in mains:
            # Its own processor time where the trace has it: the machine is shared.
            busy[key].append((each["ts"], each.get("tdur", each.get("dur", 0))))
    spans = max(busy.values(), key=lambda tasks: sum(took for _, took in tasks))
    begun = min(at for at, _ in spans)
    windows: dict[int, float] = defaultdict(float)
    for at, took in spans:
        windows[int((at - begun) / WINDOW_US)] += took / 1000
    frames = [windows[index] for index in range(max(windows) + 1)]
    return statistics.mean(frames), statistics.quantiles(frames, n=20)[-1]


def _paced(page: Page, points: list[tuple[float, float]]) -> None:
    """Move the pointer sixty times a second."""
    begun = time.perf_counter()
    for number, (x, y) in enumerate(points, 1):
        page.mouse.move(x, y)
        rest = begun + number / 60 - time.perf_counter()
        if rest > 0:
            time.sleep(rest)


def _drag(page: Page) -> None:
    left, top, width, height = box_of(page, "#stage")
    x, y = left + 0.5 * width, top + 0.5 * height
    page.mouse.move(x, y)
    page.mouse.down()
    _paced(page, [(x + number, y + number % 20) for number in range(120)])
    page.mouse.up()


def _ruler(page: Page) -> tuple[float, float, float]:
    left, top, width, _ = box_of(page, RULER)
    return left, top + 8, width


def _scrub(page: Page) -> None:
    left, y, width = _ruler(page)
    page.mouse.move(left + 2, y)
    page.mouse.down()
    _paced(page, [(left + 2 + number / 120 * (width - 4), y) for number in range(120)])
    page.mouse.up()


def _follow(page: Page) -> tuple[float, float]:
    """Pictures a second while scrubbing, and how far beside the pointer it lands, in frames."""
    page.evaluate(COUNT_FRAMES)
    _scrub(page)
    left, y, width = _ruler(page)
    aim = 41
    page.mouse.move(left + width * 0.8, y)
    page.mouse.down()
    _paced(page, [(left + width * (0.8 - number / 200), y) for number in range(90)])
    page.mouse.move(left + (aim + 0.5) / clips.FRAMES * width, y)
    page.mouse.up()
    page.wait_for_timeout(1000)
    shown: list[float] = page.evaluate("window.shown")
    landed = int(page.get_by_test_id("frame").inner_text())
    moving = [after - before for before, after in itertools.pairwise(shown)]
    pauses = [gap for gap in moving if gap < 400]  # the way from one scrub to the next is none
    return 1000 / statistics.mean(pauses), abs(landed - aim)


def _input_to_state(page: Page) -> float:
    page.keyboard.press("w")
    taken = []
    for number in range(5):
        page.locator("[data-save=saved]").wait_for(timeout=60_000)
        page.wait_for_timeout(300)
        taken.append(page.evaluate(INPUT_TO_STATE, f"Digit{1 + number}"))
    return statistics.median(taken)


def _next(page: Page) -> float:
    """From the key to the first picture of the queue's next clip, which was fetched ahead."""
    taken = []
    for _ in range(clips.QUEUED - 1):
        # By then it is reserved and loaded: whoever works on a clip needs longer.
        page.wait_for_timeout(3000)
        taken.append(_changed(page, lambda: page.keyboard.press("n")))
    return statistics.median(taken) * 1000


def _go(page: Page, task: int) -> float:
    """Open the task without loading the page anew."""
    return _changed(page, lambda: page.evaluate(GO, f"/p/{clips.PROJECT}/label/{task}"))


def _changed(page: Page, act: Callable[[], object]) -> float:
    """Seconds from ``act`` to the first picture of another clip."""
    title = page.locator("h1").inner_text()
    begun = time.perf_counter()
    act()
    page.wait_for_function(
        """(before) => document.querySelector('h1')?.textContent !== before
            && document.querySelector('[data-testid=frame]')?.dataset.shown === 'true'""",
        arg=title,
        polling=10,
        timeout=60_000,
    )
    return time.perf_counter() - begun


def _memory(page: Page, tasks: list[int], openings: int, limits: Limits) -> None:
    """Heap and decoded pictures after the first twenty clips and after all of them."""
    session = page.context.new_cdp_session(page)

    def weigh() -> tuple[float, int]:
        session.send("HeapProfiler.collectGarbage")
        used = session.send("Runtime.getHeapUsage")["usedSize"] / 1e6
        prototype = session.send("Runtime.evaluate", {"expression": "VideoFrame.prototype"})
        found = session.send(
            "Runtime.queryObjects", {"prototypeObjectId": prototype["result"]["objectId"]}
        )
        kept = session.send(
            "Runtime.callFunctionOn",
            {
                "objectId": found["objects"]["objectId"],
                "functionDeclaration": "function () {"
                " return this.filter((f) => f !== VideoFrame.prototype && f.format).length; }",
                "returnByValue": True,
            },
        )
        return used, int(kept["result"]["value"])

    early = (0.0, 0)
    for number in range(openings):
        _go(page, tasks[number % len(tasks)])
        if number == min(20, openings // 2):
            early = weigh()
    heap, frames = weigh()
    line("heap after 20 clips", f"{early[0]:.1f} MB", "–")
    limits.below(f"heap grown over {openings} clips", heap - early[0], 5, "MB")
    limits.below("decoded frames kept", frames, 48, "frames")


def _day(browser: Browser, port: int, tasks: list[int], count: int) -> None:
    page = _signed_in(browser, port)
    hands = Hands(page, clips.FRAMES)
    for task in tasks[:count]:
        _open(page, task)
        hands.label()
    traces = count * len(TRACES)
    line(f"a day of {count} clips, tool time", f"{hands.seconds / traces:.2f} s a trace", "–")
    line("actions", f"{hands.actions / traces:.1f} a trace", "–")
    page.close()


if __name__ == "__main__":
    main()
