"""The people of a document. In: blocks, the lexicon's mentions, name candidates. Out: one table of people, and the places that name them.

A title chunk is read from left to right: qualifiers, ranks, ministries, parties, links, up to a name. "Deputy Minister" and "Ministry of
Foreign Affairs" make an office together. Later bare, shortened or abbreviated names resolve to the table.
"""

import re
from bisect import bisect_left
from collections.abc import Sequence

from dragoman.lang.morphology import load_morphology
from dragoman.lang.pack import Pack
from dragoman.model.mention import Mention
from dragoman.model.person import Noun, Person
from dragoman.reading.mentions.allegiance import known_person, settle
from dragoman.reading.mentions.names import candidates, fold_name
from dragoman.reading.mentions.titles import RANKS, TITLE, Title, Titles, office_of
from dragoman.text.normalise import Text
from dragoman.text.placed import Row, within

_LEADER = "head-of-state"  # the office of a state's "leader" whom the text gives no other


class People:
    """Reads the people of one document; `persons` is the table, `nouns` the places in order."""

    def __init__(
        self, text: Text, pack: Pack, blocks: Sequence[tuple[int, int]], headlines: Sequence[tuple[int, int]],
        mentions: Row[Mention], dates: Sequence[tuple[int, int]],
    ) -> None:  # fmt: skip
        self.text = text
        self.pack = pack
        self._dates = dates
        self._memorials = tuple(pack.words("people", "memorials"))
        self._headline = False
        self.titles = Titles(text, pack)
        self._joining = pack.function_words("and")
        self._morphology = load_morphology(pack.data["pack"].get("morphology", ""))
        self.persons: list[Person] = []
        self.nouns: list[Noun] = []
        self._last_office: str | None = None
        self._by_key: dict[str, list[Person]] = {}
        self._office_by_rank: dict[str, str] = {}
        self._bare: list[tuple[int, int]] = []
        for start, end in blocks:
            self._read_block(start, end, within(mentions, start, end))
        # A headline comes last: where it capitalises every word, only names known from the text are names.
        self._headline = True
        for start, end in headlines:
            self._read_block(start, end, within(mentions, start, end))
        self._resolve_bare()
        settle(text, pack, self.persons, mentions)
        self.nouns.sort(key=lambda noun: noun.start)

    def _read_block(self, start: int, end: int, mentions: Sequence[Mention]) -> None:
        near = self._dates[bisect_left(self._dates, (start, 0)) : bisect_left(self._dates, (end, 0))]
        names = [
            part
            for name in candidates(self.text.norm, start, end, mentions, near, states="party" in self.titles.before)
            for part in self._owners(*name)
        ]
        if self._headline:
            names = [known for name in names if (known := self._known_part(name)) is not None]
        # A candidate name stands among the mentions as one that means nothing yet.
        items = [*mentions, *(Mention(a, b, (), frozenset()) for a, b in names)]
        items.sort(key=lambda item: (item.start, -item.end))
        openers = {*TITLE, "actor", *self.titles.before}
        index = 0
        while index < len(items):
            item = items[index]
            if item.meanings and item.kinds.isdisjoint(openers):
                index += 1
                continue
            head = meaning.code if (meaning := item.of("actor")) is not None else ""
            head = head or self.titles.head_behind(items, index)
            counterpart, leader = head == "counterpart", head == "leader"
            if item.of(*TITLE) or counterpart or leader or self.titles.opens_title(items, index):
                chunk = self.titles.read(items, index)
                if counterpart and chunk.name is not None and self._last_office and set(chunk.offices) <= {"ambassador", "other"}:
                    # "his counterpart, Ambassador X": the office is that of the one before, whatever rank X has.
                    chunk.offices, chunk.titled = [self._last_office], True
                    if not chunk.parties and (last := self._keep_counterparts(chunk, items)):
                        index = last
                        continue
                if leader and chunk.name is not None and not chunk.titled and chunk.party:
                    chunk.offices, chunk.titled = [_LEADER], True
                elif leader and not chunk.titled:
                    index += 1
                    continue
                sides = item.of("actor")
                if sides is not None and sides.code == "sides" and chunk.name is None and not chunk.party:
                    index += 1  # "the ministers": both of them
                    continue
                if self._headline and chunk.name is not None and self._is_headline_word(chunk):
                    chunk.name = None
                if (chunk.name is not None and (chunk.titled or not counterpart)) or chunk.titled:
                    index = self._keep(chunk, items)
                    continue
            elif not item.meanings:
                after = self.titles.apposition(items, index + 1, item.end)
                if after is not None and item.end - item.start > 3:
                    after.name = (item.start, item.end)
                    after.start = item.start
                    index = self._keep(after, items)
                    continue
                self._bare.append((item.start, item.end))
            index += 1

    def _owners(self, start: int, end: int) -> list[tuple[int, int]]:
        """The names in a run of capitalised words, parted at possessives: "Blinken's Meeting" is Blinken and another word."""
        norm = self.text.norm
        parts = []
        for ending in self.titles.possessives:
            at = norm.find(ending, start, end)
            while at > 0 and not norm[at + len(ending) : at + len(ending) + 1].isalnum():
                parts.append((start, at))
                start = at + len(ending) + 1
                at = norm.find(ending, start, end) if start < end else -1
        return [*parts, (start, end)] if start < end else parts

    def _is_headline_word(self, chunk: Title) -> bool:
        """A capitalised word behind a title whose holder the text names otherwise is a word of the headline."""
        assert chunk.name is not None
        keys = fold_name(self.text.norm[chunk.name[0] : chunk.name[1]])
        if any(same_person(person.keys, keys) for person in self._sharing(keys)):
            return False
        office = office_of(chunk.offices, chunk.ranks, chunk.field)
        return any(office in [code for code, _ in p.offices] and chunk.party in (None, p.party) for p in self.persons)

    def _known_part(self, name: tuple[int, int]) -> tuple[int, int] | None:
        """The part of a headline's capitalised run that names a person of the text."""
        words = [(m.start() + name[0], m.end() + name[0]) for m in re.finditer(r"\S+", self.text.norm[name[0] : name[1]])][:12]
        for size in range(len(words), 0, -1):
            for first in range(len(words) - size + 1):
                start, end = words[first][0], words[first + size - 1][1]
                keys = fold_name(self.text.norm[start:end])
                if any(set(keys) <= set(person.keys) and same_person(person.keys, keys) for person in self._sharing(keys)):
                    return start, end
        return name

    def _keep(self, chunk: Title, items: Sequence[Mention]) -> int:
        office = office_of(chunk.offices, chunk.ranks, chunk.field)
        qualifier = next((q for q in chunk.qualifiers), None)
        if chunk.name is not None and office is None and not chunk.titled:
            after = self.titles.apposition(items, chunk.next, chunk.end)
            if after is not None:
                office = office_of(after.offices, after.ranks, after.field)
                qualifier = qualifier or next((q for q in after.qualifiers), None)
                chunk.party = chunk.party or after.party
                chunk.end, chunk.next = after.end, after.next
                chunk.ranks = after.ranks
        noun = Noun(chunk.start, chunk.end, "person" if chunk.name else "title", office or "")
        noun.rank = chunk.ranks[0] if chunk.ranks else RANKS.get(office or "")
        noun.qualifier = qualifier
        noun.oblique = chunk.case == "oblique"
        if chunk.name is not None and self.text.fold[max(0, chunk.start - 24) : chunk.start].rstrip().endswith(
            self._memorials or ("\n\n",)
        ):
            return max(chunk.next, 1)
        if chunk.name is not None and len(set(chunk.parties)) > 1 and (last := self._keep_each(chunk, items, office)):
            return last
        if chunk.name is not None:
            noun.person, oblique = self._person(chunk.name, chunk.case)
            noun.oblique = noun.oblique or (oblique and not chunk.case)
            self._enrich(noun.person, office or self._bare_office(noun), qualifier, chunk)
        if noun.person is not None and noun.person.offices:
            # Of a combined title the counterparts hold the second: "Deputy Prime Minister and FOREIGN MINISTER".
            both = len(chunk.offices) > 1 and office == noun.person.office
            self._last_office = (
                noun.person.offices[1][0] if both and len(noun.person.offices) > 1 else office or noun.person.office
            )
        if chunk.party or (chunk.name is None and chunk.implied):
            noun.parties = [chunk.party or chunk.implied or ""]
            if chunk.name is None and len(chunk.parties) > 1:
                noun.parties = list(dict.fromkeys(chunk.parties))  # "the presidents of A and B"
        noun.word = "host" if chunk.host else ""
        if noun.rank and noun.code:
            self._office_by_rank.setdefault(noun.rank, noun.code)
        self.nouns.append(noun)
        if chunk.name is not None and office and chunk.party:
            return self._keep_elided(chunk, items, office)
        return max(chunk.next, 1)

    def _keep_elided(self, chunk: Title, items: Sequence[Mention], office: str) -> int:
        """The title once for several: "the foreign ministers of Egypt X and OF INDONESIA Y"."""
        index = chunk.next
        end = chunk.end
        while index + 2 < len(items):
            word, party, name = items[index : index + 3]
            joins = word.of("word") and self.text.norm[word.start : word.end].lower() in self._joining
            if not joins:
                word, party, name = word, word, party
                joins = self.text.norm[end : party.start].strip() in (",", *self._joining)
            meaning = party.of("party")
            if not joins or meaning is None or name.meanings or self.text.norm[party.end : name.start] != " ":
                break
            if joins and word is not party and self.text.norm[end : word.start].strip():
                break
            noun = Noun(party.start, name.end, "person", office)
            noun.person, noun.oblique = self._person((name.start, name.end), chunk.case)
            each = Title(party.start)
            each.end, each.party = name.end, meaning.code
            self._enrich(noun.person, office, None, each)
            self.nouns.append(noun)
            index, end = items.index(name, index) + 1, name.end
        return max(index, 1)

    def _keep_each(self, chunk: Title, items: Sequence[Mention], office: str | None) -> int:
        """The holders of a title in the plural: "the foreign ministers of A, B and C, X, Y and Z", one for each party."""
        assert chunk.name is not None
        parties = list(dict.fromkeys(chunk.parties))
        names, index = self._named_together(chunk, items, len(parties))
        if len(names) != len(parties):
            return 0
        for number, (name, party) in enumerate(zip(names, parties, strict=True)):
            noun = Noun(chunk.start if number == 0 else name[0], name[1], "person", office or "")
            noun.shares_title = True
            noun.person, oblique = self._person(name, chunk.case)
            noun.oblique = chunk.case == "oblique" or (oblique and not chunk.case)
            each = Title(noun.start)
            each.end, each.party = noun.end, party
            self._enrich(noun.person, office, None, each)
            self.nouns.append(noun)
        self._last_office = office or self._last_office
        return index

    def _keep_counterparts(self, chunk: Title, items: Sequence[Mention]) -> int:
        """ "Their counterparts X and Y": each holds the office of one of the two persons named before, in their order."""
        before = [noun for noun in self.nouns[-2:] if noun.person is not None and noun.code]
        names, index = self._named_together(chunk, items, 2)
        if len(before) != 2 or len(names) != 2 or re.search(r"[.;!?]\s", self.text.norm[before[0].start : chunk.start]):
            return 0
        for name, like in zip(names, before, strict=True):
            noun = Noun(chunk.start if name == chunk.name else name[0], name[1], "person", like.code)
            noun.person, noun.oblique = self._person(name, chunk.case)
            each = Title(noun.start)
            each.end = noun.end
            self._enrich(noun.person, like.code, None, each)
            self.nouns.append(noun)
        return index

    def _named_together(self, chunk: Title, items: Sequence[Mention], most: int) -> tuple[list[tuple[int, int]], int]:
        """The name of a chunk with up to `most` bare names in one list with it, and the index behind them."""
        assert chunk.name is not None
        names, index = [chunk.name], chunk.next
        while len(names) < most and index < len(items):
            gap = self.text.norm[names[-1][1] : items[index].start].strip()
            if items[index].of("word") and self.text.norm[items[index].start : items[index].end].lower() in self._joining:
                index += 1
                continue
            if items[index].meanings or gap not in (",", *self._joining):
                break
            names.append((items[index].start, items[index].end))
            index += 1
        return names, index

    def _bare_office(self, noun: Noun) -> str | None:
        """A bare rank beside a name that the document has met no other office for."""
        if noun.rank is None or (noun.person is not None and noun.person.offices):
            return None
        if noun.rank in self._office_by_rank:
            return self._office_by_rank[noun.rank]
        return {"minister": "foreign-minister", "deputy-minister": "deputy-foreign-minister"}.get(noun.rank, noun.rank)

    def _enrich(self, person: Person, office: str | None, qualifier: str | None, chunk: Title) -> None:
        if office is not None and office not in [code for code, _ in person.offices]:
            if not person.offices:
                person.evidence = (chunk.start, chunk.end)
            person.offices.append((office, qualifier))
            # A combined title takes the higher office; by the other it may be called later.
            others = [code for code in chunk.offices if code != office]
            others += [code for rank in chunk.ranks if (code := office_of([], [rank], chunk.field)) and code != office]
            person.offices += [(code, None) for code in others if code not in [held for held, _ in person.offices]]
        elif office is not None and qualifier and not person.offices[0][1]:
            person.offices[0] = (person.offices[0][0], qualifier)
            person.evidence = (chunk.start, chunk.end)
        if chunk.party and not person.party_stated:
            person.party, person.party_stated = chunk.party, True
        elif person.party is None:
            person.party = chunk.implied
        person.host = person.host or chunk.host

    def _person(self, at: tuple[int, int], case: str) -> tuple[Person, bool]:
        """The person whom a name behind a title means, and whether the name stands in an oblique case."""
        readings = self._readings(at, case in ("oblique", "either"))
        if case == "direct":
            readings = [(readings[0][0] if self._morphology is None else self.text.norm[at[0] : at[1]].strip(), False)]
        for name, oblique in readings:
            keys = fold_name(name)
            for person in self._sharing(keys):
                if same_person(person.keys, keys):
                    if len("".join(keys)) > len("".join(person.keys)) and len(keys) >= len(person.keys):
                        person.name, person.keys, person.named_at = name, keys, at
                        self._index(person)
                    return person, oblique
        name, oblique = readings[0]
        person = Person(name, fold_name(name), at)
        self.persons.append(person)
        self._index(person)
        return person, oblique

    def _readings(self, at: tuple[int, int], oblique: bool) -> list[tuple[str, bool]]:
        """What a name may be in the nominative, likeliest first, each with whether it stands in another case."""
        name = self.text.norm[at[0] : at[1]].strip()
        return [(name, False)] if self._morphology is None else self._morphology.nominatives(name, oblique=oblique)

    def _index(self, person: Person) -> None:
        for key in person.keys:
            found = self._by_key.setdefault(key, [])
            if person not in found:
                found.append(person)

    def _sharing(self, keys: tuple[str, ...]) -> list[Person]:
        """The persons who share a word of the name, in the order met: no other can be the same."""
        shared = {id(person): person for key in keys for person in self._by_key.get(key, [])}
        return list(shared.values())

    def _resolve_bare(self) -> None:
        """Bare names resolve to people whom an office or an honorific has introduced."""
        for start, end in self._bare:
            space = self.text.norm.find(" ", start, end)
            shorter = space > 0 and self.text.norm[:start].rstrip(" \n\"'(")[-1:] in (*".!?", "")
            # The first word of a sentence is capitalised without being a name: "Kunjungan Putin".
            tries = (
                [(space + 1, end), (start, end)] if shorter else [(start, end), (space + 1, end)] if space > 0 else [(start, end)]
            )
            if not any(self._resolve(*part) for part in tries):
                self._know(start, end)

    def _know(self, start: int, end: int) -> None:
        """A publicly known person whom the document names without an office."""
        for name, oblique in self._readings((start, end), False):
            known = known_person(fold_name(name))
            if known is None:
                continue
            person, _ = self._person((start, end), "oblique" if oblique else "")
            if not person.offices and known.get("office"):
                person.offices.append((known["office"], None))
                person.implied = True
            person.party = person.party or known["party"]
            noun = Noun(start, end, "person", person.office or "")
            noun.person, noun.oblique = person, oblique
            self.nouns.append(noun)
            return

    def _resolve(self, start: int, end: int) -> bool:
        for name, oblique in self._readings((start, end), False):
            keys = fold_name(name)
            matches = [person for person in self._sharing(keys) if person.offices and same_person(person.keys, keys)]
            if len(matches) != 1:
                continue
            person = matches[0]
            noun = Noun(start, end, "person", person.office or "")
            noun.person, noun.oblique = person, oblique
            self.nouns.append(noun)
            if len(keys) > len(person.keys) and set(person.keys) <= set(keys):
                person.name, person.keys = name, keys
            return True
        return False


def same_person(known: tuple[str, ...], keys: tuple[str, ...]) -> bool:
    """Tell whether two folded names may be one person's: equal, contained, or abbreviated to initials."""
    if not keys or not known:
        return False
    if known == keys:
        return True
    short, long = (keys, known) if len(keys) <= len(known) else (known, keys)
    if set(short) <= set(long):
        return len(short) >= 2 or (
            len(short[0]) > 1 and short[0] in (long[0], long[-1], long[len(long) // 2]) and len(short[0]) > 2
        )
    if len(short) >= 2 and short[-1] == long[-1] and len(short[-1]) > 2:
        firsts = short[:-1]
        return all(len(part) == 1 and any(word.startswith(part) for word in long[:-1]) for part in firsts) or (
            all(len(part) == 1 for part in long[:-1]) and any(word.startswith(long[0]) for word in firsts)
        )
    return False
