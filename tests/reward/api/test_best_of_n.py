"""Rewards from the real thing: the example of docs/reward.md as it stands there, and a wait."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import httpx
import pytest

from annotation.actions import tokens
from annotation.models import User, Video
from reward.models import Prediction
from tests import make
from tests import stack as stacks
from tests.reward import served
from tests.stack import ROOT, Stack


@pytest.mark.timeout(180)
def test_the_documented_example_picks_the_best_of_n(stack: Stack, tmp_path: Path) -> None:
    project = make.project()
    served.checkpoint(project)
    _, secret = tokens.create(
        User.objects.get(username="rita"), name="best of n", scopes=("read", "write")
    )
    page = (ROOT / "docs" / "reward.md").read_text()
    (code,) = re.findall(r"```python\n(.*?)```", page, re.DOTALL)
    (tmp_path / "best_of_n.py").write_text(code)
    (tmp_path / "bad.mp4").write_bytes(b"no video")
    clips = [served.path(0), tmp_path / "bad.mp4", served.path(1)]
    with stacks.gpu_worker(stack):
        waited = waits_for_its_answer(stack, secret)
        outcome = subprocess.run(
            [sys.executable, "best_of_n.py", project.slug, *map(str, clips)],
            cwd=tmp_path,
            env=os.environ | {"TELLTALE_URL": stack.url, "TELLTALE_TOKEN": secret},
            capture_output=True,
            text=True,
            check=False,
            timeout=120,
        )
    assert outcome.returncode == 0, outcome.stderr
    said = re.findall(r"^(\S+)\. (\S+): (.*)$", outcome.stdout, re.MULTILINE)
    assert [place for place, _, _ in said] == ["1", "2", "-"]
    assert said[2][1] == "bad.mp4"
    assert float(said[0][2]) >= float(said[1][2])
    odds = {row.sha256: row.p_fake for row in Prediction.objects.all()}
    best = min((0, 1), key=lambda number: odds[served.line(number).video])
    assert said[0][1] == served.path(best).name
    assert not Video.objects.exists()
    assert waited["state"] == "done"
    assert waited["items"][0]["reward"] == 1 - odds[waited["items"][0]["sha256"]]


def waits_for_its_answer(stack: Stack, secret: str) -> dict[str, Any]:
    """Ask with a key: the job must be committed before the wait, and the key holds afterwards.

    A busy machine may take longer than one wait to load the model; asking again is one request.
    """
    clip = served.path(2)
    headers = {"Authorization": f"Token {secret}", "Idempotency-Key": "one"}
    answers = []
    with httpx.Client(base_url=stack.url, headers=headers, timeout=60) as client:
        while len(answers) < 4 and [code for code, _ in answers[-2:]] != [200, 200]:
            answer = client.post(
                "/api/v1/rewards/?wait=30",
                data={"project": "clips"},
                files={"file": (clip.name, clip.read_bytes())},
            )
            answers.append((answer.status_code, answer.json()))
    assert len({body["id"] for _, body in answers}) == 1
    assert answers[-1] == answers[-2]
    return answers[-1][1]
