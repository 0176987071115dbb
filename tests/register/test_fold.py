"""The register is a function of records and decisions: whatever the order, the batches, repetition, versions and undoings."""

from itertools import combinations, pairwise

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dragoman.model.decision import Decision
from dragoman.register.append import Addition, append
from dragoman.register.decisions import decide, rule
from dragoman.register.dump import dump
from dragoman.register.register import Register
from dragoman.register.sqlite import SqliteStore

FEW = settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.data_too_large]
)


@pytest.fixture(scope="module")
def documents(gold: dict[str, object], some: list[Addition]) -> list[Addition]:
    """The whole corpus, and documents of the repository besides."""
    return [Addition(*pair, "2026-01-01") for pair in gold.values()] + some[:8]  # type: ignore[misc]


def fold(additions: list[Addition], decisions: list[Decision] | None = None) -> list[bytes]:
    """Return the register of all additions at once."""
    return built([additions], decisions or [])


def built(batches: list[list[Addition]], decisions: list[Decision], *, first: bool = False) -> list[bytes]:
    store = SqliteStore(":memory:")
    if first:
        decide(store, decisions)
    for batch in batches:
        append(store, batch)
    for decision in () if first else decisions:
        decide(store, [decision])
    lines = list(dump(store))
    store.close()
    return lines


def version(addition: Addition, of: Addition, day: str) -> Addition:
    """Return a document that stands at the source of another."""
    document = msgspec.structs.replace(addition.record.document, source=of.record.document.source)
    return Addition(msgspec.structs.replace(addition.record, document=document), addition.text, day)


@st.composite
def batched(draw: st.DrawFn, count: int) -> list[list[int]]:
    """Some of `count` documents, in any order, some twice, in batches."""
    chosen = draw(st.lists(st.integers(0, count - 1), min_size=2, max_size=14))
    cuts = draw(st.lists(st.integers(0, len(chosen)), max_size=4))
    edges = [0, *sorted(cuts), len(chosen)]
    return [chosen[a:b] for a, b in pairwise(edges)]


@FEW
@given(data=st.data())
def test_order_batches_and_repetition_do_not_show(documents: list[Addition], data: st.DataObject) -> None:
    batches = data.draw(batched(len(documents)))
    together = [documents[n] for n in sorted({n for batch in batches for n in batch})]
    assert built([[documents[n] for n in batch] for batch in batches], []) == fold(together)


def test_one_by_one_equals_all_at_once(documents: list[Addition]) -> None:
    assert built([[document] for document in reversed(documents)], []) == fold(documents)


def test_adding_again_changes_nothing(documents: list[Addition]) -> None:
    store = SqliteStore(":memory:")
    append(store, documents)
    before = list(dump(store))
    assert append(store, documents).new == 0
    assert list(dump(store)) == before


@FEW
@given(data=st.data())
def test_versions_of_a_page_come_to_the_latest(documents: list[Addition], data: st.DataObject) -> None:
    """Any documents may stand at any sources at any times: what counts is which is the latest at each."""
    count = len(documents)
    draws = data.draw(
        st.lists(st.tuples(st.integers(0, count - 1), st.integers(0, 5), st.integers(1, 3)), min_size=2, max_size=12)
    )
    placed = [version(documents[n], documents[at], f"2026-01-0{day}") for n, at, day in draws]
    order = data.draw(st.permutations(placed))
    assert built([[addition] for addition in order], []) == fold(placed)


def test_superseded_version_leaves_no_trace_in_the_dump(documents: list[Addition]) -> None:
    old, new = documents[0], version(documents[5], documents[0], "2026-02-01")
    old, new = (
        a._replace(record=msgspec.structs.replace(a.record, document=msgspec.structs.replace(a.record.document, published=None)))
        for a in (old, new)
    )
    assert built([[old], [new]], []) == fold([new]) == built([[new], [old]], [])


@FEW
@given(data=st.data())
def test_decisions_hold_whenever_they_came(documents: list[Addition], data: st.DataObject) -> None:
    chosen = [documents[n] for n in sorted(data.draw(st.sets(st.integers(0, len(documents) - 1), min_size=3, max_size=8)))]
    decisions = data.draw(rulings(chosen))
    assert built([chosen], decisions) == built([[a] for a in chosen], decisions, first=True)


@st.composite
def rulings(draw: st.DrawFn, additions: list[Addition]) -> list[Decision]:
    """Rulings on pairs of items and on commitments of a register, wise or not, some of them undone."""
    store = SqliteStore(":memory:")
    append(store, additions)
    found: list[Decision] = []
    for kind in ("encounter", "person", "mechanism", "instrument"):
        keys = [key for (key,) in store.rows("SELECT key FROM item WHERE kind = ? ORDER BY key", [kind])]
        pairs = list(combinations(keys, 2))
        for pair in draw(st.lists(st.sampled_from(pairs), max_size=2)) if pairs else ():
            verdict = draw(st.sampled_from(("same", "different")))
            found.append(Decision(kind=kind, items=pair, verdict=verdict, by="test", at=f"2026-01-01T00:00:0{len(found)}Z"))
    ids = [id for (id,) in store.rows("SELECT id FROM entity WHERE kind = 'commitment' ORDER BY id")]
    for id in draw(st.lists(st.sampled_from(ids), max_size=2)) if ids else ():
        found.append(Decision(kind="state", items=(id,), verdict="kept", by="test", at=f"2026-01-02T00:00:0{len(found)}Z"))
    waiting = [p for p in Register(store).proposals() if p.kind in ("split", "date")]
    for n in sorted(draw(st.sets(st.integers(0, len(waiting) - 1), max_size=3))) if waiting else ():
        accept = draw(st.booleans())
        found += rule(waiting[n], accept=accept, by="test", at=f"2026-01-02T00:01:0{n % 10}Z")
    for decision in draw(st.lists(st.sampled_from(found), max_size=2, unique_by=lambda d: d.id)) if found else ():
        found.append(
            Decision(kind="undo", items=(decision.id,), verdict="undone", by="test", at=f"2026-01-03T00:00:0{len(found)}Z")
        )
    store.close()
    return found


def test_deciding_all_that_waits_comes_to_the_same_in_any_order(documents: list[Addition]) -> None:
    """Splits and dates are among what waits, each is asked once, and a rebuild with the decisions gives the same register."""
    store = SqliteStore(":memory:")
    append(store, documents)
    register = Register(store)
    made: list[Decision] = []
    asked: set[tuple[str, tuple[str, ...]]] = set()
    while waiting := [p for p in register.proposals() if p.kind != "followup"]:
        proposal = waiting[0]
        assert (proposal.kind, proposal.items) not in asked
        asked.add((proposal.kind, proposal.items))
        found = rule(proposal, accept=len(asked) % 2 == 0, by="test", at=f"2026-01-01T00:00:00.{len(asked):04d}Z")
        decide(store, found)
        made += found
    assert {kind for kind, _ in asked} >= {"split", "date"}
    assert list(dump(store)) == built([[document] for document in reversed(documents)], made, first=True)
    store.close()


def test_undoing_a_decision_brings_back_what_was(documents: list[Addition]) -> None:
    store = SqliteStore(":memory:")
    append(store, documents)
    before = [line for line in dump(store) if b'"type":"decision"' not in line]
    keys = [key for (key,) in store.rows("SELECT key FROM item WHERE kind = 'person' ORDER BY key")]
    merge = Decision(kind="person", items=(keys[0], keys[-1]), verdict="same", by="test", at="2026-01-01T00:00:00Z")
    decide(store, [merge])
    assert [line for line in dump(store) if b'"type":"decision"' not in line] != before
    decide(store, [Decision(kind="undo", items=(merge.id,), verdict="undone", by="test", at="2026-01-02T00:00:00Z")])
    assert [line for line in dump(store) if b'"type":"decision"' not in line] == before
