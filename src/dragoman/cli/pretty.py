"""One record as a page for a person. In: a record and the text it was read from. Out: lines with styles, for any terminal.

The main encounter comes first, then what was said and done by each side, then the rest; every claim has its words beside it.
"""

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple, TypeVar

from dragoman.cli import words
from dragoman.model.record import Act, Claim, Encounter, Instrument, Mandate, Milestone, Record, Span, Tenure, Tie

Piece = tuple[str, str]
C = TypeVar("C", bound=Claim)
# What a quote may take of a page; an act's words are a clause, and whoever wants the whole sentence has the offsets.
QUOTE = 600
# Verbs of which the other side is a partner and not an addressee.
JOINT = ("agree", "discuss", "sign")


class Line(NamedTuple):
    """One line of the page, before wrapping: how far it is indented, and its pieces with their styles."""

    indent: int
    pieces: tuple[Piece, ...]

    def plain(self) -> str:
        """Return the line without styles."""
        return " " * self.indent + "".join(text for text, _ in self.pieces)


def render(record: Record, text: str, *, explain: bool = False) -> Iterator[Line]:
    """Yield the lines of the page; `explain` adds to each claim what made it and how sure the reader is."""
    page = _Page(record, text, explain)
    yield from page.header()
    yield from page.encounters(main=True)
    yield from page.acts()
    yield from page.encounters(main=False)
    yield from page.rest()
    if not record.claims():
        yield Line(0, ())
        yield Line(0, (("No claims were read in this document.", ""),))
    yield Line(0, ())


class _Page:
    """What every part of the page needs to know."""

    def __init__(self, record: Record, text: str, explain: bool) -> None:
        self.record = record
        self.text = text
        self.explain = explain
        self.main = next((encounter.id for encounter in record.encounters if encounter.main), None)

    def header(self) -> Iterator[Line]:
        """Title, where it is from, and what the reader noted about it."""
        document = self.record.document
        yield Line(0, ((words.clean(document.title or document.source), "bold"),))
        facts = [words.clean(document.source), _language(document.language)]
        if document.publisher:
            facts.append(words.clean(document.publisher))
        facts.append(f"published {words.date(document.published)}" if document.published else "no date of publication stated")
        yield Line(0, ((" · ".join(facts), "dim"),))
        for note in document.notes:
            yield Line(0, (("Note: ", "yellow"), (words.clean(note), "")))

    def encounters(self, *, main: bool) -> Iterator[Line]:
        """The main encounter, or the others: those held, then those to come."""
        chosen = [encounter for encounter in self.record.encounters if (encounter.id == self.main) is main]
        if not chosen:
            return
        yield from _heading("Main encounter" if main else "Other encounters")
        for encounter in sorted(chosen, key=lambda e: e.announced):
            yield from self._encounter(encounter)

    def _encounter(self, encounter: Encounter) -> Iterator[Line]:
        to_come: tuple[Piece, ...] = (("to come: ", "bold yellow"),) if encounter.announced else ()
        yield Line(2, (*to_come, (_name(encounter), "bold"), *self._made_by(encounter)))
        inferred = " (inferred)" if encounter.date_basis == "inferred" else ""
        yield _fact("when", words.date(encounter.date) + inferred)
        for clue in encounter.because:
            quote = self._quote(clue.evidence)
            yield Line(13, (("because ", "dim"), (words.clean(clue.says), ""), (f"  {quote}" if quote else "", "italic dim")))
        country = words.party(encounter.country) if encounter.country else None
        where = ", ".join(part for part in (encounter.place, country) if part)
        where = " · ".join(part for part in (where, (encounter.mode or "").replace("-", " ")) if part)
        if where:
            yield _fact("where", words.clean(where))
        if encounter.part_of:
            wider = next((e for e in self.record.encounters if e.id == encounter.part_of), None)
            yield _fact("part of", _name(wider) if wider else encounter.part_of)
        if encounter.parties:
            yield _fact("parties", words.parties(encounter.parties))
        title = "people"
        for person in encounter.participants:
            office = words.office(person.office, person.qualifier, person.party)
            capacity = "" if person.capacity == "participant" else f" ({_capacity(person.capacity)})"
            yield _fact(title, f"{words.clean(person.person)}, {office}{capacity}")
            title = ""
        yield from self._evidence(encounter)

    def acts(self) -> Iterator[Line]:
        """The acts, each side's together, sides in the order in which the document lets them speak."""
        by_side: dict[tuple[str, ...], list[Act]] = {}
        for act in self.record.acts:
            by_side.setdefault(tuple(act.actors), []).append(act)
        if by_side:
            yield from _heading("What was said and done")
        for side, acts in by_side.items():
            together = " together" if len(side) > 1 else ""
            yield Line(2, ((words.parties(side) + together if side else "Sides that are not named", "bold cyan"),))
            for act in acts:
                yield from self._act(act)

    def _act(self, act: Act) -> Iterator[Line]:
        details = []
        if act.speaker:
            details.append(f"by {words.clean(act.speaker)}")
        if act.targets:
            towards = "with" if act.verb in JOINT else "towards"
            details.append(f"{towards} {words.parties(act.targets)}")
        if act.topics:
            details.append("on " + ", ".join(words.label("topics", topic) for topic in act.topics))
        if act.quantity:
            details.append(words.quantity(act.quantity.value, words.clean(act.quantity.unit)))
        if act.due:
            details.append(f"due {words.date(act.due)}")
        named = {instrument.id: instrument.name for instrument in self.record.instruments}
        details.extend(words.clean(named.get(known, known)) for known in act.instruments)
        if act.encounter and act.encounter != self.main:
            other = next((e for e in self.record.encounters if e.id == act.encounter), None)
            details.append(f"at the {_name(other)}" if other else act.encounter)
        said = "; ".join(details)
        yield Line(4, ((words.label("acts", act.verb), "bold green"), (f"  {said}" if said else "", ""), *self._made_by(act)))
        yield from self._evidence(act)

    def rest(self) -> Iterator[Line]:
        """Ties, instruments, mandates, milestones and tenures."""
        record = self.record
        yield from self._list("Ties", record.ties, _tie)
        yield from self._list("Instruments", record.instruments, _instrument)
        yield from self._list("Mandates", record.mandates, _mandate)
        yield from self._list("Milestones", record.milestones, _milestone)
        yield from self._list("People in office", record.tenures, _tenure)

    def _list(self, title: str, claims: list[C], say: Callable[[C], str]) -> Iterator[Line]:
        if claims:
            yield from _heading(title)
        for claim in claims:
            yield Line(2, ((say(claim), ""), *self._made_by(claim)))
            yield from self._evidence(claim)

    def _evidence(self, claim: Claim) -> Iterator[Line]:
        quote = self._quote(claim.evidence)
        if quote:
            yield Line(6, ((quote, "italic dim"),))

    def _quote(self, spans: Iterable[Span]) -> str:
        quotes = " … ".join(words.clean(self.text[span.start : span.end]) for span in spans)
        if len(quotes) > QUOTE:
            quotes = quotes[:QUOTE].rstrip() + " …"
        return f"“{quotes}”" if quotes else ""

    def _made_by(self, claim: Claim) -> tuple[Piece, ...]:
        if not self.explain:
            return ()
        return ((f"  [{claim.made_by or 'no pattern named'}, confidence {claim.confidence:.2f}]", "magenta"),)


def _heading(title: str) -> Iterator[Line]:
    yield Line(0, ())
    yield Line(0, ((title.upper(), "bold blue"),))


def _fact(title: str, said: str) -> Line:
    return Line(4, ((f"{title:9}", "dim"), (said, "")))


def _capacity(code: str) -> str:
    return code if code == "co-chair" else code.replace("-", " ")


def _name(encounter: Encounter) -> str:
    """Return what an encounter is called: its mechanism with its ordinal, or its kind and sides."""
    kind = words.label("encounters", encounter.kind)
    count = f"{words.ordinal(encounter.ordinal)} " if encounter.ordinal else ""
    if encounter.mechanism:
        return (
            f"{count}{kind} of the {words.clean(encounter.mechanism.name)}"
            if count
            else f"{kind}: {words.clean(encounter.mechanism.name)}"
        )
    sides = f" of {words.parties(encounter.parties)}" if encounter.parties else ""
    return f"{count}{kind}{sides}"


def _tie(tie: Tie) -> str:
    sought = ", sought" if tie.status == "sought" else ""
    return f"{words.parties(tie.parties)}: {words.label('ties', tie.level)}{sought}{_on(tie.on)}"


def _instrument(instrument: Instrument) -> str:
    said = f"{words.clean(instrument.name)}: {instrument.action.replace('-', ' ')}"
    if instrument.date:
        said += f", {words.date(instrument.date)}"
    return said + (f", for {words.date(instrument.period)}" if instrument.period else "")


def _mandate(mandate: Mandate) -> str:
    period = f", {words.date(mandate.period)}" if mandate.period else ""
    return f"{words.party(mandate.party)}: {words.label('mandates', mandate.role)} of {_of(mandate.of)}{period}"


def _milestone(milestone: Milestone) -> str:
    falls = f", {words.date(milestone.falls)}" if milestone.falls else ""
    return f"{milestone.years} years of {words.label('milestones', milestone.of)}, {words.parties(milestone.parties)}{falls}"


def _tenure(tenure: Tenure) -> str:
    return f"{words.clean(tenure.person)}, {words.office(tenure.office, tenure.qualifier, tenure.party)}{_on(tenure.on)}"


def _of(what: str) -> str:
    """Return what a mandate is held in: an organisation, or a relation of the parties that a hyphen joins (`RUS-asean`)."""
    parts = what.split("-")
    is_relation = len(parts) > 1 and any(part.isupper() for part in parts)
    return f"the relation of {words.parties(parts)}" if is_relation else words.party(what)


def _on(day: str | None) -> str:
    return f" ({words.date(day)})" if day else ""


def _language(code: str | None) -> str:
    return f"language {code}" if code else "language not known"
