"""`dragoman find`, `people`, `encounters`, `series`, `ledger` and `due`: questions of a register."""

from typing import Annotated, Any

import typer

from dragoman.cli.asked import (
    AsOfOption,
    EvidenceOption,
    Format,
    FormatOption,
    LimitOption,
    MechanismOption,
    PartyOption,
    PersonOption,
    RegisterOption,
    SinceOption,
    StatusOption,
    TopicOption,
    UntilOption,
    VerbOption,
    check_day,
    existing,
    filters,
    joined,
    print_answers,
)  # fmt: skip
from dragoman.cli.words import ordinal, quantity

TextArgument = Annotated[str | None, typer.Argument(help="Words to find, with or without their diacritics.", show_default=False)]


def find_command(
    text: TextArgument = None, register: RegisterOption = None, party: PartyOption = None, person: PersonOption = None,
    mechanism: MechanismOption = None, topic: TopicOption = None, verb: VerbOption = None, since: SinceOption = None,
    until: UntilOption = None, format: FormatOption = Format.table, evidence: EvidenceOption = False, limit: LimitOption = 50,
) -> None:  # fmt: skip
    """Find claims by their words and by who, whom, about what and when; each comes with its words."""
    wanted = filters(
        party=party, person=person, mechanism=mechanism, topic=topic, verb=verb, since=since, until=until, limit=limit
    )
    with existing(register) as opened:
        columns = {
            "date": lambda f: f.date or "", "kind": lambda f: f.verb or f.kind, "who": lambda f: joined(f.actors),
            "whom": lambda f: joined(f.targets), "words": lambda f: f.quote, "source": lambda f: f.report.source,
        }  # fmt: skip
        print_answers(opened, opened.find(text, **wanted), format, columns, evidence=evidence)


def people_command(
    register: RegisterOption = None, party: PartyOption = None, person: PersonOption = None, since: SinceOption = None,
    until: UntilOption = None, format: FormatOption = Format.table, evidence: EvidenceOption = False, limit: LimitOption = 50,
) -> None:  # fmt: skip
    """List people with the offices in which they were seen, from when to when."""
    with existing(register) as opened:
        found = opened.people(**filters(party=party, person=person, since=since, until=until, limit=limit))
        columns = {"id": lambda p: p.id, "for": lambda p: p.party or "", "name": lambda p: p.name, "offices": _offices}
        print_answers(opened, found, format, columns, evidence=evidence)


def _offices(person: Any) -> str:
    held = (joined([t.qualifier, t.office]).replace(", ", " ") + f" {_span(t.first_seen, t.last_seen)}" for t in person.tenures)
    return "; ".join(held)


def _span(first: str | None, last: str | None) -> str:
    return (first or "") if first == last else f"{first or '?'} to {last or '?'}"


def encounters_command(
    register: RegisterOption = None, party: PartyOption = None, person: PersonOption = None, mechanism: MechanismOption = None,
    topic: TopicOption = None, verb: VerbOption = None, since: SinceOption = None, until: UntilOption = None, status: StatusOption = None,
    format: FormatOption = Format.table, evidence: EvidenceOption = False, limit: LimitOption = 50,
) -> None:  # fmt: skip
    """List encounters: who met whom, in which office and mechanism, when and where."""
    wanted = filters(
        party=party,
        person=person,
        mechanism=mechanism,
        topic=topic,
        verb=verb,
        since=since,
        until=until,
        status=status,
        limit=limit,
    )
    with existing(register) as opened:
        columns = {
            "id": lambda e: e.id, "date": lambda e: e.date or "", "kind": lambda e: f"{e.kind}, announced" if e.announced else e.kind,
            "parties": lambda e: joined(e.parties), "mechanism": lambda e: joined([ordinal(e.ordinal) if e.ordinal else "", e.mechanism]),
            "place": lambda e: joined([e.place, e.country]), "people": lambda e: joined(a.name for a in e.participants),
            "reports": lambda e: str(len(e.reports)),
        }  # fmt: skip
        print_answers(opened, opened.encounters(**wanted), format, columns, evidence=evidence)


def series_command(
    register: RegisterOption = None, party: PartyOption = None, mechanism: MechanismOption = None, since: SinceOption = None,
    until: UntilOption = None, format: FormatOption = Format.table, evidence: EvidenceOption = False, limit: LimitOption = 50,
) -> None:  # fmt: skip
    """List mechanisms: how many sessions were seen, which are missing, how often they sit, and when the next is expected."""
    with existing(register) as opened:
        found = opened.series(**filters(party=party, mechanism=mechanism, since=since, until=until, limit=limit))
        columns = {
            "id": lambda m: m.id, "name": lambda m: m.name, "parties": lambda m: joined(m.parties), "sessions": lambda m: str(len(m.sessions)),
            "missing": lambda m: joined(m.gaps), "rhythm": lambda m: f"{m.rhythm} days" if m.rhythm else "",
            "next": lambda m: m.next_expected or "",
        }  # fmt: skip
        print_answers(opened, found, format, columns, evidence=evidence)


def ledger_command(
    register: RegisterOption = None, party: PartyOption = None, person: PersonOption = None, mechanism: MechanismOption = None,
    topic: TopicOption = None, verb: VerbOption = None, since: SinceOption = None, until: UntilOption = None, status: StatusOption = None,
    as_of: AsOfOption = None, format: FormatOption = Format.table, evidence: EvidenceOption = False, limit: LimitOption = 50,
) -> None:  # fmt: skip
    """List commitments and what became of them. What is overdue or lapsed shows only with --as-of a day."""
    check_day(as_of)
    if status in ("overdue", "lapsed") and as_of is None:
        raise typer.BadParameter(f"what is {status} depends on the day: give --as-of DAY")
    wanted = filters(
        party=party,
        person=person,
        mechanism=mechanism,
        topic=topic,
        verb=verb,
        since=since,
        until=until,
        status=status,
        limit=limit,
    )
    with existing(register) as opened:
        columns = {
            "id": lambda c: c.id, "since": lambda c: c.since or "", "of": lambda c: c.of, "parties": lambda c: joined(c.parties),
            "topics": lambda c: joined(c.topics), "due": lambda c: c.due or "",
            "quantity": lambda c: quantity(c.quantity.value, c.quantity.unit) if c.quantity else "", "state": lambda c: c.state,
            "because": lambda c: c.history[-1].because,
        }  # fmt: skip
        print_answers(opened, opened.ledger(as_of=as_of, **wanted), format, columns, evidence=evidence)


def due_command(
    as_of: Annotated[str, typer.Option("--as-of", metavar="DAY", help="The day from which to look ahead.", show_default=False)],
    register: RegisterOption = None, party: PartyOption = None, until: UntilOption = None, format: FormatOption = Format.table,
    evidence: EvidenceOption = False, limit: LimitOption = 50,
) -> None:  # fmt: skip
    """List what falls on a time to come: anniversaries, expiries, encounters announced or expected, commitments."""
    check_day(as_of)
    with existing(register) as opened:
        found = opened.due(as_of=as_of, **filters(party=party, until=until, limit=limit))
        columns = {
            "on": lambda d: d.on, "what": lambda d: d.what, "parties": lambda d: joined(d.parties), "says": lambda d: d.says,
            "state": lambda d: d.state or "", "about": lambda d: d.about or "",
        }  # fmt: skip
        print_answers(opened, found, format, columns, evidence=evidence)
