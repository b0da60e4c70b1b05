"""The command line teaches, stays light, and complains in one line."""

from __future__ import annotations

import io
import subprocess
import sys
from pathlib import Path

import pytest

from reward.core.__main__ import COMMANDS, main
from reward.core.progress import Bar

ROOT = Path(__file__).resolve().parents[3]


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself_with_an_example(
    command: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        main([command, "--help"])
    assert ended.value.code == 0
    assert f"python -m reward.core {command} " in capsys.readouterr().out


def test_the_help_names_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["--help"])
    shown = capsys.readouterr().out
    assert all(f"    {command}" in shown for command in COMMANDS)


def test_asking_for_help_loads_neither_torch_nor_django() -> None:
    program = (
        "import sys\n"
        "from reward.core import ahead, backends, checkpoint, data, describe, frames, train\n"
        "from reward.core.__main__ import main\n"
        "try: main(['train', '--help'])\n"
        "except SystemExit: pass\n"
        "heavy = {'torch', 'transformers', 'django', 'celery', 'scipy', 'sklearn'}\n"
        "sys.stderr.write(' '.join(heavy & sys.modules.keys()))"
    )
    command = [sys.executable, "-c", program]
    done = subprocess.run(command, check=True, cwd=ROOT, capture_output=True, text=True)
    assert done.stderr == ""


@pytest.mark.parametrize(
    "wrong", [["bake"], ["train"], ["predict", "--threads", "0"], ["train", "--minutes", "-1"]]
)
def test_a_command_line_that_cannot_be_is_refused(
    wrong: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        main(wrong)
    assert ended.value.code == 2
    assert "error:" in capsys.readouterr().err


def test_a_manifest_that_is_not_there_is_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out, missing = tmp_path / "m", tmp_path / "none.jsonl"
    arguments = ["--manifest", missing, "--media", tmp_path, "--out", out]
    assert main(["train", *map(str, arguments)]) == 1
    assert capsys.readouterr().err.splitlines()[-1] == (
        f"reward.core: {missing} cannot be read: No such file or directory."
    )


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def ticking(*seconds: float) -> object:
    """A clock that shows each of ``seconds`` in turn."""
    return iter(seconds).__next__


def test_a_bar_leaves_one_line_where_nobody_watches() -> None:
    stream = io.StringIO()
    with Bar("reading", 4, stream=stream, clock=ticking(0, 1, 2, 3, 75)) as bar:
        for done in (1, 2, 3):
            bar.show(done, loss=0.123456)
        assert stream.getvalue() == ""
    # 3 of 4 are 18 of 24 cells; 75 s are 1:15.
    assert stream.getvalue() == f"reading  [{'#' * 18}{'.' * 6}]  75%  1:15  loss 0.1235\n"


def test_a_bar_is_rewritten_for_a_terminal_ten_times_a_second() -> None:
    stream = Terminal()
    clock = ticking(0, 0.5, 0.5, 0.55, 0.7, 0.7, 0.8)
    with Bar("reading", stream=stream, clock=clock) as bar:
        bar.show(1, step=1)
        bar.show(2, step=2)  # 0.05 s later: not shown
        bar.show(3, step=3)
    drawn = stream.getvalue().split("\r\x1b[K")
    assert drawn == [
        "",
        "reading  0:00  step 1",
        "reading  0:00  step 3",
        "reading  0:00  step 3\n",
    ]


def test_a_note_stays_above_the_bar() -> None:
    stream = Terminal()
    with Bar("reading", stream=stream) as bar:
        bar.note("b\udcffd.mp4 is damaged")
    assert stream.getvalue().startswith("\r\x1b[Kb\\udcffd.mp4 is damaged\n")


def test_a_bar_counts_what_goes_by() -> None:
    stream = io.StringIO()
    with Bar("reading", 3, stream=stream) as bar:
        assert list(bar.over("abc")) == ["a", "b", "c"]
    assert "100%" in stream.getvalue()
