"""Freezing on the page: the dialog, the list, the comparison, and the folder as a file."""

from __future__ import annotations

import hashlib
import zipfile
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from annotation.models import Snapshot, User
from annotation.pipeline.snapshots import freeze
from tests import make
from tests.annotation.datasets import accept, ready_video
from tests.annotation.formats.lines import document
from tests.browser.screen import sign_in
from tests.stack import ROOT, Stack

AXE = ROOT / "frontend/node_modules/axe-core/axe.min.js"


def test_a_manager_freezes_compares_and_takes_the_folder(
    stack: Stack, context: BrowserContext, page: Page
) -> None:
    project = make.project()
    cup = ready_video(project, "cup.mp4", split="train", generator="Sora")
    accept(cup)
    accept(ready_video(project, "kite.mp4", split="test", generator="Pika"))
    sign_in(context, stack, User.objects.get(username="alice"))
    page.goto("/p/clips")
    page.get_by_role("link", name="Snapshots", exact=True).click()
    expect(page.get_by_text("No snapshot yet")).to_be_visible()

    page.get_by_role("button", name="Freeze snapshot").click()
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_text("2 videos · 2 traces · Training 1 · Test 1")).to_be_visible()
    dialog.get_by_role("textbox", name="Name").fill("first")
    dialog.get_by_label("Training (1)").check(force=True)
    expect(dialog.get_by_text("1 video · 1 trace · Training 1")).to_be_visible()
    dialog.get_by_role("button", name="Freeze snapshot").click()
    row = page.get_by_role("listitem").filter(has_text="first")
    expect(row.get_by_text("1 video · 1 trace · Training 1")).to_be_visible()
    first = Snapshot.objects.get()
    expect(row.get_by_text(first.sha256[:12])).to_be_visible()

    accept(cup, document(verdict="real"))
    page.get_by_role("button", name="Freeze snapshot").click()
    dialog.get_by_role("textbox", name="Name").fill("first")
    dialog.get_by_role("button", name="Freeze snapshot").click()
    expect(dialog.get_by_text("There is a snapshot of this name already.")).to_be_visible()
    dialog.get_by_role("textbox", name="Name").fill("second")
    dialog.get_by_role("button", name="Freeze snapshot").click()
    expect(dialog).to_be_hidden()
    expect(page.get_by_role("heading", name="Added 1")).to_be_visible()
    expect(page.get_by_role("heading", name="Changed 1")).to_be_visible()
    expect(page.get_by_role("listitem").filter(has_text="cup.mp4")).to_contain_text("document")

    page.get_by_role("button", name="Pack the folder of second with its videos").click()
    link = page.get_by_role("link", name="Download the folder of second")
    expect(link).to_be_visible(timeout=30_000)
    with page.expect_download() as download:
        link.click()
    with zipfile.ZipFile(Path(download.value.path())) as archive:
        assert archive.read(f"media/{cup.sha256}.mp4") == b"cup.mp4"
        digest = hashlib.sha256(archive.read("manifest.jsonl")).hexdigest()
    assert digest == Snapshot.objects.get(name="second").sha256


@pytest.mark.parametrize("scheme", ["dark", "light"])
def test_axe_finds_nothing(
    stack: Stack, context: BrowserContext, page: Page, scheme: Literal["dark", "light"]
) -> None:
    project = make.project()
    alice = User.objects.get(username="alice")
    for number in range(30):
        accept(ready_video(project, f"{number}.mp4", split="train"))
        if number in {0, 29}:
            freeze(project, alice, name=f"v{number}", note="A note.")
    sign_in(context, stack, alice)
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    page.goto("/p/clips/snapshots")
    expect(page.get_by_role("heading", name="Added 29")).to_be_visible()
    assert violations(page) == []
    page.get_by_role("button", name="Freeze snapshot").click()
    expect(page.get_by_role("dialog").get_by_text("30 videos · 30 traces")).to_be_visible()
    page.wait_for_timeout(400)  # colours are measured when the dialog stands
    assert violations(page) == []


def violations(page: Page) -> list[tuple[str, str]]:
    page.evaluate(AXE.read_text())
    found = page.evaluate("axe.run(document).then(({ violations }) => violations)")
    return [(each["id"], each["nodes"][0]["html"]) for each in found]
