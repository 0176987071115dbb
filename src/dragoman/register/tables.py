"""The tables of entities, as resolution writes them. In: rows, and what they replace. Out: the same, in the store."""

from collections.abc import Iterable

import msgspec

from dragoman.register.build import EntityRow
from dragoman.register.store import Store, rows_in, run_in

NEVER = "9999-12-31"
_INSERT = "INSERT INTO entity (id, kind, owner, name, first, last, state, mechanism, settled, data) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"


def replace_entities(store: Store, rows: Iterable[EntityRow], *, gone: Iterable[str] = (), owners: Iterable[str] = ()) -> None:
    """Put `rows` in the place of the entities `gone`, of all that `owners` own, and of their namesakes; leave the unchanged alone."""
    rows = list(rows)
    wanted = {row.id: (*row[:9], msgspec.json.encode(row.data)) for row in rows}
    keys = {row.id: sorted({(f"{row.kind}|{key}", _day(row, key)) for key in row.keys}) for row in rows}
    old = set(gone) - wanted.keys()
    old |= {id for (id,) in rows_in(store, "SELECT id FROM entity WHERE owner IN ({})", sorted(owners))} - wanted.keys()
    columns = "SELECT id, kind, owner, name, first, last, state, mechanism, settled, data FROM entity WHERE id IN ({})"
    there = {row[0]: (*row[:9], bytes(row[9])) for row in rows_in(store, columns, sorted(wanted))}
    changed = [id for id, row in wanted.items() if there.get(id) != row]
    drop_entities(store, old | (there.keys() & set(changed)))
    store.run_many(_INSERT, [wanted[id] for id in changed])
    entries = [(key, day, id) for id in changed for key, day in keys[id]]
    store.run_many("INSERT INTO entity_key (key, first, entity) VALUES (?, ?, ?)", entries)


def _day(row: EntityRow, key: str) -> str:
    """The day that a key is ordered by: of what acts may change, the day until which they may."""
    return (row.settled or NEVER) if key.startswith("ledger:") else row.first


def drop_entities(store: Store, ids: Iterable[str]) -> None:
    """Take entities out."""
    doomed = sorted(ids)
    run_in(store, "DELETE FROM entity_key WHERE entity IN ({})", doomed)
    run_in(store, "DELETE FROM entity WHERE id IN ({})", doomed)
