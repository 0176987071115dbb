"""A register in a PostgreSQL database, for use by many. The same tables and the same statements as in a file; psycopg is an extra.

Writers take turns by a lock of their own; readers see one state of the register and never wait.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, NoReturn

from dragoman.errors import NotARegister, RegisterBusy, RegisterError, RegisterFull, RegisterReadOnly
from dragoman.register.store import Row, statements, steps_from
from dragoman.register.words import asked

WAIT_S = 30.0
LOCK = 0x44524147  # "DRAG": the key of the lock that writers take
_DIALECT = {"blob": "BYTEA", "without_rowid": ""}
_FULL_TEXT = (
    "CREATE TABLE words (n INTEGER PRIMARY KEY, exact TSVECTOR NOT NULL, folded TSVECTOR NOT NULL)",
    "CREATE INDEX words_exact ON words USING GIN (exact)",
    "CREATE INDEX words_folded ON words USING GIN (folded)",
)
_FAULTS: dict[str, tuple[type[RegisterError], str]] = {
    "55P03": (RegisterBusy, "another process writes into it; try again when it is done"),
    "40001": (RegisterBusy, "another process wrote into it at the same time; try again"),
    "25006": (RegisterReadOnly, "may not be written; connect as a user who may, and to the primary server"),
    "42501": (RegisterReadOnly, "may not be written by this user; ask its owner for the rights"),
    "53100": (RegisterFull, "the disk of the server is full; make room and repeat the command, nothing of it was kept"),
}


class PostgresStore:
    """A `Store` on a server."""

    def __init__(self, address: str, *, wait_s: float = WAIT_S) -> None:
        """Connect to `address` (`postgresql://...`), and make the tables where there are none. Raises `RegisterError`."""
        self.name = re.sub(r"//[^@/]*@", "//", address)  # what is printed names no user and no password
        try:
            import psycopg
        except ImportError as error:
            raise RegisterError(
                f"{self.name}: a register on a server needs psycopg; install it with: pip install 'dragoman[postgres]'"
            ) from error
        self._error = psycopg.Error
        try:
            self.connection = psycopg.connect(address, autocommit=True, connect_timeout=10)
        except psycopg.Error as error:
            reason = str(error).strip().splitlines()[-1]
            raise RegisterError(f"{self.name}: no connection ({reason}); check the address and that the server runs") from error
        self.run(f"SET lock_timeout = {int(wait_s * 1000)}")
        self._prepare()

    def _prepare(self) -> None:
        if steps_from(self._version(), self.name):
            with self.writing():
                self._migrate()

    def _version(self) -> int:
        if not self.rows("SELECT to_regclass('dragoman_schema')::text")[0][0]:
            if self.rows("SELECT to_regclass('document')::text")[0][0]:
                raise NotARegister(f"{self.name}: holds tables of another program; give a database or a schema of its own")
            return 0
        version: int = self.rows("SELECT MAX(version) FROM dragoman_schema")[0][0]
        return version

    def _migrate(self) -> None:
        """Bring the tables to the schema of today. Asked again inside the lock: another process may have been faster."""
        for number, step in steps_from(self._version(), self.name):
            for statement in statements(step, **_DIALECT):
                # Text is compared by its code points, as in a file.
                self.run(re.sub(r"\bTEXT\b", 'TEXT COLLATE "C"', statement))
            if number == 1:
                self.run("CREATE TABLE dragoman_schema (version INTEGER NOT NULL)")
                for statement in _FULL_TEXT:
                    self.run(statement)
            self.run("INSERT INTO dragoman_schema (version) VALUES (?)", [number])

    def rows(self, statement: str, values: Sequence[Any] = ()) -> list[Row]:
        """Return all rows of a query."""
        with self._explained():
            found: list[Row] = self.connection.execute(_translated(statement), values or None).fetchall()
            return found

    def stream(self, statement: str, values: Sequence[Any] = ()) -> Iterator[Row]:
        """Yield the rows of a query."""
        yield from self.rows(statement, values)

    def run(self, statement: str, values: Sequence[Any] = ()) -> None:
        """Run a statement."""
        with self._explained():
            self.connection.execute(_translated(statement), values or None)

    def run_many(self, statement: str, values: Iterable[Sequence[Any]]) -> None:
        """Run a statement once for each sequence of values."""
        with self._explained(), self.connection.cursor() as cursor:
            cursor.executemany(_translated(statement), list(values))

    @contextmanager
    def writing(self) -> Iterator[None]:
        """A transaction that writes."""
        self.run("BEGIN")
        try:
            self.run("SELECT pg_advisory_xact_lock(?)", [LOCK])
            yield
            self.run("COMMIT")
        except BaseException:
            self.connection.rollback()
            raise

    @contextmanager
    def reading(self) -> Iterator[None]:
        """A transaction that reads one state throughout."""
        if self.connection.info.transaction_status.name != "IDLE":
            yield
            return
        self.run("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
        try:
            yield
        finally:
            self.connection.rollback()

    def put_text(self, entries: Iterable[tuple[int, str, str]]) -> None:
        """Add (number, text, folded text) to the full text."""
        self.run_many(
            "INSERT INTO words (n, exact, folded) VALUES (?, array_to_tsvector(?::text[]), array_to_tsvector(?::text[]))",
            [(number, _lexemes(exact), _lexemes(folded)) for number, exact, folded in entries],
        )

    def drop_text(self, numbers: Iterable[int]) -> None:
        """Take entries out of the full text."""
        self.run("DELETE FROM words WHERE n = ANY(?)", [list(numbers)])

    def find_text(self, words: Sequence[str], *, folded: bool) -> str:
        """Return a query for the numbers of entries that hold all `words`."""
        return f"SELECT n FROM words WHERE {'folded' if folded else 'exact'} @@ ?::tsquery"

    def text_query(self, words: Sequence[str], *, folded: bool) -> str:
        """Return the words as a query: each quoted, so that no sign in them is an operator."""
        return " & ".join("'" + word.replace("\\", "").replace("'", "''") + "'" for word in words)

    def close(self) -> None:
        """Leave the server."""
        self.connection.close()

    @contextmanager
    def _explained(self) -> Iterator[None]:
        """Turn what the server says into an error that names the register and a remedy."""
        try:
            yield
        except self._error as error:
            self._explain(error)

    def _explain(self, error: Any) -> NoReturn:
        kind, says = _FAULTS.get(
            error.sqlstate or "", (RegisterError, f"{str(error).strip()}; please report it with what you did")
        )
        raise kind(f"{self.name}: {says}") from error


def _translated(statement: str) -> str:
    """Return a statement with the marks for values that psycopg wants."""
    return statement.replace("?", "%s")


def _lexemes(text: str) -> list[str]:
    return sorted(set(asked(text)))
