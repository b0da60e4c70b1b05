"""Three clips of an annotator's day, by the same hands as the bench's hundred."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import BrowserContext, Page, expect

from annotation.media.draw import Clip
from annotation.models import Annotation, Task, TaskState, User
from bench.day import SENTENCE, TRACES, Hands
from tests import make
from tests.browser.screen import Screen, import_clip, sign_in, take
from tests.stack import Stack

CLIPS, FRAMES = 2, 40
# For one trace: frame, name, box; frame, box; frame, box; end; why, the sentence, done. And half
# of the key that submits the clip.
ACTIONS = 11.5


def test_two_clips_take_no_action_too_many(
    stack: Stack, context: BrowserContext, page: Page, tmp_path: Path
) -> None:
    project = make.project(require_explanation=True)
    for number in range(CLIPS):
        import_clip(project, tmp_path, Clip(frames=FRAMES, width=320 + 2 * number))
    bob = User.objects.get(username="bob")
    sign_in(context, stack, bob)
    Screen.open(page, take(project, bob))
    hands = Hands(page, FRAMES)
    for number in range(1, CLIPS + 1):
        hands.label()
        if number < CLIPS:
            expect(page.get_by_text("Submitted.")).to_have_count(0)
            Screen(page, Task()).ready()
    assert hands.actions / (CLIPS * len(TRACES)) == ACTIONS
    assert Task.objects.filter(state=TaskState.SUBMITTED).count() == CLIPS
    for document in Annotation.objects.values_list("document", flat=True):
        for trace in document["traces"]:
            assert len(trace["track"]) == 3
            assert trace["span"] == [trace["track"][0]["frame"], trace["track"][-1]["frame"] + 1]
            assert trace["explanation"]["text"] == SENTENCE
