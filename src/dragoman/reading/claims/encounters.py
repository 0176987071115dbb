"""Encounters of a document. In: a scene, sightings, a calendar. Out: encounters, one of them main, and which one each sentence is about.

Sightings of one event (title, lead, body) are merged: sessions by mechanism and ordinal, meetings by their people or sides. Two ordinals
never merge. What is announced stays apart from what was held.
"""

from dragoman.model.person import Noun, Person
from dragoman.model.record import Encounter, Mechanism, Participant
from dragoman.reading.claims.dating import date_of, is_past, is_to_come, settle_dates
from dragoman.reading.claims.events import Event, default_parties, each_meeting, merge, same
from dragoman.reading.claims.reference import Focus, Resolver, members, sorted_parties
from dragoman.reading.claims.seating import settle_people
from dragoman.reading.claims.sighting import Sighting
from dragoman.reading.claims.surroundings import place_of
from dragoman.reading.claims.years import Calendar
from dragoman.reading.scene import Scene, Sentence
from dragoman.text.placed import within

_COMPARED = 24  # events that a new sighting is compared with, and sessions whose people are looked for


class Events:
    """All encounters of a document."""

    def __init__(self, scene: Scene, sightings: list[Sighting], calendar: Calendar) -> None:
        self.scene = scene
        self.calendar = calendar
        self.default = default_parties(scene)
        self.resolver = Resolver(scene.persons, scene.pack.data["pack"].get("home"))
        self.events: list[Event] = []
        self.told_at = frozenset(sighting.told_at for sighting in sightings)
        seen = 0
        for sighting in sightings:
            while seen < len(scene.nouns) and scene.nouns[seen].start < sighting.start:
                self.resolver.see(scene.nouns[seen])
                if scene.nouns[seen].person is not None:
                    self.resolver.last = scene.nouns[seen].person
                seen += 1
            if is_past(scene, calendar, sighting):
                continue
            for part in each_meeting(sighting):
                self._take(part)
            while seen < len(scene.nouns) and scene.nouns[seen].start < sighting.end:
                self.resolver.see(scene.nouns[seen])  # the partner is no "he" of the next sentence
                seen += 1
        settle_dates(scene, calendar, self.events)
        self.events = [event for event in self.events if self._holds(event)]
        told = [e for e in self.events if e.kind == "session" and not e.announced and not all(s.bare for s in e.sightings)]
        if told:  # beside a session that was held, one that is only numbered is background
            self.events = [e for e in self.events if e in told or e.kind != "session" or e.announced]
        self._choose_main()
        settle_people(scene, self.events)
        for number, event in enumerate(self.events, 1):
            event.id = f"e{number}"

    def _take(self, sighting: Sighting) -> None:
        if sighting.ahead is not None and not sighting.announced:
            if not is_to_come(self.calendar, sighting.ahead):
                return
            sighting.announced = True
        if sighting.follows and not self._continue(sighting):
            return
        event = Event(sighting)
        focus = self.events[-1].focus() if self.events else Focus(tuple(self.default), (), None, None)
        sides = ((sighting.subjects, sighting.capacities[0]), (sighting.objects, sighting.capacities[1]))
        subject: Person | None = None
        for nouns, capacity in sides:
            for noun in nouns:
                if noun.code == "sides" and (named := self._named_behind(noun)):
                    event.parties.update(named)  # "the ministers OF A AND B"
                    event.names_sides = True
                    continue
                who = self.resolver.resolve(noun, focus)
                subject = subject or (who.person if nouns is sighting.subjects else None)
                event.parties.update(who.parties)
                if who.person is not None:
                    event.add_person(who.person, capacity)
                elif noun.code == "sides":
                    for person in self._lately(sighting):
                        event.add_person(person, capacity)
                        event.parties.update((person.party,) if person.party else ())
                elif noun.kind in ("title", "party", "actor") and noun.parties:
                    event.parties.update(noun.parties)
        if subject is not None:
            self.resolver.last = subject  # whom "he" means in the next sentence is who met, not whom he met
        event.parties |= sighting.parties
        if sighting.kind == "visit" and sighting.objects and sighting.capacities[1] == "host":
            host = next((n.parties[0] for n in sighting.objects if n.parties), None)
            if host is not None:
                event.place = (None, host)
        if sighting.kind == "session":
            self._follow_title(event, sighting)
            self._session_parties(event, sighting)
        elif sighting.kind == "meeting" and len(event.parties) == 1 and sighting.capacities[1] == "host":
            self._visited(event, sighting)
        elif len(event.parties) < 2 and sighting.kind in ("briefing", "ceremony", "meeting", "call"):
            self._borrow(event)
            if sighting.capacities[0] == "signatory":
                event.people = {key: (person, "signatory") for key, (person, _) in event.people.items()}
            if len(event.parties) == 1 and event.people and sighting.kind in ("meeting", "call"):
                self._complete(event)
        elif sighting.kind == "visit" and len(event.parties) == 1 and event.people and self._visited(event, sighting):
            pass
        elif sighting.kind == "visit" and len(event.parties) < 2:
            visit = next((e for e in self.events if e.kind == "visit" and not e.announced), None)
            if visit is not None:
                event.parties = set(visit.parties)
                event.place = visit.place
            elif event.people and event.parties <= set(self.default):
                event.parties = set(self.default)  # "during the trip of X": to the other side
        if sighting.kind in ("meeting", "call") and not event.people and any(n.code == "sides" for n in sighting.subjects):
            self._two_leaders(event, sighting)
        self._locate(event, self.scene.sentences[sighting.sentence])
        event.date = date_of(self.scene, self.calendar, self.events, event, sighting)
        for other in self.events[-_COMPARED:]:
            if same(other, event):
                merge(self.scene, other, event)
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

    def _continue(self, sighting: Sighting) -> bool:
        """Make a sighting of "the next session" one of the mechanism that the document is about."""
        held = [e for e in self.events if e.kind == "session" and not e.announced]
        base = next((e for e in sorted(held, key=lambda e: e.first.margins)), None)
        if base is None or base.ordinal == sighting.ordinal is not None:
            return False
        sighting.mechanism, sighting.name, sighting.level = base.mechanism, base.name, base.level
        sighting.parties = set(base.parties)
        if sighting.ordinal is None and base.ordinal is not None:
            sighting.ordinal = base.ordinal + 1  # "the next meeting"
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

    def _named_behind(self, noun: Noun) -> list[str]:
        """The two parties right behind a word for both sides."""
        found: list[str] = []
        end = noun.end
        for party in within(self.scene.nouns, noun.end, noun.end + 60):
            gap = self.scene.text.norm[end : party.start].strip()
            joins = (",", *self.scene.pack.function_words("and")) if found else ("", "of")
            if party.kind != "party" or not party.parties or gap not in joins:
                break
            found += party.parties
            end = party.end
        return found if len(found) == 2 else []

    def _two_leaders(self, event: Event, sighting: Sighting) -> None:
        """ "The two leaders held talks": the highest of each side whom the text has named by then."""
        named = [n.person for n in within(self.scene.nouns, 0, sighting.start) if n.person is not None and n.person.offices]
        found = [next((p for p in named if p.party == party), None) for party in sorted(event.parties)]
        if len(found) == 2 and None not in found:
            for person in found:
                if person is not None:
                    event.add_person(person, "participant")

    def _borrow(self, event: Event) -> None:
        """A meeting whose partners the sentence leaves out is one between those whom the document is about."""
        told = [
            e
            for e in self.events[:_COMPARED]
            if e.kind in ("visit", "meeting", "session")
            and not e.announced
            and len(e.parties) >= 2
            and not (e.kind == "session" and e.first.margins)
        ]
        # One that shows people of both sides before a visit, of which only the visitor is known.
        held = next((e for e in told if len({p.party for p, _ in e.people.values()}) > 1), told[0] if told else None)
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

    def _follow_title(self, event: Event, sighting: Sighting) -> None:
        """ "The 22nd sitting of the council of heads of state" is the summit that the title or the lead has just named."""
        last = self.events[-1] if self.events else None
        if event.parties or event.mechanism or last is None or last.kind != "session" or last.announced or event.announced:
            return
        if sighting.sentence - last.first.sentence <= 1 and None in (event.ordinal, last.ordinal):
            event.parties, event.mechanism, event.name, event.level = set(last.parties), last.mechanism, last.name, last.level

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
            elif event.kind == "session" and event.ordinal is None and not event.people and not in_title:
                kind = 1.5  # one that is only spoken of
            elif event.kind in ("meeting", "call") and not any(s.subjects or s.objects for s in event.sightings):
                kind = 1.0  # "during the talks": part of what the lead has told
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
