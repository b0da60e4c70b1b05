"""The remote backend: what a server is shown, how its answers become predictions, what is kept."""

from __future__ import annotations

import base64
import io
import json
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from math import log
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from annotation.domain.document import Verdict
from annotation.domain.taxonomy import Category
from annotation.domain.timeline import Span
from annotation.media.encode import Encoding, encode
from reward.core import backends, checkpoint
from reward.core.answers import Coordinates, Style, pattern
from reward.core.backends.remote.backend import Remote
from reward.core.backends.remote.config import read_config
from reward.core.backends.remote.odds import p_fake
from reward.core.checkpoint import Card
from reward.core.contract import Example
from reward.core.errors import CheckpointError, ConfigError, MediaError, TrainingError
from reward.core.server import ChatError
from tests.reward.core.chat_server import KEY, Answer, ChatServer, fails, says
from tests.reward.core.judged import example, trace

FAKE = (
    "FAKE. The video is AI-generated. The unnatural part is at [42, 28, 84, 56] starting 0.30 "
    "seconds. The reason is because the hand melts."
)


@pytest.fixture
def clip(tmp_path: Path) -> Example:
    """Ten frames of 168 x 112, ten a second, each brighter than the one before."""
    path = tmp_path / "media" / "a clip.mp4"
    path.parent.mkdir()
    pictures = (np.full((112, 168, 3), 20 * k + 20, np.uint8) for k in range(10))
    encode(path, pictures, Encoding(rate=Fraction(10)))
    one = example(1, "fake", trace(), width=168, height=112, media="a clip.mp4")
    return replace(one, path=path)


@pytest.fixture(autouse=True)
def key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", KEY)


@pytest.fixture
def server() -> Iterator[ChatServer]:
    with ChatServer(lambda body, number: says(FAKE)).running() as server:
        yield server


def remote(server: ChatServer, **changed: Any) -> Remote:
    values = {"url": server.url, "model": "tiny", "timeout_s": 5.0, "factor": 14}
    return Remote(read_config(values | changed))


def content(server: ChatServer) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = server.bodies[0]["messages"][0]["content"]
    return found


def test_an_answer_becomes_a_prediction(server: ChatServer, clip: Example) -> None:
    (found,) = remote(server).predict([clip])
    assert (found.video, found.p_fake, found.confidences) == (clip.line.video, 1.0, (1.0,))
    (said,) = found.document.traces
    box = said.track.union(said.span)
    # 42 to 84 of 168 pixels and 28 to 56 of 112.
    assert box is not None
    assert (box.x, box.y, box.w, box.h) == (0.25, 0.25, 0.25, 0.25)
    assert (said.span, said.explanation.text) == (Span(3, 10), "the hand melts.")
    assert found.document.note == ""


def test_frames_are_sent_as_pictures_with_their_times(server: ChatServer, clip: Example) -> None:
    remote(server, fps=5, frame_pixels=84 * 56).predict([clip])
    *shown, question = content(server)
    assert [part["text"] for part in shown[::2]] == [
        f"Frame at {seconds} seconds:" for seconds in ("0.00", "0.20", "0.40", "0.60", "0.80")
    ]
    pictures = [_picture(part["image_url"]["url"]) for part in shown[1::2]]
    assert {picture.size for picture in pictures} == {(84, 56)}
    # Frames 0, 2, 4, 6 and 8 are grey 20, 60, 100, 140 and 180.
    shades = [np.asarray(picture).mean() for picture in pictures]
    assert shades == pytest.approx([20, 60, 100, 140, 180], abs=4)
    assert "AI-generated or real by detecting unnatural parts" in question["text"]
    assert "pixels of the frame, which is 84 wide and 56 high" in question["text"]


def test_a_model_that_was_taught_is_asked_as_it_was_taught(
    server: ChatServer, clip: Example
) -> None:
    remote(server, form=False).predict([clip])
    assert content(server)[-1]["text"].endswith("the starting time of them, and an explanation.")


def test_a_video_is_sent_whole_or_by_its_address(server: ChatServer, clip: Example) -> None:
    remote(server, see="video").predict([clip])
    kind, _, data = content(server)[0]["video_url"]["url"].partition(";base64,")
    assert kind == "data:video/mp4"
    assert base64.b64decode(data) == clip.path.read_bytes()
    remote(server, see="video", media_url="https://media.test/clips/").predict([clip])
    part = server.bodies[1]["messages"][0]["content"][0]
    assert part == {
        "type": "video_url",
        "video_url": {"url": "https://media.test/clips/a%20clip.mp4"},
    }


def test_the_document_style_is_held_to_its_pattern_and_read(clip: Example) -> None:
    told = {
        "category": "object_merging",
        "start": 0.2,
        "end": 0.5,
        "boxes": [[0.2, 250, 250, 500, 500]],
        "explanation": "It melts.",
    }
    answer = says(json.dumps({"verdict": "fake", "traces": [told, told]}))
    with ChatServer(lambda body, number: answer).running() as server:
        (found,) = remote(server, style="document", coordinates="thousand", constrain=True).predict(
            [clip]
        )
    expression = pattern(Style.DOCUMENT, Coordinates.THOUSAND)
    assert server.bodies[0]["structured_outputs"] == {"regex": expression}
    first, _ = found.document.traces
    assert (first.category, first.span) == (Category.OBJECT_MERGING, Span(2, 5))
    # The first of two is the one that speaks.
    assert found.confidences == (1.0, 0.5)


def token(text: str, probability: float, **others: float) -> dict[str, Any]:
    tops = {text: probability, **others}
    listed = [{"token": name, "logprob": log(odds)} for name, odds in tops.items()]
    return {"token": text, "logprob": log(probability), "top_logprobs": listed}


def test_odds_are_those_of_the_token_that_decides(clip: Example) -> None:
    tokens = [token("FA", 0.6, REAL=0.2, Maybe=0.2), token("KE", 1.0)]
    answer = says(FAKE, logprobs={"content": tokens})
    with ChatServer(lambda body, number: answer).running() as server:
        (found,) = remote(server, odds=True).predict([clip])
    assert (server.bodies[0]["logprobs"], server.bodies[0]["top_logprobs"]) == (True, 20)
    # 0.6 against 0.2, whatever else there was.
    assert found.p_fake == pytest.approx(0.75)


@pytest.mark.parametrize(
    ("tokens", "style", "expected"),
    [
        # Several alternatives that begin the same verdict count together.
        ([token("FAKE", 0.5, FA=0.1, RE=0.2, REAL=0.2)], Style.PAPER, 0.6),
        # The verdict comes after tokens that both answers share.
        (
            [
                token('{"', 1.0),
                token("verdict", 1.0),
                token('":"', 1.0),
                token("real", 0.9, fake=0.1),
            ],
            Style.DOCUMENT,
            0.1,
        ),
        ([token('{ "verdict', 1.0), token('": "f', 0.8, **{'": "r': 0.2})], Style.DOCUMENT, 0.8),
        ([token("**", 1.0), token("REAL", 0.75, FAKE=0.25)], Style.PAPER, 0.25),
        # The other verdict is not among the alternatives: at most as likely as the least of them.
        ([token("FAKE", 0.9, Maybe=0.1)], Style.PAPER, 0.9),
        ([token("Sorry", 0.9)], Style.PAPER, None),
        ([], Style.PAPER, None),
        ([{}], Style.PAPER, None),
        ([{"token": 7, "logprob": "x", "top_logprobs": 3}], Style.PAPER, None),
    ],
)
def test_the_deciding_token_is_found_in_either_style(
    tokens: list[dict[str, Any]], style: Style, expected: float | None
) -> None:
    assert p_fake(tokens, style) == (expected and pytest.approx(expected))


def test_an_answer_that_cannot_be_read_is_undecided_and_says_so(clip: Example) -> None:
    with ChatServer(lambda body, number: says("I cannot watch videos.")).running() as server:
        (found,) = remote(server).predict([clip])
    assert (found.document.verdict, found.p_fake) == (None, 0.5)
    assert found.document.note == "unread: verdict"


def test_many_clips_are_asked_about_at_once_and_answered_in_order(clip: Example) -> None:
    clips = [replace(clip, line=replace(clip.line, video=f"{k:064x}")) for k in range(12)]

    def script(body: dict[str, Any], number: int) -> Answer:
        if number == 3:
            return fails(429, retry_after="0.1")
        return Answer(body=says("REAL" if number % 2 else FAKE).body, wait=0.02)

    with ChatServer(script).running() as server:
        backend = remote(server, concurrency=4, price_in=1.0)
        found = backend.predict(clips)
    assert [one.video for one in found] == [one.line.video for one in clips]
    assert {one.document.verdict for one in found} == {Verdict.FAKE, Verdict.REAL}
    assert backend.usage.dollars == pytest.approx(12 * 100 / 1e6)
    assert (backend.usage.requests, backend.usage.failures) == (12, 1)


def test_a_run_that_goes_on_asks_only_what_it_has_no_answer_to(
    clip: Example, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    clips = [replace(clip, line=replace(clip.line, width=k)) for k in (160, 170, 180)]

    def script(body: dict[str, Any], number: int) -> Answer:
        return fails(403, "no more money") if number == 2 else says(FAKE)

    cache = str(tmp_path / "answers")
    with ChatServer(script).running() as server:
        with pytest.raises(ChatError, match="no more money"):
            remote(server, cache=cache, concurrency=1, factor=2).predict(clips)
        # Whoever pays is told what; here nothing was finished.
        assert capsys.readouterr().err == ""
        found = remote(server, cache=cache, factor=2, price_in=5000.0).predict(clips)
        assert len(server.bodies) == 4
        assert len({one.document for one in found}) == 3
        assert "tiny: 1 answers, 0 failed tries, 100 tokens in, 10 out, 0.50 dollars" in (
            capsys.readouterr().err
        )
        # An answer that was damaged is asked for again.
        for file in (tmp_path / "answers").iterdir():
            file.write_text("{")
        remote(server, cache=cache, factor=2).predict(clips)
    assert len(server.bodies) == 7
    assert not list((tmp_path / "answers").glob("*.partial"))


def test_a_clip_that_is_gone_is_named(server: ChatServer, clip: Example) -> None:
    gone = replace(clip, path=clip.path.with_name("gone.mp4"))
    for see in ("frames", "video"):
        with pytest.raises(MediaError, match=r"gone\.mp4"):
            remote(server, see=see).predict([gone])


def test_a_server_that_fails_for_good_is_an_error(clip: Example) -> None:
    with (
        ChatServer(lambda body, number: fails(500)).running() as server,
        pytest.raises(ChatError, match="status 500 at try 1, the last"),
    ):
        remote(server, tries=1).predict([clip])


def test_a_server_cannot_be_trained(server: ChatServer, tmp_path: Path) -> None:
    with pytest.raises(TrainingError, match="cannot be trained from here"):
        remote(server).fit([], [], seconds=1, seed=0, state=tmp_path, report=print)
    assert server.bodies == []


def test_a_checkpoint_keeps_the_configuration_and_not_the_key(
    server: ChatServer, tmp_path: Path
) -> None:
    config = {"url": server.url, "model": "a", "style": "document", "extra": {"top_p": 0.5}}
    backend = backends.create("remote", config, seed=3, model="tiny")
    card = checkpoint.save(tmp_path / "out", Card(backend="remote", config=config), backend.save)
    again = backends.load(card, tmp_path / "out")
    assert isinstance(again, Remote)
    assert isinstance(backend, Remote)
    assert again.config == backend.config
    assert (again.config.model, again.config.style) == ("tiny", Style.DOCUMENT)
    assert not any(KEY in file.read_text() for file in (tmp_path / "out").iterdir())


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"url": "http://h/v1", "model": "m", "a": 1}'])
def test_a_damaged_configuration_is_named(text: str, tmp_path: Path) -> None:
    (tmp_path / "config.json").write_text(text)
    with pytest.raises(CheckpointError, match=r"config\.json"):
        Remote.load(tmp_path)


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"colour": 1}, "no setting 'colour'"),
        ({"model": ""}, "needs a model"),
        ({"style": "verse"}, "style cannot be 'verse': expected paper or document"),
        ({"see": "sound"}, "see cannot be 'sound': expected frames or video"),
        ({"fps": "fast"}, "fps cannot be 'fast': expected float"),
        ({"fps": 0}, "fps must be greater than 0"),
        ({"quality": 101}, "quality is from 1 to 100"),
        ({"requests_per_minute": "9"}, "expected float or NoneType"),
        ({"url": "host"}, "begins with http"),
        ({"tries": 0}, "are positive"),
        ({"media_url": "http://h/"}, 'needs see = "video"'),
        ({"extra": {"api_key": "x"}}, "secrets belong in the environment"),
        ({"extra": {"Authorization": "x"}}, "secrets belong in the environment"),
    ],
)
def test_a_configuration_that_cannot_be_is_refused_with_the_reason(
    changed: dict[str, Any], reason: str
) -> None:
    with pytest.raises(ConfigError, match=reason):
        read_config({"url": "http://host/v1", "model": "tiny"} | changed)


def test_a_configuration_that_holds_the_key_is_refused(server: ChatServer) -> None:
    with pytest.raises(ConfigError, match="holds the key") as caught:
        remote(server, extra={"user": KEY})
    assert KEY not in str(caught.value)


def _picture(url: str) -> Image.Image:
    kind, _, data = url.partition(";base64,")
    assert kind == "data:image/jpeg"
    return Image.open(io.BytesIO(base64.b64decode(data)))
