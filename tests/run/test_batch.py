"""Many documents: in order, lazily, and one that fails does not stop the others."""

import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from dragoman.errors import DocumentError
from dragoman.model.record import DocumentPart, Record
from dragoman.model.source import Failure, Source
from dragoman.run import batch
from dragoman.run.batch import CHUNK, Reading, read_all

# A module of its own, because a new process must be able to import the reader.
READER = """
import os
from dragoman.errors import DocumentError
from dragoman.model.record import DocumentPart, Record

def read(source):
    if source.data == b"die":
        os._exit(9)
    if source.data == b"refuse":
        raise DocumentError("refused")
    return Record(document=DocumentPart(id="", source=source.name, language=None))
"""


def record(name: str) -> Record:
    """Return an empty record."""
    return Record(document=DocumentPart(id="", source=name, language=None))


def outcome(item: Reading | Failure) -> str:
    """Return a word for an outcome."""
    return f"{item.source}:{item.code}" if isinstance(item, Failure) else item.record.document.source


@pytest.fixture
def reader(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[batch.Reader]:
    """A reader that other processes can import."""
    (tmp_path / "stand_in_reader.py").write_text(READER, encoding="utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    import stand_in_reader  # type: ignore[import-not-found]

    yield stand_in_reader.read
    sys.modules.pop("stand_in_reader", None)


def test_error_fault_and_want_of_memory_become_failures(monkeypatch: pytest.MonkeyPatch) -> None:
    def read(data: bytes, *, source: str, language: str) -> Record:
        faults = {
            b"document": DocumentError("empty"),
            b"fault": IndexError("x"),
            b"memory": MemoryError(),
            b"deep": RecursionError(),
        }
        if data in faults:
            raise faults[data]
        return record(source)

    monkeypatch.setattr(batch, "read", read)
    sources = [Source("1", b"document"), Source("2", b"fault"), Source("3", b""), Source("4", b"memory"), Source("5", b"deep")]
    assert [outcome(item) for item in read_all(sources)] == ["1:document", "2:fault", "3", "4:memory", "5:fault"]


def test_failure_among_the_sources_keeps_its_place(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batch, "read", lambda data, source, language: record(source))
    sources = [Source("1", b""), Failure("2", "not-found", "no such file"), Source("3", b"")]
    assert [outcome(item) for item in read_all(sources)] == ["1", "2:not-found", "3"]


def test_sources_are_taken_one_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batch, "read", lambda data, source, language: record(source))
    taken = []

    def sources() -> Iterator[Source]:
        for number in range(5):
            taken.append(number)
            yield Source(str(number), b"")

    outcomes = read_all(sources())
    next(outcomes)
    assert taken == [0]


def test_language_is_passed_on(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []

    def read(data: bytes, *, source: str, language: str) -> Record:
        asked.append(language)
        return record(source)

    monkeypatch.setattr(batch, "read", read)
    list(read_all([Source("1", b"")], language="vi"))
    assert asked == ["vi"]


def test_several_processes_keep_the_order(reader: batch.Reader) -> None:
    count = 5 * CHUNK + 3
    sources = [Source(str(n), b"refuse" if n % 7 == 0 else b"") for n in range(count)]
    expected = [f"{n}:document" if n % 7 == 0 else str(n) for n in range(count)]
    assert [outcome(item) for item in batch._side_by_side(sources, reader, 2)] == expected


def test_death_of_a_process_costs_one_document(reader: batch.Reader) -> None:
    count = 3 * CHUNK
    sources = [Source(str(n), b"die" if n == CHUNK + 1 else b"") for n in range(count)]
    expected = [f"{n}:process-died" if n == CHUNK + 1 else str(n) for n in range(count)]
    assert [outcome(item) for item in batch._side_by_side(sources, reader, 2)] == expected


def test_sources_are_read_only_a_little_ahead(reader: batch.Reader) -> None:
    taken = []

    def sources() -> Iterator[Source]:
        for number in range(100 * CHUNK):
            taken.append(number)
            yield Source(str(number), b"")

    outcomes = batch._side_by_side(sources(), partial(reader), 2)
    next(outcomes)
    outcomes.close()  # type: ignore[attr-defined]
    assert len(taken) <= 6 * CHUNK
