"""The forms of inflected words. In: a pack's `forms.toml` and its phrases as a dictionary has them. Out: the phrases as a text has them.

`forms.toml` holds a table for each way of inflecting (noun, verb, adjective, passive); a line gives the forms of one entry, parted by
`|`; behind a `/` stand those of the oblique cases, which cannot be a subject (a form on both sides may be either), of verbs those of the
future. The entry of a phrase is its longest beginning that has a line: a noun with its adjectives, a verb; what follows stays as it is.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from dragoman.model.mention import Meaning

WAYS = ("noun", "adjective", "verb", "passive")


class Forms:
    """The forms of one pack, and the spellings that its press leaves open (`spellings` of `pack.toml`: ё may be written е)."""

    def __init__(self, data: dict[str, dict[str, Any]]) -> None:
        self._tables: dict[str, dict[str, str]] = data.get("forms", {})
        self._spellings: list[tuple[str, str]] = list(data.get("pack", {}).get("spellings", {}).items())

    def written(self, phrases: Iterable[str], inflect: str, meaning: Meaning) -> Iterator[tuple[str, Meaning]]:
        """Yield each phrase in all of its forms and spellings, with what it then means."""
        table = self._tables.get(inflect, {})
        if not table and not self._spellings:
            for phrase in phrases:
                yield phrase, meaning
            return
        by_case = {case: meaning._replace(case=case) for case in ("", "direct", "oblique", "either", "base", "future")}
        for phrase in phrases:
            for form, case in _forms(phrase, table, "future" if inflect == "verb" else "oblique"):
                for spelled in self._spelled(form):
                    yield spelled, by_case[case]

    def _spelled(self, phrase: str) -> list[str]:
        found = [phrase]
        for letter, other in self._spellings:
            if letter in phrase:
                found.append(phrase.replace(letter, other))
        return found


def _forms(phrase: str, table: dict[str, str], away: str) -> Iterator[tuple[str, str]]:
    """Yield the forms of a phrase, each with its case; `away` is that of the forms behind the slash."""
    head = phrase
    while head and head not in table:
        head = head.rpartition(" ")[0]
    if not head:
        yield phrase, ""
        return
    rest = phrase[len(head) :]
    left, _, right = table[head].partition("/")
    direct, oblique = left.split("|"), right.split("|") if right else []
    for form in direct:
        if away == "oblique":
            yield form + rest, "either" if form in oblique else "direct" if oblique else ""
        else:
            yield form + rest, "base" if form == head else ""
    for form in oblique:
        if form not in direct:
            yield form + rest, away
