"""Limits per person (or address), kept in Redis; while Redis is away nothing is limited."""

from __future__ import annotations

from ipaddress import ip_address
from typing import TYPE_CHECKING, cast

from django.core.cache import caches
from django.http import HttpRequest
from rest_framework.request import Request
from rest_framework.throttling import BaseThrottle, SimpleRateThrottle

from config.cache import ForgivingRedisCache

if TYPE_CHECKING:
    from rest_framework.views import APIView  # it imports this module


class PerPerson(SimpleRateThrottle):
    """Counts a person's requests; an anonymous one by address, at a lower rate."""

    scope = "person"

    def __init__(self) -> None:
        # The rate depends on who asks, so it is looked up per request.
        self.seconds = 60

    def allow_request(self, request: Request, view: APIView) -> bool:
        signed_in = bool(request.user and request.user.is_authenticated)
        rate = self.THROTTLE_RATES[self.scope if signed_in else "anonymous"]
        allowed, self.seconds = cast("tuple[int, int]", self.parse_rate(rate))
        window = int(self.timer() // self.seconds)
        key = f"{self.get_cache_key(request, view)}:{window}"
        counter = cast(ForgivingRedisCache, caches["default"])
        return counter.count(key, self.seconds) <= allowed

    def wait(self) -> float:
        """Seconds until the next window."""
        return float(self.seconds - self.timer() % self.seconds)

    def get_cache_key(self, request: Request, view: APIView) -> str:
        who = request.user.pk if request.user.is_authenticated else self.get_ident(request)
        return f"throttle:{self.scope}:{who}"


class Heavy(PerPerson):
    """For what costs much: imports, exports, sign-in."""

    scope = "heavy"


def address_of(request: HttpRequest) -> str | None:
    """The caller's address as throttles and lockouts know it: forged headers count for nothing."""
    try:
        # DRF reads META alone, which both kinds of request have.
        return str(ip_address(BaseThrottle().get_ident(cast("Request", request))))
    except ValueError:
        return None
