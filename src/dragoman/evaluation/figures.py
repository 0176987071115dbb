"""Score records against gold. In: gold documents with their records. Out: figures for each language and for all.

The figures are the project's measure: every rule of matching stands in `matching`, what is asked of matched claims stands here.
"""

from collections.abc import Iterable

import msgspec

from dragoman.evaluation import matching
from dragoman.evaluation.calibration import Calibration, calibrate
from dragoman.evaluation.gold import (
    GoldAct,
    GoldDocument,
    GoldEncounter,
    GoldInstrument,
    GoldMandate,
    GoldMilestone,
    GoldParticipant,
    GoldTie,
    locate,
)
from dragoman.evaluation.tally import Fault, Figures, Tally
from dragoman.model.record import Act, DocumentPart, Encounter, Instrument, Mandate, Milestone, Participant, Record, Tie

REMOTE = ("online", "phone")


class Report(msgspec.Struct, frozen=True):
    """What an evaluation found."""

    documents: int
    without_record: list[str]
    all: Figures
    languages: dict[str, Figures]
    calibration: Calibration
    faults: list[Fault]


def evaluate(pairs: Iterable[tuple[GoldDocument, Record | None]]) -> Report:
    """Return the figures of records against their gold documents; no record counts as an empty one."""
    everything = Tally()
    by_language: dict[str, Tally] = {}
    absent: list[str] = []
    documents = 0
    for document, record in pairs:
        documents += 1
        if record is None:
            absent.append(document.name)
            record = Record(document=DocumentPart(id="", source=document.name, language=None))
        language = by_language.setdefault(document.gold.language, Tally())
        for tally in (everything, language):
            score_document(tally, document, record)
    return Report(
        documents=documents,
        without_record=absent,
        all=everything.figures(),
        languages={code: tally.figures() for code, tally in sorted(by_language.items())},
        calibration=calibrate(everything.verdicts),
        faults=everything.faults,
    )


def score_document(tally: Tally, document: GoldDocument, record: Record) -> None:
    """Count one document."""
    name, gold, text = document.name, document.gold, document.text
    tally.ask("language", name, record.document.language == gold.language)
    tally.ask("published", name, record.document.published == gold.published, str(record.document.published))
    for kind, claim in record.claims():
        tally.ask("evidence present", name, matching.has_evidence(text, claim), kind)
    _score_encounters(tally, document, record)
    _score_people(tally, document, record)
    _score_acts(tally, document, record)
    tally.match("ties", name, gold.ties, record.ties, _tie_fit)
    tally.match("instruments", name, gold.instruments, record.instruments, lambda g, r: _instrument_fit(text, g, r))
    if gold.mandates is not None:
        tally.match("mandates", name, gold.mandates, record.mandates, _mandate_fit)
    tally.match("milestones", name, gold.milestones, record.milestones, _milestone_fit)
    _score_boilerplate(tally, document, record)


def _score_encounters(tally: Tally, document: GoldDocument, record: Record) -> None:
    name, text, golds = document.name, document.text, document.gold.encounters
    pairs = tally.match("encounters", name, golds, record.encounters, lambda g, r: matching.encounter_fit(text, g, r))
    for i, j in pairs:
        _ask_encounter(tally, name, golds[i], record.encounters[j])
    matched = {i: record.encounters[j] for i, j in pairs}
    for i, gold in enumerate(golds):
        if gold.main:
            read = matched.get(i)
            right = read is not None and read.main and (not gold.date or read.date == gold.date)
            tally.ask("main encounter", name, right, str(read and read.date))


def _ask_encounter(tally: Tally, name: str, gold: GoldEncounter, read: Encounter) -> None:
    if gold.date and not gold.optional:
        what = "date stated" if gold.date_stated else "date inferred"
        tally.ask(what, name, read.date == gold.date, f"{gold.date} not {read.date}")
    tally.ask("encounter kind", name, read.kind == gold.kind, f"{gold.kind} not {read.kind}")
    tally.ask("ordinal", name, read.ordinal == gold.ordinal, f"{gold.ordinal} not {read.ordinal}")
    known = read.mechanism is not None
    tally.ask("mechanism known", name, known == bool(gold.mechanism), read.mechanism.name if read.mechanism else "None")
    if gold.country:
        tally.ask("country", name, read.country == gold.country, f"{gold.country} not {read.country}")
    if gold.mode in REMOTE or read.mode in REMOTE:
        tally.ask("mode", name, read.mode == gold.mode, f"{gold.mode} not {read.mode}")


def _score_people(tally: Tally, document: GoldDocument, record: Record) -> None:
    name, gold = document.name, document.gold
    wanted: dict[object, GoldParticipant] = {}
    for encounter in gold.encounters:
        for person in encounter.participants:
            key = (matching.name_key(person.person), person.office, person.party)
            wanted.setdefault(key, msgspec.structs.replace(person, optional=encounter.optional))
    had: dict[object, Participant] = {}
    for read in record.encounters:
        for participant in read.participants:
            had.setdefault((matching.name_key(participant.person), participant.office, participant.party), participant)
    golds, people = list(wanted.values()), list(had.values())
    for i, j in tally.match("participants", name, golds, people, matching.person_fit):
        g, p = golds[i], people[j]
        tally.ask("qualifier", name, g.qualifier == p.qualifier, f"{g.person}: {g.qualifier} not {p.qualifier}")
        tally.ask("capacity", name, g.capacity == p.capacity, f"{g.person}: {g.capacity} not {p.capacity}")
    tally.match("tenures", name, gold.tenures, record.tenures, matching.person_fit)


def _score_acts(tally: Tally, document: GoldDocument, record: Record) -> None:
    name, text, golds = document.name, document.text, document.gold.acts

    def is_neutral(act: Act) -> bool:
        return matching.is_repetition(text, golds, act)

    tally.match("acts", name, golds, record.acts, lambda g, r: matching.act_fit(text, g, r), is_neutral)
    loose = tally.match(
        "acts, actors aside", name, golds, record.acts, lambda g, r: matching.act_fit(text, g, r, attributed=False), is_neutral
    )
    for i, j in loose:
        _ask_act(tally, name, golds[i], record.acts[j])


def _ask_act(tally: Tally, name: str, gold: GoldAct, read: Act) -> None:
    quote = gold.quote[:80]
    tally.ask("actors", name, sorted(read.actors) == gold.actors, f"{gold.actors} not {read.actors}: {quote}")
    tally.ask("targets", name, sorted(read.targets) == gold.targets, f"{gold.targets} not {read.targets}: {quote}")
    if gold.speaker:
        tally.ask("speaker", name, matching.same_name(gold.speaker, read.speaker), f"{gold.speaker} not {read.speaker}")
    if gold.quantity:
        value = gold.quantity.value
        right = read.quantity is not None and abs(read.quantity.value - value) <= 1e-6 * abs(value)
        tally.ask("quantity", name, right, str(read.quantity))
    tally.compare("topics", set(gold.topics), set(read.topics))


def _tie_fit(gold: GoldTie, read: Tie) -> float:
    return float(gold.level == read.level and gold.status == read.status and gold.parties == sorted(read.parties))


def _instrument_fit(text: str, gold: GoldInstrument, read: Instrument) -> float:
    return 1.0 + (gold.action == read.action) if matching.overlap(locate(text, gold), read.evidence) >= 0.5 else 0.0


def _mandate_fit(gold: GoldMandate, read: Mandate) -> float:
    return float((gold.party, gold.role, gold.of) == (read.party, read.role, read.of))


def _milestone_fit(gold: GoldMilestone, read: Milestone) -> float:
    return float(gold.of == read.of and gold.years == read.years)


def _score_boilerplate(tally: Tally, document: GoldDocument, record: Record) -> None:
    """Ask of each boilerplate run whether an encounter or an act rests on it alone."""
    claims = [*record.encounters, *record.acts]
    for run in document.gold.boilerplate:
        start = document.text.index(run)
        stop = start + len(run)
        inside = [c for c in claims if len(c.evidence) == 1 and start <= c.evidence[0].start and c.evidence[0].end <= stop]
        tally.ask("boilerplate left alone", document.name, not inside, run[:60])
