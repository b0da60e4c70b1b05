"""The process that serves loads nothing that decodes, learns or builds files."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
HEAVY = {"av", "numpy", "PIL", "pandas", "pyarrow", "torch", "transformers"}
SERVE = """
import sys
from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver
get_wsgi_application().load_middleware()
assert len(get_resolver().url_patterns) > 3
print(*sorted({name.partition(".")[0] for name in sys.modules}))
"""


def test_the_web_process_loads_no_numbers_and_no_media() -> None:
    environment = {"DJANGO_SETTINGS_MODULE": "config.settings", "PYTHONPATH": str(ROOT)}
    asked = ["scripts/unconnected", sys.executable, "-c", SERVE]
    done = subprocess.run(
        asked, cwd=ROOT, env=environment, capture_output=True, text=True, check=True
    )
    assert set(done.stdout.split()) & HEAVY == set()
    assert "annotation" in done.stdout.split()
