"""What an ``sft`` export teaches is what our own trainer teaches, and our reader reads it back."""

from __future__ import annotations

import pytest

from annotation.domain.document import parse
from annotation.formats import sft
from reward.core.answers import Coordinates, Ground, Style, question, read, write
from tests.annotation.formats.lines import document, line, trace


@pytest.mark.parametrize("style", Style)
@pytest.mark.parametrize("unit", sft.COORDINATES)
def test_question_and_answer_are_the_trainers(style: Style, unit: str) -> None:
    two = document(trace(), trace(id="t2", span=[2, 7]))
    one = line(document=two)
    ground = Ground(one.table, Coordinates(unit), (one.width, one.height))
    rows = list(sft.rows(one, sft.Options(style.value, unit)))
    assert len(rows) == (2 if style is Style.PAPER else 1)
    asked, answered = (message["content"] for message in rows[0]["messages"])
    assert asked == f"<video>{question(style, ground)}"
    assert answered == write(parse(two, frame_count=10), style, ground)
    reading = read(answered, style, ground)
    assert reading.unread == ()
    assert reading.document.verdict == "fake"
    assert reading.document.traces[0].span.start == 2
