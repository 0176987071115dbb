"""Check a language pack. In: a pack's tables. Out: its faults, each naming file, table and remedy. Nothing is skipped in silence."""

import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from dragoman.lang.pack import PACKS, PARTY_KEYS, PHRASE_TABLES, expand, meanings_of, read_tables
from dragoman.vocab.load import by_key, codes

# The file and table whose codes a pack's table must use; `None` where a table has codes of its own.
_CODES = {
    ("acts", "act"): ("acts", "act"),
    ("actors", "actor"): ("actors", "actor"),
    ("topics", "topic"): ("topics", "topic"),
    ("offices", "office"): ("offices", "office"),
    ("encounters", "encounter"): ("encounters", "encounter"),
    ("ties", "tie"): ("ties", "tie"),
    ("milestones", "milestone"): ("milestones", "milestone"),
    ("mandates", "mandate"): ("mandates", "role"),
    ("instruments", "kind"): ("instruments", "kind"),
    ("instruments", "action"): ("instruments", "action"),
}
_IDS = {("instruments", "known"): ("instruments", "instrument"), ("mechanisms", "known"): ("mechanisms", "mechanism")}
_EXAMPLES = (
    ("acts", "act"),
    ("topics", "topic"),
    ("ties", "tie"),
    ("milestones", "milestone"),
    ("mandates", "mandate"),
    ("encounters", "encounter"),
)
# Kinds of phrases of which one excludes another of the same group: a title is no predicate, a meeting no mechanism.
_EXCLUSIVE = {
    **dict.fromkeys(("act", "office", "rank", "party"), "who or what"), "actor": "actor",
    **dict.fromkeys(("encounter", "mechanism.known"), "encounter"), **dict.fromkeys(("tie", "instrument.known"), "bond"),
}  # fmt: skip
_ACT_KEYS = frozenset(
    ("name", "code", "cameo", "phrases", "product", "strength", "report", "joint", "voice", "noun", "inflect", "verbs", "nouns",
     "examples", "not")
)  # fmt: skip


def faults(code: str, folder: Path = PACKS) -> list[str]:
    """Return the faults of a pack, empty where there is none."""
    data = read_tables(folder / code)
    found: list[str] = []
    for stem, kind, _ in PHRASE_TABLES:
        tables = data.get(stem, {}).get(kind, [])
        found += _table_faults(f"{code}/{stem}.toml", stem, kind, tables)
    found += _party_faults(code, data.get("parties", {}).get("party", []))
    found += _untitled(code, data)
    found += _shadows(code, data)
    return found


def _table_faults(file: str, stem: str, kind: str, tables: list[dict[str, Any]]) -> Iterator[str]:
    names: set[str] = set()
    seen: dict[str, str] = {}
    for table in tables:
        name = table.get("name", "")
        where = f"{file}: [[{kind}]] {name!r}"
        if not name:
            yield f"{file}: a [[{kind}]] table has no name: give it one, in kebab-case"
        elif name in names:
            yield f"{where}: the name is there twice: rename one"
        names.add(name)
        yield from _code_faults(where, stem, kind, table)
        if (stem, kind) in _EXAMPLES and not table.get("examples"):
            yield f"{where}: no example: write a sentence that shows it"
        if (stem, kind) == ("acts", "act"):
            yield from (f"{where}: unknown key {key!r}: see docs/languages.md" for key in sorted(set(table) - _ACT_KEYS))
        for phrase in expand(table):
            if unicodedata.normalize("NFC", phrase) != phrase:
                yield f"{where}: {phrase!r} is not in NFC: normalise the file"
            if not phrase.strip() or phrase != phrase.strip():
                yield f"{where}: {phrase!r} is empty or has blanks at its ends"
            # One word may name two topics, and an act may be worded as another's opening; within one table it stands once.
            if kind not in ("topic", "word", "cue", "action") and seen.get(phrase) not in (None, name):
                yield f"{where}: {phrase!r} stands in {seen[phrase]!r} too: keep one"
            seen[phrase] = name


def _code_faults(where: str, stem: str, kind: str, table: dict[str, Any]) -> Iterator[str]:
    if (stem, kind) in _CODES:
        known = codes(*_CODES[stem, kind])
        if table.get("code") not in known:
            yield f"{where}: code {table.get('code')!r} is not in vocab/{_CODES[stem, kind][0]}.toml"
    if (stem, kind) in _IDS:
        vocabulary, rows = _IDS[stem, kind]
        if table.get("id") not in by_key(vocabulary, rows, "id"):
            yield f"{where}: id {table.get('id')!r} is not in vocab/{vocabulary}.toml"


def _untitled(code: str, data: dict[str, dict[str, Any]]) -> Iterator[str]:
    """Offices that no title names."""
    offices = data.get("offices", {})
    titled = {table.get("code") for kind in ("office", "rank") for table in offices.get(kind, [])}
    titled |= {row["code"] for row in by_key("offices", "office", "code").values() if row.get("rank") in titled}
    yield from (f"{code}/offices.toml: no title for {office}" for office in sorted(codes("offices", "office") - titled))
    verbs = {table.get("code") for table in data.get("acts", {}).get("act", [])}
    yield from (f"{code}/acts.toml: no predicate for {verb}" for verb in sorted(codes("acts", "act") - verbs))


def _shadows(code: str, data: dict[str, dict[str, Any]]) -> Iterator[str]:
    """Phrases of one layer that mean two things of which only one can be meant."""
    seen: dict[tuple[str, str], dict[str, tuple[str, str]]] = {}
    for _, phrase, meaning in meanings_of(data):
        if meaning.kind in _EXCLUSIVE:
            held = seen.setdefault((meaning.layer, phrase), {})
            other = held.setdefault(_EXCLUSIVE[meaning.kind], (meaning.code, meaning.name))
            # "стороны" are both sides by themselves, and one with a state beside it.
            if {other[0], meaning.code} != {"side", "sides"} and other[0] != meaning.code and other[1] != meaning.name:
                yield f"{code}: {phrase!r} of {meaning.name!r} is shadowed by {other[1]!r}: keep one"


def _party_faults(code: str, parties: list[dict[str, Any]]) -> Iterator[str]:
    known = codes("parties", "party")
    seen: dict[str, str] = {}
    for party in parties:
        where = f"{code}/parties.toml: {party.get('code')!r}"
        if party.get("code") not in known:
            yield f"{where}: the code is not in vocab/parties.toml"
        for key in PARTY_KEYS:
            for phrase in party.get(key, []):
                if seen.get(phrase, party["code"]) != party["code"]:
                    yield f"{where}: {phrase!r} names {seen[phrase]!r} too: keep one"
                seen[phrase] = party["code"]
    named = {party.get("code") for party in parties if party.get("names")}
    states = [c for c, row in by_key("parties", "party", "code").items() if row.get("kind") == "state"]
    yield from (f"{code}/parties.toml: no name for {state}" for state in sorted(states) if state not in named)
