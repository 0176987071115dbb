"""Keep what is doubtful in step with the register. In: clusters and encounters that changed. Out: rows of proposals.

A split is owned by the component of its cluster, like a merge. A date is owned by its encounter, and worked out anew when the encounter
changes or when one in its series does: the one thing that a session's date depends on outside its component is the series' order.
"""

from collections.abc import Iterable, Mapping, Sequence

import msgspec

from dragoman.model.entity import Feature
from dragoman.register.build import EntityRow, entity_id
from dragoman.register.dating import Session, date_proposal, out_of_order
from dragoman.register.items import Form
from dragoman.register.resolution.clusters import Pair
from dragoman.register.resolution.encounters import EncounterReport
from dragoman.register.resolution.scores import Compare, Score
from dragoman.register.rulings import Rulings
from dragoman.register.splitting import split_of
from dragoman.register.store import Store, rows_in
from dragoman.register.tables import replace_entities


def split_rows(
    kind: str, clusters: Iterable[Sequence[str]], owner: int, forms: Mapping[str, Form], compare: Compare, ruled: Mapping[Pair, str],
    scores: dict[Pair, Score],
) -> list[EntityRow]:  # fmt: skip
    """Return the proposals to take clusters of one component apart. `scores` holds those of pairs compared already, and is added to."""

    def score(pair: Pair) -> Score:
        if pair not in scores:
            scores[pair] = compare(forms[pair[0]], forms[pair[1]])
        return scores[pair]

    rows = []
    for cluster in clusters:
        members = {key: forms[key] for key in cluster}
        found = split_of(kind, cluster, members, score, ruled)
        if found is not None:
            data = msgspec.structs.replace(found, about=entity_id(kind, members))
            id = f"proposal:split:{kind}:{found.items[0]}:{found.items[1]}"
            rows.append(EntityRow(id, "proposal", f"{kind}:{owner}", "split", data=data))
    return rows


class DateDoubts:
    """Writes the proposals about dates. `note` encounters before they are replaced, `settle` those that took their place."""

    def __init__(self, store: Store, ruled: Rulings) -> None:
        """Work on `store`, under what people ruled."""
        self.store, self.ruled = store, ruled
        self.old: set[str] = set()
        self.series: set[str] = set()

    def note(self, ids: Iterable[str]) -> None:
        """Remember encounters that may change or go, and the series in which they are numbered."""
        new = set(ids) - self.old
        self.old |= new
        rows = rows_in(self.store, "SELECT data FROM entity WHERE kind = 'encounter' AND id IN ({})", sorted(new))
        self._count(msgspec.json.decode(data, type=Session) for (data,) in rows)

    def _count(self, sessions: Iterable[Session]) -> None:
        self.series |= {found.mechanism for found in sessions if found.mechanism and found.ordinal is not None}

    def settle(self, rows: Sequence[EntityRow], forms: Mapping[str, Form]) -> None:
        """Bring the proposals about dates up to date with the encounters `rows`, which are in the store; `forms` are their reports."""
        now = {row.id: Session(row.id, row.mechanism, row.data.ordinal, row.data.date, row.data.announced) for row in rows}
        self._count(now.values())
        order: dict[str, list[Feature]] = {}
        keys = {row.id: [f"{report.source}:{report.claim}" for report in row.data.reports] for row in rows}
        reports = {id: [form for key in of if isinstance(form := forms[key], EncounterReport)] for id, of in keys.items()}
        beside: set[str] = set()
        for mechanism in sorted(self.series):
            sessions = self._sessions(mechanism)
            found = out_of_order(sessions)
            order |= found
            waiting = self.store.rows("SELECT owner FROM entity WHERE mechanism = ? AND kind = 'proposal'", [mechanism])
            others = (found.keys() | {owner.removeprefix("date:") for (owner,) in waiting}) - now.keys()
            beside |= others
            now |= {session.id: session for session in sessions if session.id in others}
        reports |= self._reports(beside)
        made = [self._row(now[id], reports[id], order.get(id, [])) for id in sorted(now)]
        owners = [f"date:{id}" for id in sorted(self.old | now.keys() | beside)]
        replace_entities(self.store, [row for row in made if row is not None], owners=owners)

    def _row(self, session: Session, reports: Sequence[EncounterReport], order: Iterable[Feature]) -> EntityRow | None:
        if any(f"{report.document}:{report.claim}" in self.ruled.dates for report in reports):
            return None
        found = date_proposal(session.id, reports, session.date, order)
        if found is None:
            return None
        id = f"proposal:date:{found.items[0]}"
        return EntityRow(id, "proposal", f"date:{session.id}", "date", mechanism=session.mechanism or "", data=found)

    def _sessions(self, mechanism: str) -> list[Session]:
        rows = self.store.rows("SELECT data FROM entity WHERE mechanism = ? AND kind = 'encounter'", [mechanism])
        return [msgspec.json.decode(data, type=Session) for (data,) in rows]

    def _reports(self, ids: Iterable[str]) -> dict[str, list[EncounterReport]]:
        found: dict[str, list[EncounterReport]] = {}
        for id, data in rows_in(self.store, "SELECT entity, data FROM item WHERE entity IN ({})", sorted(ids)):
            found.setdefault(id, []).append(msgspec.json.decode(data, type=EncounterReport))
        return {id: sorted(reports, key=lambda r: (r.document, r.claim)) for id, reports in found.items()}
