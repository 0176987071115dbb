"""A register on a server is the register in a file. Run where DRAGOMAN_TEST_POSTGRES is the address of a server that may be written to."""

import os
from collections.abc import Iterator
from itertools import count

import pytest

from dragoman.errors import RegisterBusy, RegisterError
from dragoman.model.decision import Decision
from dragoman.register.append import Addition
from dragoman.register.postgres import PostgresStore
from dragoman.register.register import Register
from dragoman.register.sqlite import SqliteStore

ADDRESS = os.environ.get("DRAGOMAN_TEST_POSTGRES", "")
on_a_server = pytest.mark.skipif(not ADDRESS, reason="no server: set DRAGOMAN_TEST_POSTGRES to postgresql://...")
_numbers = count()


@pytest.fixture
def address() -> Iterator[str]:
    """The address of an empty schema, which is dropped afterwards."""
    psycopg = pytest.importorskip("psycopg")
    name = f"dragoman_{os.getpid()}_{next(_numbers)}"
    with psycopg.connect(ADDRESS, autocommit=True) as connection:
        connection.execute(f"CREATE SCHEMA {name}")
        yield f"{ADDRESS}{'&' if '?' in ADDRESS else '?'}options=-csearch_path%3D{name}"
        connection.execute(f"DROP SCHEMA {name} CASCADE")


@pytest.fixture
def both(address: str) -> Iterator[tuple[Register, Register]]:
    server, file = Register(PostgresStore(address, wait_s=0.3)), Register(SqliteStore(":memory:"))
    yield server, file
    server.close()
    file.close()


@on_a_server
def test_both_give_the_same_dump_and_answers(both: tuple[Register, Register], some: list[Addition]) -> None:
    server, file = both
    file.add(some)
    for addition in reversed(some):
        server.add([addition])
    assert list(server.dump()) == list(file.dump())
    for register in both:
        register.decide([_merge(file)])
    assert list(server.dump()) == list(file.dump())
    words = file.find(verb="agree", limit=1000)[0].quote.split()[0]
    for ask in (
        lambda r: r.find(words, limit=1000), lambda r: r.find(party="VNM", verb="agree", limit=1000), lambda r: r.people(limit=1000),
        lambda r: r.encounters(since="2020", limit=1000), lambda r: r.series(limit=1000), lambda r: r.ledger(as_of="2026-01-01", limit=1000),
        lambda r: r.due(as_of="2020-01-01", until="2030", limit=1000),
    ):  # fmt: skip
        assert sorted(map(str, ask(server))) == sorted(map(str, ask(file)))


def _merge(register: Register) -> Decision:
    keys = [key for (key,) in register.store.rows("SELECT key FROM item WHERE kind = 'person' ORDER BY key")]
    return Decision(kind="person", items=(keys[0], keys[-1]), verdict="same", by="test", at="2026-01-01T00:00:00Z")


@on_a_server
def test_a_batch_that_fails_leaves_nothing(
    both: tuple[Register, Register], some: list[Addition], monkeypatch: pytest.MonkeyPatch
) -> None:
    server, _ = both
    server.add(some[:2])
    before = list(server.dump())
    monkeypatch.setattr("dragoman.register.append.resolve", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        server.add(some)
    assert list(server.dump()) == before


@on_a_server
def test_a_second_writer_waits_and_is_then_told(both: tuple[Register, Register], address: str, some: list[Addition]) -> None:
    server, _ = both
    other = Register(PostgresStore(address, wait_s=0.2))
    with server.store.writing(), pytest.raises(RegisterBusy, match="another process writes"):
        other.add(some[:1])
    assert other.add(some[:1]).new == 1
    other.close()


@on_a_server
def test_opening_again_changes_nothing(both: tuple[Register, Register], address: str, some: list[Addition]) -> None:
    server, _ = both
    server.add(some[:3])
    with Register(PostgresStore(address)) as again:
        assert list(again.dump()) == list(server.dump())


def test_a_server_that_is_not_there_is_told_without_its_password() -> None:
    pytest.importorskip("psycopg")
    with pytest.raises(RegisterError, match="check the address") as caught:
        PostgresStore("postgresql://somebody:secret@127.0.0.1:1/none")
    assert "secret" not in str(caught.value)
