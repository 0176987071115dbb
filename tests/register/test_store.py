"""The file of a register: what makes it clean after a kill, waits for other writers, and says clearly what cannot be done."""

import sqlite3
import threading
from pathlib import Path

import pytest
from benchmarks.register_kill import kill_often

from dragoman.errors import NewerRegister, NotARegister, RegisterBusy, RegisterError, RegisterFull, RegisterReadOnly
from dragoman.register import sqlite, store
from dragoman.register.append import Addition, append
from dragoman.register.dump import dump
from dragoman.register.sqlite import SqliteStore


def test_killed_at_any_moment_it_is_clean_and_goes_on(tmp_path: Path, examples: Path, repository: Path) -> None:
    texts = [examples, repository / "tests" / "gold" / "vi"]
    killed, inside = kill_often(tmp_path, texts, points=30, seed=7)
    assert killed == 30 and inside >= 3


def test_a_batch_that_fails_leaves_nothing(some: list[Addition], monkeypatch: pytest.MonkeyPatch) -> None:
    opened = SqliteStore(":memory:")
    append(opened, some[:3])
    before = list(dump(opened))
    monkeypatch.setattr("dragoman.register.append.resolve", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        append(opened, some)
    assert list(dump(opened)) == before


def test_a_second_writer_waits_and_is_then_told(tmp_path: Path, some: list[Addition]) -> None:
    first, second = SqliteStore(tmp_path / "r.db"), SqliteStore(tmp_path / "r.db", wait_s=0.2)
    with first.writing(), pytest.raises(RegisterBusy, match=r"r\.db: another process writes"):
        append(second, some[:1])
    assert append(second, some[:1]).new == 1


def test_two_writers_at_once_come_to_the_same_as_one(tmp_path: Path, some: list[Addition]) -> None:
    def write(part: list[Addition]) -> None:
        opened = SqliteStore(tmp_path / "r.db")
        for addition in part:
            append(opened, [addition])
        opened.close()

    SqliteStore(tmp_path / "r.db").close()
    writers = [threading.Thread(target=write, args=(some[n::2],)) for n in range(2)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    alone = SqliteStore(":memory:")
    append(alone, some)
    assert list(dump(SqliteStore(tmp_path / "r.db"))) == list(dump(alone))


def test_readers_never_wait(tmp_path: Path, some: list[Addition]) -> None:
    writer, reader = SqliteStore(tmp_path / "r.db"), SqliteStore(tmp_path / "r.db", wait_s=0.1)
    append(writer, some[:2])
    before = list(dump(reader))
    with writer.writing():
        writer.run("UPDATE document SET title = 'another'")
        assert list(dump(reader)) == before


def test_a_full_disk_is_told_and_loses_nothing(tmp_path: Path, some: list[Addition]) -> None:
    opened = SqliteStore(tmp_path / "r.db")
    append(opened, some[:2])
    before = list(dump(opened))
    opened.run(f"PRAGMA max_page_count = {opened.rows('PRAGMA page_count')[0][0] + 2}")
    with pytest.raises(RegisterFull, match="disk is full; make room"):
        append(opened, some)
    opened.run("PRAGMA max_page_count = 1000000")
    assert list(dump(opened)) == before
    assert append(opened, some).new == len(some) - 2


def test_what_may_not_be_written_can_still_be_asked(tmp_path: Path, some: list[Addition]) -> None:
    opened = SqliteStore(tmp_path / "r.db")
    append(opened, some[:2])
    before = list(dump(opened))
    opened.close()
    closed = SqliteStore(tmp_path / "r.db", read_only=True)
    assert list(dump(closed)) == before
    with pytest.raises(RegisterReadOnly, match="change its permissions"):
        append(closed, some)


@pytest.mark.parametrize("content", [b"not a database at all, but text", b"SQLite format 3\x00" + b"x" * 500])
def test_another_kind_of_file_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "r.db"
    path.write_bytes(content)
    with pytest.raises(NotARegister, match=r"r\.db"):
        SqliteStore(path)
    assert path.read_bytes() == content


def test_a_database_of_another_program_is_refused(tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "r.db") as connection:
        connection.execute("CREATE TABLE recipe (name TEXT)")
    connection.close()
    with pytest.raises(NotARegister, match="another program"):
        SqliteStore(tmp_path / "r.db")


def test_a_folder_and_a_missing_folder_are_refused(tmp_path: Path) -> None:
    with pytest.raises(NotARegister, match="is a folder"):
        SqliteStore(tmp_path)
    with pytest.raises(RegisterError, match="does not exist"):
        SqliteStore(tmp_path / "absent" / "r.db")
    with pytest.raises(RegisterError, match="no such register"):
        SqliteStore(tmp_path / "r.db", create=False)
    assert not (tmp_path / "r.db").exists()


def test_a_newer_register_is_refused(tmp_path: Path) -> None:
    opened = SqliteStore(tmp_path / "r.db")
    opened.run("PRAGMA user_version = 999")
    opened.close()
    with pytest.raises(NewerRegister, match="version 999"):
        SqliteStore(tmp_path / "r.db")


def test_an_older_register_is_brought_to_the_schema_of_today(
    tmp_path: Path, some: list[Addition], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also from version 1 on: whatever steps come later, what is in the register stays."""
    all_steps = store.migrations()
    monkeypatch.setattr(store, "migrations", lambda: all_steps[:1])
    opened = SqliteStore(tmp_path / "r.db")
    append(opened, some[:2])
    before = list(dump(opened))
    opened.close()
    later = [*all_steps, (all_steps[-1][0] + 1, "CREATE TABLE later (x {blob});")]
    monkeypatch.setattr(store, "migrations", lambda: later)
    opened = SqliteStore(tmp_path / "r.db")
    assert opened.rows("PRAGMA user_version")[0][0] == later[-1][0]
    assert opened.rows("SELECT COUNT(*) FROM later") == [(0,)]
    assert list(dump(opened)) == before


def test_steps_of_the_schema_are_numbered_from_one() -> None:
    assert [number for number, _ in store.migrations()] == list(range(1, len(store.migrations()) + 1))


def test_the_log_is_written_ahead_and_keys_are_kept(tmp_path: Path) -> None:
    opened = SqliteStore(tmp_path / "r.db")
    assert opened.rows("PRAGMA journal_mode") == [("wal",)]
    assert opened.rows("PRAGMA foreign_keys") == [(1,)]
    assert opened.rows("PRAGMA application_id") == [(sqlite.APPLICATION,)]
