"""Preparing videos never keeps people waiting."""

from __future__ import annotations

import psutil

from tests.stack import Stack


def test_the_worker_and_its_children_yield_to_the_web_process(stack: Stack) -> None:
    worker = psutil.Process(stack.worker.pid)
    ours = psutil.Process(stack.web.pid).nice()
    children = worker.children(recursive=True)
    assert children
    assert all(process.nice() > ours for process in [worker, *children])
