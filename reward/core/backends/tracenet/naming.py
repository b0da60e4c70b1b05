"""Which words name things, and how to say the same without naming any.

What goes wrong depends on the kind of flaw; what it happens to does not. So a word that is not
everywhere and occurs with many kinds, or is too rare to tell, names a thing; a word that occurs
with one kind says what happens.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from reward.core.backends.tracenet.phrases import language_of

EVERYWHERE = 0.12  # share of texts from which a word belongs to the language
LOYAL = 0.6  # share of a word's texts with one kind from which it belongs to that kind
RARE = 4  # texts below which nothing is known of a word
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_PARTICLE = re.compile("(이|가|은|는|을|를|과|와|의|에서|에게|에|으로|로|도|만|처럼)$")
# Closed classes, that name nothing however rare they are in the texts at hand.
_CLOSED = """
a an the this that these those its it he she they his her their one two some all no not and or but
as at by for from in into of off on onto out over to up with without while when where which who is
are was were be been being has have had do does did there here than then so if again still just
only also before after during through between across along around away something nothing any each
both another other itself themselves object thing upper lower left right middle centre top bottom
side picture near s start end
그 이 저 한 두 것 것이 수 더 안 못 및 또 또는 그리고 물체 물체가 물체는 물체를 물체의 있다 없다
화면 왼쪽 오른쪽 위 아래 왼쪽에서 오른쪽에서 가운데에서 위쪽에서 아래쪽에서 위에서 아래에서
초 초부터 초까지 초와 초에 사이에 이후 끝까지
"""
_FUNCTION = frozenset(_CLOSED.split())
# After 물체, which ends in a vowel.
_AFTER_VOWEL = {"이": "가", "은": "는", "을": "를", "과": "와", "으로": "로"}


@dataclass(frozen=True, slots=True)
class Lexicon:
    """``common``: words of the language; ``kinds``: words that belong to one kind of flaw."""

    common: frozenset[str]
    kinds: dict[str, int]

    def names(self, text: str) -> list[str]:
        """Return the words of ``text`` that name things, lower case, in order."""
        return [word for word in words_of(text) if self._is_name(word)]

    def kinds_said(self, text: str) -> set[int]:
        """Return the kinds of flaw that words of the text belong to."""
        return {self.kinds[word] for word in words_of(text) if word in self.kinds}

    def unnamed(self, text: str) -> str:
        """Say "object" for every thing that is named: "The red cup melts." → "The object melts."""
        if language_of(text) == "ko":
            return self._without_names(text, _thing_ko)
        plain = self._without_names(text, lambda _: "object")
        plain = re.sub(r"\b([Aa]) (?=object\b)", r"\1n ", plain)
        return plain[:1].upper() + plain[1:]

    def _without_names(self, text: str, thing: object) -> str:
        pieces: list[str] = []
        at = 0
        run: list[re.Match[str]] = []
        for found in [*_WORD.finditer(text), None]:
            adjacent = found and (not run or text[run[-1].end() : found.start()].strip() == "")
            if found and adjacent and self._is_name(found[0].lower()):
                run.append(found)
                continue
            if run:
                pieces += [text[at : run[0].start()], thing(run[-1][0])]  # type: ignore[operator]
                at = run[-1].end()
                run = [found] if found and self._is_name(found[0].lower()) else []
        return "".join(pieces) + text[at:]

    def _is_name(self, word: str) -> bool:
        return not (word in self.common or word in self.kinds or word in _FUNCTION)


def lexicon_of(told: Iterable[tuple[str, int]]) -> Lexicon:
    """Learn from texts with their kinds (-1: unknown)."""
    totals: Counter[str] = Counter()
    appears: defaultdict[str, Counter[int]] = defaultdict(Counter)
    language: dict[str, str] = {}
    for text, kind in told:
        tongue = language_of(text)
        totals[tongue] += 1
        for word in set(words_of(text)):
            appears[word][kind] += 1
            language.setdefault(word, tongue)
    common, kinds = set(), {}
    for word, counts in appears.items():
        count = counts.total()
        kind, most = max(counts.items(), key=lambda item: (item[1], -item[0]))
        if count >= EVERYWHERE * totals[language[word]] and most < LOYAL * count:
            common.add(word)
        elif count >= RARE and most >= LOYAL * count and kind >= 0:
            kinds[word] = kind
    return Lexicon(frozenset(common), kinds)


def words_of(text: str) -> list[str]:
    return [found.lower() for found in _WORD.findall(text)]


def _thing_ko(last: str) -> str:
    found = _PARTICLE.search(last)
    particle = found[1] if found and len(last) > len(found[1]) else ""
    return "물체" + _AFTER_VOWEL.get(particle, particle)
