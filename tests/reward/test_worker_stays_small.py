"""A worker of the default queue knows the jobs of this app and loads no model's libraries."""

from __future__ import annotations

import os
import subprocess
import sys

from tests.stack import ROOT

LOOK = """
import django
django.setup()
import sys
import reward.jobs
heavy = {"torch", "transformers", "peft", "scipy", "safetensors"} & set(sys.modules)
print(sorted(heavy), [name for name in sys.modules if "reward.core.backends" in name])
"""


def test_it_loads_neither_torch_nor_a_backend() -> None:
    outcome = subprocess.run(
        [sys.executable, "-c", LOOK], cwd=ROOT, env=os.environ, capture_output=True, check=True
    )
    assert outcome.stdout.decode().strip() == "[] []"
