from bench.pace import pace
from tests.annotation.media.conftest import Drawn


def test_preparing_is_timed_both_ways(drawn: Drawn) -> None:
    found = pace(drawn("constant"), rounds=1)
    assert found.frames == 40
    # Ours runs the bare command and starts an interpreter to look at the file first.
    assert found.ours.cpu_s > found.bare.cpu_s > 0
    assert found.bare.wall_s > 0
