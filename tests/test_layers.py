"""The shape of the code: who may import whom, and how long a file may grow."""

from __future__ import annotations

from pathlib import Path

from importlinter.cli import lint_imports

ROOT = Path(__file__).resolve().parent.parent
LONGEST = 400


def test_imports_go_down_and_pure_packages_stay_pure() -> None:
    assert lint_imports(no_cache=True) == 0


def test_no_source_file_is_longer_than_a_person_reads() -> None:
    sources = [
        path
        for folder, suffix in (
            ("annotation", "py"),
            ("config", "py"),
            ("reward", "py"),
            ("bench", "py"),
            ("tests", "py"),
            ("frontend/src", "ts*"),
            ("frontend/src", "css"),
            ("frontend/scripts", "mjs"),
        )
        for path in (ROOT / folder).rglob(f"*.{suffix}")
        if not {"migrations", "paraglide"} & set(path.parts) and not path.name.endswith(".d.ts")
    ]
    lengths = {path.relative_to(ROOT): len(path.read_text().splitlines()) for path in sources}
    assert len(lengths) > 50
    assert {path: lines for path, lines in lengths.items() if lines > LONGEST} == {}
