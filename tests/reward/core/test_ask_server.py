"""The client against a real server that is slow, busy, broken, chatty or wrong."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import Any

import pytest

from reward.core.chat import Chat
from reward.core.pace import Pace, backoff, retry_after
from reward.core.server import ChatError, Server
from tests.reward.core.chat_server import KEY, Answer, ChatServer, Script, fails, says

Serve = Callable[[Script], ChatServer]


@pytest.fixture
def serve(monkeypatch: pytest.MonkeyPatch) -> Iterator[Serve]:
    monkeypatch.setenv("OPENAI_API_KEY", KEY)
    with ExitStack() as stack:
        yield lambda script: stack.enter_context(ChatServer(script).running())


def client(server: ChatServer, **changed: Any) -> Chat:
    return Chat(Server(**{"url": server.url, "model": "tiny", "timeout_s": 5.0} | changed))


def ask(chat: Chat, *texts: str) -> list[str]:
    bodies = ({"messages": [{"role": "user", "content": text}]} for text in texts)
    return [reply.text for reply in chat.ask(bodies, tokens=5)]


def asked(body: dict[str, Any]) -> str:
    return str(body["messages"][-1]["content"])


def in_turn(*answers: Answer) -> Script:
    """Give these answers one after the other, the last one for ever."""
    return lambda body, number: answers[min(number, len(answers) - 1)]


def test_answers_come_in_the_order_of_the_questions(serve: Serve) -> None:
    # The first takes longest.
    server = serve(
        lambda body, number: Answer(body=says(asked(body)).body, wait=0.2 if number == 0 else 0)
    )
    assert ask(client(server), *"abcdefgh") == list("abcdefgh")


def test_many_are_asked_at_once_but_no_more_than_allowed(serve: Serve) -> None:
    server = serve(lambda body, number: Answer(body=says("x").body, wait=0.1))
    assert len(ask(client(server, concurrency=4), *map(str, range(24)))) == 24
    assert server.most_at_once == 4


def test_questions_are_made_as_they_are_needed(serve: Serve) -> None:
    server = serve(lambda body, number: says("x"))
    made: list[int] = []

    def bodies() -> Iterator[dict[str, Any]]:
        for number in range(1000):
            made.append(number)
            yield {"messages": []}

    answers = client(server, concurrency=2).ask(bodies(), tokens=5)
    next(answers)
    answers.close()  # type: ignore[attr-defined]
    assert len(made) <= 2 * 4 + 1


def test_a_request_names_model_and_bound_and_carries_the_key_in_its_header(serve: Serve) -> None:
    server = serve(lambda body, number: says("x"))
    ask(client(server, extra={"reasoning_effort": "low"}), "hello")
    (body,) = server.bodies
    assert body == {
        "model": "tiny",
        "max_completion_tokens": 5,
        "temperature": 0.0,
        "reasoning_effort": "low",
        "messages": [{"role": "user", "content": "hello"}],
    }
    assert server.headers[0]["authorization"] == f"Bearer {KEY}"


def test_without_a_key_none_is_sent(serve: Serve, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("OPENAI_API_KEY")
    server = serve(lambda body, number: says("x"))
    ask(client(server), "hello")
    assert "authorization" not in server.headers[0]


@pytest.mark.parametrize(
    "trouble",
    [
        fails(500),
        fails(503),
        fails(429),
        Answer(body=b"<html>"),
        Answer(body=b"[]"),
        Answer(body=b'{"choices": []}'),
        Answer(body=b'{"choices": [{"message": {"content": 7}}]}'),
        Answer(body=b'{"choices": [{"message": {"content": "x"}, "logprobs": {"content": [1]}}]}'),
        Answer(
            body=b'{"choices": [{"message": {"content": "x"}}], "usage": {"prompt_tokens": "a"}}'
        ),
        Answer(body=b"[" * 100_000),
        Answer(body=b"no gzip", headers={"content-encoding": "gzip"}),
    ],
    ids=lambda answer: f"{answer.status}-{answer.body[:40]!r}",
)
def test_passing_trouble_is_tried_again(trouble: Answer, serve: Serve) -> None:
    server = serve(in_turn(trouble, says("at last")))
    chat = client(server)
    assert ask(chat, "hello") == ["at last"]
    assert (chat.usage.requests, chat.usage.failures) == (1, 1)


def test_lasting_trouble_is_an_error_that_names_server_model_and_reason(serve: Serve) -> None:
    server = serve(lambda body, number: fails(500, "out of memory"))
    with pytest.raises(ChatError, match=rf"{server.url} \(tiny\): status 500 at try 2, the last"):
        ask(client(server, tries=2), "hello")
    assert len(server.bodies) == 2


def test_a_server_that_is_not_there_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(ChatError, match=r"http://127\.0\.0\.1:9/v1 \(m\): ConnectError"):
        ask(Chat(Server(url="http://127.0.0.1:9/v1", model="m", tries=1)), "hello")


def test_a_refusal_is_not_tried_again(serve: Serve) -> None:
    server = serve(lambda body, number: fails(404, "no such model"))
    with pytest.raises(ChatError, match=r"status 404: .*no such model"):
        ask(client(server), "hello")
    assert len(server.bodies) == 1


def test_a_question_that_a_content_filter_stops_has_an_empty_answer(serve: Serve) -> None:
    stopped = fails(400, "Your request was rejected: content_policy_violation")
    assert ask(client(serve(in_turn(stopped, says("x"))), concurrency=1), "a", "b") == ["", "x"]


def test_a_silent_server_is_given_up_in_time(serve: Serve) -> None:
    server = serve(in_turn(Answer(body=says("late").body, wait=20), says("in time")))
    begun = time.monotonic()
    assert ask(client(server, timeout_s=0.3), "hello") == ["in time"]
    assert time.monotonic() - begun < 10


@pytest.mark.parametrize("where", ["drip", "drip_head"])
def test_an_answer_that_drips_is_given_up_in_time(serve: Serve, where: str) -> None:
    # A byte every 200 ms never trips a time-out between bytes; 200 bytes would take 40 s.
    slow = replace(says("slow"), headers={"x-padding": "-" * 200}, **{where: 0.2})
    server = serve(in_turn(slow, says("whole")))
    begun = time.monotonic()
    assert ask(client(server, timeout_s=0.4), "hello") == ["whole"]
    assert time.monotonic() - begun < 20


def test_retry_after_is_obeyed_by_all(serve: Serve) -> None:
    soon = Answer(body=says("x").body, wait=0.05)
    server = serve(in_turn(fails(429, retry_after="0.5"), soon))
    ask(client(server, concurrency=2), *"abcd")
    # The second may be under way already; whatever begins after the refusal begins late.
    assert len(server.times) == 5
    assert server.times[2] - server.times[0] >= 0.5


def test_a_wait_longer_than_allowed_is_an_error_at_once(serve: Serve) -> None:
    server = serve(lambda body, number: fails(429, retry_after="3600"))
    with pytest.raises(ChatError, match="it asks to wait 3600 s, more than the 60 s allowed"):
        ask(client(server), "hello")


def test_retry_after_may_be_seconds_or_a_date() -> None:
    assert retry_after("1.5") == 1.5
    assert retry_after("-3") == 0
    soon = datetime.now(UTC) + timedelta(seconds=30)
    assert retry_after(format_datetime(soon, usegmt=True)) == pytest.approx(30, abs=1.5)
    assert [retry_after(value) for value in (None, "", "soon", "nan", "inf")] == [None] * 5


def test_pauses_double_within_bounds() -> None:
    # Half a second doubled, of which a half at most is left to chance.
    for attempt, least, most in ((1, 0.25, 0.5), (2, 0.5, 1.0), (4, 2.0, 4.0), (99, 30.0, 60.0)):
        assert least <= (backoff(attempt, None, 60) or 0) <= most
    assert backoff(1, 59.0, 60) == 59.0
    assert backoff(1, 61.0, 60) is None


def test_no_more_than_the_allowed_requests_begin_in_a_minute() -> None:
    # 600 a minute: one every 0.1 s, so the fourth begins after 0.3 s.
    pace, begun = Pace(600), time.monotonic()
    for _ in range(4):
        pace.turn()
    assert 0.3 <= time.monotonic() - begun < 5


def test_tokens_and_dollars_are_counted(serve: Serve) -> None:
    chat = client(serve(lambda body, number: says("x")), price_in=2.0, price_out=8.0)
    ask(chat, "a", "b", "c")
    assert (chat.usage.tokens_in, chat.usage.tokens_out) == (300, 30)
    # 300 at 2 and 30 at 8 dollars a million.
    assert chat.usage.dollars == pytest.approx((600 + 240) / 1e6)


def test_a_server_that_does_not_count_costs_nothing(serve: Serve) -> None:
    text = b'{"choices": [{"message": {"content": "x"}}], "usage": {"prompt_tokens": null}}'
    chat = client(serve(lambda body, number: Answer(body=text)), price_in=2.0)
    assert ask(chat, "a") == ["x"]
    assert (chat.usage.requests, chat.usage.dollars) == (1, 0)


def test_a_model_that_takes_no_temperature_is_asked_without_one(serve: Serve) -> None:
    def script(body: dict[str, Any], number: int) -> Answer:
        if "temperature" in body:
            return fails(400, "Unsupported value: 'temperature' does not support 0.0")
        return says("x")

    assert ask(client(serve(script)), "hello") == ["x"]


def test_the_key_is_in_no_error_and_no_log(serve: Serve, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    server = serve(lambda body, number: fails(401, f"Incorrect API key provided: {KEY}"))
    with pytest.raises(ChatError, match=r"Incorrect API key provided: \[key\]") as caught:
        ask(client(server), "hello")
    assert KEY not in f"{caught.value!r} {caplog.text} {client(server).server!r}"


def test_a_redirect_does_not_carry_the_key_elsewhere(serve: Serve) -> None:
    other = serve(lambda body, number: says("stolen"))
    server = serve(lambda body, number: Answer(307, headers={"location": other.url}))
    with pytest.raises(ChatError, match="status 307"):
        ask(client(server), "hello")
    assert other.headers == []


@pytest.mark.parametrize(
    "url", ["ftp://host/v1", "host/v1", f"http://user:{KEY}@host/v1", f"http://host/v1?key={KEY}"]
)
def test_a_url_that_is_none_or_holds_a_secret_is_refused_without_showing_it(url: str) -> None:
    with pytest.raises(ChatError) as caught:
        Server(url=url, model="m")
    assert KEY not in str(caught.value)
