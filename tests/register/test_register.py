"""A register as Python programs use it: open, add, ask, data frames, records replaced."""

from pathlib import Path

import msgspec
import pytest

import dragoman
from dragoman.errors import DecisionError, RegisterError
from dragoman.model.decision import Decision
from dragoman.register.answers import Answers
from dragoman.register.append import Addition


@pytest.fixture
def register(tmp_path: Path, some: list[Addition]) -> dragoman.Register:
    opened = dragoman.open(tmp_path / "r.db")
    opened.add(some)
    return opened


def test_answers_are_typed_objects(register: dragoman.Register) -> None:
    held = register.encounters(party="VNM", status="held", limit=1000)
    assert held and all("VNM" in found.parties and not found.announced for found in held)
    assert all(found.verb == "agree" and found.quote for found in register.find(verb="agree"))


def test_every_person_in_an_encounter_is_in_the_register(register: dragoman.Register) -> None:
    known = {person.id: person for person in register.people(limit=10000)}
    for found in register.encounters(limit=1000):
        assert all(known[a.person].name == a.name for a in found.participants)


def test_answers_come_as_data_frames(register: dragoman.Register) -> None:
    pandas = pytest.importorskip("pandas")
    frame = register.people(limit=7).frame()
    assert isinstance(frame, pandas.DataFrame) and frame.shape[0] == 7 and "name" in frame.columns


def test_without_a_library_for_frames_the_remedy_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(RegisterError, match="pip install no_such_library"):
        Answers([]).frame("no_such_library")


def test_another_record_of_a_document_takes_the_place_of_the_first(some: list[Addition], tmp_path: Path) -> None:
    changed = [a._replace(record=msgspec.structs.replace(a.record, acts=a.record.acts[:1], ties=[], tenures=[])) for a in some]
    reread, fresh = dragoman.open(tmp_path / "a.db"), dragoman.open(tmp_path / "b.db")
    reread.add(some)
    reread.add(changed)
    assert list(reread.dump()) != list(fresh.dump())
    reread.add(changed, replace=True)
    fresh.add(changed)
    assert list(reread.dump()) == list(fresh.dump())


def test_the_place_of_a_register_may_come_from_the_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("DRAGOMAN_REGISTER", str(tmp_path / "named.db"))
    dragoman.open().close()
    assert (tmp_path / "named.db").exists()


@pytest.mark.parametrize(
    "decision",
    [
        {"kind": "person", "items": ("a",), "verdict": "same"},
        {"kind": "person", "items": ("a", "a"), "verdict": "same"},
        {"kind": "person", "items": ("a", "b"), "verdict": "perhaps"},
        {"kind": "date", "items": ("a",), "verdict": "soon"},
        {"kind": "state", "items": ("a",), "verdict": "done"},
        {"kind": "wish", "items": ("a",), "verdict": "same"},
    ],
)
def test_faulty_decisions_are_refused(register: dragoman.Register, decision: dict[str, object]) -> None:
    with pytest.raises(DecisionError):
        register.decide([Decision(by="test", at="2026-01-01T00:00:00Z", **decision)])  # type: ignore[arg-type]
    assert register.decisions() == []


def test_a_date_and_a_state_that_people_ruled_outrank_what_was_read(register: dragoman.Register) -> None:
    held = next(found for found in register.encounters(status="held", limit=100) if found.date)
    (promise, *_) = register.ledger(status="open")
    item = register.item_of("date", held.id)
    register.decide([
        Decision(kind="date", items=(item,), verdict="2001-02-03", by="test", at="2026-01-01T00:00:00Z"),
        Decision(kind="state", items=(promise.id,), verdict="kept", by="test", at="2026-01-01T00:00:01Z", why="seen"),
    ])  # fmt: skip
    assert register.show(held.id)[0].date == "2001-02-03"
    kept = register.show(promise.id)[0]
    assert kept.state == "kept" and kept.history[-1].because == "decided by test: seen"
