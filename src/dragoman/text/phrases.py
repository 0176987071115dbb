"""Many phrases found in one pass.

In: phrases with what they stand for. Out: for a text, the phrases that stand in it at word boundaries. A capital letter of a
phrase must be a capital in the text. An Aho-Corasick automaton finds all occurrences, overlapping ones too; the boundary filter
comes after it, since filtering the longest first would lose hits that a longer, unbounded one hides.
"""

import re
from collections.abc import Callable, Iterable
from typing import Generic, NamedTuple, TypeVar

from daachorse import CharwiseDoubleArrayAhoCorasick

from dragoman.text.normalise import Text, lower_same_length

Meaning = TypeVar("Meaning")
_WORD = re.compile(r"\w\w+")


class Hit(NamedTuple):
    """A phrase in a text: `norm[start:end]`, and what it may mean, grouped."""

    start: int
    end: int
    groups: tuple[tuple[str, tuple[object, ...]], ...]


class Phrases(Generic[Meaning]):
    """A compiled set of phrases. `group` names the group of a meaning."""

    def __init__(self, phrases: Iterable[tuple[str, Meaning]], group: Callable[[Meaning], str]) -> None:
        variants: dict[str, dict[tuple[int, ...], list[Meaning]]] = {}
        for phrase, meaning in phrases:
            folded = lower_same_length(phrase)
            capitals = () if folded == phrase else tuple(i for i, c in enumerate(phrase) if c.isupper())
            variants.setdefault(folded, {}).setdefault(capitals, []).append(meaning)
        # Groups are shared between phrases, so that a large lexicon is few objects.
        shared: dict[tuple[int, ...], tuple[tuple[str, tuple[Meaning, ...]], ...]] = {}
        self._variants: list[tuple[tuple[tuple[int, ...], tuple[tuple[str, tuple[Meaning, ...]], ...]], ...]] = []
        for by_capitals in variants.values():
            row = []
            for capitals, meanings in by_capitals.items():
                key = tuple(map(id, meanings))
                if key not in shared:
                    groups: dict[str, list[Meaning]] = {}
                    for meaning in meanings:
                        groups.setdefault(group(meaning), []).append(meaning)
                    shared[key] = tuple((name, tuple(members)) for name, members in groups.items())
                row.append((capitals, shared[key]))
            self._variants.append(tuple(row))
        self._automaton = CharwiseDoubleArrayAhoCorasick(list(variants)) if variants else None

    def find(self, text: Text) -> list[Hit]:
        """Return all hits in `text`, in order of start, then longest first."""
        if self._automaton is None:
            return []
        norm = text.norm
        cut = bytearray(b"\1") * (len(norm) + 1)
        for match in _WORD.finditer(norm):
            start, end = match.span()
            cut[start + 1 : end] = bytes(end - start - 1)
        variants = self._variants
        hits: list[Hit] = []
        for start, end, pattern in self._automaton.find_overlapping(text.fold):
            if cut[start] and cut[end]:
                for capitals, groups in variants[pattern]:
                    if not capitals or all(norm[start + i].isupper() for i in capitals):
                        hits.append(Hit(start, end, groups))
        hits.sort(key=_order)
        return hits


def _order(hit: Hit) -> tuple[int, int]:
    return hit.start, -hit.end
