"""Which words name things, and how to say the same without naming any.

What goes wrong depends on the kind of flaw; what it happens to does not. So a word that occurs with
as many kinds as chance would have it names a thing; a word that occurs with one kind says what
happens. Of a rare word its place in the sentence must tell.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from math import exp, log

from reward.core.backends.tracenet.phrases import language_of

EVERYWHERE = 0.3  # share of texts from which a word belongs to the language
LOYAL = 0.6  # share of a word's texts with one kind from which it belongs to that kind
SPREAD = 0.5  # share of the kinds that chance would have it with, from which a word is a name
RARE = 4  # texts below which nothing is known of a word
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_PARTICLE = re.compile("(?<=.)(이|가|은|는|을|를|과|와|의|에서|에게|에|으로|로|도|만|처럼)$")
_DETERMINERS = frozenset(
    ("a", "an", "the", "this", "that", "its", "his", "her", "their", "one", "two", "another")
)
# Closed classes, and the words for places and times: they name nothing however they occur.
_CLOSED = """
a an the this that these those its it he she they his her their one two some all no not and or but
as at by for from in into of off on onto out over to up with without while when where which who is
are was were be been being has have had do does did there here than then so if again still just
only also before after during through between across along around away something nothing nobody
any each both another other itself themselves object thing although though because until should
would could can may might must will upper lower left right middle centre top bottom side picture
near s start end second
그 이 저 한 두 것 것이 수 더 안 못 및 또 또는 그리고 물체 물체가 물체는 물체를 물체의 있다 없다 다시
잠시 화면 왼쪽 오른쪽 가운데 위 아래 위쪽 아래쪽 초 초부터 초까지 사이 이후 끝까지 중간 하나 둘
"""
_FUNCTION = frozenset(_CLOSED.split())
# After 물체, which ends in a vowel.
_AFTER_VOWEL = {"이": "가", "은": "는", "을": "를", "과": "와", "으로": "로"}


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Stems of words: ``things`` name one, ``known`` are not rare, ``kinds`` belong to a kind."""

    things: frozenset[str]
    known: frozenset[str]
    kinds: dict[str, int]

    def names(self, text: str) -> list[str]:
        """Return the stems in ``text`` that name things, lower case, in order."""
        return [stem(found[0]) for found in self._found(text)]

    def kinds_said(self, text: str) -> set[int]:
        """Return the kinds of flaw that words of the text belong to."""
        stems = {stem(found[0]) for found in _WORD.finditer(text)}
        return {self.kinds[one] for one in stems if one in self.kinds}

    def unnamed(self, text: str) -> str:
        """Say "object" for every thing that is named: "The red cup melts." → "The object melts."""
        if language_of(text) == "ko":
            return self._without(text, _thing_ko)
        plain = self._without(text, lambda _: "object")
        plain = re.sub(r"\b([Aa]) (?=object\b)", r"\1n ", plain)
        return plain[:1].upper() + plain[1:]

    def _without(self, text: str, thing: Callable[[str], str]) -> str:
        """Put ``thing`` of the last name in place of every run of names."""
        runs: list[list[re.Match[str]]] = []
        for found in self._found(text):
            if runs and not text[runs[-1][-1].end() : found.start()].strip():
                runs[-1].append(found)
            else:
                runs.append([found])
        for run in reversed(runs):
            text = text[: run[0].start()] + thing(run[-1][0]) + text[run[-1].end() :]
        return text

    def _found(self, text: str) -> Iterator[re.Match[str]]:
        before, named = "", False
        for found in _WORD.finditer(text):
            root = stem(found[0])
            unheard = root not in self.known and root not in _FUNCTION
            led = named or before in _DETERMINERS or _PARTICLE.search(found[0]) is not None
            named = root in self.things or (unheard and led)
            if named:
                yield found
            before = found[0].lower()


def lexicon_of(told: Iterable[tuple[str, int]]) -> Lexicon:
    """Learn from texts with their kinds (-1: unknown)."""
    texts, overall = Counter[str](), Counter[int]()
    appears: defaultdict[str, Counter[int]] = defaultdict(Counter)
    tongue: dict[str, str] = {}
    for text, kind in told:
        language = language_of(text)
        texts[language] += 1
        overall[kind] += 1
        for root in {stem(found[0]) for found in _WORD.finditer(text)} - _FUNCTION:
            appears[root][kind] += 1
            tongue.setdefault(root, language)
    things, kinds = set(), {}
    known = {root for root, counts in appears.items() if counts.total() >= RARE}
    for root in known:
        counts = appears[root]
        kind, most = max(counts.items(), key=lambda item: (item[1], -item[0]))
        if most >= LOYAL * counts.total() and kind >= 0 and len(overall) > 1:
            kinds[root] = kind
        elif counts.total() < EVERYWHERE * texts[tongue[root]] and _spread(counts, overall):
            things.add(root)
    return Lexicon(frozenset(things), frozenset(known), kinds)


def _spread(counts: Counter[int], overall: Counter[int]) -> bool:
    """Whether a word occurs with about as many kinds as if its kinds were drawn by chance."""
    many = _effective(overall)
    by_chance = many * (1 - (1 - 1 / many) ** counts.total()) if many > 1 else 1.0
    return _effective(counts) >= SPREAD * by_chance


def _effective(counts: Counter[int]) -> float:
    """Return the number of equally frequent kinds that would be as uncertain (perplexity)."""
    total = counts.total()
    return exp(-sum(n / total * log(n / total) for n in counts.values()))


def stem(word: str) -> str:
    """Return the word in lower case, a Korean one without its particle."""
    return _PARTICLE.sub("", word.lower())


def _thing_ko(last: str) -> str:
    found = _PARTICLE.search(last)
    particle = found[1] if found else ""
    return "물체" + _AFTER_VOWEL.get(particle, particle)
