"""Who took part in an encounter, and in which capacity. In: a scene and its events. Out: the people of each event."""

from dragoman.model.mention import Mention
from dragoman.model.person import Person
from dragoman.reading.claims.events import Event
from dragoman.reading.claims.reference import members
from dragoman.reading.claims.surroundings import persons_beside
from dragoman.reading.scene import Scene, Sentence
from dragoman.text.placed import within

_COMPARED = 24  # sessions whose people are looked for, and people who may chair one


def settle_people(scene: Scene, events: list[Event]) -> None:
    """Seat the people of each event: chairs and delegates by what the text says, hosts and guests by where it was."""
    sessions = [e for e in events if e.kind == "session" and not e.announced][:_COMPARED]
    met = {id(noun) for e in events for s in e.sightings if s.kind != "session" for noun in s.objects}
    for event in sessions:
        others = {s.sentence for e in sessions if e is not event for s in e.sightings}
        _sit(scene, event, others - {s.sentence for s in event.sightings}, met)
    main = next((e for e in events if e.main), None)
    countries = sorted({country for e in events if not e.announced and (country := e.place[1]) is not None})
    for event in events:
        beside = event.kind != "call" and event.mode != "online" and not event.announced
        if len(countries) == 1 and beside and event.place[1] is None:
            event.place = (None, countries[0])
        told = event.kind in ("ceremony", "briefing") and not event.people and not event.announced
        if told and main is not None and event.parties == main.parties:
            capacity = event.first.capacities[0] if event.first.subjects else "participant"
            for person, _ in main.people.values():
                event.add_person(person, capacity)
        if event.place[1] is None and event.part_of is not None:
            event.place = (None, event.part_of.place[1])
        host = event.place[1]
        if host in event.parties and event.kind in ("meeting", "ceremony", "visit"):
            for key, (person, capacity) in event.people.items():
                if capacity in ("participant", "guest", "host") and person.qualifier != "former":
                    event.people[key] = (person, "host" if person.party == host else "guest")


def _sit(scene: Scene, event: Event, others: set[int], met: set[int]) -> None:
    """Seat the people of a session by the cues of all sentences but those that tell of another session.

    `met` holds the nouns of those whom somebody met: "called on X and co-chaired the session with Y" seats Y.
    """
    for number, sentence in enumerate(scene.sentences):
        if sentence.kind != "body" or number in others:
            continue
        for cue in within(scene.cues, sentence.start, sentence.end):
            codes = {m.code for m in cue.meanings if m.kind == "encounters.cue"}
            capacity = next((c for c in ("head-of-delegation", "co-chair", "participant") if c in codes), None)
            if "leads" in codes and _is_of_delegation(scene, cue, sentence):
                capacity = "head-of-delegation"
            if capacity is None and "held" in codes:
                for holder in _holders(scene, event, cue, sentence):
                    event.add_person(holder, "co-chair")
            if capacity is None:
                continue
            frames = [
                f
                for f in within(scene.frames, sentence.start, sentence.end)
                if (m := f.of("encounter")) and m.code in ("visit", "meeting")
            ]
            near = persons_beside(scene, cue.start, cue.end, sentence, capacity)
            if capacity == "co-chair" and any(n.code == "sides" and n.end <= cue.start for n in near[-6:]):
                _both_chair(scene, event)
            for noun in near:
                person = noun.person
                if id(noun) in met and noun.end <= cue.start and capacity == "co-chair":
                    continue
                if person is None or not person.offices or not sits(person, event) or (capacity == "participant" and frames):
                    continue
                event.add_person(person, capacity)
    chairs = [key for key, (_, capacity) in event.people.items() if capacity == "co-chair"]
    if len(chairs) == 1:
        person, _ = event.people[chairs[0]]
        event.people[chairs[0]] = (person, "chair" if len(event.parties) != 2 else "co-chair")


def _is_of_delegation(scene: Scene, cue: Mention, sentence: Sentence) -> bool:
    """Tell whether what is led is a delegation, and no meeting: "led the Polish DELEGATION"."""
    return any(
        noun.code == "side" and min(scene.words_between(noun.end, cue.start), scene.words_between(cue.end, noun.start)) <= 2
        for noun in within(scene.nouns, sentence.start, sentence.end)
        if noun.end <= cue.start or noun.start >= cue.end
    )


def _holders(scene: Scene, event: Event, cue: Mention, sentence: Sentence) -> list[Person]:
    """The two persons, one of each side, who "held" the session: they chaired it."""
    if len(event.parties) != 2 or sentence not in [scene.sentences[s.sentence] for s in event.sightings]:
        return []
    people = [n.person for n in within(scene.nouns, sentence.start, cue.start) if n.person is not None and not n.oblique]
    sides = {person.party for person in people}
    return people if len(people) == 2 and sides == event.parties else []


def _both_chair(scene: Scene, event: Event) -> None:
    """ "The two presidents chaired": the first person of each side."""
    for party in sorted(event.parties) if len(event.parties) == 2 else ():
        people = [person for person, _ in event.people.values()] + [p for p in scene.persons[:_COMPARED] if p.offices]
        first = next((person for person in people if person.party == party), None)
        if first is not None:
            event.add_person(first, "co-chair")


def sits(person: Person, event: Event) -> bool:
    """Tell whether a person's party takes part, itself or as a member of an organisation."""
    if person.party in event.parties:
        return True
    if len(event.parties) == 1 and not any(members(party) for party in event.parties):
        return True  # a sitting of many whose members no entry lists
    return any(person.party in members(party) for party in event.parties if party.islower())
