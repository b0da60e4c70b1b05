"""``If-Match`` and ``If-None-Match``: the revision a client saw travels as the entity tag.

The tag is ``"<revision>"`` for a draft and ``"<revision>.<state>"`` afterwards, because the state
changes what is answered; only the revision decides whether a save is stale.
"""

from __future__ import annotations

import re

from rest_framework.request import Request

from annotation.actions.annotations import Stored
from annotation.errors import InvalidError, PreconditionRequiredError, Problem
from annotation.models import Annotation, AnnotationState

# W/ is what proxies that compress make of a strong tag.
_TAG = re.compile(r'(?:W/)?"([0-9]{1,9})(?:\.[a-z]{1,10})?"')


def tag(annotation: Annotation | Stored) -> str:
    """The entity tag of the annotation as it is."""
    if annotation.state == AnnotationState.DRAFT:
        return f'"{annotation.revision}"'
    return f'"{annotation.revision}.{annotation.state}"'


def revision_named(request: Request) -> int:
    """The revision in ``If-Match``; 428 without the header, 400 for anything but one revision."""
    revision = revision_if_named(request)
    if revision is None:
        raise PreconditionRequiredError(
            'Say which revision this is based on: send If-Match: "<revision>".'
        )
    return revision


def revision_if_named(request: Request) -> int | None:
    """The revision in ``If-Match``, or None without the header."""
    header = request.headers.get("If-Match")
    if header is None:
        return None
    found = _TAG.fullmatch(header.strip())
    if found is None:
        message = 'If-Match must name one revision, such as "12".'
        raise InvalidError([Problem("if_match", "If-Match", message)])
    return int(found[1])


def is_known(request: Request, current: str) -> bool:
    """Whether ``If-None-Match`` names the current tag, so that 304 says enough."""
    known = request.headers.get("If-None-Match", "")
    return any(entry.strip().removeprefix("W/") == current for entry in known.split(","))
