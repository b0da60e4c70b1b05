"""What keeps a draft from being submitted, with the places the page jumps to."""

from __future__ import annotations

import pytest

from annotation.domain.document import parse
from annotation.domain.submission import problems
from tests.annotation.domain.vectors import changed, load

VECTORS = load("submission")


@pytest.mark.parametrize("case", VECTORS["cases"], ids=lambda case: case["name"])
def test_problems(case: dict) -> None:
    found = problems(
        parse(changed(VECTORS["ready"], case)),
        frame_count=VECTORS["frame_count"],
        require_explanation=case.get("require_explanation", True),
    )
    assert [[problem.code, problem.path] for problem in found] == case["problems"]
    assert all(problem.message.endswith(".") for problem in found)
