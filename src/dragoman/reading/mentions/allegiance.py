"""Whom a person speaks for, where no title says it. In: the people of a document, its mentions. Out: a party for each.

A catalogue of public persons comes first; then family names that tell a state, what stands beside the name, and home.
"""

import re
from collections import Counter
from functools import cache
from typing import Any

from dragoman.lang.pack import Pack, common
from dragoman.model.mention import Mention
from dragoman.model.person import Person
from dragoman.reading.mentions.names import fold_name
from dragoman.text.normalise import Text
from dragoman.text.placed import Row, within
from dragoman.vocab.load import vocabulary


def settle(text: Text, pack: Pack, persons: list[Person], mentions: Row[Mention]) -> None:
    """Give each person the party that the document most likely means."""
    named = Counter(meaning.code for m in mentions if (meaning := m.of("party", "metonym")))
    home = pack.data["pack"].get("home", "")
    # Home is meant where the document is about it, not where it is only named in passing.
    leading = [code for code, _ in named.most_common() if code.isupper()][:3]
    surnames = common("people").get("surnames", {})
    for person in persons:
        if person.party is None:
            person.party = (known_person(person.keys) or _known_holder(person) or {}).get("party")
        if person.party is not None:
            continue
        origin = next(
            (state for state, names in surnames.items() if person.keys and person.keys[0] in names and len(person.keys) >= 2),
            None,
        )
        if person.office in ("secretary-general", "deputy-secretary-general", "special-envoy") and origin != home:
            organisations = [code for code, _ in named.most_common() if code.islower()]
            if organisations:
                person.party = organisations[0]
                continue
        if person.host:
            states = [code for code, _ in named.most_common() if code.isupper()]
            person.party = next((code for code in states if code != home), states[0] if states else home)
        elif (beside := _beside(text, home, person, mentions)) is not None and origin is None:
            person.party = beside
        elif origin is not None and (named.get(origin) or origin == home):
            person.party = origin
        elif pack.data["pack"].get("home_names") == "listed":
            # Names of home are told by their family names; this one is none of them.
            person.party = (
                _next_party(person.named_at[1], mentions, 25)
                or _before(person.named_at[0], mentions, home) or _next_party(person.named_at[1], mentions) or home
            )  # fmt: skip
        elif home in leading or named[home] >= 2:
            person.party = home
        else:
            person.party = (
                _led(text, person, mentions)
                or _before(person.named_at[0], mentions, home)
                or _next_party(person.named_at[1], mentions)
                or (leading[0] if leading else home)
            )


def _beside(text: Text, home: str, person: Person, mentions: Row[Mention]) -> str | None:
    """The party of a delegation led "by X", or the seat of power where X is met, in the same sentence."""
    norm = text.norm
    if (side := _of_side(text, person, mentions)) is not None:
        return side
    before = [
        m for m in within(mentions, max(0, person.evidence[0] - 34), person.evidence[0]) if m.of("party", "metonym", "adjective")
    ]
    if (
        before
        and not re.search(r"[.,;:]", norm[before[-1].end : person.evidence[0]])
        and len(norm[before[-1].end : person.evidence[0]].split()) in (1, 2, 3)
    ):
        meaning = before[-1].of("party", "metonym", "adjective")
        lead = [
            m
            for m in within(mentions, before[-1].end, person.evidence[0])
            if (w := m.of("word")) and w.code in ("preposition", "passive")
        ]
        if lead and meaning is not None and meaning.code.isupper():
            return meaning.code
    after = [m for m in within(mentions, person.named_at[1], person.named_at[1] + 24) if m.of("metonym")]
    meaning = after[0].of("metonym") if after else None
    return meaning.code if meaning is not None and meaning.code != home else None


def _of_side(text: Text, person: Person, mentions: Row[Mention]) -> str | None:
    """ "The Indian side was led by X": the party whose side or delegation the same clause names before the person."""
    at = person.evidence[0]
    near = [m for m in within(mentions, max(0, at - 60), at) if m.end <= at]
    for index in range(len(near) - 1, -1, -1):
        meaning = near[index].of("party", "metonym", "adjective")
        if meaning is None:
            continue
        between = text.norm[near[index].end : at]
        sides = [m for m in near[max(0, index - 1) : index + 2] if (a := m.of("actor")) and a.code == "side"]
        beside = any(len(text.norm[min(m.end, near[index].end) : max(m.start, near[index].start)].split()) == 0 for m in sides)
        if beside and meaning.code.isupper() and len(between.split()) <= 6 and not re.search(r"[.,;:]", between):
            return meaning.code
        return None
    return None


def _led(text: Text, person: Person, mentions: Row[Mention]) -> str | None:
    """ "Indonesia, ..., was represented by X": the first party of the sentence, where the doer's preposition stands before the name."""
    at = person.evidence[0]
    start = max(text.norm.rfind(mark, max(0, at - 240), at) for mark in (". ", "\n"))
    by = [m for m in within(mentions, at - 14, at) if (w := m.of("word")) and w.code == "passive"]
    first = next((p for m in within(mentions, start + 1, start + 40) if (p := m.of("party", "metonym", "adjective"))), None)
    return first.code if by and first is not None and first.code.isupper() else None


def _before(at: int, mentions: Row[Mention], home: str) -> str | None:
    for mention in reversed(within(mentions, max(0, at - 400), at)):
        if (meaning := mention.of("party", "metonym")) and meaning.code.isupper() and meaning.code != home:
            return meaning.code
    return None


def _next_party(at: int, mentions: Row[Mention], reach: int = 80) -> str | None:
    for mention in within(mentions, at + 1, at + reach):
        if meaning := mention.of("party", "metonym"):
            return meaning.code
    return None


@cache
def _catalogue() -> dict[tuple[str, ...], dict[str, Any]]:
    return {fold_name(name): row for row in vocabulary("persons")["person"] for name in (row["name"], *row.get("names", ()))}


def known_person(keys: tuple[str, ...]) -> dict[str, Any] | None:
    """Return the catalogue's row of a publicly known person by the folded words of the name, without initials and Jr. if need be."""
    found = _catalogue().get(keys)
    if found is None:
        suffixes = {word for suffix in common("people")["suffixes"] for word in fold_name(suffix)}
        found = _catalogue().get(tuple(key for key in keys if len(key) > 1 and key not in suffixes))
    if found is None and len(keys) > 1 and len(keys[0]) == 1 and len(keys[-1]) > 2:
        found = _by_initial().get((keys[0], keys[-1]))  # С.В.Лавров
    return found


def _known_holder(person: Person) -> dict[str, Any] | None:
    """The one publicly known holder of an office whose family name is all that the text gives: President Erdogan."""
    if len(person.keys) != 1 or person.office is None:
        return None
    found = _by_family().get((person.keys[0], person.office), [])
    return found[0] if len(found) == 1 else None


@cache
def _by_family() -> dict[tuple[str, str], list[dict[str, Any]]]:
    rows: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for keys, row in _catalogue().items():
        if row.get("office") and row not in rows.setdefault((keys[-1], row["office"]), []):
            rows[keys[-1], row["office"]].append(row)
    return rows


@cache
def _by_initial() -> dict[tuple[str, str], dict[str, Any]]:
    """Rows by the first letter of the given name and the family name, where only one person has them."""
    rows: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for keys, row in _catalogue().items():
        if len(keys) > 1 and len(keys[0]) > 1:
            found = rows.setdefault((keys[0][0], keys[-1]), [])
            if row not in found:
                found.append(row)
    return {key: found[0] for key, found in rows.items() if len(found) == 1}
