"""Where a register is kept. In: a path or a `postgresql://` address. Out: a `Store`, opened, and brought to the schema of today.

Statements are written once, with `?` for values, in the SQL that both databases share; what differs (full text, types, the
opening of a transaction, errors) is in `sqlite.py` and `postgres.py`.
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from importlib.resources import files
from itertools import islice
from pathlib import Path
from typing import Any, Protocol

from dragoman.errors import NewerRegister

Row = tuple[Any, ...]
CHUNK = 400  # values in one statement; SQLite takes 999 and more


class Store(Protocol):
    """An open database. Every method may raise a `RegisterError`."""

    name: str

    def rows(self, statement: str, values: Sequence[Any] = ()) -> list[Row]:
        """Return all rows of a query."""

    def stream(self, statement: str, values: Sequence[Any] = ()) -> Iterator[Row]:
        """Yield the rows of a query, few in memory at a time."""

    def run(self, statement: str, values: Sequence[Any] = ()) -> None:
        """Run a statement."""

    def run_many(self, statement: str, values: Iterable[Sequence[Any]]) -> None:
        """Run a statement once for each sequence of values."""

    def writing(self) -> AbstractContextManager[None]:
        """Return a transaction that writes: it waits for other writers, and all of it or nothing remains."""

    def reading(self) -> AbstractContextManager[None]:
        """Return a transaction that reads one state of the register throughout. Inside another it does nothing."""

    def put_text(self, entries: Iterable[tuple[int, str, str]]) -> None:
        """Add (number, text, folded text) to the full text."""

    def drop_text(self, numbers: Iterable[int]) -> None:
        """Take entries out of the full text."""

    def find_text(self, words: Sequence[str], *, folded: bool) -> str:
        """Return a query for the numbers of entries that hold all `words`; its one value is `text_query(words)`."""

    def text_query(self, words: Sequence[str], *, folded: bool) -> str:
        """Return the value that `find_text` wants."""

    def close(self) -> None:
        """Close the database. Harmless where it is closed."""


def rows_in(store: Store, statement: str, values: Iterable[Any]) -> Iterator[Row]:
    """Yield the rows of a query that ends in `IN ({})`, for any number of values."""
    rest = iter(values)
    while chunk := list(islice(rest, CHUNK)):
        yield from store.rows(statement.format(",".join("?" * len(chunk))), chunk)


def run_in(store: Store, statement: str, values: Iterable[Any]) -> None:
    """Run a statement that ends in `IN ({})`, for any number of values."""
    rest = iter(values)
    while chunk := list(islice(rest, CHUNK)):
        store.run(statement.format(",".join("?" * len(chunk))), chunk)


def migrations() -> list[tuple[int, str]]:
    """Return the steps of the schema, by number: `NNNN_name.sql`."""
    folder = files("dragoman.register.migrations")
    found = [
        (int(entry.name[:4]), entry.read_text(encoding="utf-8")) for entry in folder.iterdir() if entry.name.endswith(".sql")
    ]
    return sorted(found)


def steps_from(version: int, name: str) -> list[tuple[int, str]]:
    """Return the steps that a register of that version still needs. Raises `NewerRegister`."""
    steps = migrations()
    if version > steps[-1][0]:
        raise NewerRegister(
            f"{name}: its schema is version {version}, and this Dragoman knows up to {steps[-1][0]}; use a newer Dragoman for it"
        )
    return [(number, text) for number, text in steps if number > version]


def statements(step: str, **dialect: str) -> list[str]:
    """Return the statements of a step in a dialect; comments go.

    >>> statements("-- a\\nCREATE TABLE t (x {blob});", blob="BLOB")
    ['CREATE TABLE t (x BLOB)']
    """
    bare = "\n".join(line for line in step.splitlines() if not line.lstrip().startswith("--"))
    for word, text in dialect.items():
        bare = bare.replace("{" + word + "}", text)
    return [statement.strip() for statement in bare.split(";") if statement.strip()]


def is_address(place: str | Path) -> bool:
    """Tell whether a place is the address of a server and not a file."""
    return str(place).startswith(("postgresql://", "postgres://"))
