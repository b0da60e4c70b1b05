"""Guessing names and passwords tells nothing and ends soon."""

from __future__ import annotations

import threading
import time
from typing import Any

import httpx

from annotation.models import User
from tests import make
from tests.security.conftest import HOST, Production

URL = "/api/v1/session/"


def seconds(username: str, password: str, address: str) -> tuple[float, Any]:
    """How long one attempt takes, and its answer."""
    browser = make.browser()
    begun = time.perf_counter()
    body = {"username": username, "password": password}
    answer = browser.post(URL, body, REMOTE_ADDR=address)
    return time.perf_counter() - begun, answer


def test_the_time_does_not_tell_who_has_an_account(bob: User, rita: User) -> None:
    User.objects.filter(pk=rita.pk).update(is_active=False)
    fastest = {}
    for place, (name, password) in enumerate(
        [("bob", "wrong"), ("nobody", "wrong"), ("rita", make.PASSWORD), ("a" * 150, "wrong")]
    ):
        tries = [seconds(name, password, f"10.0.{place}.{n}") for n in range(3)]
        assert {answer.status_code for _, answer in tries} == {400}
        fastest[name] = min(taken for taken, _ in tries)
    # Hashing takes most of the time, so skipping it would be many times faster.
    assert max(fastest.values()) < 2 * min(fastest.values()), fastest


def test_a_hundred_guesses_get_five(bob: User) -> None:
    answers = [seconds("bob", f"wrong-{n}", "10.0.0.1")[1].status_code for n in range(100)]
    assert answers == [400] * 5 + [429] * 95


def test_behind_a_proxy_only_its_own_word_counts(production: Production) -> None:
    make.project()
    with production.client(Referer=f"https://{HOST}/") as client:
        client.get(URL)
        token = client.cookies["csrftoken"]
        told = {"X-CSRFToken": token, "Cookie": f"csrftoken={token}"}

        def guess(name: str, forwarded: str) -> int:
            body = {"username": name, "password": "wrong"}
            headers = told | {"X-Forwarded-For": forwarded, "X-Real-IP": "203.0.113.7",
                              "Forwarded": "for=203.0.113.8"}  # fmt: skip
            return client.post(URL, json=body, headers=headers).status_code

        # The proxy appends 192.0.2.9; whatever stands before it came from the caller.
        found = [guess(f"name-{n}", f"198.51.100.{n}, 192.0.2.9") for n in range(7)]
        assert found == [400] * 5 + [429] * 2
        assert guess("name-8", "192.0.2.10") == 400


def test_guesses_at_once_are_not_many_more(production: Production) -> None:
    make.project()
    with production.client(Referer=f"https://{HOST}/") as client:
        client.get(URL)
        token = client.cookies["csrftoken"]
    told = {"X-CSRFToken": token, "Cookie": f"csrftoken={token}", "X-Forwarded-For": "192.0.2.77"}
    statuses: list[int] = []

    def guess(number: int) -> None:
        with production.client(Referer=f"https://{HOST}/", **told) as own:
            body = {"username": "bob", "password": f"wrong-{number}"}
            statuses.append(own.post(URL, json=body).status_code)

    threads = [threading.Thread(target=guess, args=(n,)) for n in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    # A guess under way is not counted yet; there are two threads.
    assert statuses.count(httpx.codes.BAD_REQUEST) <= 5 + 1
    assert set(statuses) == {400, 429}
