"""All that `links.json` asks for comes out: of records made from gold for every document, and of records as they are read."""

from pathlib import Path
from typing import Any

import pytest

import dragoman
from dragoman.model.record import Record
from dragoman.register.append import Addition, append
from dragoman.register.dump import KINDS
from dragoman.register.read import Reader
from dragoman.register.sqlite import SqliteStore
from tests.register import links as check
from tests.register.links import Lines

READ = {"vi": "vi", "id": "id", "seeds": "auto"}
# For a document in a language that is not read in this test, another report of the same event.
INSTEAD = {
    "en-01-arsom16": "id-01-arsom16", "ru-01-arsom16": "id-01-arsom16", "en-03-arsom17": "id-03-arsom17",
    "en-02-vnru-dialogue12": "id-02-dialog12",
}  # fmt: skip


def lines_of(records: dict[str, tuple[Record, str]]) -> Lines:
    store = SqliteStore(":memory:")
    append(store, [Addition(record, text) for record, text in records.values()])
    reader = Reader(store)
    mains = {
        source: f"encounters/{n}" for source, (record, _) in records.items() for n, e in enumerate(record.encounters) if e.main
    }
    return Lines((found for kind in KINDS for found in reader.all(kind)), mains)


@pytest.fixture(scope="module")
def from_gold(gold: dict[str, tuple[Record, str]]) -> Lines:
    return lines_of(gold)


@pytest.fixture(scope="module")
def from_texts(corpus: Path) -> Lines:
    records = {}
    for folder, language in READ.items():
        for path in sorted((corpus / folder).glob("*.txt")):
            data = path.read_bytes()
            records[path.stem] = (dragoman.read(data, source=path.stem, language=language), data.decode("utf-8"))
    return lines_of(records)


@pytest.fixture(params=["from_gold", "from_texts"])
def lines(request: pytest.FixtureRequest) -> Lines:
    found: Lines = request.getfixturevalue(request.param)
    return found


def for_these(value: Any, lines: Lines) -> Any:
    """Return a part of the links with documents that are not at hand replaced by another report of the same event."""
    if isinstance(value, list):
        return [for_these(item, lines) for item in value]
    if isinstance(value, dict):
        return {key: for_these(item, lines) for key, item in value.items()}
    return INSTEAD.get(value, value) if isinstance(value, str) and value not in lines.mains else value


def is_at_hand(row: dict[str, Any], lines: Lines) -> bool:
    documents = [row.get("sought"), row.get("announced_in"), *(row[key][0] for key in ("first", "then") if key in row)]
    return all(document in lines.mains for document in documents if document)


def test_main_encounters_are_one_where_they_should_be_and_nowhere_else(lines: Lines, links: dict[str, Any]) -> None:
    assert check.encounter_faults(lines, links["same_encounter"]) == []


def test_sessions_of_one_mechanism_are_in_one_series(lines: Lines, links: dict[str, Any]) -> None:
    assert check.mechanism_faults(lines, links["same_mechanism"]) == []


def test_names_of_one_person_are_one_and_of_two_are_two(lines: Lines, links: dict[str, Any]) -> None:
    assert check.person_faults(lines, links["same_person"], links["different_people"]) == []


def test_tenures_are_observed(lines: Lines, links: dict[str, Any]) -> None:
    rows = [row for row in links["tenures"] if lines.person(row["person"], row["for"])]
    assert rows and check.tenure_faults(lines, rows) == []


def test_series_have_their_sessions(lines: Lines, links: dict[str, Any]) -> None:
    assert check.series_faults(lines, for_these(links["series"], lines)) == []


def test_every_follow_through_is_found(lines: Lines, links: dict[str, Any]) -> None:
    rows = [row for row in for_these(links["follow_through"], lines) if is_at_hand(row, lines)]
    assert len(rows) >= 4 and check.follow_faults(lines, rows) == []


def test_pairs_of_encounters_and_people_are_right(from_gold: Lines, links: dict[str, Any]) -> None:
    truth = {source: source for source in from_gold.mains}
    truth |= {source: group[0] for group in links["same_encounter"] for source in group}
    assert check.pairwise_f1({source: from_gold.main(source).id for source in from_gold.mains}, truth) >= 0.98
    people = {(name, row["for"]): row["names"][0] for row in links["same_person"] for name in row["names"]}
    found = {(name, party): p[0].id for name, party in people if (p := from_gold.person(name, party))}
    assert check.pairwise_f1(found, people) >= 0.98


def test_places_on_which_reports_differ_are_shown(from_gold: Lines) -> None:
    found = [d for d in from_gold.of(check.entity.Disagreement) if d.field == "country"]
    assert [[value.value for value in d.values] for d in found] == [["IDN", "VNM"]]
