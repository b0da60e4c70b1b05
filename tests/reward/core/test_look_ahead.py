"""Work in the background comes back in order, a few steps ahead, and stops when nobody wants it."""

from __future__ import annotations

import threading
import time

import pytest

from reward.core.ahead import ahead


def test_results_come_in_the_order_of_the_jobs() -> None:
    def slow_first(job: int) -> int:
        time.sleep(0.02 if job == 0 else 0)
        return job * job

    assert list(ahead(range(20), slow_first, depth=4, threads=3)) == [n * n for n in range(20)]


def test_no_more_is_read_than_asked_for() -> None:
    begun: list[int] = []
    results = ahead(range(100), lambda job: begun.append(job) or job, depth=3, threads=1)
    assert next(results) == 0
    assert next(results) == 1
    time.sleep(0.05)
    # Two handed over, three ahead of them.
    assert sorted(begun) == [0, 1, 2, 3, 4]
    results.close()


def test_threads_work_at_the_same_time() -> None:
    # Each of two jobs waits for the other: one thread alone would never pass.
    both = threading.Barrier(2, timeout=5)
    assert len(list(ahead(range(2), lambda _: both.wait(), depth=2, threads=2))) == 2


def test_an_error_comes_where_its_result_would_have_come() -> None:
    def read(job: int) -> int:
        if job == 2:
            raise OSError("damaged")
        return job

    results = ahead(range(5), read, depth=4, threads=2)
    assert [next(results), next(results)] == [0, 1]
    with pytest.raises(OSError, match="damaged"):
        next(results)


def test_nothing_goes_on_once_the_reader_has_left() -> None:
    begun: list[int] = []
    results = ahead(range(1000), lambda job: begun.append(job) or job, depth=2, threads=1)
    next(results)
    results.close()
    seen = len(begun)
    time.sleep(0.02)
    assert len(begun) == seen <= 4
    assert not [thread for thread in threading.enumerate() if thread.name.startswith("ahead")]


def test_jobs_are_taken_one_by_one() -> None:
    taken: list[int] = []
    jobs = (taken.append(job) or job for job in range(1000))
    results = ahead(jobs, lambda job: job, depth=2, threads=1)
    next(results)
    assert taken == [0, 1, 2]
    results.close()


def test_nothing_to_do_is_done_at_once() -> None:
    assert list(ahead([], str, depth=1, threads=1)) == []


@pytest.mark.parametrize(("depth", "threads"), [(0, 1), (1, 0)])
def test_depth_and_threads_start_at_one(depth: int, threads: int) -> None:
    with pytest.raises(ValueError, match="start at 1"):
        next(ahead([1], str, depth=depth, threads=threads))
