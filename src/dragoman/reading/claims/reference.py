"""Whom a noun means. In: a noun, the people of the document, the encounter in focus. Out: parties and, where there is one, a person."""

from collections.abc import Iterable
from typing import NamedTuple

from dragoman.model.person import Noun, Person
from dragoman.vocab.load import by_key


class Who(NamedTuple):
    """The sides that a noun stands for, sorted, and the person who speaks for them."""

    parties: tuple[str, ...]
    person: Person | None = None
    joint: bool = False


NOBODY = Who(())
_MEMORY = 40  # persons named last, among whom a title is looked for first


class Focus(NamedTuple):
    """What reference needs of the encounter in focus: its sides, its people, the country where it is."""

    parties: tuple[str, ...]
    people: tuple[Person, ...]
    host: str | None
    sitting: str | None


def members(organisation: str) -> frozenset[str]:
    """Return the members of an organisation, as far as the vocabulary lists them."""
    row = by_key("parties", "party", "code").get(organisation, {})
    return frozenset(row.get("members", []))


class Resolver:
    """Resolves nouns in the order of the text; remembers the person and the party named last."""

    def __init__(self, persons: list[Person], home: str | None = None) -> None:
        self.persons = persons
        self.home = home
        self.last: Person | None = None
        self.last_party: str | None = None
        self.speaker: Person | None = None
        self._recent: list[Person] = []

    def see(self, noun: Noun) -> None:
        """Take note of a noun as the text goes on."""
        if noun.person is not None:
            if noun.person in self._recent:
                self._recent.remove(noun.person)
            self._recent.append(noun.person)
            del self._recent[:-_MEMORY]
        elif noun.kind == "party" and noun.parties:
            self.last_party = noun.parties[0]

    def resolve(self, noun: Noun, focus: Focus) -> Who:
        """Return whom `noun` means here."""
        if noun.person is not None:
            return self._side(noun.person)
        if noun.kind == "title":
            person = self._by_title(noun, focus)
            if person is not None:
                return self._side(person)
            return Who(tuple(noun.parties))
        if noun.kind == "party":
            return Who(tuple(noun.parties))
        return self._actor(noun, focus)

    def _side(self, person: Person) -> Who:
        return Who((person.party,) if person.party else (), person)

    def _actor(self, noun: Noun, focus: Focus) -> Who:
        code = noun.code
        if code == "sides":
            return Who(focus.parties, None, True)
        if code == "sitting":
            return Who((focus.sitting,) if focus.sitting else focus.parties, None, True)
        if code == "person":
            return self._side(self.last) if self.last is not None else NOBODY
        if code in ("i", "we"):
            speaker = self.speaker or self.last
            return self._side(speaker)._replace(joint=code == "we") if speaker is not None else NOBODY
        if code == "counterpart":
            others = [p for p in focus.people if p is not self.last and (self.last is None or p.party != self.last.party)]
            return self._side(others[0]) if others else NOBODY
        if code in ("host", "guest"):
            parties = [p for p in focus.parties if (p == focus.host) == (code == "host")]
            return Who((parties[0],)) if focus.host and parties else NOBODY
        if code in ("leader", "head-of-delegation"):
            party = noun.parties[0] if noun.parties else None
            ranked = [
                p for p in (*focus.people, *reversed(self._recent), *self.persons[:_MEMORY]) if p.party == party and p.offices
            ]
            return self._side(ranked[0]) if ranked else Who(tuple(noun.parties))
        if code == "last-party" and self.last_party:
            return Who((self.last_party,))
        return NOBODY

    def _by_title(self, noun: Noun, focus: Focus) -> Person | None:
        for pool in (focus.people, tuple(reversed(self._recent)), tuple(self.persons[:_MEMORY])):
            found = [person for person in pool if _fits(person, noun)]
            own = [person for person in found if person.party == self.home]
            if not noun.parties and own and len(own) < len(found):
                found = own  # the press says "the Prime Minister" of its own
            if self.last in found and not noun.parties:
                return self.last
            if found:
                recent = [person for person in reversed(self._recent) if person in found]
                return recent[0] if recent else found[0]
        return None


def _fits(person: Person, noun: Noun) -> bool:
    if noun.parties and person.party not in noun.parties:
        return False
    offices = [code for code, _ in person.offices]
    if noun.code and noun.code in offices:
        return True
    if noun.code and noun.code != "":
        # "the General Secretary" may be the head of state by the higher of two offices
        return noun.code == "party-leader" and "head-of-state" in offices and not noun.parties
    rows = by_key("offices", "office", "code")
    return noun.rank is not None and any(rows.get(office, {}).get("rank") == noun.rank for office in offices)


def sorted_parties(parties: Iterable[str | None]) -> list[str]:
    """Return parties sorted and without repeats or gaps."""
    return sorted({party for party in parties if party})
