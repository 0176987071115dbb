"""An open register, as programs use it. In: a path or a `postgresql://` address. Out: a `Register`: add to it, ask it, decide in it."""

import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from types import TracebackType
from typing import Any

from dragoman.model import entity
from dragoman.model.decision import Decision
from dragoman.model.record import Record
from dragoman.register import query
from dragoman.register.answers import Answers, Clue, Due, Explanation, Filters, Finding
from dragoman.register.append import Added, Addition, append, document_of
from dragoman.register.decisions import decide, warnings
from dragoman.register.dump import dump
from dragoman.register.postgres import PostgresStore
from dragoman.register.read import Reader
from dragoman.register.rulings import standing
from dragoman.register.sqlite import SqliteStore
from dragoman.register.store import Store, is_address, rows_in

VARIABLE = "DRAGOMAN_REGISTER"
DEFAULT = "dragoman.db"


def open_register(place: str | Path | None = None, *, create: bool = True) -> "Register":
    """Return the register at `place`: a file, made where there is none, or the address of a PostgreSQL database.

    Without a place it is that of the environment variable DRAGOMAN_REGISTER, or else `dragoman.db` in the folder one is in.
    Raises `RegisterError`.
    """
    place = place or os.environ.get(VARIABLE) or DEFAULT
    return Register(PostgresStore(str(place)) if is_address(place) else SqliteStore(place, create=create))


class Register:
    """Records and decisions folded into one account. Filters of questions are the fields of `Filters`, given by name."""

    def __init__(self, store: Store) -> None:
        """Work on an open store."""
        self.store = store

    def __enter__(self) -> "Register":
        """Return the register itself."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        """Close the register."""
        self.close()

    def close(self) -> None:
        """Close the register."""
        self.store.close()

    def add(self, additions: Iterable[Addition], *, replace: bool = False) -> Added:
        """Add documents in one transaction: all of them are in the register afterwards, or none.

        A document that is there already is left as it is, or with `replace` gets the record given.
        """
        return append(self.store, additions, replace=replace)

    def known(self, ids: Iterable[str]) -> dict[str, tuple[Record, str]]:
        """Return the record and text of those of `ids` (of documents) that the register holds."""
        rows = list(rows_in(self.store, "SELECT id, n FROM document WHERE id IN ({})", ids))
        return {id: document_of(self.store, number) for id, number in rows}

    def documents(self) -> Iterator[tuple[str, Record, str]]:
        """Yield each place at which a document was found, with its record and text, and the superseded ones too."""
        statement = "SELECT a.source, a.document FROM appearance a ORDER BY a.document, a.source"
        for source, number in self.store.rows(statement):
            yield source, *document_of(self.store, number)

    def dump(self, *, as_of: str | None = None) -> Iterator[bytes]:
        """Yield the register as lines of JSON in a canonical order; with `as_of` a day, commitments as they stood on it."""
        return dump(self.store, as_of=as_of)

    def find(self, text: str | None = None, **filters: Any) -> Answers[Finding]:
        """Return the claims that hold the words of `text` and meet the filters, the latest first."""
        return query.find(self.store, text, _filters(filters))

    def people(self, **filters: Any) -> Answers[entity.Person]:
        """Return people with their tenures, by party and name."""
        return query.people(self.store, _filters(filters))

    def encounters(self, **filters: Any) -> Answers[entity.Encounter]:
        """Return encounters, the latest first."""
        return query.encounters(self.store, _filters(filters))

    def series(self, **filters: Any) -> Answers[entity.Mechanism]:
        """Return mechanisms with their sessions, gaps and rhythm."""
        return query.series(self.store, _filters(filters))

    def ledger(self, *, as_of: str | None = None, **filters: Any) -> Answers[entity.Commitment]:
        """Return commitments, the latest first. What is overdue or lapsed shows only `as_of` a day."""
        return query.ledger(self.store, _filters(filters), as_of=as_of)

    def due(self, *, as_of: str, **filters: Any) -> Answers[Due]:
        """Return what falls on a time after `as_of`, the soonest first."""
        return query.due(self.store, _filters(filters), as_of=as_of)

    def show(self, id: str) -> list[Any]:
        """Return the entity of an id and what belongs to it, or the claims of a document. Raises `NotInRegister`."""
        return query.show(self.store, id)

    def why(self, id: str) -> Explanation:
        """Return why an entity is as it is. Raises `NotInRegister`."""
        return query.why(self.store, id)

    def evidence(self, reports: Iterable[entity.Report]) -> list[Finding]:
        """Return the words that carry reports."""
        with self.store.reading():
            return query.evidence(self.store, reports)

    def words(self, kind: str, item: str) -> list[Finding]:
        """Return the words of a few claims that an item of a proposal rests on."""
        with self.store.reading():
            return query.words_of_item(self.store, kind, item)

    def clues(self, about: str, report: entity.Report) -> list[Clue]:
        """Return the clues of the date that a report of the encounter `about` gives; none where it states the date."""
        with self.store.reading():
            return query.clues(self.store, about, report)

    def item(self, kind: str, key: str) -> Any:
        """Return the form of an item, by its kind and key; None where the register has none."""
        with self.store.reading():
            return query.form_of(self.store, kind, key)

    def item_of(self, kind: str, id: str) -> str:
        """Return what a decision about an entity is about: its first item. What is no entity stands for itself."""
        return query.item_of(self.store, kind, id)

    def proposals(self) -> list[entity.Proposal]:
        """Return what waits for a person, the likeliest first."""
        with self.store.reading():
            found: list[entity.Proposal] = list(Reader(self.store).all("proposal"))
        return sorted(found, key=lambda proposal: (-proposal.score, proposal.kind, proposal.items))

    def decisions(self) -> list[Decision]:
        """Return the log of decisions in the order in which they were made, the undone ones marked."""
        return standing(Reader(self.store).decisions())

    def decide(self, decisions: Iterable[Decision]) -> int:
        """Enter decisions, all or none, and return how many were new. Raises `DecisionError`."""
        return decide(self.store, decisions)

    def warnings(self, decision: Decision) -> list[str]:
        """Return what the register knows that speaks against a decision, in words; nothing where nothing does."""
        with self.store.reading():
            return warnings(self.store, decision)


def _filters(given: dict[str, Any]) -> Filters:
    """Return filters by name; a single party may be given as a string."""
    party = given.pop("party", ())
    return Filters(party=(party,) if isinstance(party, str) else tuple(party), **given)
