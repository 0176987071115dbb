"""Many phrases found in one pass.

In: phrases with what they stand for. Out: for a text, the phrases that stand in it at word boundaries. A capital letter of a
phrase must be a capital in the text. An Aho-Corasick automaton finds all occurrences, overlapping ones too; the boundary filter
comes after it, since filtering the longest first would lose hits that a longer, unbounded one hides.
"""

from collections.abc import Callable, Iterable
from typing import Any, Generic, TypeVar

from daachorse import CharwiseDoubleArrayAhoCorasick

from dragoman.text.normalise import Text, lower_same_length

Meaning = TypeVar("Meaning")
# What a phrase may mean, by group: the name of the group, the meanings, their kinds.
Groups = tuple[tuple[str, tuple[Meaning, ...], frozenset[str]], ...]
Hit = tuple[int, int, Groups[Meaning]]  # a phrase in a text: `norm[start:end]`, and what it may mean


class Phrases(Generic[Meaning]):
    """A compiled set of phrases. `group` names the group of a meaning, `kind` its kind."""

    def __init__(
        self, phrases: Iterable[tuple[str, Meaning]], group: Callable[[Meaning], str], kind: Callable[[Meaning], str]
    ) -> None:
        variants: dict[str, dict[tuple[int, ...], list[Meaning]]] = {}
        for phrase, meaning in phrases:
            folded = lower_same_length(phrase)
            capitals = () if folded == phrase else tuple(i for i, c in enumerate(phrase) if c.isupper())
            variants.setdefault(folded, {}).setdefault(capitals, []).append(meaning)
        # Groups are shared between phrases, so that a large lexicon is few objects.
        shared: dict[tuple[int, ...], Groups[Meaning]] = {}
        self._variants: list[tuple[tuple[tuple[int, ...], Groups[Meaning]], ...]] = []
        for by_capitals in variants.values():
            row = []
            for capitals, meanings in by_capitals.items():
                key = tuple(map(id, meanings))
                if key not in shared:
                    groups: dict[str, list[Meaning]] = {}
                    for meaning in meanings:
                        groups.setdefault(group(meaning), []).append(meaning)
                    shared[key] = tuple((name, tuple(members), frozenset(map(kind, members))) for name, members in groups.items())
                row.append((capitals, shared[key]))
            self._variants.append(tuple(row))
        self._automaton = CharwiseDoubleArrayAhoCorasick(list(variants)) if variants else None

    def __getstate__(self) -> tuple[object, bytes | None]:
        return self._variants, self._automaton.serialize() if self._automaton is not None else None

    def __setstate__(self, state: tuple[Any, bytes | None]) -> None:
        self._variants, automaton = state
        self._automaton = CharwiseDoubleArrayAhoCorasick.deserialize(automaton) if automaton is not None else None

    def find(self, text: Text) -> list[Hit[Meaning]]:
        """Return all hits in `text`, in order of start, then longest first."""
        if self._automaton is None:
            return []
        norm = text.norm
        inner = bytes((*map(str.isalnum, norm), False))  # a false one behind the end stands before the beginning too
        variants = self._variants
        found: list[tuple[int, int, int, Groups[Meaning]]] = []
        for start, end, pattern in self._automaton.find_overlapping(text.fold):
            if (inner[start] and inner[start - 1]) or (inner[end] and inner[end - 1]):
                continue  # inside a word
            for capitals, groups in variants[pattern]:
                for place in capitals:
                    if not norm[start + place].isupper():
                        break
                else:
                    # The number in third place keeps equal hits in their order and the groups from being compared.
                    found.append((start, -end, len(found), groups))
        found.sort()
        return [(start, -end, groups) for start, end, _, groups in found]
