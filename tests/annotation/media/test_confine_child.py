import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from annotation.media.child import GIB, ROOT, Bounds, run


def python(code: str) -> list[str]:
    return [sys.executable, "-c", code]


def test_output_and_log_come_back() -> None:
    code = "import sys; print('out'); print('log', file=sys.stderr); sys.exit(3)"
    outcome = run(python(code), Bounds(5, 5))
    assert (outcome.code, outcome.output, outcome.log) == (3, b"out\n", "log\n")
    assert not outcome.late


def test_lines_come_as_they_are_printed() -> None:
    lines: list[bytes] = []
    outcome = run(python("print('a'); print('b')"), Bounds(5, 5), on_line=lines.append)
    assert lines == [b"a\n", b"b\n"]
    assert outcome.output == b""


def test_processor_time_is_bounded() -> None:
    start = time.monotonic()
    assert run(python("while True: pass"), Bounds(cpu_s=1, wall_s=30)).late
    assert time.monotonic() - start < 10


def test_waiting_is_bounded() -> None:
    start = time.monotonic()
    assert run(python("import time; time.sleep(60)"), Bounds(cpu_s=30, wall_s=0.5)).late
    assert time.monotonic() - start < 5


def test_memory_is_bounded() -> None:
    code = "b = bytearray(600 << 20); print('got it')"
    assert run(python(code), Bounds(5, 5, memory=GIB // 2)).code != 0
    assert run(python(code), Bounds(5, 5, memory=2 * GIB)).output == b"got it\n"


def test_files_are_bounded(tmp_path: Path) -> None:
    path = tmp_path / "large"
    code = f"open({str(path)!r}, 'wb').write(bytes(2 << 20))"
    assert run(python(code), Bounds(5, 5, file_size=1 << 20)).code != 0
    assert path.stat().st_size <= 1 << 20


def test_no_secret_reaches_a_child(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRET_KEY", "do not tell")
    code = "import os; print(sorted(os.environ))"
    outcome = run(python(code), Bounds(5, 5))
    assert outcome.output == b"['LC_ALL', 'PATH', 'PYTHONPATH']\n"


def test_a_child_is_killed_when_its_line_is_not_wanted() -> None:
    start = time.monotonic()

    def refuse(line: bytes) -> None:
        raise RuntimeError(line.decode())

    code = "import time; print('x', flush=True); time.sleep(60)"
    with pytest.raises(RuntimeError):
        run(python(code), Bounds(30, 30), on_line=refuse)
    assert time.monotonic() - start < 5


def test_a_child_dies_with_its_parent(tmp_path: Path) -> None:
    note = tmp_path / "pid"
    child = f"import os, time; open({str(note)!r}, 'w').write(str(os.getpid())); time.sleep(60)"
    parent = (
        "import sys; from annotation.media.child import Bounds, run;"
        f" run([sys.executable, '-c', {child!r}], Bounds(60, 60))"
    )
    process = subprocess.Popen(python(parent), cwd=ROOT)
    pid = _written(note)
    process.send_signal(signal.SIGKILL)
    process.wait()
    deadline = time.monotonic() + 5
    while _alive(pid) and time.monotonic() < deadline:
        time.sleep(0.02)
    assert not _alive(pid)


def _written(note: Path) -> int:
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline:
        if note.is_file() and (text := note.read_text()):
            return int(text)
        time.sleep(0.02)
    raise AssertionError("the child never started")


def _alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    # A zombie that nobody has collected yet is dead.
    state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    return state != "Z"
