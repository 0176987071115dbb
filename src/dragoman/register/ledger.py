"""Keep commitments, follow-ups and disagreements in step with what they are of. In: entities that changed, keys of acts. Out: rows.

Each row has an owner, the tie, instrument, encounter or key of acts that it follows from, and is replaced with it.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import msgspec

from dragoman.model import entity
from dragoman.model.entity import Commitment, Report
from dragoman.register import follow
from dragoman.register.build import EntityRow
from dragoman.register.differences import disagreements
from dragoman.register.follow import FOLLOWUPS, Deed, Step
from dragoman.register.items import GENERIC, ActFact, Form, TieForm
from dragoman.register.resolution.encounters import EncounterReport
from dragoman.register.resolution.moments import ending
from dragoman.register.rulings import Rulings
from dragoman.register.store import Row, Store, rows_in
from dragoman.register.tables import replace_entities

_PAGE = 12
_ACTS = "SELECT c.act, d.key, c.claim FROM claim_key k JOIN claim c ON c.n = k.claim JOIN document d ON d.n = c.document WHERE k.key = ?"


class Ledger:
    """Writes the commitments of a store."""

    def __init__(self, store: Store, ruled: Rulings) -> None:
        """Work on `store`, under what people ruled."""
        self.store, self.ruled = store, ruled
        self.followed: dict[str, list[tuple[str, str]]] = {}
        for pair in ruled.followups:
            self.followed.setdefault(pair[0], []).append(pair)
        self._pages: dict[tuple[str, ...], list[Deed]] = {}

    def forget(self, owners: Iterable[str]) -> None:
        """Drop what followed from entities that are gone."""
        replace_entities(self.store, [], owners=[f"of:{owner}" for owner in owners])

    def ties(self, ids: Iterable[str]) -> None:
        """Bring the commitments of ties up to date."""
        for id, form in self._forms(ids):
            found = follow.of_tie(form.parties, form.level, self._steps(id), id)
            self._write(id, found)

    def _forms(self, ids: Iterable[str]) -> list[tuple[str, TieForm]]:
        rows = rows_in(self.store, "SELECT id, data FROM entity WHERE id IN ({})", sorted(ids))
        return [(id, msgspec.json.decode(data, type=TieForm)) for id, data in rows]

    def _steps(self, id: str) -> list[Step]:
        statement = (
            "SELECT s.first, s.detail, d.key, s.claim FROM item i JOIN sighting s ON s.item = i.n JOIN document d ON d.n = s.document"
            " WHERE i.entity = ?"
        )
        return [Step(first, detail, Report(key, claim)) for first, detail, key, claim in self.store.rows(statement, [id])]

    def instruments(self, rows: Iterable[EntityRow]) -> None:
        """Bring the commitments of instruments up to date."""
        for row in rows:
            data = row.data
            found = follow.of_instrument(row.id, data.parties, row.name, data.period, self._steps(row.id))
            self._write(row.id, found)

    def encounters(self, rows: Iterable[EntityRow], forms: Mapping[str, Form]) -> None:
        """Bring the commitments and disagreements of encounters up to date."""
        for row in rows:
            keys = [f"{report.source}:{report.claim}" for report in row.data.reports]
            reports = [form for key in keys if isinstance(form := forms[key], EncounterReport)]
            found = follow.of_encounter(row.id, row.mechanism, row.data.parties, reports)
            extra = [
                EntityRow(
                    f"differ:{row.id}:{d.field}",
                    "disagreement",
                    f"of:{row.id}",
                    d.field,
                    row.first,
                    data=d,
                    keys=_sides(row.data.parties),
                )
                for d in disagreements(row.id, reports)
            ]
            self._write(row.id, found, extra)

    def refresh(self, owners: Iterable[str]) -> None:
        """Bring the commitments of these ties, instruments and encounters up to date."""
        rows = list(
            rows_in(
                self.store,
                "SELECT id, kind, owner, name, first, last, state, mechanism, settled, data FROM entity WHERE id IN ({})",
                sorted(owners),
            )
        )
        self.ties(row[0] for row in rows if row[1] == "tie")
        self.instruments(_row(row, entity.Instrument) for row in rows if row[1] == "instrument")
        met = [_row(row, entity.Encounter) for row in rows if row[1] == "encounter"]
        keys = [f"{report.source}:{report.claim}" for row in met for report in row.data.reports]
        items = rows_in(self.store, "SELECT key, data FROM item WHERE kind = 'encounter' AND key IN ({})", sorted(keys))
        self.encounters(met, {key: msgspec.json.decode(data, type=EncounterReport) for key, data in items})

    def settle(self, touched: Mapping[str, Iterable[ActFact]]) -> None:
        """Bring the commitments among acts up to date; `touched` gives, for each key, the acts that came or went.

        Only what such an act can change is worked on: what it asks, and what was waiting for an act when it was done.
        """
        owners = {key for key in touched if not key.startswith("ledger:")}
        asked: dict[str, ActFact] = {}
        for key in sorted(touched):
            for act in touched[key] if key.startswith("ledger:") else ():
                if act.verb == "request":
                    asked[follow.request_id(act)] = act
                for waiting in self._waiting(key, act):
                    if waiting.of == "act":
                        owners.add(f"due:{','.join(waiting.parties)}|{waiting.due}")
                    elif _may_answer(waiting, act):
                        asked[waiting.id] = _request_of(waiting)
        rows = [row for id in sorted(asked) if (row := self._request(asked[id])) is not None]
        replace_entities(self.store, rows, gone=asked)
        for owner in sorted(owners):
            if owner.startswith("quantity:"):
                self._write(owner, follow.of_quantities(self._acts(owner)))
            else:
                self._dated(owner)

    def _waiting(self, key: str, act: ActFact) -> Iterator[Commitment]:
        """The commitments under a key that an act may change: made by then, and not settled before."""
        statement = (
            "SELECT e.data FROM entity_key k JOIN entity e ON e.id = k.entity WHERE k.key = ? AND k.first >= ? AND e.first <= ?"
        )
        for (data,) in self.store.rows(statement, [f"commitment|{key}", act.on, act.on]):
            yield msgspec.json.decode(data, type=Commitment)

    def _request(self, act: ActFact) -> EntityRow | None:
        """The commitment of a request, or nothing where no report of it is left."""
        key = f"ledger:{','.join(act.parties)}|{follow.first_topic(act)}"
        group = [
            deed for deed in self._on(key, act.on)
            if deed.act.verb == "request" and follow.request_key(deed.act) == follow.request_key(act)
        ]  # fmt: skip
        if not group or not act.targets or not act.actors:
            return None
        commitment = follow.of_request(group, self._blocks(act.parties, act.topics, act.on))
        settled = next((change.on or "" for change in commitment.history if change.state == "kept"), "")
        return self._row("request", commitment, settled)

    def _blocks(self, parties: Iterable[str], topics: Iterable[str], start: str) -> list[Iterator[Deed]]:
        """The acts of parties on each topic from a day on."""
        sides = ",".join(parties)
        return [self._since(f"ledger:{sides}|{topic}", start) for topic in topics if topic not in GENERIC]

    def _dated(self, owner: str) -> None:
        rows: list[EntityRow] = []
        for commitment in follow.of_acts(self._acts(owner)):
            proposals = follow.followups(commitment, self._blocks(commitment.parties, commitment.topics, commitment.since or ""))
            full = len(proposals) == FOLLOWUPS
            rows.append(self._row(owner, commitment, proposals[-1].features[-1].says[-10:] if full else ""))
            for proposal in proposals:
                if proposal.items not in self.ruled.followups:
                    id = f"proposal:followup:{':'.join(proposal.items)}"
                    rows.append(EntityRow(id, "proposal", f"of:{owner}", "followup", data=proposal))
        replace_entities(self.store, rows, owners=[f"of:{owner}"])

    def _acts(self, key: str) -> list[Deed]:
        """Return the acts under a key, in their order."""
        return list(self._since(key, ""))

    def _on(self, key: str, day: str) -> list[Deed]:
        return self._deeds(f"{_ACTS} AND k.first = ?", [key, day])

    def _since(self, key: str, day: str) -> Iterator[Deed]:
        """Yield the acts under a key from a day on, reading no further than is asked for."""
        sign = ">="
        while True:
            page = self._deeds(f"{_ACTS} AND k.first {sign} ? ORDER BY k.first LIMIT {_PAGE}", [key, day])
            if len(page) < _PAGE:
                yield from page
                return
            end = page[-1].act.on
            # The last day of a page may go on in the next one: it is read whole, so that the order within it is right.
            yield from (deed for deed in page if deed.act.on < end)
            yield from self._on(key, end)
            day, sign = end, ">"

    def _deeds(self, statement: str, values: list[str]) -> list[Deed]:
        """Return acts in their order. Within one resolution they do not change, and the same are asked for again and again."""
        key = (statement, *values)
        if key not in self._pages:
            found = [
                Deed(msgspec.json.decode(act, type=ActFact), Report(document, claim))
                for act, document, claim in self.store.rows(statement, values)
            ]
            self._pages[key] = sorted(found, key=lambda deed: (deed.act.on, deed.report))
        return self._pages[key]

    def _write(self, owner: str, commitments: Iterable[Commitment], extra: Iterable[EntityRow] = ()) -> None:
        rows = [*(self._row(owner, commitment) for commitment in commitments), *extra]
        replace_entities(self.store, rows, owners=[f"of:{owner}"])

    def _row(self, owner: str, commitment: Commitment, settled: str = "") -> EntityRow:
        states = self.ruled.states.get(commitment.id, ())
        followed = [self.ruled.followups[pair] for pair in self.followed.get(commitment.id, ())]
        done = follow.ruled(commitment, states, followed) if states or followed else commitment
        keys = [*_sides(done.parties), *(f"topic:{topic}" for topic in done.topics)]
        if done.of in ("request", "act"):
            sides = ",".join(done.parties)
            keys += [f"ledger:{sides}|{topic}" for topic in done.topics if topic not in GENERIC]
        return EntityRow(
            done.id, "commitment", f"of:{owner}", done.of, done.since or "", ending(done.due), done.state, settled=settled, data=done,
            keys=tuple(keys),
        )  # fmt: skip


def _sides(parties: Iterable[str]) -> tuple[str, ...]:
    return tuple(f"party:{code}" for code in parties)


def _row(row: Row, kind: type[Any]) -> EntityRow:
    id, of, owner, name, first, last, state, mechanism, settled, data = row
    return EntityRow(id, of, owner, name, first, last, state, mechanism, settled, msgspec.json.decode(data, type=kind))


def _request_of(commitment: Commitment) -> ActFact:
    """Return the request that a commitment is of, as far as its key goes."""
    return ActFact(
        "", "request", commitment.actors, commitment.targets, commitment.parties, commitment.topics, commitment.since or ""
    )


def _may_answer(commitment: Commitment, act: ActFact) -> bool:
    """Tell whether an act can have to do with a request: done by who was asked, and early enough to change what is known."""
    if not set(commitment.targets) & set(act.actors):
        return False
    heard = next((change.on or "" for change in commitment.history if change.state == "progressing"), None)
    return act.verb in ("agree", "sign") or (act.verb in ("support", "commit") and (heard is None or act.on <= heard))
