"""Where and when in words, English and Korean, so that a text can be held against its numbers.

A place is one of nine parts of the picture and has one phrase in two variants. Seconds stand in a
text as ``{start}`` and ``{end}`` until the trace they belong to is known.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from annotation.domain.geometry import Box

LANGUAGES = ("en", "ko")
PLACES = tuple((row, column) for row in (-1, 0, 1) for column in (-1, 0, 1))
SLOTS = ("{start}", "{end}")
LOW, HIGH = 0.38, 0.62  # borders of the middle of the picture, shares of its side
_SAME_S = 0.051  # seconds in a text are rounded to a tenth

_SIDES = {-1: "left", 1: "right"}
_ENDS = {-1: "top", 1: "bottom"}
_ROWS = {-1: "upper", 1: "lower"}
_SIDES_KO = {-1: "왼쪽", 1: "오른쪽"}
_ENDS_KO = {-1: "위쪽", 1: "아래쪽"}
_ROWS_KO = {-1: "위", 1: "아래"}


class Mention(NamedTuple):
    """A place named in a text: its index in ``PLACES``, which variant, and where it stands."""

    place: int
    variant: int
    begin: int
    end: int


def place_of(box: Box) -> int:
    """Return the index in ``PLACES`` of the box's centre."""
    return PLACES.index((_third(box.y + box.h / 2), _third(box.x + box.w / 2)))


def phrase(place: int, language: str, variant: int = 0) -> str:
    """Say a place: "in the upper left", "화면 왼쪽 위에서"; ``variant`` is 0 or 1."""
    row, column = PLACES[place]
    if language == "ko":
        return _phrase_ko(row, column)
    if row == column == 0:
        return ("near the centre", "in the middle of the picture")[variant]
    if row == 0:
        return f"on the {_SIDES[column]}" + (" side of the picture" if variant else "")
    if column == 0:
        return f"at the {_ENDS[row]} of the picture" if variant else f"near the {_ENDS[row]}"
    return f"in the {_ROWS[row]} {_SIDES[column]}" + (" of the picture" if variant else "")


def _phrase_ko(row: int, column: int) -> str:
    if row == column == 0:
        return "화면 가운데에서"
    if column == 0:
        return f"화면 {_ENDS_KO[row]}에서"
    return f"화면 {_SIDES_KO[column]}{f' {_ROWS_KO[row]}' if row else ''}에서"


_KNOWN = {
    phrase(place, language, variant): (place, variant)
    for language in LANGUAGES
    for variant in (1, 0)
    for place in range(len(PLACES))
}
# The longest first: "in the upper left" begins "in the upper left of the picture".
_PLACES = re.compile(
    "|".join(f"{re.escape(text)}(?!\\w)" for text in sorted(_KNOWN, key=len, reverse=True)),
    re.IGNORECASE,
)


def mentions(text: str) -> list[Mention]:
    """Return the places that ``text`` names, in order."""
    return [
        Mention(*_KNOWN[found[0].lower()], found.start(), found.end())
        for found in _PLACES.finditer(text)
    ]


def placed(text: str, place: int, *, to_end: bool) -> str:
    """Say where and when, so that it is true: other places are renamed, what is missing added.

    "The cup melts." → "The cup melts (in the lower left, from {start} s on)."
    """
    language = language_of(text)
    named = mentions(text)
    for one in reversed(named):
        words = phrase(place, language, one.variant)
        if text[one.begin].isupper():
            words = words[0].upper() + words[1:]
        text = text[: one.begin] + words + text[one.end :]
    missing = [] if named else [phrase(place, language)]
    if SLOTS[0] not in text:
        missing.append(_when(language, to_end=to_end))
    if not missing:
        return text
    body = text.strip().rstrip(".!?。 ")
    return f"{body} ({', '.join(missing)})."


def _when(language: str, *, to_end: bool) -> str:
    if language == "ko":
        return "{start}초부터" if to_end else "{start}초부터 {end}초까지"
    return "from {start} s on" if to_end else "from {start} s to {end} s"


def true_of(text: str, place: int, *, to_end: bool) -> bool:
    """Whether the text names this place only, no number but the trace's own, and its end."""
    named = {one.place for one in mentions(text)}
    loose = re.search(r"[0-9{}]", re.sub("|".join(map(re.escape, SLOTS)), "", text))
    return named == {place} and SLOTS[0] in text and (to_end or SLOTS[1] in text) and not loose


def slotted(text: str, start_s: float, end_s: float) -> str:
    """Put slots where the text gives the trace's own times, in seconds."""

    def slot(found: re.Match[str]) -> str:
        said = float(found[0])
        if abs(said - start_s) < _SAME_S:
            return SLOTS[0]
        return SLOTS[1] if abs(said - end_s) < _SAME_S else found[0]

    return re.sub(r"\d+\.\d+", slot, text)


def filled(text: str, start_s: float, end_s: float) -> str:
    """Put the trace's times, in seconds, where the slots are."""
    return text.replace(SLOTS[0], f"{start_s:.1f}").replace(SLOTS[1], f"{end_s:.1f}")


# Which way something moves cannot be read off a trace: nothing is said of it.
_HEADING = re.compile(
    r" (?:to the (?:left|right)|upwards|downwards)\b,?|(?:왼쪽으로|오른쪽으로|위로|아래로) "
)


def without_heading(text: str) -> str:
    return _HEADING.sub("", text)


def language_of(text: str) -> str:
    """Return ko for a text with Hangul, else en."""
    return "ko" if re.search("[가-힣]", text) else "en"


_MIRRORED = {"left": "right", "right": "left", "왼": "오른", "오른": "왼"}
_HANDED = re.compile(
    r"\b(?:left|right)\b|오른(?=쪽|손|팔|발|편)|왼(?=쪽|손|팔|발|편)", re.IGNORECASE
)


def mirror(text: str) -> str:
    """Exchange left and right, as a mirrored clip needs."""
    return _HANDED.sub(lambda found: _cased(_MIRRORED[found[0].lower()], found[0]), text)


def _cased(word: str, like: str) -> str:
    return word.capitalize() if like[0].isupper() else word


def _third(share: float) -> int:
    return -1 if share < LOW else 1 if share > HIGH else 0
