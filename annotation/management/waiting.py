"""``--wait``: stay until videos are prepared, with a worker of one's own where none runs."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager

from django.db.models import Count

from annotation.actions import jobs
from annotation.models import Video, VideoState
from config import heartbeat
from config.child import Child

LOOK_SECONDS = 0.25
TELL_SECONDS = 2.0
SWEEP_SECONDS = 10.0
STOP_SECONDS = 60.0
ENDED = (VideoState.READY, VideoState.REJECTED)


def until_prepared(video_ids: Collection[int], say: Callable[[str], None]) -> dict[str, int]:
    """Return, when every video is ready or rejected, how many are which."""
    with _worker() as keep:
        told = swept = time.monotonic()
        while left := _unprepared(video_ids):
            keep()
            now = time.monotonic()
            if now - told > TELL_SECONDS:
                say(f"{len(video_ids) - left} of {len(video_ids)} videos prepared")
                told = now
            if now - swept > SWEEP_SECONDS:
                jobs.sweep()  # nobody else does where only this worker runs
                swept = now
            time.sleep(LOOK_SECONDS)
    states = Video.objects.filter(pk__in=video_ids).values_list("state").annotate(Count("pk"))
    return dict.fromkeys(map(str, ENDED), 0) | {str(state): number for state, number in states}


def _unprepared(video_ids: Collection[int]) -> int:
    return Video.objects.filter(pk__in=video_ids).exclude(state__in=ENDED).count()


@contextmanager
def _worker() -> Iterator[Callable[[], object]]:
    """Run a worker for the block if nobody's is alive; call what is yielded now and then."""
    if heartbeat.count():
        yield lambda: None
        return
    options = ["-Q", "default", "-n", f"wait-{os.getpid()}@%h", "-l", "WARNING"]
    # Results go to stdout, so what the worker says must not.
    aside = ["/bin/sh", "-c", 'exec "$@" >&2', "worker"]
    celery = [sys.executable, "-m", "celery", "--quiet", "-A", "config.celery", "worker"]
    child = Child(
        "worker", [*aside, *celery, *options, "--without-gossip"], stop_seconds=STOP_SECONDS
    )
    try:
        yield child.keep
    finally:
        child.ask_to_stop()
        child.wait()
