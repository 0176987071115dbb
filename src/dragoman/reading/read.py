"""One document to one record. The stages stand here in their order; none of them knows another.

Takes bytes or text and whence it came. Refuses what is no text. Knows no other document and no clock.
"""

import hashlib
from bisect import bisect_right

from dragoman.lang.pack import Pack, about, available_packs, load_pack
from dragoman.model.edtf import Day, format_day
from dragoman.model.mention import DateMention
from dragoman.model.record import Act, Clue, DocumentPart, Mandate, Milestone, Part, Record, Tenure
from dragoman.reading.claims import clues, instruments, mandates, milestones, sightings, ties
from dragoman.reading.claims.acts import Acts
from dragoman.reading.claims.encounters import Events
from dragoman.reading.claims.seating import sits
from dragoman.reading.claims.sighting import Sighting
from dragoman.reading.claims.years import Calendar
from dragoman.reading.documents import parts, sentences
from dragoman.reading.documents.decode import decode
from dragoman.reading.documents.language import identify
from dragoman.reading.mentions import dates, lexicon, nouns, numbers
from dragoman.reading.mentions.people import People
from dragoman.reading.scene import Measured, Numbered, Scene, Sentence
from dragoman.text.normalise import Text, normalise
from dragoman.text.placed import Row, within

_DATES = 400  # date expressions that are asked what year it is
_PART_KINDS = {"title": "title", "heading": "title", "body": "body", "caption": "caption", "boilerplate": "boilerplate"}


def read(data: str | bytes, *, source: str, language: str = "auto") -> Record:
    """Return the record of one document.

    `data` is the bytes of the source, or its text already decoded; spans of the record count code points of that text.
    `source` is the path or URL that the record names. `language` is the code of a pack, or `auto`.
    Raises `DocumentError` for what is no text, `PackError` for a language that no pack covers.

    >>> read("Hai bên nhất trí tăng cường hợp tác.", source="note", language="vi").document.language
    'vi'
    """
    text, notes = decode(data) if isinstance(data, bytes) else (data, [])
    raw = data if isinstance(data, bytes) else data.encode("utf-8", "surrogatepass")
    document = DocumentPart(id=hashlib.sha256(raw).hexdigest(), source=source, language=None, notes=notes)
    copy = normalise(text)
    if language == "auto":
        document.language, more = identify(copy, {code: about(code) for code in available_packs()})
        document.notes = [*notes, *more]
        if document.language not in available_packs():
            document.notes.append("no language pack covers this document: only the document part is given")
            return Record(document=document)
    else:
        document.language = load_pack(language).code
    return _read(copy, document, load_pack(document.language or ""))


def _read(text: Text, document: DocumentPart, pack: Pack) -> Record:
    page = parts.divide(text, pack)
    text = parts.unwrapped(text, page)
    scene = _scene(text, page, pack)
    title = next(iter(page.of_kind("title")), None)
    document.title = text.source[(span := text.span(title.start, title.end)).start : span.end] if title is not None else None
    document.parts = [
        Part(_PART_KINDS[b.kind], text.span(b.start, b.end).start, text.span(b.start, b.end).end) for b in page.blocks
    ]
    published, published_clue = _published(text, page, scene.dates)
    document.published = format_day(published) if published is not None else None

    seen = sightings.find(scene)
    rough = [noun.parties[0] for noun in scene.nouns if noun.kind == "party" and noun.parties]
    frequent = sorted(set(rough), key=lambda party: (-rough.count(party), rough.index(party)))[:2]
    anniversaries = milestones.read(scene, frequent)
    held = mandates.read(scene)
    calendar = _calendar(scene, page, published, published_clue, seen, anniversaries, held)
    events = Events(scene, seen, calendar)
    acts = Acts(scene, events).read()
    _add_speakers(events, acts)
    encounters = events.claims()
    main = next((encounter for encounter in encounters if encounter.main), None)
    sides = main.parties if main is not None and len(main.parties) == 2 else events.default
    about = events.sentence_events()

    def sides_at(place: int) -> list[str]:
        index = bisect_right(scene.sentences.starts, place) - 1
        event = about[index] if index >= 0 else None
        return sorted(event.parties) if event is not None and len(event.parties) == 2 else sorted(sides)

    for encounter in encounters:
        encounter.confidence = 0.9 if encounter.main else 0.7
    return Record(
        document=document,
        encounters=encounters,
        acts=acts,
        tenures=_tenures(scene, main.date if main is not None else document.published),
        ties=ties.read(scene, sides_at),
        instruments=instruments.read(scene, sides_at),
        mandates=held,
        milestones=[_settled(found, calendar, scene, sides, frequent) for found in anniversaries],
    )


def _scene(text: Text, page: parts.Page, pack: Pack) -> Scene:
    found = lexicon.find(text, pack)
    spans = [
        Sentence(start, end, block.kind, number)
        for number, block in enumerate(page.blocks) if block.kind in ("title", "heading", "body")
        for start, end in (sentences.split(text.norm, block.start, block.end, pack) if block.kind == "body" else [(block.start, block.end)])
    ]  # fmt: skip
    blocks = [(block.start, block.end) for block in page.blocks if block.kind in ("title", "heading", "body", "caption")]
    found_dates = dates.find(text, pack)
    main = Row(found["main"])
    people = People(
        text, pack, [(b.start, b.end) for b in page.of_kind("body", "caption")], [(b.start, b.end) for b in page.of_kind("title", "heading")],
        main, [(d.start, d.end) for d in found_dates],
    )  # fmt: skip
    inside = [mention for start, end in blocks for mention in within(main, start, end)]
    readable = [(s.start, s.end) for s in spans]
    return Scene(
        text=text, pack=pack, sentences=Row(spans), main=main, topics=Row(found["topic"]), frames=Row(found["frame"]),
        bonds=Row(found["bond"]), cues=Row(found["cue"]), anniversaries=Row(found["anniversary"]),
        nouns=Row(nouns.find(text, inside, people.nouns, tuple(pack.words("people", "possessives")))), persons=people.persons,
        dates=Row(found_dates),
        ordinals=Row(Numbered(*item) for start, end in readable for item in numbers.ordinals(text.norm, text.fold, start, end, pack)),
        quantities=Row(
            Measured(q, a, b) for start, end in readable for q, a, b in numbers.quantities(text.fold, start, end, pack)
            if not _overlaps(found_dates, a, a + 1)  # a day counts nothing
        ),
    )  # fmt: skip


def _overlaps(dates: list[DateMention], start: int, end: int) -> bool:
    at = bisect_right(dates, start, key=lambda date: date.start) - 1
    return (at >= 0 and dates[at].end > start) or (at + 1 < len(dates) and dates[at + 1].start < end)


def _published(text: Text, page: parts.Page, found: Row[DateMention]) -> tuple[Day | None, Clue | None]:
    """The day that the page itself gives as its day of publication: with a time, a weekday or a label, or under the title."""
    lines = [line for line in page.date_lines if not line.printed]
    for line in sorted(lines, key=lambda line: not line.strong):
        if not line.strong and not line.after_title:
            continue
        for mention in within(found, line.start, line.end):
            if mention.kind == "day" and mention.first.year is not None:
                span = text.span(mention.start, mention.end)
                return mention.last or mention.first, Clue(f"published on {format_day(mention.last or mention.first)}", (span,))
    return None, None


def _calendar(
    scene: Scene, page: parts.Page, published: Day | None, published_clue: Clue | None,
    seen: list[Sighting], anniversaries: list[milestones.Found], held: list[Mandate],
) -> Calendar:  # fmt: skip
    body = [d for s in scene.sentences for d in within(scene.dates, s.start, s.end)]
    sittings = [
        clues.Sitting(s.mechanism, s.ordinal, s.start, s.end) for s in seen if s.mechanism and s.ordinal and not s.announced
    ]
    evidence = clues.Evidence(
        dates=body[:_DATES],
        sittings=sittings,
        milestones=[(found.milestone, found.start, found.end, found.ahead) for found in anniversaries],
        mandates=held,
        signed=instruments.concluded(scene),
        future_at=[m.start for m in scene.main if (word := m.of("word")) and word.code == "future"],
        past_at=[m.start for m in scene.main if (word := m.of("word")) and word.table["name"] == "past"],
        hoped_at=[m.start for m in scene.main if (act := m.of("act")) and act.code in ("support", "wish")],
    )
    calendar = Calendar(published, published_clue, *clues.votes(scene.text, evidence))
    first_day = next((d for d in scene.dates if d.kind == "day" and not any(
        line.start <= d.start < line.end and line.printed for line in page.date_lines) and (d.first.year or d.first.month)), None)  # fmt: skip
    if first_day is not None and not any(block.start <= first_day.start < block.end for block in page.of_kind("boilerplate")):
        calendar.set_written(first_day.last or first_day.first)
    return calendar


def _add_speakers(events: Events, acts: list[Act]) -> None:
    """Who speaks in a session takes part in it."""
    named = {person.name: person for person in events.scene.persons}
    by_id = {event.id: event for event in events.events}
    for act in acts:
        event = by_id.get(act.encounter or "")
        person = named.get(act.speaker or "")
        if event is None or person is None or event.kind != "session":
            continue
        if len(event.parties) == 1 and person.offices and person.party and person.party.isupper():
            event.seated.add(person.party)  # a sitting of many: those who speak in it are shown to take part
            event.add_person(person, "participant")
        elif sits(person, event):
            event.add_person(person, "participant")
    for event in events.events:
        event.parties |= event.seated


def _tenures(scene: Scene, on: str | None) -> list[Tenure]:
    return [
        Tenure(
            person=person.name, office=person.office or "other", qualifier=person.qualifier, party=person.party, on=on, confidence=0.9,
            made_by="offices/title", evidence=[scene.text.span(*person.evidence)],
        )
        for person in scene.persons if person.offices and person.party and person.qualifier != "former" and not person.implied
    ]  # fmt: skip


def _settled(found: milestones.Found, calendar: Calendar, scene: Scene, sides: list[str], frequent: list[str]) -> Milestone:
    milestone = found.milestone
    if milestone.parties == sorted(frequent) and len(sides) == 2:
        milestone.parties = sorted(sides)
    if milestone.falls is None and calendar.year is not None:
        near = [d for d in within(scene.dates, max(0, found.start - 60), found.end + 60) if d.kind == "relative-year"]
        if near:
            milestone.falls = str(calendar.year + near[0].offset)
    return milestone
