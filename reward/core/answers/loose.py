"""JSON as models really write it: fenced, cut short, with stray commas, quotes and words around."""

from __future__ import annotations

import json
from typing import Any

_DEPTH = 16
_LONGEST = 100_000
_WORDS = {"null": None, "none": None, "true": True, "false": False}
_ESCAPES = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f"}


def find_object(text: str) -> tuple[dict[str, Any] | None, bool]:
    """Return the first JSON object in ``text``, and whether it is clean JSON.

    What is not clean is read as far as it goes; (None, False) where no object begins.
    """
    text = text[:_LONGEST]
    if (start := text.find("{")) < 0:
        return None, False
    try:
        value, _ = json.JSONDecoder().raw_decode(text, start)
    except (ValueError, RecursionError):
        value = _Scanner(text, start).value(0)
        return (value, False) if isinstance(value, dict) else (None, False)
    return value, True


class _Scanner:
    """Reads a value at ``at``; the end of the text closes whatever is open."""

    def __init__(self, text: str, at: int) -> None:
        self.text, self.at = text, at

    def value(self, depth: int) -> Any:
        """Read whatever begins here; None where it is nested too deep."""
        match self._peek():
            case "{" | "[" if depth >= _DEPTH:
                self.at = len(self.text)
                return None
            case "{":
                return self._members(depth)
            case "[":
                return self._items(depth)
            case '"' | "'":
                return self._quoted()
        return _meant(self._bare())

    def _peek(self) -> str:
        while self.at < len(self.text) and self.text[self.at].isspace():
            self.at += 1
        return self.text[self.at : self.at + 1]

    def _members(self, depth: int) -> dict[str, Any]:
        members: dict[str, Any] = {}
        self.at += 1
        while (here := self._peek()) not in ("", "}"):
            if here in ",]:":
                self.at += 1
                continue
            key = self._quoted() if here in "\"'" else self._bare()
            if self._peek() == ":":
                self.at += 1
                members[key] = self.value(depth + 1)
        self.at += 1
        return members

    def _items(self, depth: int) -> list[Any]:
        items: list[Any] = []
        self.at += 1
        while (here := self._peek()) not in ("", "]", "}"):
            if here in ",:":
                self.at += 1
                continue
            items.append(self.value(depth + 1))
        self.at += here == "]"
        return items

    def _quoted(self) -> str:
        quote, letters = self.text[self.at], []
        self.at += 1
        while self.at < len(self.text):
            letter = self.text[self.at]
            self.at += 1
            if letter == "\\":
                letters.append(self._escaped())
            elif letter == quote and self._closes():
                break
            else:
                letters.append(letter)
        return "".join(letters)

    def _closes(self) -> bool:
        # A quotation inside the text, as in "the "hand" melts", is followed by more text.
        return self.text[self.at : self.at + 20].lstrip()[:1] in ("", ",", ":", "]", "}")

    def _escaped(self) -> str:
        letter = self.text[self.at : self.at + 1]
        self.at += 1
        if letter == "u":
            digits = self.text[self.at : self.at + 4]
            self.at += 4
            try:
                code = int(digits, 16)
            except ValueError:
                return ""
            return "" if 0xD800 <= code <= 0xDFFF else chr(code)
        return _ESCAPES.get(letter, letter)

    def _bare(self) -> str:
        start = self.at
        while self.at < len(self.text) and self.text[self.at] not in ',:]}[{"\n':
            self.at += 1
        self.at += self.at == start  # always forward
        return self.text[start : self.at].strip()


def _meant(word: str) -> Any:
    if word.lower() in _WORDS:
        return _WORDS[word.lower()]
    try:
        return float(word) if len(word) < 40 else word
    except ValueError:
        return word
