"""The processes that serve and that prepare videos never load what models need."""

from __future__ import annotations

import os
import subprocess
import sys

from tests.stack import ROOT

LOOK = """
import sys
import {module}
from django.urls import get_resolver
get_resolver().url_patterns
heavy = {{"torch", "transformers", "peft", "scipy", "safetensors", "numpy"}}
print(sorted(heavy & set(sys.modules)), [name for name in sys.modules if "reward.core" in name])
"""


def loaded_with(module: str) -> str:
    code = "import django; django.setup()" + LOOK.format(module=module)
    outcome = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env=os.environ, capture_output=True, check=True
    )
    return outcome.stdout.decode().strip()


def test_the_web_process_knows_the_routes_and_no_model() -> None:
    assert loaded_with("config.wsgi") == "[] []"


def test_a_worker_of_the_default_queue_knows_the_jobs_and_no_model() -> None:
    assert loaded_with("reward.jobs") == "[] []"
