"""Write the forms of a pack's phrases. In: a pack's tables and a morphology. Out: the text of its `forms.toml`.

Run by hand (`dragoman languages forms CODE`) after a pack was changed, so that reading itself needs no morphology for the lexicon.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Any

from dragoman.lang.forms import WAYS
from dragoman.lang.morphology import Morphology
from dragoman.lang.pack import PARTY_KEYS, PHRASE_TABLES, expand

# Names stand in one number; what one may be many of (ministers, agreements) stands in both.
_ONE_NUMBER = ("parties", "places", "mechanisms")


def forms_of(data: dict[str, dict[str, Any]], morphology: Morphology) -> dict[str, dict[str, str]]:
    """Return the forms by way of inflecting and entry. Entries written by hand in `forms.toml` under `[[kept]]` stay as they are."""
    found: dict[str, dict[str, str]] = {way: {} for way in WAYS}
    kept = {row["entry"]: row["forms"] for row in data.get("forms", {}).get("kept", [])}
    for way, phrase, numbers in _entries(data):
        entry = phrase if phrase in kept else morphology.inflected(phrase) if way == "noun" else phrase.partition(" ")[0]
        if entry not in found[way]:
            line = kept.get(entry) or _line(morphology, way, entry, numbers)
            if line != entry:
                found[way][entry] = line
    return {way: dict(sorted(lines.items())) for way, lines in found.items() if lines}


def _entries(data: dict[str, dict[str, Any]]) -> Iterator[tuple[str, str, bool]]:
    for stem, kind, _ in PHRASE_TABLES:
        whole = data.get(stem, {}).get("inflect", "")
        for table in data.get(stem, {}).get(kind, []):
            way = table.get("inflect", whole)
            if way in WAYS:
                weak = table.get("weak", []) if isinstance(table.get("weak"), list) else []
                yield from _of_phrases([*expand(table), *table.get("verbs", []), *weak], way, stem not in _ONE_NUMBER)
    if data.get("parties", {}).get("inflect"):
        for party in data["parties"].get("party", []):
            for key, way in PARTY_KEYS.items():
                if way:
                    yield from _of_phrases(party.get(key, []), way, key == "people")


def _of_phrases(phrases: Iterable[str], way: str, numbers: bool) -> Iterator[tuple[str, str, bool]]:
    for phrase in phrases:
        yield way, phrase, numbers


def _line(morphology: Morphology, way: str, entry: str, numbers: bool) -> str:
    if way == "noun":
        direct, oblique = morphology.noun_phrase(entry, numbers)
        direct = list(dict.fromkeys(direct)) or [entry]
        oblique = list(dict.fromkeys(oblique))
        return "|".join(direct) + ("/" + "|".join(oblique) if oblique else "")
    if way == "verb":
        told, ahead = morphology.verb(entry)
        return "|".join(dict.fromkeys(told)) + ("/" + "|".join(dict.fromkeys(ahead)) if ahead else "")
    forms = {"adjective": morphology.adjective, "passive": morphology.passive}[way](entry)
    return "|".join(dict.fromkeys(forms)) or entry


def as_toml(data: dict[str, dict[str, Any]], forms: dict[str, dict[str, str]]) -> str:
    """Return the text of `forms.toml`."""
    lines = [
        "# The forms of this pack's phrases, parted by |; behind / those that cannot be a subject. Read by lang/forms.py.",
        "# Written by `dragoman languages forms`; what a morphology gets wrong is put right under [[kept]], which stays.",
    ]
    for row in data.get("forms", {}).get("kept", []):
        lines += ["[[kept]]", f"entry = {_quoted(row['entry'])}", f"forms = {_quoted(row['forms'])}"]
    for way, entries in forms.items():
        lines.append(f"[{way}]")
        lines += [f"{_quoted(entry)} = {_quoted(line)}" for entry, line in entries.items()]
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    return '"' + re.sub(r'(["\\])', r"\\\1", text) + '"'
