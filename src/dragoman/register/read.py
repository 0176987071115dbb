"""Entities as others see them. In: rows of the store. Out: the types of `model/entity.py`, complete.

Here the parts are put together that are kept apart in the store: sources of reports, people behind forms of names, tenures,
sessions of a series, the life of an instrument, the history of a tie.
"""

from collections.abc import Iterable, Iterator
from itertools import pairwise
from statistics import median
from typing import Any

import msgspec

from dragoman.model import entity
from dragoman.model.decision import Decision
from dragoman.model.entity import Report
from dragoman.register.items import MandateForm, MilestoneForm, TieForm
from dragoman.register.resolution.moments import iso, moment
from dragoman.register.store import Row, Store, rows_in

_SESSION = "SELECT id, data FROM entity WHERE kind = 'encounter' AND mechanism = ?"
_SEEN = (
    "SELECT s.first, s.last, s.detail, s.name, s.claim, d.source, i.key FROM item i JOIN sighting s ON s.item = i.n"
    " JOIN document d ON d.n = s.document WHERE i.entity = ?"
)
_RANK = {
    "head-of-delegation": 0,
    "chair": 1,
    "co-chair": 2,
    "host": 3,
    "guest": 4,
    "signatory": 5,
    "speaker": 6,
    "participant": 7,
}


class Reader:
    """Puts entities of a store together. What it looked up it keeps, so it is made anew for each question."""

    def __init__(self, store: Store) -> None:
        """Read from `store`."""
        self.store = store
        self._sources: dict[str, str] = {}
        self._people: dict[str, tuple[str, str]] = {}
        self._encounters: dict[str, str] = {}

    def entities(self, ids: Iterable[str]) -> Iterator[Any]:
        """Yield the entities of these ids, in their order; ids that are not there are left out."""
        wanted = list(ids)
        rows = {row[0]: row for row in rows_in(self.store, "SELECT id, kind, data FROM entity WHERE id IN ({})", wanted)}
        found = [rows[id] for id in wanted if id in rows]
        self._prepare(found)
        for row in found:
            yield self._complete(*row)

    def all(self, kind: str) -> Iterator[Any]:
        """Yield all entities of a kind, by id."""
        ids = [id for (id,) in self.store.rows("SELECT id FROM entity WHERE kind = ? ORDER BY id", [kind])]
        for start in range(0, len(ids), 200):
            yield from self.entities(ids[start : start + 200])

    def decisions(self) -> list[Decision]:
        """Return the log of decisions."""
        return [
            msgspec.json.decode(data, type=Decision) for (data,) in self.store.rows("SELECT data FROM decision ORDER BY at, id")
        ]

    def _prepare(self, rows: Iterable[Row]) -> None:
        """Look up in one go what the encounters among `rows` name."""
        found = [msgspec.json.decode(data, type=entity.Encounter) for _, kind, data in rows if kind == "encounter"]
        self._find_people({attendance.person for encounter in found for attendance in encounter.participants})
        parts = {encounter.part_of for encounter in found if encounter.part_of} - self._encounters.keys()
        statement = "SELECT key, entity FROM item WHERE kind = 'encounter' AND key IN ({})"
        self._encounters |= dict(rows_in(self.store, statement, sorted(parts)))

    def _find_people(self, forms: set[str]) -> None:
        statement = (
            "SELECT i.key, e.id, e.name FROM item i JOIN entity e ON e.id = i.entity WHERE i.kind = 'person' AND i.key IN ({})"
        )
        for key, id, name in rows_in(self.store, statement, sorted(forms - self._people.keys())):
            self._people[key] = (id, name)

    def _complete(self, id: str, kind: str, data: bytes) -> Any:
        match kind:
            case "encounter":
                return self._encounter(msgspec.json.decode(data, type=entity.Encounter))
            case "person":
                return self._person(id)
            case "mechanism":
                return self._mechanism(msgspec.json.decode(data, type=entity.Mechanism))
            case "instrument":
                return self._instrument(id, msgspec.json.decode(data, type=entity.Instrument))
            case "tie":
                return self._tie(id, msgspec.json.decode(data, type=TieForm))
            case "mandate":
                form = msgspec.json.decode(data, type=MandateForm)
                return entity.Mandate(party=form.party, role=form.role, of=form.of, period=form.period, reports=self._reports(id))
            case "milestone":
                at = msgspec.json.decode(data, type=MilestoneForm)
                return entity.Milestone(of=at.of, parties=at.parties, years=at.years, falls=at.falls, reports=self._reports(id))
            case "commitment":
                return self._commitment(msgspec.json.decode(data, type=entity.Commitment))
            case "disagreement":
                return self._disagreement(msgspec.json.decode(data, type=entity.Disagreement))
            case _:
                return self._proposal(msgspec.json.decode(data, type=entity.Proposal))

    def cite(self, reports: Iterable[Report]) -> tuple[Report, ...]:
        """Return reports by the sources of their documents, in order."""
        reports = list(reports)
        missing = {report.source for report in reports} - self._sources.keys()
        self._sources |= dict(rows_in(self.store, "SELECT key, source FROM document WHERE key IN ({})", sorted(missing)))
        return tuple(sorted({Report(self._sources.get(report.source, report.source), report.claim) for report in reports}))

    def _seen(self, id: str) -> list[Row]:
        return sorted(self.store.rows(_SEEN, [id]))

    def _reports(self, id: str) -> tuple[Report, ...]:
        return tuple(sorted({Report(source, claim) for *_, claim, source, _ in self._seen(id)}))

    def _encounter(self, found: entity.Encounter) -> entity.Encounter:
        return msgspec.structs.replace(
            found, part_of=self._wider(found), participants=self._participants(found), reports=self.cite(found.reports)
        )

    def _wider(self, found: entity.Encounter) -> str | None:
        wider = self._encounters.get(found.part_of or "")
        return wider if wider != found.id else None

    def _participants(self, found: entity.Encounter) -> tuple[entity.Attendance, ...]:
        """Each person once, in the most telling capacity that any report gives."""
        best: dict[tuple[str, str], entity.Attendance] = {}
        for seen in found.participants:
            id, name = self._people.get(seen.person, (seen.person, seen.name))
            attendance = msgspec.structs.replace(seen, person=id, name=name)
            key = (id, "")
            if key not in best or _telling(attendance) < _telling(best[key]):
                best[key] = attendance
        return tuple(sorted(best.values(), key=lambda attendance: (attendance.party or "", _telling(attendance))))

    def _person(self, id: str) -> entity.Person:
        tenures: dict[tuple[str, str], list[Row]] = {}
        names: set[str] = set()
        party = ""
        for row in self._seen(id):
            _, _, qualifier, name, _, _, key = row
            party, office, _ = key.split("|", 2)
            names.add(name)
            if office:
                tenures.setdefault((office, qualifier), []).append(row)
        shown = self.store.rows("SELECT name FROM entity WHERE id = ?", [id])[0][0]
        held = [self._tenure(office, qualifier, party, rows) for (office, qualifier), rows in tenures.items()]
        held.sort(key=lambda tenure: (tenure.first_seen or "", tenure.office, tenure.qualifier or ""))
        return entity.Person(id=id, name=shown, names=tuple(sorted(names)), party=party or None, tenures=tuple(held))

    def _tenure(self, office: str, qualifier: str, party: str, rows: list[Row]) -> entity.Tenure:
        return entity.Tenure(
            office=office, qualifier=qualifier or None, party=party or None,
            first_seen=min((row[0] for row in rows if row[0]), default=None), last_seen=max((row[1] for row in rows if row[1]), default=None),
            reports=tuple(sorted({Report(row[5], row[4]) for row in rows})),
        )  # fmt: skip

    def _mechanism(self, found: entity.Mechanism) -> entity.Mechanism:
        sessions = [msgspec.json.decode(data, type=entity.Encounter) for _, data in self.store.rows(_SESSION, [found.id])]
        return in_series(found, [session for session in sessions if session.kind == "session"])

    def _instrument(self, id: str, found: entity.Instrument) -> entity.Instrument:
        steps: dict[tuple[str, str], set[Report]] = {}
        names: set[str] = set()
        for first, _, action, name, claim, source, _ in self._seen(id):
            names.add(name)
            steps.setdefault((first, action), set()).add(Report(source, claim))
        life = tuple(entity.LifeStep(action=a, on=on or None, reports=tuple(sorted(r))) for (on, a), r in sorted(steps.items()))
        return msgspec.structs.replace(found, names=tuple(sorted(names)), life=life)

    def _tie(self, id: str, form: TieForm) -> entity.Tie:
        steps: dict[tuple[str, str], set[Report]] = {}
        for first, _, status, _, claim, source, _ in self._seen(id):
            steps.setdefault((first, status), set()).add(Report(source, claim))
        history = tuple(entity.TieStep(status=s, on=on or None, reports=tuple(sorted(r))) for (on, s), r in sorted(steps.items()))
        return entity.Tie(parties=form.parties, level=form.level, history=history)

    def _commitment(self, found: entity.Commitment) -> entity.Commitment:
        history = tuple(msgspec.structs.replace(change, reports=self.cite(change.reports)) for change in found.history)
        return msgspec.structs.replace(found, history=history)

    def _disagreement(self, found: entity.Disagreement) -> entity.Disagreement:
        values = tuple(msgspec.structs.replace(value, reports=self.cite(value.reports)) for value in found.values)
        return msgspec.structs.replace(found, values=values)

    def _proposal(self, found: entity.Proposal) -> entity.Proposal:
        dates = tuple(msgspec.structs.replace(at, reports=self.cite(at.reports)) for at in found.candidates)
        return msgspec.structs.replace(found, candidates=dates)


def _telling(attendance: entity.Attendance) -> tuple[int, str, str, str, str]:
    former = attendance.qualifier or ""
    return _RANK.get(attendance.capacity, 9), attendance.person, attendance.office, former, attendance.capacity


def in_series(found: entity.Mechanism, sessions: list[entity.Encounter]) -> entity.Mechanism:
    """Return a mechanism with its sessions in order, the ordinals not seen, the median interval and the next one expected.

    The rhythm needs two intervals between sessions held; an announced session that is to come is the next one expected.
    """

    def order(session: entity.Encounter) -> tuple[int, int, str]:
        at = moment(session.date)
        return (at.first if at and at.grain != "yearless" else 0), session.ordinal or 0, session.id

    ordered = sorted(sessions, key=order)
    held = [session for session in ordered if not session.announced]
    numbers = {session.ordinal for session in held if session.ordinal is not None}
    gaps = tuple(n for n in range(min(numbers), max(numbers)) if n not in numbers) if numbers else ()
    days = [at.first for session in held if (at := moment(session.date)) and at.grain not in ("yearless", "years")]
    steps = _intervals(held)
    rhythm = round(median(steps)) if len(steps) >= 2 else None
    last = max(days, default=0)
    ahead = [
        s.date for s in ordered if s.announced and s.date and (at := moment(s.date)) and at.last > last and at.grain != "yearless"
    ]
    expected = ahead[0] if ahead else iso(last + rhythm)[:7] if rhythm and last else None
    return msgspec.structs.replace(
        found, sessions=tuple(session.id for session in ordered), gaps=gaps, rhythm=rhythm, next_expected=expected
    )


def _intervals(held: list[entity.Encounter]) -> list[float]:
    """Days between neighbouring sessions, by the number of sessions that the ordinals say lie between."""
    dated = [(s, at.first) for s in held if (at := moment(s.date)) and at.is_day]
    steps = []
    for (one, begins), (other, follows) in pairwise(dated):
        known = one.ordinal is not None and other.ordinal is not None
        between = (other.ordinal or 0) - (one.ordinal or 0) if known else 1
        if follows > begins and between > 0:
            steps.append((follows - begins) / between)
    return steps
