"""A register in one SQLite file: write-ahead log, foreign keys, full text by FTS5. No server."""

import os
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NoReturn

from dragoman.errors import NotARegister, RegisterBusy, RegisterError, RegisterFull, RegisterReadOnly
from dragoman.register.store import Row, statements, steps_from

APPLICATION = 0x44524147  # "DRAG", in the header of the file
WAIT_S = 30.0
_CACHE_KB = 262144  # an upper bound: a small register takes what it needs
_DIALECT = {"blob": "BLOB", "without_rowid": "WITHOUT ROWID"}
_FULL_TEXT = """CREATE VIRTUAL TABLE words USING fts5 (
  exact, folded, tokenize = 'unicode61 remove_diacritics 0'
)"""


class SqliteStore:
    """A `Store` in a file. Readers never wait; a second writer waits `wait_s` seconds and is then refused."""

    def __init__(self, path: str | Path, *, create: bool = True, read_only: bool = False, wait_s: float = WAIT_S) -> None:
        """Open the register at `path` (`:memory:` for one that is gone when closed), or make it. Raises `RegisterError`."""
        self.name = str(path)
        self.wait_s = wait_s
        self.read_only = read_only
        if self.name != ":memory:":
            self._check_file(Path(path), create=create and not read_only)
        with self._explained():
            self.connection = self._connect()
            self._prepare()

    def _check_file(self, path: Path, *, create: bool) -> None:
        if path.is_dir():
            raise NotARegister(f"{path}: is a folder; give the name of a file")
        if not path.exists():
            if not create:
                raise RegisterError(f"{path}: no such register; make one with: dragoman add PATH... --register {path}")
            if not path.absolute().parent.is_dir():
                raise RegisterError(f"{path}: the folder {path.absolute().parent} does not exist; make it first")
            return
        try:
            with path.open("rb") as file:
                head = file.read(16)
        except OSError as error:
            raise RegisterError(f"{path}: cannot be read ({error.strerror}); check its permissions") from error
        if head and head != b"SQLite format 3\x00":
            raise NotARegister(f"{path}: is no register; give another name, or move it out of the way")
        if not os.access(path, os.W_OK):
            self.read_only = True

    def _connect(self) -> sqlite3.Connection:
        if self.name == ":memory:":
            return sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
        path = Path(self.name).absolute()
        uri = path.as_uri() + ("?mode=ro" if self.read_only else "?mode=rwc")
        if self.read_only and not os.access(path.parent, os.W_OK) and not Path(f"{path}-wal").exists():
            uri += "&immutable=1"  # a folder that cannot be written has no room for the index of the log
        return sqlite3.connect(uri, uri=True, isolation_level=None, timeout=self.wait_s, check_same_thread=False)

    def _prepare(self) -> None:
        self.run(f"PRAGMA busy_timeout = {int(self.wait_s * 1000)}")
        self.run("PRAGMA foreign_keys = ON")
        self.run(f"PRAGMA cache_size = -{_CACHE_KB}")
        self.run("PRAGMA temp_store = MEMORY")
        application = self.rows("PRAGMA application_id")[0][0]
        version = self.rows("PRAGMA user_version")[0][0]
        empty = not self.rows("SELECT 1 FROM sqlite_master LIMIT 1")
        if application != APPLICATION and not empty:
            raise NotARegister(f"{self.name}: is a database of another program; give another name")
        steps = steps_from(version, self.name)
        if self.read_only:
            if steps:
                raise RegisterReadOnly(f"{self.name}: is of an older version and may not be written; open it once as its owner")
            return
        self.run("PRAGMA journal_mode = WAL")
        self.run("PRAGMA synchronous = NORMAL")
        if steps:
            self._migrate()

    def _migrate(self) -> None:
        with self.writing():
            # Asked again inside the transaction: another process may have been faster.
            for number, step in steps_from(self.rows("PRAGMA user_version")[0][0], self.name):
                for statement in statements(step, **_DIALECT):
                    self.run(statement)
                if number == 1:
                    self.run(f"PRAGMA application_id = {APPLICATION}")
                    self.run(_FULL_TEXT)
                self.run(f"PRAGMA user_version = {number}")

    def rows(self, statement: str, values: Sequence[Any] = ()) -> list[Row]:
        """Return all rows of a query."""
        try:  # a hundred times for each document: a context manager would cost more than many a statement
            return self.connection.execute(statement, values).fetchall()
        except sqlite3.Error as error:
            self._explain(error)

    def stream(self, statement: str, values: Sequence[Any] = ()) -> Iterator[Row]:
        """Yield the rows of a query, few in memory at a time."""
        with self._explained():
            cursor = self.connection.execute(statement, values)
            while found := cursor.fetchmany(1000):
                yield from found

    def run(self, statement: str, values: Sequence[Any] = ()) -> None:
        """Run a statement."""
        try:
            self.connection.execute(statement, values)
        except sqlite3.Error as error:
            self._explain(error)

    def run_many(self, statement: str, values: Iterable[Sequence[Any]]) -> None:
        """Run a statement once for each sequence of values."""
        try:
            self.connection.executemany(statement, values)
        except sqlite3.Error as error:
            self._explain(error)

    @contextmanager
    def writing(self) -> Iterator[None]:
        """A transaction that writes."""
        if self.read_only:
            raise RegisterReadOnly(f"{self.name}: may not be written by this user; change its permissions, or use a copy")
        self.run("BEGIN IMMEDIATE")
        try:
            yield
            self.run("COMMIT")
        except BaseException:
            if self.connection.in_transaction:
                self.connection.execute("ROLLBACK")
            raise

    @contextmanager
    def reading(self) -> Iterator[None]:
        """A transaction that reads one state throughout."""
        if self.connection.in_transaction:
            yield
            return
        self.run("BEGIN")
        try:
            yield
        finally:
            if self.connection.in_transaction:
                self.run("COMMIT")

    def put_text(self, entries: Iterable[tuple[int, str, str]]) -> None:
        """Add (number, text, folded text) to the full text."""
        self.run_many("INSERT INTO words (rowid, exact, folded) VALUES (?, ?, ?)", entries)

    def drop_text(self, numbers: Iterable[int]) -> None:
        """Take entries out of the full text."""
        self.run_many("DELETE FROM words WHERE rowid = ?", [(number,) for number in numbers])

    def find_text(self, words: Sequence[str], *, folded: bool) -> str:
        """Return a query for the numbers of entries that hold all `words`."""
        return "SELECT rowid FROM words WHERE words MATCH ?"

    def text_query(self, words: Sequence[str], *, folded: bool) -> str:
        """Return the words as FTS5 wants them: each quoted, so that no sign in them is an operator."""
        quoted = " ".join('"' + word.replace('"', '""') + '"' for word in words)
        return f"{'folded' if folded else 'exact'} : ({quoted})"

    def close(self) -> None:
        """Close the file."""
        self.connection.close()

    @contextmanager
    def _explained(self) -> Iterator[None]:
        """Turn what SQLite says into an error that names the file and a remedy."""
        try:
            yield
        except sqlite3.Error as error:
            self._explain(error)

    def _explain(self, error: sqlite3.Error) -> NoReturn:
        code = getattr(error, "sqlite_errorcode", 0) & 0xFF
        name = self.name
        if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
            raise RegisterBusy(f"{name}: another process writes into it; try again when it is done") from error
        if code in (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM):
            raise RegisterReadOnly(f"{name}: may not be written by this user; change its permissions, or use a copy") from error
        if code == sqlite3.SQLITE_FULL:
            raise RegisterFull(f"{name}: the disk is full; make room and repeat the command, nothing of it was kept") from error
        if code in (sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT):
            raise NotARegister(f"{name}: is no register or is damaged ({error}); take the last copy of it") from error
        if code in (sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CANTOPEN):
            raise RegisterError(
                f"{name}: cannot be read or written ({error}); check the disk, and the folder's permissions"
            ) from error
        raise RegisterError(f"{name}: {error}; please report it with what you did") from error
