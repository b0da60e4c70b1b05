"""Everything Telltale refuses, named once. Pure: ``api/errors.py`` translates it to HTTP."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong with an input: a stable code, its place, and a sentence for a person."""

    code: str
    path: str
    message: str


class TelltaleError(Exception):
    """Root of every refusal. ``status`` is the HTTP status that fits it."""

    status = 400
    code = "error"

    def __init__(self, message: str, *, code: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        if code is not None:
            self.code = code


class InvalidError(TelltaleError):
    """An input is malformed; ``problems`` says where, one entry each."""

    status = 400
    code = "invalid"

    def __init__(
        self, problems: Iterable[Problem], message: str = "The input is not valid."
    ) -> None:
        super().__init__(message)
        self.problems = list(problems)


class NotReadyError(InvalidError):
    """A well-formed document that may be saved but not submitted yet."""

    status = 422
    code = "not_ready"


class NotFoundError(TelltaleError):
    """It is not there, or the asker may not know that it is."""

    status = 404
    code = "not_found"


class ForbiddenError(TelltaleError):
    """The asker may see it but not do this to it."""

    status = 403
    code = "forbidden"


class ConflictError(TelltaleError):
    """The thing is in a state that does not allow this."""

    status = 409
    code = "conflict"


class PreconditionRequiredError(TelltaleError):
    """A save or submission that does not name the revision it saw."""

    status = 428
    code = "revision_required"


class TooLargeError(TelltaleError):
    """More bytes than this is prepared to read."""

    status = 413
    code = "too_large"


class StaleRevisionError(TelltaleError):
    """Someone saved since; ``current`` is what they left, in the shape of a successful answer."""

    status = 412
    code = "stale_revision"

    def __init__(self, message: str, current: dict[str, Any]) -> None:
        super().__init__(message)
        self.current = current


class MediaRejectedError(TelltaleError):
    """The file is not a video Telltale can take; the message is written for the uploader."""

    status = 422
    code = "media_rejected"


class UnavailableError(TelltaleError):
    """A part this needs does not answer; trying again later may work."""

    status = 503
    code = "unavailable"
