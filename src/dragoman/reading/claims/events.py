"""An encounter while it is put together. In: sightings. Out: one event apiece, and what tells two events apart."""

from collections import Counter
from copy import copy

from dragoman.model.person import Person
from dragoman.reading.claims.reference import Focus
from dragoman.reading.claims.sighting import Sighting
from dragoman.reading.claims.years import NOTHING, Resolved
from dragoman.reading.scene import Scene

# A told capacity outweighs a plain one, and the chair outweighs the head of a delegation.
_RANK = {"participant": 0, "head-of-delegation": 2, "chair": 3, "co-chair": 3}


class Event:
    """An encounter while it is being put together."""

    def __init__(self, sighting: Sighting) -> None:
        self.kind = sighting.kind
        self.sightings = [sighting]
        self.mechanism = sighting.mechanism
        self.name = sighting.name
        self.level = sighting.level
        self.ordinal = sighting.ordinal
        self.parties: set[str] = set()
        self.seated: set[str] = set()  # parties found to take part after all acts were read
        self.people: dict[int, tuple[Person, str]] = {}
        self.announced = sighting.announced
        self.mode = sighting.mode
        self.date: Resolved = NOTHING
        self.place: tuple[str | None, str | None] = (None, None)
        self.id = ""
        self.part_of: Event | None = None
        self.names_sides = False  # "the ministers of A and B", not "the two ministers"
        self.main = False

    @property
    def first(self) -> Sighting:
        """The sighting that carries the claim: the strongest, the body's before the title's."""
        return self.sightings[0]

    def add_person(self, person: Person, capacity: str) -> None:
        """Add a participant; a told capacity replaces a plain one."""
        held = self.people.get(id(person))
        if held is None or _RANK.get(capacity, 1) > _RANK.get(held[1], 1):
            self.people[id(person)] = (person, capacity)

    def focus(self) -> Focus:
        """Return what reference needs of this encounter."""
        people = tuple(person for person, _ in self.people.values())
        sitting = next((p for p in sorted(self.parties) if p.islower()), None) if len(self.parties) != 2 else None
        host = (
            self.place[1]
            if self.place[1] in self.parties
            else next((p.party for p, c in self.people.values() if c == "host"), None)
        )
        return Focus(tuple(sorted(self.parties)), people, host, sitting)


def each_meeting(sighting: Sighting) -> list[Sighting]:
    """ "X and Y of one side each met Z" is a meeting apiece."""
    people = [noun for noun in sighting.subjects if noun.person is not None]
    parties = {noun.person.party for noun in people if noun.person is not None}
    if sighting.kind not in ("meeting", "call") or not sighting.objects:
        return [sighting]
    parts = []
    partners = {
        (noun.person.party if noun.person is not None else noun.parties[0] if noun.parties else "") for noun in sighting.objects
    }
    if all(noun.shares_title for noun in sighting.objects):
        return [sighting]
    titled = not people and len(sighting.subjects) == 1 and sighting.subjects[0].kind == "title" and sighting.subjects[0].parties
    if (len(people) == 1 or titled) and len(sighting.objects) > 1 and len(partners) == len(sighting.objects):
        for noun in sighting.objects:
            part = copy(sighting)
            part.objects = [noun]
            parts.append(part)
        return parts
    if len(people) < 2 or len(parties) != 1:
        return [sighting]
    for noun in people:
        part = copy(sighting)
        part.subjects = [noun]
        parts.append(part)
    return parts


def default_parties(scene: Scene) -> list[str]:
    """The two sides that a document is most about: those of its people first, then those it names most."""
    counts: Counter[str] = Counter()
    for noun in scene.nouns:
        if noun.person is not None and noun.person.party:
            counts[noun.person.party] += 2
        for party in noun.parties:
            counts[party] += 1
    return [party for party, _ in counts.most_common(2)]


def are_apart(one: str | None, other: str | None) -> bool:
    """Two dates that cannot be one event's; a date with its year unknown is compared without it."""
    if one is None or other is None or "/" in one or "/" in other:
        return False
    return one[-5:] != other[-5:] if len(one) == len(other) == 10 else not (one.startswith(other) or other.startswith(one))


def may_be_one_visit(one: str | None, other: str | None) -> bool:
    """Tell whether two dates may be of one visit: a day lies in the span, or they are equal."""
    if one is None or other is None or one == other:
        return True
    low, high = min(one, other).split("/")[0], max(one, other).split("/")[-1]
    return (
        "/" in one + other
        and one[:7] == other[:7]
        and (one.split("/")[0] <= other.split("/")[-1] and other.split("/")[0] <= one.split("/")[-1])
        and low <= high
    )


def fineness(date: Resolved) -> int:
    return 0 if date.edtf is None else len(date.edtf.split("/")[0]) + (date.basis == "stated")


def _is_bare(event: Event) -> bool:
    """Tell whether an event is told by "the two sides" alone."""
    subjects = event.first.subjects
    bare = bool(subjects) and all(noun.code == "sides" for noun in subjects) and not event.first.objects
    return bare and not event.names_sides


def same(one: Event, other: Event) -> bool:
    """Tell whether two events are one encounter."""
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
        unnamed = one.mechanism is None or other.mechanism is None
        return (one.level == other.level or unnamed) and (one.parties == other.parties or not other.parties)
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


def merge(scene: Scene, one: Event, other: Event) -> None:
    """Take what another sighting of the same encounter tells into `one`."""
    if other.first.strength > one.first.strength or scene.sentences[one.first.sentence].kind == "title":
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
    longer = one.kind == "visit" and other.date.edtf is not None and "/" in other.date.edtf and "/" not in (one.date.edtf or "")
    if longer or fineness(other.date) > fineness(one.date):
        one.date = other.date
    one.place = (one.place[0] or other.place[0], one.place[1] or other.place[1])
