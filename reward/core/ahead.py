"""Work done in the background, a few steps ahead of whoever needs it, and handed over in order."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import islice
from typing import TypeVar

from reward.core import cores

Job = TypeVar("Job")
Result = TypeVar("Result")


def ahead(
    jobs: Iterable[Job], read: Callable[[Job], Result], *, depth: int, threads: int | None = None
) -> Iterator[Result]:
    """Yield ``read(job)`` for each job, in order, while up to ``depth`` further ones are read.

    An error is raised where its result would have come; jobs after it may have been begun. Memory
    holds at most ``depth`` + 1 results. PyAV decodes without Python's lock, so threads do help;
    there are as many as ``reward.core.cores`` allows, unless ``threads`` says otherwise.
    """
    threads = cores.count() if threads is None else threads
    if depth < 1 or threads < 1:
        raise ValueError("depth and threads start at 1")
    waiting = iter(jobs)
    pool = ThreadPoolExecutor(threads, thread_name_prefix="ahead")
    try:
        begun: deque[Future[Result]] = deque()
        begun.extend(pool.submit(read, job) for job in islice(waiting, depth))
        while begun:
            result = begun.popleft().result()
            begun.extend(pool.submit(read, job) for job in islice(waiting, 1))
            yield result
    finally:
        pool.shutdown(cancel_futures=True)
