"""Limits per person (or address), kept in Redis; while Redis is away nothing is limited."""

from __future__ import annotations

from django.core.cache import cache
from rest_framework.request import Request
from rest_framework.throttling import SimpleRateThrottle
from rest_framework.views import APIView


class PerPerson(SimpleRateThrottle):
    """Counts a person's requests; an anonymous one by address, at a lower rate."""

    scope = "person"

    def __init__(self) -> None:
        # The rate depends on who asks, so it is looked up per request.
        self.rate = None

    def allow_request(self, request: Request, view: APIView) -> bool:
        signed_in = bool(request.user and request.user.is_authenticated)
        rate = self.THROTTLE_RATES[self.scope if signed_in else "anonymous"]
        allowed, self.duration = self.parse_rate(rate)
        window = int(self.timer() // self.duration)
        key = f"{self.get_cache_key(request, view)}:{window}"
        return cache.count(key, self.duration) <= allowed

    def wait(self) -> float:
        return float(self.duration - self.timer() % self.duration)

    def get_cache_key(self, request: Request, view: APIView) -> str:
        who = request.user.pk if request.user.is_authenticated else self.get_ident(request)
        return f"throttle:{self.scope}:{who}"


class Heavy(PerPerson):
    """For what costs much: imports, exports, sign-in."""

    scope = "heavy"
