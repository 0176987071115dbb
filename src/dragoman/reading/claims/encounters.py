"""Encounters of a document. In: a scene, sightings, a calendar. Out: encounters, one of them main, and which one each sentence is about.

Sightings of one event (title, lead, body) are merged: sessions by mechanism and ordinal, meetings by their people or sides. Two ordinals
never merge. What is announced stays apart from what was held.
"""

from itertools import pairwise

from dragoman.model.edtf import format_day
from dragoman.model.mention import DateMention
from dragoman.model.person import Person
from dragoman.model.record import Clue, Encounter, Mechanism, Participant
from dragoman.reading.claims.events import Event, are_apart, default_parties, each_meeting, fineness, may_be_one_visit
from dragoman.reading.claims.reference import Focus, Resolver, members, sorted_parties
from dragoman.reading.claims.sightings import Sighting
from dragoman.reading.claims.surroundings import distance, persons_beside, place_of, precise
from dragoman.reading.claims.years import Calendar, Resolved
from dragoman.reading.scene import Scene, Sentence
from dragoman.text.placed import within

_COMPARED = 24  # events that a new sighting is compared with, and sessions whose people are looked for
_HELD = ("day", "relative-day", "same-day", "next-day", "day-before", "weekday")
_AHEAD = (*_HELD, "month", "year", "relative-year", "relative-month", "month-of-relative-year")


def _is_bare(event: Event) -> bool:
    """Tell whether an event is told by "the two sides" alone."""
    subjects = event.first.subjects
    return bool(subjects) and all(noun.code == "sides" for noun in subjects) and not event.first.objects


class Events:
    """All encounters of a document."""

    def __init__(self, scene: Scene, sightings: list[Sighting], calendar: Calendar) -> None:
        self.scene = scene
        self.calendar = calendar
        self.default = default_parties(scene)
        self.resolver = Resolver(scene.persons, scene.pack.data["pack"].get("home"))
        self.events: list[Event] = []
        seen = 0
        for sighting in sightings:
            while seen < len(scene.nouns) and scene.nouns[seen].start < sighting.start:
                self.resolver.see(scene.nouns[seen])
                if scene.nouns[seen].person is not None:
                    self.resolver.last = scene.nouns[seen].person
                seen += 1
            if self._is_past(sighting):
                continue
            for part in each_meeting(sighting):
                self._take(part)
        self._settle_dates()
        self.events = [event for event in self.events if self._holds(event)]
        self._choose_main()
        self._settle_people()
        for number, event in enumerate(self.events, 1):
            event.id = f"e{number}"

    def _is_past(self, sighting: Sighting) -> bool:
        """A year beside the words that is not the document's tells of another time."""
        sentence = self.scene.sentences[sighting.sentence]
        for date in within(self.scene.dates, sighting.start, min(sentence.end, sighting.end + 70)):
            if date.kind == "day":
                return date.first.year is not None and self.calendar.year is not None and date.first.year < self.calendar.year - 1
            if date.kind in ("year", "month") and date.first.year is not None and not date.coming and not sighting.announced:
                return self.calendar.year is None or date.first.year < self.calendar.year
        return False

    # -- merging

    def _take(self, sighting: Sighting) -> None:
        if sighting.ahead is not None and not sighting.announced:
            if not self._is_to_come(sighting.ahead):
                return
            sighting.announced = True
        if sighting.follows and not self._continue(sighting):
            return
        event = Event(sighting)
        focus = self.events[-1].focus() if self.events else Focus(tuple(self.default), (), None, None)
        sides = ((sighting.subjects, sighting.capacities[0]), (sighting.objects, sighting.capacities[1]))
        for nouns, capacity in sides:
            for noun in nouns:
                who = self.resolver.resolve(noun, focus)
                event.parties.update(who.parties)
                if who.person is not None:
                    event.add_person(who.person, capacity)
                elif noun.code == "sides":
                    for person in self._lately(sighting):
                        event.add_person(person, capacity)
                        event.parties.update((person.party,) if person.party else ())
                elif noun.kind in ("title", "party", "actor") and noun.parties:
                    event.parties.update(noun.parties)
        event.parties |= sighting.parties
        if sighting.kind == "visit" and sighting.objects and sighting.capacities[1] == "host":
            host = next((n.parties[0] for n in sighting.objects if n.parties), None)
            if host is not None:
                event.place = (None, host)
        if sighting.kind == "session":
            self._session_parties(event, sighting)
        elif len(event.parties) < 2 and sighting.kind in ("briefing", "ceremony", "meeting", "call"):
            self._borrow(event)
            if len(event.parties) == 1 and event.people and sighting.kind in ("meeting", "call"):
                self._complete(event)
        elif sighting.kind == "visit" and len(event.parties) == 1 and event.people and self._visited(event, sighting):
            pass
        elif sighting.kind == "visit" and len(event.parties) < 2:
            visit = next((e for e in self.events if e.kind == "visit" and not e.announced), None)
            if visit is not None:
                event.parties = set(visit.parties)
                event.place = visit.place
        self._locate(event, self.scene.sentences[sighting.sentence])
        self._date(event, sighting)
        for other in self.events[-_COMPARED:]:
            if self._same(other, event):
                self._merge(other, event)
                return
        self.events.append(event)

    def _visited(self, event: Event, sighting: Sighting) -> bool:
        """ "The visit of Minister X to New Delhi": the host is the country of the place."""
        at = place_of(self.scene, self.scene.sentences[sighting.sentence], sighting)
        if at is None or at[1] is None or at[1] in event.parties:
            return False
        event.parties.add(at[1])
        event.place = at
        return True

    def _is_to_come(self, mention: DateMention) -> bool:
        """Tell whether a date lies after the day of writing; without a known day nothing is to come."""
        written = self.calendar.written
        later = written is not None and (mention.first.month or 0, mention.first.day or 31) > (
            written.month or 0,
            written.day or 31,
        )
        date = self.calendar.resolve(mention, ahead=mention.coming or (later and not mention.past)).edtf
        if written is None or written.year is None or date is None or not date[:4].isdigit():
            return False
        today = format_day(written)
        return date[: len(today)] > today[: len(date)]

    def _continue(self, sighting: Sighting) -> bool:
        """Make a sighting of "the next session" one of the mechanism that the document is about."""
        held = [e for e in self.events if e.kind == "session" and not e.announced]
        base = next((e for e in sorted(held, key=lambda e: e.first.margins)), None)
        if base is None or base.ordinal == sighting.ordinal is not None:
            return False
        sighting.mechanism, sighting.name, sighting.level = base.mechanism, base.name, base.level
        sighting.parties = set(base.parties)
        return True

    def _lately(self, sighting: Sighting) -> list[Person]:
        """The two persons of different sides whom the sentence names before "the two"."""
        sentence = self.scene.sentences[sighting.sentence]
        named = [n.person for n in within(self.scene.nouns, sentence.start, sighting.end) if n.person is not None]
        pair: list[Person] = []
        for person in reversed(named):
            if person not in pair and all(person.party != other.party for other in pair):
                pair.append(person)
        return pair if len(pair) == 2 else []

    def _borrow(self, event: Event) -> None:
        """A meeting whose partners the sentence leaves out is one between those whom the document is about."""
        held = next(
            (
                e
                for e in self.events[:_COMPARED]
                if e.kind in ("visit", "meeting", "session")
                and not e.announced
                and len(e.parties) >= 2
                and not (e.kind == "session" and e.first.margins)
            ),
            None,
        )
        if held is None or event.parties - held.parties:
            return
        if not event.people or (event.kind == "briefing" and len(event.people) < 2):
            event.parties |= held.parties
            for person, capacity in held.people.values():
                event.add_person(person, capacity)

    def _complete(self, event: Event) -> None:
        """ "At the meeting with X": the other side is whom the document has followed so far."""
        followed = [
            person for e in self.events[-_COMPARED:] for person, _ in e.people.values() if person.party not in event.parties
        ]
        followed += [
            p for p in self.scene.persons[:_COMPARED] if p.party in self.default and p.party not in event.parties and p.offices
        ]
        if followed and followed[0].party:
            event.add_person(followed[0], "participant")
            event.parties.add(followed[0].party)

    def _session_parties(self, event: Event, sighting: Sighting) -> None:
        if event.parties and all(party.islower() for party in event.parties):
            if (
                len(event.parties) == 1 and event.announced
            ):  # a sitting of an organisation: those shown to take part are parties beside it
                event.parties |= self._shown(next(iter(event.parties)), self.scene.sentences[sighting.sentence])
            return
        if len(event.parties) < 2:
            sentence = self.scene.sentences[sighting.sentence]
            people = [
                n.person.party
                for n in within(self.scene.nouns, sentence.start, sentence.end)
                if n.person is not None and n.person.party
            ]
            sides = {code for code in (*event.parties, *people) if code}
            if len(sides) < 2 or len(sides) > 3:
                sides = event.parties | set(self.default)
            if len(sides) > 2 and event.parties:
                sides = event.parties | {code for code in self.default if code in sides}
            event.parties = sides if len(sides) >= 2 else event.parties | sides

    def _shown(self, organisation: str, sentence: Sentence) -> set[str]:
        known = members(organisation)
        people = [n.person for n in within(self.scene.nouns, sentence.start, sentence.end) if n.person is not None]
        return {p.party for p in people if p.party and p.party.isupper() and (not known or p.party in known)}

    def _same(self, one: Event, other: Event) -> bool:
        if one.kind != other.kind or one.announced != other.announced:
            return False
        if one.ordinal is not None and other.ordinal is not None and one.ordinal != other.ordinal:
            return False
        if one.kind != "visit" and are_apart(one.date.edtf, other.date.edtf):
            return False
        if one.kind == "session":
            if one.mechanism and other.mechanism and one.mechanism != other.mechanism:
                return False
            if one.ordinal is not None and one.ordinal == other.ordinal:
                return bool(one.parties & other.parties) or not other.parties
            return one.level == other.level and (one.parties == other.parties or not other.parties)
        if one.kind == "briefing":
            return bool(one.parties & other.parties) or not other.parties
        if one.kind == "ceremony":
            return False
        if one.kind == "visit":
            return one.parties == other.parties and may_be_one_visit(one.date.edtf, other.date.edtf)
        if _is_bare(one) != _is_bare(other) and min(len(one.people), len(other.people)) < 2:
            return False  # "the two held talks" is no other person's meeting
        if one.people and other.people:
            shared = set(one.people) & set(other.people)
            return len(shared) >= 2 or (
                bool(shared) and one.parties == other.parties and (len(one.people) == 1 or len(other.people) == 1)
            )
        return one.parties == other.parties

    def _merge(self, one: Event, other: Event) -> None:
        if other.first.strength > one.first.strength or self.scene.sentences[one.first.sentence].kind == "title":
            one.sightings.insert(0, other.first)
        else:
            one.sightings.append(other.first)
        one.ordinal = one.ordinal if one.ordinal is not None else other.ordinal
        if one.mechanism is None:
            one.mechanism, one.name = other.mechanism, other.name or one.name
        one.mode = one.mode or other.mode
        if len(other.parties) > len(one.parties) or not one.parties:
            one.parties |= other.parties
        for person, capacity in other.people.values():
            one.add_person(person, capacity)
        longer = (
            one.kind == "visit" and other.date.edtf is not None and "/" in other.date.edtf and "/" not in (one.date.edtf or "")
        )
        if longer or fineness(other.date) > fineness(one.date):
            one.date = other.date
        one.place = (one.place[0] or other.place[0], one.place[1] or other.place[1])

    # -- where and when

    def _locate(self, event: Event, sentence: Sentence) -> None:
        scene = self.scene
        if event.first.kind == "session" or event.place[1] is None:
            at = place_of(scene, sentence, event.first)
            if at is not None:
                event.place = at
        for cue in within(scene.cues, sentence.start, sentence.end):
            for meaning in cue.meanings:
                if meaning.kind == "encounters.cue" and meaning.code == "online" and event.kind in ("session", "meeting", "call"):
                    event.mode = "online"
                elif meaning.kind == "encounters.cue" and meaning.code == "phone" and event.kind == "call":
                    event.mode = "phone"
                elif meaning.kind == "encounters.cue" and meaning.code == "margins" and cue.start < event.first.end:
                    event.first.margins = True

    def _date(self, event: Event, sighting: Sighting) -> None:
        sentence = self.scene.sentences[sighting.sentence]
        kinds = _AHEAD if event.announced else _HELD
        found = [d for d in within(self.scene.dates, sentence.start, sentence.end) if d.kind in kinds]
        if event.kind == "session" and not event.announced:
            found = [d for d in found if not d.past] or found
        if not found:
            return
        dated = [e.date.edtf for e in reversed(self.events) if e.date.edtf and not e.announced]
        focus = next((edtf for edtf in dated if "/" not in edtf), dated[0] if dated else None)
        if event.announced:
            found.sort(
                key=lambda d: (
                    d.start < sighting.start - 60,
                    _AHEAD.index(d.kind) if d.kind in _HELD else 9,
                    abs(d.start - sighting.end),
                )
            )
            found = precise(found, sighting)
        else:
            found.sort(key=lambda d: distance(d, sighting))
        event.date = self.calendar.resolve(found[0], ahead=event.announced, focus=focus)

    def _settle_dates(self) -> None:
        """What was held and has no date of its own takes the day of the event that it is part of, where the text says "the same"."""
        main = next((e for e in self.events if not e.announced and e.date.edtf), None)
        for before, event in pairwise([e for e in self.events if not e.announced]):
            day = before.date.edtf
            if (
                event.date.edtf is None
                and day is not None
                and "/" not in day
                and event.first.sentence - before.first.sentence in (0, 1)
            ):
                event.date = Resolved(
                    day, "inferred", [*before.date.because, Clue("told in one breath with what took place that day")]
                )
        days: set[str | None] = {e.date.edtf for e in self.events if not e.announced and e.date.edtf}
        if not days and (told := self._told_day()) is not None:
            days, only = {told.edtf}, told
        elif len(days) == 1 and main is not None:
            only = main.date
        if len(days) == 1:
            because = [*only.because, Clue("the only day that the text tells of")]
            for event in self.events:
                if event.date.edtf is None and not event.announced:
                    event.date = Resolved(only.edtf, "inferred", because)
        for event in self.events:
            if event.date.edtf is None and not event.announced and main is not None:
                title_only = all(self.scene.sentences[s.sentence].kind == "title" for s in event.sightings)
                if event.kind in ("session", "briefing", "ceremony") or title_only or event is self.events[0]:
                    event.date = Resolved(main.date.edtf, "inferred", main.date.because)

    def _told_day(self) -> Resolved | None:
        """The day that the first sentences name, where they name one only."""
        told: dict[str, Resolved] = {}
        for sentence in [s for s in self.scene.sentences if s.kind == "body"][:3]:
            for date in within(self.scene.dates, sentence.start, sentence.end):
                if date.kind in ("day", "relative-day", "weekday") and not date.coming:
                    resolved = self.calendar.resolve(date)
                    if resolved.edtf is not None:
                        told[resolved.edtf] = resolved
        return next(iter(told.values())) if len(told) == 1 else None

    # -- what stays

    def _holds(self, event: Event) -> bool:
        if event.announced and (event.date.edtf is None or event.kind in ("briefing", "ceremony")):
            return False
        if event.kind == "session":
            return bool(event.parties) and (event.first.strength >= 2 or event.announced)
        if len(event.parties) < 2:
            return False
        if event.kind in ("meeting", "call", "other") and not event.announced:
            verbs = [
                s for s in event.sightings
                if (s.subjects and s.objects) or len(s.subjects) >= 2 or any(n.code == "sides" for n in s.subjects)
            ]  # fmt: skip
            return bool(verbs) or (bool(event.people) and any(s.objects for s in event.sightings)) or event.date.edtf is not None
        return True

    def _choose_main(self) -> None:
        held = [event for event in self.events if not event.announced] or self.events
        if not held:
            return

        def weight(event: Event) -> tuple[float, int]:
            in_title = any(self.scene.sentences[s.sentence].kind == "title" for s in event.sightings)
            kind = {"session": 4.0, "meeting": 2.0, "call": 2.0, "visit": 1.5, "other": 0.5}.get(event.kind, 0.0)
            early = min(s.sentence for s in event.sightings)
            if event.kind == "session" and event.first.margins:
                kind = 0.0  # what the document is about took place beside it
            return (kind + 1.5 * in_title + (1.0 if event.ordinal is not None else 0.0) - 0.35 * min(early, 12), -early)

        max(held, key=weight).main = True
        main = next(e for e in self.events if e.main)
        visit = next((e for e in self.events if e.kind == "visit" and not e.announced and e is not main), None)
        for event in self.events:
            if event is main and visit is not None and visit.parties <= event.parties:
                event.part_of = visit
            elif event is not main and not event.announced:
                if event.kind == "briefing":
                    event.part_of = main
                elif visit is not None and event is not visit and event.parties & visit.parties:
                    event.part_of = visit
                elif main.kind == "visit" and event.parties & main.parties:
                    event.part_of = main

    # -- people

    def _settle_people(self) -> None:
        for event in [e for e in self.events if e.kind == "session" and not e.announced][:_COMPARED]:
            self._sit(event)
        main = next((e for e in self.events if e.main), None)
        countries = sorted({country for e in self.events if not e.announced and (country := e.place[1]) is not None})
        for event in self.events:
            beside = event.kind != "call" and event.mode != "online" and not event.announced
            if len(countries) == 1 and beside and event.place[1] is None:
                event.place = (None, countries[0])
            if event.kind == "ceremony" and not event.people and main is not None and event.parties == main.parties:
                for person, _ in main.people.values():
                    event.add_person(person, "participant")
            if event.place[1] is None and event.part_of is not None:
                event.place = (None, event.part_of.place[1])
            host = event.place[1]
            if host in event.parties and event.kind in ("meeting", "ceremony", "visit"):
                for key, (person, capacity) in event.people.items():
                    if capacity in ("participant", "guest", "host"):
                        event.people[key] = (person, "host" if person.party == host else "guest")

    def _sit(self, event: Event) -> None:
        scene = self.scene
        for sentence in scene.sentences:
            if sentence.kind != "body":
                continue
            for cue in within(scene.cues, sentence.start, sentence.end):
                codes = {m.code for m in cue.meanings if m.kind == "encounters.cue"}
                capacity = next((c for c in ("head-of-delegation", "co-chair", "participant") if c in codes), None)
                if capacity is None:
                    continue
                frames = [
                    f
                    for f in within(scene.frames, sentence.start, sentence.end)
                    if (m := f.of("encounter")) and m.code in ("visit", "meeting")
                ]
                near = persons_beside(scene, cue.start, cue.end, sentence, capacity)
                if capacity == "co-chair" and any(n.code == "sides" and n.end <= cue.start for n in near[-6:]):
                    self._both_chair(event)
                for noun in near:
                    person = noun.person
                    if (
                        person is None
                        or not person.offices
                        or not self.sits(person, event)
                        or (capacity == "participant" and frames)
                    ):
                        continue
                    event.add_person(person, capacity)
        chairs = [key for key, (_, capacity) in event.people.items() if capacity == "co-chair"]
        if len(chairs) == 1:
            person, _ = event.people[chairs[0]]
            event.people[chairs[0]] = (person, "chair" if len(event.parties) != 2 else "co-chair")

    def _both_chair(self, event: Event) -> None:
        """ "The two presidents chaired": the first person of each side."""
        for party in sorted(event.parties) if len(event.parties) == 2 else ():
            people = [person for person, _ in event.people.values()] + [p for p in self.scene.persons[:_COMPARED] if p.offices]
            first = next((person for person in people if person.party == party), None)
            if first is not None:
                event.add_person(first, "co-chair")

    def sits(self, person: Person, event: Event) -> bool:
        """Tell whether a person's party takes part, itself or as a member of an organisation."""
        if person.party in event.parties:
            return True
        return any(person.party in members(party) for party in event.parties if party.islower())

    # -- the claim

    def sentence_events(self) -> list[Event | None]:
        """Return for each sentence the encounter that it is about."""
        focus: list[Event | None] = []
        by_sentence: dict[int, Event] = {}
        main = next((e for e in self.events if e.main), None)
        for event in self.events:
            beside = event.kind == "session" and event.first.margins and not event.main
            if event.announced or beside or event.kind in ("ceremony", "other") or (event.kind == "visit" and not event.main):
                continue
            for sighting in event.sightings:
                by_sentence[sighting.sentence] = event
        current = main
        for number, sentence in enumerate(self.scene.sentences):
            if sentence.kind == "body":
                current = by_sentence.get(number, current)
                focus.append(current)
            else:
                focus.append(by_sentence.get(number, main))
        return focus

    def claims(self) -> list[Encounter]:
        """Return the encounters of the record."""
        return [self._claim(event) for event in self.events]

    def _claim(self, event: Event) -> Encounter:
        text = self.scene.text
        participants = [
            Participant(
                person=person.name, office=person.office or "other", qualifier=person.qualifier, party=person.party, capacity=capacity,
                evidence=[text.span(*person.evidence)],
            )
            for person, capacity in event.people.values() if person.offices and person.party
        ]  # fmt: skip
        mechanism = None
        if event.kind == "session":
            name = event.name or "Session"
            slug = event.mechanism or "-".join([*sorted(p.lower() for p in event.parties), *name.lower().split()])
            mechanism = Mechanism(slug, name if event.mechanism else f"{'-'.join(sorted(event.parties))} {name}")
        mode = event.mode or ("phone" if event.kind == "call" else "in-person" if event.place[1] else None)
        return Encounter(
            id=event.id, kind=event.kind, mechanism=mechanism, ordinal=event.ordinal, level=event.level, date=event.date.edtf,
            date_basis=event.date.basis, because=event.date.because, place=event.place[0], country=event.place[1], mode=mode,
            part_of=event.part_of.id if event.part_of is not None else None, main=event.main, announced=event.announced,
            parties=sorted_parties(event.parties), participants=participants,
            evidence=[text.span(s.start, s.end) for s in event.sightings[:2]], confidence=0.0, made_by=event.first.made_by,
        )  # fmt: skip
