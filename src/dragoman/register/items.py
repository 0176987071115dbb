"""A record as items of the register. In: one record. Out: its reports of encounters, its sightings of people, mechanisms, instruments,
ties, mandates and milestones, and its acts: each under the key of the item it is of, with the claim that carries it.

Pure: it knows no other document. Keys come from content, so that the same record always gives the same.
"""

from collections.abc import Iterable, Iterator

import msgspec

from dragoman.model import record as rec
from dragoman.register.dating import doubts_of
from dragoman.register.resolution import encounters, instruments, mechanisms, people
from dragoman.register.resolution.encounters import Attendee, EncounterReport
from dragoman.register.resolution.instruments import InstrumentForm
from dragoman.register.resolution.mechanisms import MechanismForm
from dragoman.register.resolution.moments import ending, moment, sortable
from dragoman.register.resolution.people import PersonForm
from dragoman.vocab.load import by_key

ID_DIGITS = 24  # of a document's id, in the keys of its claims: 96 bits


class TieForm(msgspec.Struct, frozen=True):
    """A tie: parties and level."""

    parties: tuple[str, ...]
    level: str


class MandateForm(msgspec.Struct, frozen=True):
    """A mandate, as in a record."""

    party: str
    role: str
    of: str
    period: str | None = None


class MilestoneForm(msgspec.Struct, frozen=True):
    """A milestone, as in a record."""

    of: str
    parties: tuple[str, ...]
    years: int
    falls: str | None = None


Form = PersonForm | MechanismForm | InstrumentForm | EncounterReport | TieForm | MandateForm | MilestoneForm


class Sighting(msgspec.Struct, frozen=True):
    """A claim that is of an item. `first` and `last` are its days as ISO strings, empty where unknown; `detail` depends on the kind:
    the qualifier of a tenure, the action on an instrument, the status of a tie. `form` is the item as this claim alone has it.
    """

    kind: str
    key: str
    claim: str
    first: str
    last: str
    form: Form
    detail: str = ""
    name: str = ""


class ActFact(msgspec.Struct, frozen=True, omit_defaults=True):
    """An act with its sides and its day settled: `parties` are all that it concerns; `on` is the day of the encounter or page."""

    claim: str
    verb: str
    actors: tuple[str, ...]
    targets: tuple[str, ...]
    parties: tuple[str, ...]
    topics: tuple[str, ...]
    on: str = ""
    due: str | None = None
    quantity: rec.Quantity | None = None
    encounter: str | None = None
    speaker: str | None = None


class Indexed(msgspec.Struct, frozen=True):
    """A claim as questions find it: its words, its days, and codes such as `party:RUS`."""

    kind: str
    claim: str
    first: str
    last: str
    evidence: tuple[rec.Span, ...]
    keys: tuple[str, ...]
    act: ActFact | None = None


class Items(msgspec.Struct, frozen=True):
    """All that one record brings to the register."""

    around: str
    sightings: list[Sighting]
    claims: list[Indexed]


def claim_key(document: str, claim: str) -> str:
    """Return the key of a claim of a document."""
    return f"{document[:ID_DIGITS]}:{claim}"


def items_of(record: rec.Record) -> Items:
    """Return what a record brings to the register."""
    return _Extraction(record).run()


def person_key(name: str, party: str | None, office: str, qualifier: str | None) -> str:
    """Return the key of a form of a name. A former holder's form has no office."""
    return f"{party or ''}|{'' if qualifier == 'former' else office}|{name}"


def slug_of(mechanism: rec.Mechanism) -> str:
    """Return the id that the register gives a mechanism of a record: that of the catalogue where the name is in it."""
    return mechanisms.listed(mechanism.id, mechanism.name) or mechanism.id


class _Extraction:
    def __init__(self, record: rec.Record) -> None:
        self.record = record
        self.id = record.document.id
        main = next((encounter.date for encounter in record.encounters if encounter.main), None)
        self.around = next((date for date in (main, record.document.published) if sortable(date)), None)
        self.by_id = {encounter.id: encounter for encounter in record.encounters}
        self.place_of = {encounter.id: f"encounters/{n}" for n, encounter in enumerate(record.encounters)}
        self.forms: dict[str, str] = {}  # the form of each person named, for those who speak
        self.sightings: list[Sighting] = []
        self.seen: set[tuple[str, str, str, str]] = set()
        self.claims: list[Indexed] = []

    def run(self) -> Items:
        for n, tenure in enumerate(self.record.tenures):
            self._tenure(f"tenures/{n}", tenure)
        for n, encounter in enumerate(self.record.encounters):
            self._encounter(f"encounters/{n}", encounter)
        for n, act in enumerate(self.record.acts):
            self._act(f"acts/{n}", act)
        for n, tie in enumerate(self.record.ties):
            self._tie(f"ties/{n}", tie)
        for n, instrument in enumerate(self.record.instruments):
            self._instrument(f"instruments/{n}", instrument)
        for n, mandate in enumerate(self.record.mandates):
            self._mandate(f"mandates/{n}", mandate)
        for n, milestone in enumerate(self.record.milestones):
            self._milestone(f"milestones/{n}", milestone)
        return Items(self.around or "", self.sightings, self.claims)

    def _see(
        self, kind: str, key: str, claim: str, on: str | None, form: Form, *, detail: str = "", name: str = ""
    ) -> None:  # fmt: skip
        """Note a sighting; a claim that names the same twice sees it once."""
        if (kind, key, claim, detail) not in self.seen:
            self.seen.add((kind, key, claim, detail))
            self.sightings.append(Sighting(kind, key, claim, sortable(on), ending(on), form, detail, name))

    def _index(self, claim: str, made: rec.Claim, on: str | None, keys: Iterable[str], act: ActFact | None = None) -> None:
        kind = claim.split("/")[0]
        spans = tuple(made.evidence)
        self.claims.append(Indexed(kind, claim, sortable(on), ending(on), spans, tuple(sorted(set(keys))), act))

    def _person(self, claim: str, person: rec.Participant | rec.Tenure, on: str | None, detail: str = "") -> str:
        office = "" if person.qualifier == "former" else person.office
        key = person_key(person.person, person.party, person.office, person.qualifier)
        at = moment(on)
        day = at.first if at and at.is_day else 0
        form = PersonForm(person.person, person.party or "", office).absorb(day)
        self.forms.setdefault(person.person, key)
        self._see("person", key, claim, on if day else None, form, detail=detail or person.qualifier or "", name=person.person)
        return key

    def _tenure(self, claim: str, tenure: rec.Tenure) -> None:
        on = tenure.on or self.around
        key = self._person(claim, tenure, on)
        self._index(claim, tenure, on, [f"form:{key}", *_parties([tenure.party]), f"office:{tenure.office}"])

    def _encounter(self, claim: str, encounter: rec.Encounter) -> None:
        slug = slug_of(encounter.mechanism) if encounter.mechanism else ""
        on = encounter.date if sortable(encounter.date) else None
        seen = None if encounter.announced else on or self.around
        attendees = []
        for person in encounter.participants:
            key = self._person(claim, person, seen)
            attendees.append(Attendee(key, person.person, person.party or "", person.office, person.qualifier, person.capacity))
        report = EncounterReport(
            document=self.id[:ID_DIGITS], claim=claim, kind=encounter.kind, parties=tuple(sorted(encounter.parties)), slug=slug,
            ordinal=encounter.ordinal, date=encounter.date, inferred=encounter.date_basis == "inferred", place=encounter.place,
            country=encounter.country, mode=encounter.mode, announced=encounter.announced, main=encounter.main,
            part_of=self.place_of.get(encounter.part_of or ""), around=self._around_of(encounter), people=tuple(attendees),
            confidence=encounter.confidence, doubts=doubts_of(encounter, self.record.document.published),
        )  # fmt: skip
        if slug and encounter.mechanism:
            self._mechanism(claim, encounter, slug, report)
        self._see("encounter", claim_key(self.id, claim), claim, on or self.around, report)
        keys = [*_parties(encounter.parties), *(f"form:{a.form}" for a in attendees)]
        self._index(claim, encounter, on or self.around, [*keys, f"mechanism:{slug}"] if slug else keys)

    def _around_of(self, encounter: rec.Encounter) -> str | None:
        """The date of what it was part of, or else of the document."""
        wider = self.by_id.get(encounter.part_of or "")
        return wider.date if wider is not None and sortable(wider.date) else self.around

    def _mechanism(self, claim: str, encounter: rec.Encounter, slug: str, report: EncounterReport) -> None:
        row = by_key("mechanisms", "mechanism", "id").get(slug, {})
        sides = [code for code in (row.get("organisation"), row.get("partner")) if code] or list(report.parties)
        ranked = [p.office for p in encounter.participants if p.office != "other" and p.qualifier != "former"]
        height = {office: n for n, office in enumerate(by_key("offices", "office", "code"))}
        top = min(ranked, key=lambda office: height.get(office, 99)) if ranked else ""
        at = moment(encounter.date)
        session = None
        if encounter.ordinal is not None and at and at.is_day and not encounter.announced:
            session = (encounter.ordinal, at.first, at.last)
        assert encounter.mechanism is not None
        name = row.get("name", encounter.mechanism.name)
        form = MechanismForm(slug, name).absorb(",".join(sorted(sides)), top, session)
        self._see("mechanism", slug, claim, encounter.date, form, name=name)

    def _act(self, claim: str, act: rec.Act) -> None:
        encounter = self.by_id.get(act.encounter or "")
        on = encounter.date if encounter is not None and sortable(encounter.date) else self.around
        parties = {*act.actors, *act.targets}
        if len(parties) < 2 and encounter is not None and parties <= set(encounter.parties):
            parties |= set(encounter.parties)
        fact = ActFact(
            claim, act.verb, tuple(sorted(act.actors)), tuple(sorted(act.targets)), tuple(sorted(parties)), tuple(sorted(act.topics)),
            sortable(on), act.due, act.quantity, self.place_of.get(act.encounter or ""), act.speaker,
        )  # fmt: skip
        keys = [*_parties(parties), *(f"topic:{topic}" for topic in act.topics), f"verb:{act.verb}"]
        if act.speaker in self.forms:
            keys.append(f"form:{self.forms[act.speaker]}")
        if encounter is not None and encounter.mechanism is not None:
            keys.append(f"mechanism:{slug_of(encounter.mechanism)}")
        self._index(claim, act, on, [*keys, *_ledger_keys(fact)], fact)

    def _tie(self, claim: str, tie: rec.Tie) -> None:
        on = tie.on or self.around
        parties = tuple(sorted(tie.parties))
        self._see("tie", f"{','.join(parties)}|{tie.level}", claim, on, TieForm(parties, tie.level), detail=tie.status)
        self._index(claim, tie, on, [*_parties(parties), f"tie:{tie.level}"])

    def _instrument(self, claim: str, instrument: rec.Instrument) -> None:
        row = instruments.row_of(instrument.name)
        known = instruments.listed(instrument.name)
        parties = tuple(sorted(instrument.parties))
        around = moment(self.around)
        loose = not instrument.period and not known
        year = around.year if loose and around else 0
        dated = instrument.date if loose and sortable(instrument.date) else None
        form = InstrumentForm(
            instrument.name, str(row.get("kind", instrument.kind)), () if known else parties, None if known else instrument.period, dated, year
        ).absorb(instrument.action)  # fmt: skip
        sides = ",".join(form.parties)
        key = (
            f"known|{known}" if known else f"{form.kind}|{sides}|{form.period or ''}|{dated or ''}|{year or ''}|{instrument.name}"
        )
        done = instrument.date if instrument.action in ("signed", "adopted") and not known else None
        on = done or self.around
        self._see("instrument", key, claim, on, form, detail=instrument.action, name=instrument.name)
        self._index(claim, instrument, on, _parties(parties))

    def _mandate(self, claim: str, mandate: rec.Mandate) -> None:
        form = MandateForm(mandate.party, mandate.role, mandate.of, mandate.period)
        self._see("mandate", f"{form.party}|{form.role}|{form.of}|{form.period or ''}", claim, mandate.period, form)
        self._index(claim, mandate, mandate.period or self.around, _parties([mandate.party, *mandate.of.split("-")]))

    def _milestone(self, claim: str, milestone: rec.Milestone) -> None:
        form = MilestoneForm(milestone.of, tuple(sorted(milestone.parties)), milestone.years, milestone.falls)
        key = f"{form.of}|{','.join(form.parties)}|{form.years}|{form.falls or ''}"
        self._see("milestone", key, claim, milestone.falls, form)
        self._index(claim, milestone, milestone.falls or self.around, _parties(form.parties))


def _parties(codes: Iterable[str | None]) -> Iterator[str]:
    return (f"party:{code}" for code in codes if code)


GENERIC = frozenset(("diplomacy", "high-level-exchange", "multilateral", "other", "development"))
_ANSWERS = frozenset(("agree", "commit", "sign", "support"))


def _ledger_keys(act: ActFact) -> Iterator[str]:
    """Yield what connects a commitment with what becomes of it: parties with a topic, parties with a unit."""
    sides = ",".join(act.parties)
    if len(act.parties) < 2:
        return
    if act.quantity is not None:
        yield f"quantity:{sides}|{act.quantity.unit}"
    if act.verb == "request" or act.verb in _ANSWERS:
        yield from (f"ledger:{sides}|{topic}" for topic in act.topics if topic not in GENERIC)
    if act.due and act.quantity is None and act.verb in ("agree", "commit", "request"):
        yield f"due:{sides}|{act.due}"


def blocks_of(kind: str, form: Form) -> tuple[set[str], set[str]]:
    """Return the blocks that an item stands in, and those that it looks into. Kinds that are never merged have none."""
    match form:
        case EncounterReport():
            return encounters.blocks(form)
        case PersonForm():
            found = people.blocks(form)
        case MechanismForm():
            found = mechanisms.blocks(form)
        case InstrumentForm():
            found = instruments.blocks(form)
        case _:
            found = set()
    return found, {key for key in found if not key.startswith("name|")}


FORMS: dict[str, type[Form]] = {
    "person": PersonForm, "mechanism": MechanismForm, "instrument": InstrumentForm, "encounter": EncounterReport,
    "tie": TieForm, "mandate": MandateForm, "milestone": MilestoneForm,
}  # fmt: skip


def absorb(form: Form, other: Form) -> Form:
    """Return the form of two sets of sightings together. Commutative and associative, so that no order shows."""
    match form, other:
        case PersonForm(), PersonForm():
            days = [d for d in (form.first, other.first) if d]
            return msgspec.structs.replace(
                form, n=min(form.n + other.n, people.OFTEN), first=min(days, default=0), last=max(form.last, other.last)
            )
        case MechanismForm(), MechanismForm():
            return msgspec.structs.replace(
                form, sides=_added(form.sides, other.sides), offices=_added(form.offices, other.offices),
                sessions=tuple(sorted({*form.sessions, *other.sessions})), name=min(form.name, other.name),
            )  # fmt: skip
        case InstrumentForm(), InstrumentForm():
            name = min(form.name, other.name)
            return msgspec.structs.replace(form, actions=tuple(sorted({*form.actions, *other.actions})), name=name)
        case _:
            return form


def _added(one: dict[str, int], other: dict[str, int]) -> dict[str, int]:
    return {key: one.get(key, 0) + other.get(key, 0) for key in sorted({*one, *other})}
