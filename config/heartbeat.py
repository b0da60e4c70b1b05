"""Which Celery workers live: each writes the time into Redis every two seconds, by Redis' clock."""

from __future__ import annotations

import logging
from functools import cache
from typing import Any

import redis
from celery.signals import heartbeat_sent, worker_shutdown
from django.conf import settings

logger = logging.getLogger(__name__)

KEY = "telltale:workers"
ALIVE_SECONDS = 10
PATIENCE_SECONDS = 0.5


@cache
def client() -> redis.Redis:
    """A Redis connection that gives up soon: whoever asks wants an answer, not the wait."""
    return redis.Redis.from_url(
        settings.REDIS_URL,
        socket_timeout=PATIENCE_SECONDS,
        socket_connect_timeout=PATIENCE_SECONDS,
    )


def count() -> int:
    """The workers heard from in the last ten seconds. Raises ``redis.RedisError``."""
    seconds = client().time()[0]
    return int(client().zcount(KEY, seconds - ALIVE_SECONDS, "+inf"))


@heartbeat_sent.connect
def beat(sender: Any, **_: Any) -> None:
    """Note that this worker lives, and forget those long silent."""
    try:
        seconds = client().time()[0]
        client().zadd(KEY, {str(sender.eventer.hostname): seconds})
        client().zremrangebyscore(KEY, "-inf", seconds - 60 * ALIVE_SECONDS)
    except redis.RedisError as error:
        logger.warning("The heartbeat did not reach Redis: %s", error)


@worker_shutdown.connect
def leave(sender: Any, **_: Any) -> None:
    """A worker that stops in order is gone at once."""
    try:
        client().zrem(KEY, sender.hostname)
    except redis.RedisError as error:
        logger.warning("The farewell did not reach Redis: %s", error)
