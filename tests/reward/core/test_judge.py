"""Judges give 0, 0.5 or 1, say who they are, and agree with the paper's three examples."""

from __future__ import annotations

from typing import Any

import pytest

from reward.core.judge import DEFAULT_MODEL, LocalJudge, judge_of
from reward.core.server import ChatError
from tests.reward.core.chat_server import Answer, ChatServer, says

# arXiv 2509.22646: the shots of its judge prompt.
SHOTS = [
    (("The clock hands are floating without support.", "The clock face is tilted."), 0),
    (("The bottle cap is warped at the hinge.", "The bottle cap is warped at the hinge."), 1),
    (("The lamp bulb flickers due to pixelation.", "The lamp bulb is pixelated but stable."), 0.5),
]
PAIRS = [pair for pair, _ in SHOTS]
MARKS = [mark for _, mark in SHOTS]


def test_the_local_judge_agrees_with_the_papers_examples() -> None:
    assert LocalJudge().score(PAIRS) == MARKS


def test_the_local_judge_reads_other_scripts_and_ignores_case() -> None:
    pairs = [
        ("왼손이 컵에 녹아든다.", "왼손이 컵에 녹아든다."),
        ("왼손이 컵에 녹아든다.", "배경이 흐려진다."),
        ("THE HAND MELTS.", "the hand melts."),
    ]
    assert LocalJudge().score(pairs) == [1, 0, 1]


def test_the_local_judge_says_what_it_counts() -> None:
    assert judge_of("local").name == "local:chrf2-33-66"
    assert judge_of("local").score([]) == []


def test_a_server_is_asked_the_papers_prompt_with_its_three_shots() -> None:
    with ChatServer(lambda body, number: says("0.5"), models=("judge-7b",)).running() as server:
        judge = judge_of(server.url)
        assert judge.score([("The hand melts.", "The hand is blurry.")]) == [0.5]
    assert judge.name == f"judge-7b at {server.url}"
    messages = server.bodies[0]["messages"]
    assert messages[0]["content"].endswith("Respond with only the score.")
    roles = [message["role"] for message in messages]
    assert roles == ["system", *["user", "assistant"] * 3, "user"]
    assert [message["content"] for message in messages[2:7:2]] == ["0", "1", "0.5"]
    assert "The hand melts." in messages[-1]["content"]
    assert "The hand is blurry." in messages[-1]["content"]


def test_a_judge_is_the_model_named_else_the_only_one_else_the_usual_one() -> None:
    with ChatServer(lambda body, number: says("1"), models=("a", "b")).running() as server:
        assert judge_of(server.url, "b").name == f"b at {server.url}"
        whole = judge_of(f"{server.url}/chat/completions")
        assert whole.name == f"{DEFAULT_MODEL} at {server.url}"


@pytest.mark.parametrize(
    ("answer", "mark"),
    [("1", 1), ("0", 0), ("0.5", 0.5), (" 1.0\n", 1), ("Score: 0.5.", 0.5), (".5", 0.5)],
)
def test_a_mark_is_found_in_the_answer(answer: str, mark: float) -> None:
    with ChatServer(lambda body, number: says(answer)).running() as server:
        assert judge_of(server.url).score(PAIRS[:1]) == [mark]


@pytest.mark.parametrize("answer", ["", "good", "10", "0.75", "2", "1.5", "100"])
def test_an_answer_that_is_no_mark_is_an_error_not_a_zero(answer: str) -> None:
    with (
        ChatServer(lambda body, number: says(answer)).running() as server,
        pytest.raises(ChatError, match=r"instead of 0, 0\.5 or 1"),
    ):
        judge_of(server.url).score(PAIRS[:1])


def test_marks_come_in_the_order_of_the_pairs() -> None:
    def script(body: dict[str, Any], number: int) -> Answer:
        true = body["messages"][-1]["content"]
        mark = next(str(mark) for (one, _), mark in SHOTS if one in true)
        return Answer(body=says(mark).body, wait=0.1 if number == 0 else 0)

    with ChatServer(script).running() as server:
        assert judge_of(server.url).score(PAIRS) == MARKS
