"""``--progress json``: what a program that watches reads, and what its death does."""

from __future__ import annotations

import io
import json
import os
import signal
from collections.abc import Iterator

import pytest

from reward.core.progress import Events


@pytest.fixture
def _own_signals() -> Iterator[None]:
    before = signal.getsignal(signal.SIGTERM)
    yield
    signal.signal(signal.SIGTERM, before)


def test_each_state_is_a_line_of_json_and_nothing_else_is_written() -> None:
    out = io.StringIO()
    with Events("training", 4, stream=out) as bar:
        bar.show(1, step=3, loss=0.5)
        bar.show(9)
    lines = [json.loads(line) for line in out.getvalue().splitlines()]
    assert lines == [{"progress": 0.25, "step": 3, "loss": 0.5}, {"progress": 1.0}]


@pytest.mark.usefixtures("_own_signals")
def test_without_a_reader_it_ends_as_if_interrupted_and_only_once() -> None:
    reading, writing = os.pipe()
    os.close(reading)
    stream = os.fdopen(writing, "w", buffering=1)
    with pytest.raises(KeyboardInterrupt):
        Events("training", 1, stream=stream).show(0.5)
    os.kill(os.getpid(), signal.SIGTERM)  # must not disturb what keeps the state
    with pytest.raises(BrokenPipeError):
        stream.close()
