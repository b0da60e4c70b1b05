"""Whether the parts answer: for balancers, supervisors and people. It says no more than that."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from threading import Thread

import redis
from django.db import DatabaseError, connection
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from config import heartbeat

PATIENCE_SECONDS = 0.8

# A database that hangs must not hold the web server's threads, so others ask it; while one waits,
# the next callers wait for the same answer instead of adding another.
_pending: dict[str, Future[object]] = {}


@never_cache
@require_safe
def healthz(request: HttpRequest) -> JsonResponse:
    """200 when database, Redis and at least one worker answer, else 503; under a second."""
    asked_database = _ask("database", _database)
    asked_workers = _ask("workers", _workers)
    database = bool(_answer(asked_database, otherwise=False))
    workers = _answer(asked_workers, otherwise=None)
    healthy = database and bool(workers)
    body = {
        "status": "ok" if healthy else "unavailable",
        "database": database,
        "redis": workers is not None,
        "workers": workers or 0,
    }
    response = JsonResponse(body, status=200 if healthy else 503)
    response._has_been_logged = True  # type: ignore[attr-defined]  # an answer, not an error
    return response


def _ask(name: str, question: Callable[[], object]) -> Future[object]:
    waiting = _pending.get(name)
    if waiting is None or waiting.done():
        waiting = _pending[name] = Future()
        # A daemon: a question without an answer must not hold up the end of the process.
        Thread(target=_fill, args=(waiting, question), name=f"health-{name}", daemon=True).start()
    return waiting


def _fill(waiting: Future[object], question: Callable[[], object]) -> None:
    try:
        waiting.set_result(question())
    except Exception as error:
        waiting.set_exception(error)
        raise


def _answer(asked: Future[object], *, otherwise: object) -> object:
    try:
        return asked.result(timeout=PATIENCE_SECONDS / 2)
    except TimeoutError:
        return otherwise


def _database() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return False
    finally:
        connection.close()  # this thread's own; nothing else would close it
    return True


def _workers() -> int | None:
    try:
        return heartbeat.count()
    except redis.RedisError:
        return None
