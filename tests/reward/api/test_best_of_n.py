"""The example of docs/reward.md, run as it stands there against the real thing."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

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
    best = min(odds, key=lambda sha256: odds[sha256])
    assert said[0][1] == next(served.path(n).name for n in (0, 1) if served.line(n).video == best)
    assert not Video.objects.exists()
