"""The only writer of records. In: documents with their records. Out: the register with them, in one transaction.

A document is its bytes: the same bytes at two sources are one document that was found twice. Of the documents of one source the latest
counts, by the day it was published, then by when it was retrieved, then by its id; the others are kept and superseded.
"""

import zlib
from collections.abc import Iterable, Sequence
from typing import NamedTuple

import msgspec

from dragoman.model.record import Record
from dragoman.register.items import FORMS, ID_DIGITS, ActFact, Form, Items, Sighting, absorb, blocks_of, items_of
from dragoman.register.resolution.encounters import EncounterReport
from dragoman.register.resolution.moments import moment, sortable
from dragoman.register.resolution.people import OFTEN, PersonForm
from dragoman.register.resolve import Touched, resolve
from dragoman.register.store import Store, rows_in, run_in
from dragoman.register.words import folded, plain, quoted

LEDGER = ("ledger:", "quantity:", "due:")
MERGED = ("person", "mechanism", "instrument", "encounter")


class Addition(NamedTuple):
    """A document to add: its record, the text that the record's offsets count in, and when it was retrieved (ISO 8601, or empty)."""

    record: Record
    text: str
    retrieved: str = ""


class Added(NamedTuple):
    """What came of adding: documents that are new, that were known, and that others superseded."""

    new: int
    known: int
    superseded: int


def append(store: Store, additions: Iterable[Addition], *, replace: bool = False) -> Added:
    """Add documents to the register, all of them or none. With `replace` the record of a known document is replaced."""
    with store.writing():
        return _Appending(store, replace).run(list(additions))


class _Appending:
    def __init__(self, store: Store, replace: bool) -> None:
        self.store, self.replace = store, replace
        self.touched = Touched()
        self.at_hand: dict[int, tuple[Record, str]] = {}
        self.replaced: dict[int, Record] = {}
        self.next = {
            table: store.rows(f"SELECT COALESCE(MAX(n), 0) FROM {table}")[0][0] + 1 for table in ("document", "item", "claim")
        }

    def run(self, additions: Sequence[Addition]) -> Added:
        new = known = 0
        sources: set[str] = set()
        for addition in additions:
            number, is_new = self._document(addition)
            new += is_new
            known += not is_new
            if self._appearance(number, addition):
                sources.add(addition.record.document.source)
        superseded = self._settle_versions(sources)
        resolve(self.store, self.touched)
        return Added(new, known, superseded)

    def _number(self, table: str) -> int:
        number: int = self.next[table]
        self.next[table] += 1
        return number

    def _document(self, addition: Addition) -> tuple[int, bool]:
        """Return the number of a document, and whether it is new; note where its record is another than before."""
        document = addition.record.document
        found = self.store.rows("SELECT n, record, source FROM document WHERE id = ?", [document.id])
        if found:
            number, old, source = found[0]
            if self.replace and zlib.decompress(old) != _as_json(addition.record, source):
                self.replaced[number] = addition.record
            return number, False
        number = self._number("document")
        self.store.run(
            "INSERT INTO document (n, id, key, source, language, title, publisher, published, record, text, active)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0)",
            [
                number, document.id, document.id[:ID_DIGITS], document.source, document.language, document.title, document.publisher,
                document.published, zlib.compress(_as_json(addition.record, document.source)),
                zlib.compress(addition.text.encode("utf-8", "surrogatepass")),
            ],
        )  # fmt: skip
        self.at_hand[number] = (addition.record, addition.text)
        return number, True

    def _appearance(self, number: int, addition: Addition) -> bool:
        """Note where a document was found and when last; return whether that is news."""
        source = addition.record.document.source
        found = self.store.rows("SELECT retrieved FROM appearance WHERE source = ? AND document = ?", [source, number])
        if not found:
            self.store.run(
                "INSERT INTO appearance (source, document, retrieved) VALUES (?, ?, ?)", [source, number, addition.retrieved]
            )
        elif found[0][0] < addition.retrieved:
            self.store.run(
                "UPDATE appearance SET retrieved = ? WHERE source = ? AND document = ?", [addition.retrieved, source, number]
            )
        else:
            return False
        return True

    def _settle_versions(self, sources: Iterable[str]) -> int:
        """See which documents now count: take the claims of the others out, then put those of new ones in.

        Returns how many were superseded.
        """
        stale = self.replaced.keys()
        beside = "SELECT DISTINCT document FROM appearance WHERE source IN ({})"
        documents = {n for (n,) in rows_in(self.store, beside, sorted(sources))} | stale
        places: dict[int, list[str]] = {}
        for number, place in rows_in(
            self.store, "SELECT document, source FROM appearance WHERE document IN ({})", sorted(documents)
        ):
            places.setdefault(number, []).append(place)
        latest = self._latest({place for at in places.values() for place in at})
        coming, superseded = [], 0
        statement = "SELECT n, id, source, active, superseded_by FROM document WHERE n IN ({}) ORDER BY n"
        for number, id, source, active, successor in list(rows_in(self.store, statement, sorted(documents))):
            at = sorted(places[number])
            here = [place for place in at if latest[place] == id]
            state = ((here or at)[0], int(bool(here)), None if here else latest[at[0]])
            if active and (not here or number in stale):
                self._take_out(number)
                superseded += not here
            if state != (source, active, successor):
                self.store.run("UPDATE document SET source = ?, active = ?, superseded_by = ? WHERE n = ?", [*state, number])
            if here and (not active or number in stale):
                coming.append(number)
        self._replace_records()
        for number in coming:
            self._put_in(number)
        return superseded

    def _replace_records(self) -> None:
        for number, record in self.replaced.items():
            document = record.document
            packed = zlib.compress(_as_json(record, document.source), 6)
            self.store.run(
                "UPDATE document SET record = ?, language = ?, title = ?, publisher = ?, published = ? WHERE n = ?",
                [packed, document.language, document.title, document.publisher, document.published, number],
            )

    def _latest(self, sources: set[str]) -> dict[str, str]:
        statement = (
            "SELECT a.source, a.retrieved, d.published, d.id FROM appearance a JOIN document d ON d.n = a.document"
            " WHERE a.source IN ({})"
        )
        best: dict[str, tuple[str, str, str]] = {}
        for source, retrieved, published, id in rows_in(self.store, statement, sorted(sources)):
            best[source] = max(best.get(source, ("", "", "")), (sortable(published), retrieved, id))
        return {source: version[2] for source, version in best.items()}

    def _put_in(self, number: int) -> None:
        """Enter the claims of a document."""
        record, source = self.at_hand.get(number) or document_of(self.store, number)
        found = items_of(record)
        for sighting in found.sightings:
            self._sight(number, sighting)
        self._index(number, record, source, found)

    def _sight(self, number: int, seen: Sighting) -> None:
        rows = self.store.rows("SELECT n, data FROM item WHERE kind = ? AND key = ?", [seen.kind, seen.key])
        item = rows[0][0] if rows else self._number("item")
        if rows:
            old = msgspec.json.decode(rows[0][1], type=FORMS[seen.kind])
            new = absorb(old, seen.form)
            if new != old:
                self._rewrite(seen.kind, item, old, new)
            elif seen.kind != "person":  # of a person nothing but the sightings changes, and those are read when asked for
                self.touched.items[seen.kind].add(item)
        else:
            slug = f"mechanism:{seen.form.slug}" if isinstance(seen.form, EncounterReport) and seen.form.slug else ""
            self.store.run(
                "INSERT INTO item (n, kind, key, data, component, entity, anchor) VALUES (?, ?, ?, ?, ?, '', ?)",
                [item, seen.kind, seen.key, msgspec.json.encode(seen.form), item, slug],
            )
            self._stand(seen.kind, item, blocks_of(seen.kind, seen.form)[0])
            self.touched.items[seen.kind].add(item)
        self.store.run(
            "INSERT INTO sighting (item, document, claim, first, last, detail, name) VALUES (?, ?, ?, ?, ?, ?, ?)"
            " ON CONFLICT DO NOTHING",
            [item, number, seen.claim, seen.first, seen.last, seen.detail, seen.name],
        )

    def _rewrite(self, kind: str, item: int, old: object, new: object) -> None:
        before, after = blocks_of(kind, old)[0], blocks_of(kind, new)[0]  # type: ignore[arg-type]
        self.store.run("UPDATE item SET data = ? WHERE n = ?", [msgspec.json.encode(new), item])
        run_in(
            self.store,
            f"DELETE FROM block WHERE item = {item} AND key IN ({{}})",
            [f"{kind}:{key}" for key in sorted(before - after)],
        )
        self._stand(kind, item, after - before)
        self.touched.items[kind].add(item)

    def _stand(self, kind: str, item: int, keys: set[str]) -> None:
        self.store.run_many("INSERT INTO block (key, item) VALUES (?, ?)", [(f"{kind}:{key}", item) for key in sorted(keys)])

    def _index(self, number: int, record: Record, text: str, found: Items) -> None:
        """Enter the claims where questions find them, with their words."""
        claims, keys, words = [], [], []
        for indexed in found.claims:
            n = self._number("claim")
            act = msgspec.json.encode(indexed.act) if indexed.act else None
            claims.append((n, number, indexed.claim, indexed.kind, indexed.first, indexed.last, act))
            keys += [(key, indexed.first, n) for key in indexed.keys]
            self._touch_ledger(indexed.act, indexed.keys)
            quote = quoted(text, indexed.evidence)
            words.append((n, plain(quote), folded(quote)))
        if record.document.title:
            n = self._number("claim")
            around = sortable(found.around)
            claims.append((n, number, "title", "title", around, around, None))
            words.append((n, plain(record.document.title), folded(record.document.title)))
        self.store.run_many("INSERT INTO claim (n, document, claim, kind, first, last, act) VALUES (?, ?, ?, ?, ?, ?, ?)", claims)
        self.store.run_many("INSERT INTO claim_key (key, first, claim) VALUES (?, ?, ?)", keys)
        self.store.put_text(words)

    def _take_out(self, number: int) -> None:
        """Take the claims of a document out; what they alone carried goes with them."""
        numbers = [n for (n,) in self.store.rows("SELECT n FROM claim WHERE document = ?", [number])]
        statement = (
            "SELECT c.act, k.key FROM claim_key k JOIN claim c ON c.n = k.claim WHERE c.act IS NOT NULL AND k.claim IN ({})"
        )
        for act, key in rows_in(self.store, statement, numbers):
            self._touch_ledger(msgspec.json.decode(act, type=ActFact), [key])
        self.store.drop_text(numbers)
        run_in(self.store, "DELETE FROM claim_key WHERE claim IN ({})", numbers)
        self.store.run("DELETE FROM claim WHERE document = ?", [number])
        items = [n for (n,) in self.store.rows("SELECT DISTINCT item FROM sighting WHERE document = ?", [number])]
        self.store.run("DELETE FROM sighting WHERE document = ?", [number])
        for item in items:
            self._shrink(item)

    def _shrink(self, item: int) -> None:
        """Make an item anew from the sightings that are left of it, or remove it where none is."""
        kind, key, data, component, entity = self.store.rows(
            "SELECT kind, key, data, component, entity FROM item WHERE n = ?", [item]
        )[0]
        if kind in MERGED:
            self.touched.components[kind].add(component)
        if entity:
            self.touched.entities.add(entity)
        old = msgspec.json.decode(data, type=FORMS[kind])
        left = self._form_left(item, kind, key, old)
        if left is not None:
            self._rewrite(kind, item, old, left)
            return
        self.store.run("DELETE FROM block WHERE item = ?", [item])
        self.store.run("DELETE FROM item WHERE n = ?", [item])
        self.touched.items[kind].discard(item)

    def _form_left(self, item: int, kind: str, key: str, old: Form) -> Form | None:
        """The form of an item by the sightings that are left of it, or None where none is."""
        if isinstance(old, PersonForm):
            # A minister may be seen in ten thousand documents: what his form holds, the table of sightings tells.
            statement = "SELECT COUNT(*), MIN(NULLIF(first, '')), MAX(first) FROM sighting WHERE item = ?"
            count, first, last = self.store.rows(statement, [item])[0]
            days = [at.first if (at := moment(day)) else 0 for day in (first, last)]
            return msgspec.structs.replace(old, n=min(count, OFTEN), first=days[0], last=days[1]) if count else None
        documents = self.store.rows("SELECT DISTINCT document FROM sighting WHERE item = ?", [item])
        if not documents:
            return None
        forms = [s.form for (number,) in documents for s in self._items(number).sightings if (s.kind, s.key) == (kind, key)]
        # Where an older Dragoman made the item of what this one does not, it stays as it is until its documents are read anew.
        whole = forms[0] if forms else old
        for form in forms[1:]:
            whole = absorb(whole, form)
        return whole

    def _touch_ledger(self, act: ActFact | None, keys: Iterable[str]) -> None:
        if act is not None:
            for key in keys:
                if key.startswith(LEDGER):
                    self.touched.ledger[key].append(act)

    def _items(self, number: int) -> Items:
        return items_of(document_of(self.store, number)[0])


def document_of(store: Store, number: int) -> tuple[Record, str]:
    """Return the record of a document, and its text as decoded."""
    record, text = store.rows("SELECT record, text FROM document WHERE n = ?", [number])[0]
    return msgspec.json.decode(zlib.decompress(record), type=Record), zlib.decompress(text).decode("utf-8", "surrogatepass")


def _as_json(record: Record, source: str) -> bytes:
    document = msgspec.structs.replace(record.document, source=source)
    return msgspec.json.encode(msgspec.structs.replace(record, document=document))
