"""Bring the entities up to date with the items that changed. In: a store, and what was touched. Out: the store, resolved.

Only the components that a change touches are worked on, so that the cost of a document does not depend on the size of the register;
and as each component is worked out by pure functions, the outcome is what a rebuild of everything gives.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping

import msgspec

from dragoman.model.decision import Decision
from dragoman.model.entity import Commitment, Feature, Proposal
from dragoman.register.build import EntityRow, build
from dragoman.register.doubts import DateDoubts, split_rows
from dragoman.register.follow import first_topic
from dragoman.register.items import FORMS, ActFact, Form, blocks_of
from dragoman.register.ledger import Ledger
from dragoman.register.resolution.clusters import Component, Pair, connect, pair_of
from dragoman.register.resolution.encounters import EncounterReport, compare_encounters
from dragoman.register.resolution.instruments import compare_instruments
from dragoman.register.resolution.mechanisms import compare_mechanisms
from dragoman.register.resolution.people import compare_people
from dragoman.register.resolution.scores import REVIEW, Compare, Score
from dragoman.register.rulings import Rulings, rulings
from dragoman.register.store import Store, rows_in
from dragoman.register.tables import replace_entities

COMPARE: dict[str, Compare] = {
    "mechanism": compare_mechanisms, "person": compare_people, "instrument": compare_instruments, "encounter": compare_encounters,
}  # fmt: skip
# In this order: which mechanism a session belongs to is settled before sessions are compared.
ORDER = ("mechanism", "person", "instrument", "encounter")


class Touched:
    """What a change touched: items by kind, components that lost a member, entities that lost all, keys of the ledger, and commitments."""

    def __init__(self) -> None:
        self.items: dict[str, set[int]] = defaultdict(set)
        self.components: dict[str, set[int]] = defaultdict(set)
        self.entities: set[str] = set()
        self.ledger: dict[str, list[ActFact]] = defaultdict(list)
        self.commitments: set[str] = set()


class Item(msgspec.Struct):
    """An item as loaded: its number and key, its form, and where it stood before."""

    n: int
    key: str
    form: Form
    component: int
    entity: str


def resolve(store: Store, touched: Touched) -> None:
    """Bring the entities of `store` up to date. To be called inside a transaction that writes."""
    log = [msgspec.json.decode(data, type=Decision) for (data,) in store.rows("SELECT data FROM decision")]
    _Resolution(store, touched, rulings(log)).run()


class _Resolution:
    def __init__(self, store: Store, touched: Touched, ruled: Rulings) -> None:
        self.store, self.touched, self.ruled = store, touched, ruled
        self.ledger = Ledger(store, ruled)
        self.doubts = DateDoubts(store, ruled)
        self.series: dict[str, str] = {}

    def run(self) -> None:
        self.doubts.note(self.touched.entities)
        for kind in ("tie", "mandate", "milestone"):
            self._settle_plain(kind)
        for kind in ORDER:
            self._settle(kind)
        self.ledger.settle(self.touched.ledger)
        self._settle_owners()

    def _settle_owners(self) -> None:
        """Write anew the commitments that people ruled on."""
        statement = "SELECT owner, data FROM entity WHERE kind = 'commitment' AND id IN ({})"
        acts: dict[str, list[ActFact]] = {}
        owners: set[str] = set()
        for owner, data in rows_in(self.store, statement, sorted(self.touched.commitments)):
            found = msgspec.json.decode(data, type=Commitment)
            kind = owner.removeprefix("of:")
            if found.of == "request":
                act = ActFact("", "request", found.actors, found.targets, found.parties, found.topics, found.since or "")
                acts[f"ledger:{','.join(found.parties)}|{first_topic(act)}"] = [act]
            elif kind.startswith(("quantity:", "due:")):
                acts[kind] = []
            else:
                owners.add(kind)
        self.ledger.settle(acts)
        self.ledger.refresh(owners)

    def _settle_plain(self, kind: str) -> None:
        """Items that are never merged are entities as they are."""
        items = self._load(kind, "n", self.touched.items[kind])
        rows = [build(kind, {item.key: item.form}, series={}) for item in items]
        self._enter(items, {item.n: (item.n, row.id) for item, row in zip(items, rows, strict=True)})
        replace_entities(self.store, rows, gone={item.entity for item in items} | self._gone(kind))
        if kind == "tie":
            self.ledger.ties([row.id for row in rows])

    def _gone(self, kind: str) -> set[str]:
        """The entities that lost their last item, of all kinds: asking for them twice does no harm."""
        gone, self.touched.entities = self.touched.entities, set()
        self.ledger.forget(gone)
        return gone

    def _settle(self, kind: str) -> None:
        members, pairs, scores = self._reach(kind)
        series = self.series
        by_key = {item.key: item for item in members.values()}
        forms = {key: item.form for key, item in by_key.items()}
        found = connect(forms, pairs, COMPARE[kind], self.ruled.pairs.get(kind, {}), scores)
        rows: list[EntityRow] = []
        places: dict[int, tuple[int, str]] = {}
        for component in found:
            owner = by_key[component.items[0]].n
            for cluster in component.clusters:
                row = build(kind, {key: forms[key] for key in cluster}, series=series, date=self._date(cluster))
                rows.append(row)
                places |= {by_key[key].n: (owner, row.id) for key in cluster}
            rows += _proposals(kind, component, owner)
            rows += split_rows(kind, component.clusters, owner, forms, COMPARE[kind], self.ruled.pairs.get(kind, {}), scores)
        before = {item.entity for item in members.values()}
        if kind == "encounter":
            self.doubts.note(before)
        owners = {f"{kind}:{item.component}" for item in members.values()} | {
            f"{kind}:{n}" for n in self.touched.components[kind]
        }
        moved = self._enter(list(members.values()), places)
        replace_entities(self.store, rows, gone=before | self._gone(kind), owners=owners)
        settled = [row for row in rows if row.kind == kind]
        if kind == "mechanism":
            self._touch_sessions(item.key for item in moved)
        elif kind == "instrument":
            self.ledger.instruments(settled)
        elif kind == "encounter":
            self.ledger.encounters(settled, forms)
            self.doubts.settle(settled, forms)
        self.ledger.forget(before - {row.id for row in settled})

    def _date(self, cluster: Iterable[str]) -> str | None:
        return next((self.ruled.dates[key] for key in cluster if key in self.ruled.dates), None) if self.ruled.dates else None

    def _touch_sessions(self, slugs: Iterable[str]) -> None:
        """Sessions of a mechanism that became another are compared anew."""
        anchored = rows_in(self.store, "SELECT n FROM item WHERE anchor IN ({})", (f"mechanism:{slug}" for slug in slugs))
        self.touched.items["encounter"] |= {n for (n,) in anchored}

    def _load(self, kind: str, column: str, values: Iterable[int]) -> list[Item]:
        # Numbers of items and of components are of one kind each: to ask for the kind besides would mislead the planner.
        statement = f"SELECT n, key, data, component, entity FROM item WHERE {column} IN ({{}})"
        items = [
            Item(n, key, msgspec.json.decode(data, type=FORMS[kind]), component, entity)
            for n, key, data, component, entity in rows_in(self.store, statement, sorted(values))
        ]
        items.sort(key=lambda item: item.key)
        if kind == "encounter":
            self._place_in_series(items)
        return items

    def _place_in_series(self, items: list[Item]) -> None:
        """Tell each session its mechanism."""
        slugs = {
            item.form.slug for item in items if isinstance(item.form, EncounterReport) and item.form.slug
        } - self.series.keys()
        statement = "SELECT key, entity FROM item WHERE kind = 'mechanism' AND key IN ({})"
        self.series |= dict(rows_in(self.store, statement, sorted(slugs)))
        for item in items:
            if isinstance(item.form, EncounterReport) and item.form.slug:
                item.form = msgspec.structs.replace(item.form, series=self.series[item.form.slug])

    def _reach(self, kind: str) -> tuple[dict[int, Item], list[Pair], dict[Pair, Score]]:
        """Load all that the touched items may be connected with: the components they were in, and those they now reach."""
        touched = self._load(kind, "n", self.touched.items[kind])
        components = {item.component for item in touched} | self.touched.components[kind]
        members = {item.n: item for item in self._load(kind, "component", components)}
        members |= {item.n: item for item in touched}
        blocks = {n: blocks_of(kind, item.form) for n, item in members.items()}
        near = self._neighbours(kind, {item.n: blocks[item.n][1] for item in touched})
        strangers = {n for found in near.values() for n in found} - members.keys()
        known = {item.n: item for item in self._load(kind, "n", strangers)}
        scores: dict[Pair, Score] = {}
        reached: set[int] = set()
        for item in touched:
            for n in near[item.n] & known.keys():
                pair = pair_of(item.key, known[n].key)
                if pair not in scores:
                    one, other = (item, known[n]) if pair[0] == item.key else (known[n], item)
                    scores[pair] = COMPARE[kind](one.form, other.form)
                if scores[pair].bits >= REVIEW:
                    reached.add(known[n].component)
        reached |= self._ruled_with(kind, {item.key for item in members.values()})
        for item in self._load(kind, "component", reached - components):
            if item.n not in members:
                members[item.n] = item
                blocks[item.n] = blocks_of(kind, item.form)
        return members, _pairs(members, blocks), scores

    def _neighbours(self, kind: str, looks: Mapping[int, set[str]]) -> dict[int, set[int]]:
        standing: dict[str, list[int]] = {}
        for key in sorted({key for keys in looks.values() for key in keys}):
            standing[key] = [n for (n,) in self.store.rows("SELECT item FROM block WHERE key = ?", [f"{kind}:{key}"])]
        return {n: {other for key in keys for other in standing[key]} - {n} for n, keys in looks.items()}

    def _ruled_with(self, kind: str, keys: set[str]) -> set[int]:
        """The components of items that a person ruled to be one with any of `keys`, and of those ruled one with them."""
        same = [pair for pair, verdict in self.ruled.pairs.get(kind, {}).items() if verdict == "same"]
        found: set[int] = set()
        todo = set(keys) if same else set()
        seen = set(todo)
        while todo:
            partners = {pair[1 - side] for pair in same for side in (0, 1) if pair[side] in todo} - seen
            rows = list(
                rows_in(self.store, f"SELECT component FROM item WHERE kind = '{kind}' AND key IN ({{}})", sorted(partners))
            )
            found |= {component for (component,) in rows}
            beside = rows_in(self.store, "SELECT key FROM item WHERE component IN ({})", sorted({c for (c,) in rows}))
            todo = ({key for (key,) in beside} | partners) - seen
            seen |= todo
        return found

    def _enter(self, items: list[Item], places: Mapping[int, tuple[int, str]]) -> list[Item]:
        """Write where items now stand; return those whose entity is another."""
        changed = [item for item in items if (item.component, item.entity) != places[item.n]]
        self.store.run_many(
            "UPDATE item SET component = ?, entity = ? WHERE n = ?", [(*places[item.n], item.n) for item in changed]
        )
        return [item for item in changed if item.entity != places[item.n][1]]


def _pairs(members: Mapping[int, Item], blocks: Mapping[int, tuple[set[str], set[str]]]) -> list[Pair]:
    """Return the pairs of members of which one looks into a block that the other stands in."""
    standing: dict[str, list[int]] = defaultdict(list)
    for n, (stands, _) in blocks.items():
        for key in stands:
            standing[key].append(n)
    found = {
        pair_of(members[n].key, members[other].key)
        for n, (_, looks) in blocks.items() for key in looks for other in standing.get(key, ()) if other != n
    }  # fmt: skip
    return sorted(found)


def _proposals(kind: str, component: Component, owner: int) -> list[EntityRow]:
    rows = []
    for pair, score in component.suggestions:
        features = tuple(Feature(*feature) for feature in score.features)
        data = Proposal(kind=kind, items=pair, score=score.probability, features=features)
        rows.append(EntityRow(f"proposal:{kind}:{pair[0]}:{pair[1]}", "proposal", f"{kind}:{owner}", kind, data=data))
    return rows
