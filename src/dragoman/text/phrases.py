"""Many phrases found in one pass.

In: phrases with what they stand for. Out: for a text, the phrases that stand in it at word boundaries. A capital letter of a
phrase must be a capital in the text. An Aho-Corasick automaton finds all occurrences, overlapping ones too; the boundary filter
comes after it, since filtering the longest first would lose hits that a longer, unbounded one hides.
"""

import re
from collections.abc import Iterable
from typing import Generic, NamedTuple, TypeVar

from daachorse import CharwiseDoubleArrayAhoCorasick

from dragoman.text.normalise import Text, lower_same_length

Meaning = TypeVar("Meaning")
WORD = re.compile(r"\w+")


class Hit(NamedTuple):
    """A phrase in a text: `norm[start:end]`, and all that the phrase may mean."""

    start: int
    end: int
    meanings: tuple[object, ...]


class Phrases(Generic[Meaning]):
    """A compiled set of phrases."""

    def __init__(self, phrases: Iterable[tuple[str, Meaning]]) -> None:
        variants: dict[str, dict[tuple[int, ...], list[Meaning]]] = {}
        for phrase, meaning in phrases:
            capitals = tuple(i for i, c in enumerate(phrase) if c.isupper())
            variants.setdefault(lower_same_length(phrase), {}).setdefault(capitals, []).append(meaning)
        self._patterns = list(variants)
        self._variants = [
            (len(phrase), [(capitals, tuple(meanings)) for capitals, meanings in variants[phrase].items()])
            for phrase in self._patterns
        ]
        self._automaton = CharwiseDoubleArrayAhoCorasick(self._patterns) if self._patterns else None

    def find(self, text: Text) -> list[Hit]:
        """Return all hits in `text`, in order of start, then longest first."""
        if self._automaton is None:
            return []
        norm = text.norm
        begins, finishes = set(), set()
        for match in WORD.finditer(norm):
            begins.add(match.start())
            finishes.add(match.end())
        hits: list[Hit] = []
        length = len(norm)
        for start, end, pattern in self._automaton.find_overlapping(text.fold):
            if start not in begins and norm[start].isalnum():
                continue
            if end not in finishes and end <= length and norm[end - 1].isalnum():
                continue
            for capitals, meanings in self._variants[pattern][1]:
                if all(norm[start + i].isupper() for i in capitals):
                    hits.append(Hit(start, end, meanings))
        hits.sort(key=lambda hit: (hit.start, -hit.end))
        return hits
