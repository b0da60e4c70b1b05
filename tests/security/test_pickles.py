"""Nothing that can name code is read back: neither from the queue nor from the cache."""

from __future__ import annotations

import base64
import json
import os
import pickle
import time
import uuid
from pathlib import Path
from typing import Any

import pytest
import redis
from django.conf import settings
from django.core.cache import cache

from annotation.models import Job, JobKind, JobState
from tests import make
from tests.stack import Stack


class Bomb:
    """Unpickling it makes a file."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __reduce__(self) -> tuple[Any, tuple[str, int]]:
        return os.mkdir, (str(self.path), 0o700)


def message(body: bytes, content_type: str, task: str) -> str:
    """A Celery message as Redis holds it."""
    identity = str(uuid.uuid4())
    return json.dumps(
        {
            "body": base64.b64encode(body).decode(),
            "content-encoding": "binary",
            "content-type": content_type,
            "headers": {"lang": "py", "task": task, "id": identity, "root_id": identity,
                        "retries": 0, "argsrepr": "()", "kwargsrepr": "{}", "origin": "x"},
            "properties": {"correlation_id": identity, "delivery_tag": identity,
                           "delivery_mode": 2, "body_encoding": "base64",
                           "delivery_info": {"exchange": "", "routing_key": "default"}},
        }
    )  # fmt: skip


def test_a_worker_refuses_pickles_and_goes_on(stack: Stack, tmp_path: Path, data_dir: Path) -> None:
    bomb = pickle.dumps((Bomb(tmp_path / "bang"), {}, {}))
    job = Job.objects.create(kind=JobKind.EXPORT, project=make.project())
    other = json.dumps([["touch"], {}, {}]).encode()
    with redis.Redis.from_url(stack.redis_url) as queue:
        for kind in ("application/x-python-serialize", "application/x-yaml"):
            queue.lpush("default", message(bomb, kind, "annotation.jobs.run"))
        # JSON says what it likes, but only of tasks that exist.
        queue.lpush("default", message(other, "application/json", "os.system"))
        good = json.dumps([[job.pk], {}, {}]).encode()
        queue.lpush("default", message(good, "application/json", "annotation.jobs.run"))
    deadline = time.monotonic() + 20
    while Job.objects.get(pk=job.pk).state not in {JobState.DONE, JobState.FAILED}:
        assert time.monotonic() < deadline, (data_dir / "stack.log").read_text()[-4000:]
        time.sleep(0.1)
    assert not (tmp_path / "bang").exists()
    assert stack.worker.poll() is None


def test_the_cache_reads_no_pickle(tmp_path: Path) -> None:
    with redis.Redis.from_url(settings.REDIS_URL) as server:
        server.set(cache.make_key("planted"), pickle.dumps(Bomb(tmp_path / "bang")))
    with pytest.raises(ValueError, match="UTF-8"):
        cache.get("planted")
    assert not (tmp_path / "bang").exists()
    cache.delete("planted")


@pytest.mark.parametrize("value", ["text", 7, 1.5, None, [1, "a"], {"a": {"b": []}}, True])
def test_the_cache_keeps_plain_values(value: Any) -> None:
    cache.set("plain", value)
    assert cache.get("plain", "absent") == value
    cache.delete("plain")


def test_the_cache_takes_nothing_else(tmp_path: Path) -> None:
    with pytest.raises(TypeError):
        cache.set("odd", Bomb(tmp_path))
