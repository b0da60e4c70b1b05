"""A Redis cache whose loss slows Telltale down but never stops it."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any, TypeVar

import orjson
import redis
from django.core.cache.backends.redis import RedisCache

logger = logging.getLogger(__name__)
Value = TypeVar("Value")


class PlainSerializer:
    """JSON in place of Django's pickles, which would run what somebody wrote into Redis."""

    def dumps(self, value: Any) -> int | bytes:
        """Whole numbers stay as they are, so that Redis can count."""
        return value if type(value) is int else orjson.dumps(value)

    def loads(self, data: bytes) -> Any:
        """Raises ``ValueError`` for what is not JSON."""
        return orjson.loads(data)


class ForgivingRedisCache(RedisCache):
    """Answers as if empty while Redis is away: throttles open, saving goes on."""

    def _try(self, call: Callable[[], Value], otherwise: Value) -> Value:
        try:
            return call()
        except (redis.ConnectionError, redis.TimeoutError) as error:
            logger.warning("Redis does not answer: %s", error)
            return otherwise

    def get(self, key: Any, default: Any = None, version: int | None = None) -> Any:
        return self._try(
            lambda: super(ForgivingRedisCache, self).get(key, default, version), default
        )

    def set(self, key: Any, value: Any, *args: Any, **kwargs: Any) -> None:
        self._try(lambda: super(ForgivingRedisCache, self).set(key, value, *args, **kwargs), None)

    def delete(self, key: Any, version: int | None = None) -> bool:
        return self._try(lambda: super(ForgivingRedisCache, self).delete(key, version), False)

    def count(self, key: str, seconds: int) -> int:
        """Raise the key's counter, which is forgotten after ``seconds``; 0 while Redis is away."""

        def raise_counter() -> int:
            name = self.make_and_validate_key(key)
            client = self._cache.get_client(name, write=True)
            with client.pipeline(transaction=False) as batch:
                batch.incr(name)
                batch.expire(name, seconds)
                return int(batch.execute()[0])

        return self._try(raise_counter, 0)
