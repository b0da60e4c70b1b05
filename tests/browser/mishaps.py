"""What goes wrong around an annotator: a page that dies, a server that dies, a clock that lies."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import httpx
from playwright.sync_api import BrowserContext, Error, Page

from tests.browser.screen import Screen
from tests.stack import ROOT, Stack, free_port

START_SECONDS = 40.0
# The clock of the page runs as fast as ever, and shows another time; `shift` changes how wrong.
WRONG_CLOCK = """(() => {
  const Right = Date;
  let wrong = START;
  window.shift = (ms) => { wrong += ms; };
  window.Date = class extends Right {
    constructor(...given) { super(...(given.length > 0 ? given : [Right.now() + wrong])); }
    static now() { return Right.now() + wrong; }
  };
})()"""
# Where a policy of the company, or a private window of an old browser, forbids it.
FORBID = """Object.defineProperty(window, 'indexedDB', {
  get() { throw new DOMException('denied', 'SecurityError'); },
})"""
# As Chromium has it where all cookies are blocked.
FORBID_SMALL = """for (const name of ['localStorage', 'sessionStorage'])
  Object.defineProperty(window, name, {
    configurable: true,
    get() { throw new DOMException('Access is denied for this document.', 'SecurityError'); },
  });"""


def crash(page: Page) -> None:
    """Kill the page's process: no event tells it, nothing is written any more."""
    with page.expect_event("crash"), suppress(Error):
        page.goto("chrome://crash")
    page.close()


def wrong_clock(context: BrowserContext, days: float) -> None:
    """Let the pages of this profile be so many days ahead."""
    context.add_init_script(WRONG_CLOCK.replace("START", str(days * 86_400_000)))


def forbid_database(context: BrowserContext) -> None:
    """Let the pages of this profile have no ``indexedDB``."""
    context.add_init_script(FORBID)


def forbid_storage(context: BrowserContext) -> None:
    """Let the pages of this profile keep nothing: reading ``localStorage`` throws, too."""
    context.add_init_script(FORBID_SMALL)


def fill_disk(screen: Screen, stack: Stack) -> None:
    """Leave the pages of this server no room at all."""
    session = screen.page.context.new_cdp_session(screen.page)
    session.send("Storage.overrideQuotaForOrigin", {"origin": stack.url, "quotaSize": 1})


@dataclass
class Mortal:
    """A web server of the stack that can be killed and started again on its port."""

    url: str
    environment: dict[str, str]
    log: Path
    process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        with self.log.open("ab") as output:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "config.web"],
                cwd=ROOT,
                env=self.environment,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                start_new_session=True,
            )
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline:
            with suppress(httpx.TransportError):
                if httpx.get(f"{self.url}/healthz", timeout=2).is_success:
                    return
            time.sleep(0.1)
        raise AssertionError(f"the server does not come up:\n{self.log.read_text()[-4000:]}")

    def freeze(self) -> None:
        """Let it accept requests and answer none."""
        self._signal(signal.SIGSTOP)

    def kill(self) -> None:
        self._signal(signal.SIGKILL)
        assert self.process is not None
        self.process.wait()

    def _signal(self, number: signal.Signals) -> None:
        assert self.process is not None
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, number)


@contextmanager
def mortal(stack: Stack, folder: Path) -> Iterator[Mortal]:
    """Another web server on the stack's database."""
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    server = Mortal(url, stack.environment | {"PORT": str(port)}, folder / "mortal.log")
    server.start()
    try:
        yield server
    finally:
        server.kill()
