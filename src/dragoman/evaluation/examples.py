"""Whether the examples of a language pack come out as it says. In: a pack's code. Out: its failing examples, each naming file and table.

An example is a sentence written for the pack beside what must come out of it; `not` holds sentences from which a table's claim must not come.
"""

from collections.abc import Callable, Iterator
from typing import Any

from dragoman.lang.pack import load_pack
from dragoman.model.record import Record
from dragoman.reading.mentions.lexicon import find
from dragoman.reading.read import read
from dragoman.text.normalise import normalise

Example = dict[str, Any]
Table = dict[str, Any]


def failures(code: str) -> list[str]:
    """Return the examples of a pack that fail, in the order of its files."""
    return [f"{where}: {why}" for key in TABLES for where, _, _, why in outcomes(code, *key) if why]


def outcomes(code: str, stem: str, kind: str) -> Iterator[tuple[str, str, str, str]]:
    """Yield (where, sentence, kind of example, why it fails or nothing) for each example of one kind of table of a pack."""
    check = TABLES[stem, kind]
    for table in load_pack(code).data.get(stem, {}).get(kind, []):
        where = f"{code}/{stem}.toml: [[{kind}]] {table.get('name', '')!r}"
        for example in table.get("examples", []):
            told = {"text": example} if isinstance(example, str) else example
            yield where, told["text"], "example", check(code, table, told)
        for text in table.get("not", []):
            yield where, text, "not", _wrongly(code, stem, table, text)


def _wrongly(code: str, stem: str, table: Table, text: str) -> str:
    name = f"{stem}/{table['name']}"
    if stem == "topics":
        named = _topic_tables(code, text)
        return f"{text!r} should not name it" if name in named else ""
    record = _read(code, text)
    made = {claim.made_by for claim in (*record.acts, *record.encounters, *record.ties, *record.instruments, *record.mandates)}
    return f"{text!r} should not give it" if name in made else ""


def _read(code: str, text: str) -> Record:
    return read(text, source="example", language=code)


def _topic_tables(code: str, text: str) -> set[str]:
    return {meaning.name for mention in find(normalise(text), load_pack(code))["topic"] for meaning in mention.meanings}


def _act(code: str, table: Table, example: Example) -> str:
    record = _read(code, example["text"])
    verbs = {example.get("verb"), table["code"], table.get("joint")}
    found = [act for act in record.acts if act.verb in verbs]
    if not found:
        return f"no {table['code']} in {example['text']!r} but {[(act.verb, act.made_by) for act in record.acts]}"
    # With `parties` the sentence needs an encounter around it that the example does not have.
    actors = sorted(example["actors"]) if "actors" in example and "parties" not in example else None
    if actors is not None and all(act.actors != actors for act in found):
        return f"actors {[act.actors for act in found]} and not {actors} in {example['text']!r}"
    return ""


def _topic(code: str, table: Table, example: Example) -> str:
    named = {
        meaning.code for mention in find(normalise(example["text"]), load_pack(code))["topic"] for meaning in mention.meanings
    }  # fmt: skip
    return "" if table["code"] in named else f"not named in {example['text']!r}"


def _claims(field: str, **keys: str) -> Callable[[str, Table, Example], str]:
    """A check that some claim of a record's `field` has what the example and the table say: attribute = key."""

    def check(code: str, table: Table, example: Example) -> str:
        record = _read(code, example["text"])
        wanted = {name: example.get(key, table.get(key)) for name, key in keys.items()}
        wanted = {name: value for name, value in wanted.items() if value is not None}
        claims = getattr(record, field)
        if any(all(getattr(claim, name) == value for name, value in wanted.items()) for claim in claims):
            return ""
        shown = [{name: getattr(claim, name) for name in wanted} for claim in claims]
        return f"{shown} and not {wanted} in {example['text']!r}"

    return check


def _office(code: str, table: Table, example: Example) -> str:
    """A title of one phrase gives its code; a rank gives what the example says."""
    office = example.get("office") or table["code"]
    people = [(t.person, t.office, t.party) for t in _read(code, example["text"]).tenures]
    for person, held, party in people:
        if person == example.get("person", person) and held == office and party == example.get("party", party):
            return ""
    return f"{people} and not {example.get('person')}, {office}, {example.get('party')} in {example['text']!r}"


TABLES: dict[tuple[str, str], Callable[[str, Table, Example], str]] = {
    ("acts", "act"): _act,
    ("topics", "topic"): _topic,
    ("ties", "tie"): _claims("ties", level="code", parties="parties", status="status"),
    ("milestones", "milestone"): _claims("milestones", of="code", parties="parties", years="years", falls="falls"),
    ("mandates", "mandate"): _claims("mandates", role="code", party="party", of="of", period="period"),
    ("encounters", "encounter"): _claims("encounters", kind="code", parties="parties"),
    ("instruments", "kind"): _claims("instruments", kind="code", action="action", period="period"),
    ("instruments", "known"): _claims("instruments", action="action"),
    ("mechanisms", "noun"): _claims("encounters", parties="parties", ordinal="ordinal"),
    ("mechanisms", "known"): _claims("encounters", ordinal="ordinal"),
    ("offices", "office"): _office,
    ("offices", "rank"): _office,
}
