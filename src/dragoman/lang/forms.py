"""The forms of inflected words. In: a pack's `forms.toml` and its phrases as a dictionary has them. Out: the phrases as a text has them.

`forms.toml` holds a table for each way of inflecting (noun, verb, adjective, passive); a line gives the forms of one entry, parted by
`|`; behind a `/` stand those that cannot be a subject (oblique cases). A noun phrase is one entry; of a verb phrase the first word is.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from dragoman.model.mention import Meaning

WAYS = ("noun", "adjective", "verb", "passive")
WHOLE = ("noun", "adjective")  # ways in which the whole phrase is the entry, not its first word


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
        away = meaning._replace(oblique=True)
        for phrase in phrases:
            for form, oblique in _forms(phrase, table, inflect in WHOLE):
                for spelled in self._spelled(form):
                    yield spelled, away if oblique else meaning

    def _spelled(self, phrase: str) -> list[str]:
        found = [phrase]
        for letter, other in self._spellings:
            if letter in phrase:
                found.append(phrase.replace(letter, other))
        return found


def _forms(phrase: str, table: dict[str, str], whole: bool) -> Iterator[tuple[str, bool]]:
    """Yield the forms of a phrase, and whether a form is oblique only."""
    head, rest = (phrase, "") if whole else (phrase.partition(" ")[0], phrase[len(phrase.partition(" ")[0]) :])
    entry = table.get(head)
    if entry is None:
        yield phrase, False
        return
    direct, _, oblique = entry.partition("/")
    for form in direct.split("|"):
        yield form + rest, False
    for form in oblique.split("|") if oblique else ():
        yield form + rest, True
