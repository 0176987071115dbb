"""An invented world for the register to be measured on, and the documents that report it, with noise; the truth is known.

In: a seed and a number of claims. Out: records, one at a time, each with whom and what it is about. States, names and events are made up;
codes of parties are real ones so that the vocabularies hold them, and nothing that is said of them is.

A larger world has more pairs of parties, each as busy as before: half a dozen encounters a year, two of them sessions. With the number of
pairs held fast, a larger world would be another mixture (fewer sessions, which are easy to tell, and the same two ministers meeting
twice within three days), and figures of two sizes could not be compared. `pairs` asks for such a crowded world.
"""

import hashlib
import random
from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from dragoman.model.record import (
    Act,
    DocumentPart,
    Encounter,
    Instrument,
    Mechanism,
    Milestone,
    Participant,
    Quantity,
    Record,
    Span,
    Tenure,
    Tie,
)  # fmt: skip
from dragoman.vocab.load import vocabulary

CLAIMS_PER_DOCUMENT = 10
_ONSETS = ["b", "d", "f", "g", "h", "k", "l", "m", "n", "p", "r", "s", "t", "v", "z", "br", "dr", "gr", "kr", "tr", "st"]
_VOWELS = ["a", "e", "i", "o", "u", "a", "e", "o"]
_CODAS = ["", "", "n", "r", "l", "s", "m", "k"]
_MARKS = {"a": "áàâãä", "e": "éèêë", "i": "íìîï", "o": "óòôõö", "u": "úùûü"}
_OFFICES = ("head-of-state", "head-of-government", "foreign-minister", "defence-minister", "deputy-foreign-minister",
            "deputy-foreign-minister", "deputy-foreign-minister", "ambassador", "director-general", "minister")  # fmt: skip
_SERIES = (("Strategic Dialogue", "deputy-foreign-minister"), ("Joint Committee on Bilateral Cooperation", "foreign-minister"),
           ("Defence Policy Dialogue", "defence-minister"), ("Economic Joint Commission", "minister"))  # fmt: skip
_TOPICS = ("trade", "investment", "defence", "security", "education", "culture", "energy", "health", "maritime", "diplomacy")
_VERBS = ("agree", "commit", "request", "state", "praise", "support", "discuss", "wish", "sign", "assist")
_YEARS = range(2005, 2025)
_A_YEAR = 6  # encounters of one pair of parties


class Figure(NamedTuple):
    """A person of the invented world, in one office for a term."""

    id: int
    name: tuple[str, ...]
    party: str
    office: str
    first: date
    last: date


class Happening(NamedTuple):
    """An event of the invented world."""

    id: int
    kind: str
    parties: tuple[str, str]
    series: str | None
    ordinal: int | None
    day: date
    people: tuple[Figure, Figure]


class Told(NamedTuple):
    """A document: its record, its text, and the truth: the event of its encounter and the person of each name."""

    record: Record
    text: str
    happening: int
    people: dict[str, int]


class World:
    """All that happens, from a seed."""

    def __init__(self, seed: int, *, happenings: int, pairs: int | None = None) -> None:
        """Invent as many `happenings` among as many `pairs` of parties, or as many as come to a steady number a year."""
        self.random = random.Random(seed)
        states = sorted(row["code"] for row in vocabulary("parties")["party"] if row["kind"] == "state")
        self.states = self.random.sample(states, 60)
        self.labels = {row["code"]: row["label"] for row in vocabulary("parties")["party"]}
        couples = [(a, b) for a in sorted(self.states) for b in sorted(self.states) if a < b]
        self.pairs = self.random.sample(couples, pairs or max(happenings // (_A_YEAR * len(_YEARS)), 1))
        self.figures: list[Figure] = []
        self.holders: dict[tuple[str, str], list[Figure]] = {}
        for state in self.states:
            self._government(state)
        self.happenings = self._happen(happenings)

    def _word(self, syllables: int) -> str:
        choice = self.random.choice
        return "".join(choice(_ONSETS) + choice(_VOWELS) + choice(_CODAS) for _ in range(syllables)).capitalize()

    def _government(self, state: str) -> None:
        """Every office has a holder at every time; some holders are promoted, and some have a namesake elsewhere."""
        families = [self._word(2) for _ in range(14)]
        for office in _OFFICES:
            start = date(_YEARS[0] - 1, 1, 1)
            while start < date(_YEARS[-1] + 1, 1, 1):
                last = start + timedelta(days=self.random.randint(900, 2200))
                deputies = [
                    f for f in self.figures if f.party == state and f.office == "deputy-foreign-minister" and f.last < start
                ]
                if office == "foreign-minister" and deputies and self.random.random() < 0.5:
                    old = self.random.choice(deputies)
                    figure = Figure(old.id, old.name, state, office, start, last)
                elif self.figures and self.random.random() < 0.03:
                    figure = Figure(len(self.figures), self.random.choice(self.figures).name, state, office, start, last)
                else:
                    given = [self._word(2), self._word(2)][: self.random.choice((1, 1, 2))]
                    figure = Figure(len(self.figures), (*given, self.random.choice(families)), state, office, start, last)
                self.figures.append(figure)
                self.holders.setdefault((state, office), []).append(figure)
                start = last + timedelta(days=1)

    def _holder(self, state: str, office: str, day: date) -> Figure:
        return self.random.choice([f for f in self.holders[(state, office)] if f.first <= day <= f.last])

    def _happen(self, count: int) -> list[Happening]:
        """Sessions of each pair's mechanisms year by year, and meetings, calls and visits between them."""
        found: list[Happening] = []
        years = 0
        while len(found) < count:
            years += 1
            for pair in self.pairs:
                for name, office in _SERIES[: 1 + years % len(_SERIES)]:
                    for at, year in enumerate(_YEARS):
                        if years > 1:
                            break
                        found.append(
                            self._one(len(found), "session", pair, name, at + 1, self._day(year, 3 + len(name) % 6), office)
                        )
                kind = self.random.choice(("meeting", "call", "visit", "meeting"))
                office = self.random.choice(
                    ("foreign-minister", "head-of-government", "deputy-foreign-minister", "head-of-state")
                )
                found.append(self._one(len(found), kind, pair, None, None, self._day(self.random.choice(_YEARS)), office))
        return found[:count]

    def _day(self, year: int, month: int | None = None) -> date:
        return date(year, month or self.random.randint(1, 12), self.random.randint(1, 28))

    def _one(
        self, id: int, kind: str, pair: tuple[str, str], name: str | None, ordinal: int | None, day: date, office: str
    ) -> Happening:
        people = (self._holder(pair[0], office, day), self._holder(pair[1], office, day))
        return Happening(id, kind, pair, name, ordinal, day, people)

    def tell(self, claims: int) -> Iterator[Told]:
        """Yield documents until they make up `claims`: each event is reported once to four times, in no order."""
        order = [h for h in self.happenings for _ in range(self.random.choice((1, 1, 2, 3, 4)))]
        self.random.shuffle(order)
        made = 0
        for number in range(10**9):
            told = self._tell(number, order[number % len(order)])
            made += sum(1 for _ in told.record.claims())
            yield told
            if made >= claims:
                return

    def _tell(self, number: int, event: Happening) -> Told:
        r = self.random
        text: list[str] = []
        length = 0

        def words(*parts: str) -> list[Span]:
            nonlocal length
            text.append(" ".join(parts) + ". ")
            start, length = length, length + len(text[-1])
            return [Span(start, length - 2)]

        people = {self._spell(figure): figure for figure in event.people if r.random() > 0.06}
        day = event.day + timedelta(days=r.choice((1, -1))) if r.random() < 0.02 else event.day
        dated = r.random()
        on = None if dated < 0.04 else f"{day:%Y-%m}" if dated < 0.08 else day.isoformat()
        published = (event.day + timedelta(days=r.randint(0, 2))).isoformat()
        mechanism = self._mechanism(event) if event.series else None
        ordinal = event.ordinal if event.series and r.random() > 0.12 else None
        encounter = Encounter(
            id="e1", kind=event.kind, mechanism=mechanism, ordinal=ordinal, date=on, date_basis="stated" if on else "none", main=True,
            country=event.parties[event.id % 2] if event.kind == "visit" or r.random() < 0.5 else None, parties=sorted(event.parties),
            participants=[Participant(person=n, office=f.office, party=f.party, evidence=words(n)) for n, f in people.items()],
            evidence=words(event.kind, " and ".join(event.parties), str(on)), confidence=0.9,
        )  # fmt: skip
        record = Record(
            document=DocumentPart(
                id=hashlib.sha256(f"{number}".encode()).hexdigest(), source=f"press/{number}", language="en", published=published,
                title=f"{event.kind.capitalize()} of {' and '.join(event.parties)}",
            ),
            encounters=[encounter],
            tenures=[
                Tenure(person=n, office=f.office, party=f.party, on=event.day.isoformat(), evidence=words(n, f.office))
                for n, f in people.items()
            ],
            acts=[self._act(n, event, people, words) for n in range(r.choice((4, 5, 6, 7)))],
        )  # fmt: skip
        self._rest(record, event, words)
        return Told(record, "".join(text), event.id, {name: figure.id for name, figure in people.items()})

    def _act(self, n: int, event: Happening, people: dict[str, Figure], words) -> Act:  # type: ignore[no-untyped-def]
        r = self.random
        verb, topics = r.choice(_VERBS), sorted(set(r.choices(_TOPICS, k=r.choice((1, 1, 2)))))
        joint = verb in ("agree", "discuss", "sign")
        actors = list(event.parties) if joint else [r.choice(event.parties)]
        dated = r.random() < 0.08
        return Act(
            id=f"a{n}", actors=sorted(actors), verb=verb, targets=[] if joint else [p for p in event.parties if p not in actors], topics=topics,
            encounter="e1", due=str(event.day.year + r.randint(1, 5)) if dated else None,
            quantity=Quantity(float(r.randint(1, 40) * 10**9), "USD") if dated and r.random() < 0.5 else None,
            speaker=next(iter(people), None), evidence=words(verb, " ".join(topics), self._word(3), self._word(2)), confidence=0.8,
        )  # fmt: skip

    def _rest(self, record: Record, event: Happening, words) -> None:  # type: ignore[no-untyped-def]
        """A tie or a plan now and then."""
        r = self.random
        if r.random() < 0.3:
            status = "sought" if event.day.year < 2012 else "current"
            record.ties.append(
                Tie(parties=sorted(event.parties), level="strategic-partnership", status=status, evidence=words("partner"))
            )
        if r.random() < 0.2:
            start = event.day.year - event.day.year % 5
            record.instruments.append(Instrument(
                id="i1", name=f"Plan of Action {start}-{start + 4}", kind="plan", action=r.choice(("implemented", "negotiated", "signed")),
                period=f"{start}/{start + 4}", parties=sorted(event.parties), evidence=words("plan", str(start)),
            ))  # fmt: skip
        if r.random() < 0.05:
            record.milestones.append(
                Milestone(
                    of="diplomatic-relations",
                    parties=sorted(event.parties),
                    years=50,
                    falls=str(event.day.year),
                    evidence=words("years"),
                )
            )

    def _mechanism(self, event: Happening) -> Mechanism:
        """The name of a mechanism: its parties in either order."""
        first, second = event.parties if self.random.random() < 0.5 else reversed(event.parties)
        name = f"{self.labels[first]}-{self.labels[second]} {event.series}"
        return Mechanism(name.lower().replace(" ", "-"), name)

    def _spell(self, figure: Figure) -> str:
        """A name as a newspaper may have it."""
        r = self.random
        name = list(figure.name)
        dice = r.random()
        if dice < 0.10:
            name = [f"{word[0]}." for word in name[:-1]] + name[-1:]
        elif dice < 0.18:
            name = [name[-1], *name[:-1]]
        elif dice < 0.28:
            name = [self._marked(word) for word in name]
        elif dice < 0.295:
            at = r.randrange(len(name))
            name[at] = self._misspelt(name[at])
        return " ".join(name)

    def _marked(self, word: str) -> str:
        return "".join(_MARKS[c][0] if c in _MARKS else c for c in word)

    def _misspelt(self, word: str) -> str:
        at = self.random.randrange(1, len(word))
        return word[:at] + word[at + 1 :] if len(word) > 4 else word
