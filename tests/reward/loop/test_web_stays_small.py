"""The web process never loads torch, nor anything as heavy, whatever it is asked for."""

from __future__ import annotations

import subprocess
import sys

from tests.stack import ROOT

HEAVY = (
    "torch",
    "transformers",
    "scipy",
    "sklearn",
    "accelerate",
    "peft",
    "sacrebleu",
    "tokenizers",
)
LOOK = f"""
import sys
from config.wsgi import application
from django.urls import get_resolver
assert get_resolver().url_patterns
import reward.api.urls
loaded = sorted({{name.partition(".")[0] for name in sys.modules}} & set({HEAVY!r}))
loaded += sorted(name for name in sys.modules if name.startswith("reward.core.backends"))
print(loaded)
"""


def test_the_web_process_loads_neither_torch_nor_a_backend() -> None:
    done = subprocess.run(
        [sys.executable, "-c", LOOK], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.stdout.strip() == "[]", done.stderr[-2000:]
