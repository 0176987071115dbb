"""The people of a document. In: blocks, the lexicon's mentions, name candidates. Out: one table of people, and the places that name them.

A title chunk is read from left to right: qualifiers, ranks, ministries, parties, links, up to a name. "Deputy Minister" and "Ministry of
Foreign Affairs" make an office together. Later bare, shortened or abbreviated names resolve to the table.
"""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from functools import cache

from dragoman.lang.morphology import load_morphology
from dragoman.lang.pack import Pack, common
from dragoman.model.mention import Mention
from dragoman.model.person import Noun, Person
from dragoman.reading.mentions.names import candidates, fold_name
from dragoman.text.normalise import Text
from dragoman.text.placed import Row, within
from dragoman.vocab.load import vocabulary

_TITLE = ("office", "rank", "qualifier", "honorific")
_PARTIES = ("party", "metonym", "compound", "people", "adjective")
_LEADER = "head-of-state"  # the office of a state's "leader" whom the text gives no other
_FAR = 14  # words between "in charge of" and the name


class _Chunk:
    """A title as far as it was read."""

    __slots__ = (
        "case", "end", "field", "host", "implied", "name", "next", "offices", "party", "qualifiers", "ranks", "start", "titled",
    )  # fmt: skip

    def __init__(self, start: int) -> None:
        self.start = start
        self.end = start
        self.offices: list[str] = []
        self.ranks: list[str] = []
        self.qualifiers: list[str] = []
        self.field: str | None = None
        self.party: str | None = None
        self.host = False
        self.name: tuple[int, int] | None = None
        self.next = 0
        self.titled = False
        self.implied: str | None = None  # the party whose office alone is called so
        self.case = ""


_HEIGHTS = {row["code"]: row["height"] for row in vocabulary("offices")["office"]}
_BY_RANK = {(row["rank"], row.get("field")): row["code"] for row in vocabulary("offices")["office"] if "rank" in row}
_RANKS = {row["code"]: row["rank"] for row in vocabulary("offices")["office"] if "rank" in row}


def office_of(offices: Sequence[str], ranks: Sequence[str], field: str | None) -> str | None:
    """Return the office that titles make, the higher of combined ones; None where only a bare rank is known."""
    codes = list(offices)
    for rank in ranks:
        code = _BY_RANK.get((rank, field)) or _BY_RANK.get((rank, None))
        if code is not None and (field is not None or (rank, None) in _BY_RANK):
            codes.append(code)
    return max(codes, key=lambda code: _HEIGHTS.get(code, 0)) if codes else None


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
        words = pack.data.get("people", {})
        self._party_first: bool = words.get("party_before_title", False)
        self._joining = pack.function_words("and")
        self._possessives: tuple[str, ...] = tuple(words.get("possessives", ()))
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
        self._settle_parties(mentions)
        self.nouns.sort(key=lambda noun: noun.start)

    def _read_block(self, start: int, end: int, mentions: Sequence[Mention]) -> None:
        near = self._dates[bisect_left(self._dates, (start, 0)) : bisect_left(self._dates, (end, 0))]
        names = [self._without_possessive(*name) for name in candidates(self.text.norm, start, end, mentions, near)]
        if self._headline:
            names = [known for name in names if (known := self._known_part(name)) is not None]
        # A candidate name stands among the mentions as one that means nothing yet.
        items = [*mentions, *(Mention(a, b, (), frozenset()) for a, b in names)]
        items.sort(key=lambda item: (item.start, -item.end))
        openers = {*_TITLE, "actor", *(_PARTIES if self._party_first else ())}
        index = 0
        while index < len(items):
            item = items[index]
            if item.meanings and item.kinds.isdisjoint(openers):
                index += 1
                continue
            head = meaning.code if (meaning := item.of("actor")) is not None else ""
            counterpart, leader = head == "counterpart", head == "leader" or self._opens_leader(items, index)
            if item.of(*_TITLE) or counterpart or leader or self._opens_title(items, index):
                chunk = self._chunk(items, index)
                if counterpart and chunk.name is not None and self._last_office and not chunk.titled:
                    chunk.offices, chunk.titled = [self._last_office], True
                if leader and chunk.name is not None and not chunk.titled and chunk.party:
                    chunk.offices, chunk.titled = [_LEADER], True
                elif leader and not chunk.titled:
                    index += 1
                    continue
                if self._headline and chunk.name is not None and self._is_headline_word(chunk):
                    chunk.name = None
                if (chunk.name is not None and (chunk.titled or not counterpart)) or chunk.titled:
                    index = self._keep(chunk, items)
                    continue
            elif not item.meanings:
                after = self._apposition(items, index + 1, item.end)
                if after is not None and item.end - item.start > 3:
                    after.name = (item.start, item.end)
                    after.start = item.start
                    index = self._keep(after, items)
                    continue
                self._bare.append((item.start, item.end))
            index += 1

    def _without_possessive(self, start: int, end: int) -> tuple[int, int]:
        for ending in self._possessives:
            if self.text.norm.endswith(ending, start, end):
                return start, end - len(ending)
        return start, end

    def _opens_leader(self, items: Sequence[Mention], index: int) -> bool:
        """A state right before "leader": "North Korean leader Kim Jong Un"."""
        after = next((item for item in items[index + 1 : index + 4] if item.start >= items[index].end), None)
        if not self._party_first or not items[index].of(*_PARTIES) or after is None:
            return False
        meaning = after.of("actor")
        return meaning is not None and meaning.code == "leader" and self.text.norm[items[index].end : after.start] == " "

    def _opens_title(self, items: Sequence[Mention], index: int) -> bool:
        """A state right before a title: "Russian Foreign Minister", "India's Prime Minister"."""
        if not self._party_first or not items[index].of(*_PARTIES):
            return False
        after = next((item for item in items[index + 1 : index + 4] if item.start >= items[index].end), None)
        if after is None or not after.of("office", "rank", "qualifier", "body"):
            return False
        return self.text.norm[items[index].end : after.start].strip() in ("", *self._possessives)

    def _is_headline_word(self, chunk: _Chunk) -> bool:
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

    def _chunk(self, items: Sequence[Mention], index: int) -> _Chunk:
        chunk = _Chunk(items[index].start)
        chunk.next = index
        accredited = charged = False
        last = items[index].start
        beyond = 0
        for at in range(index, len(items)):
            item = items[at]
            if item.start < last:
                chunk.next = at + 1
                continue
            if at < beyond:
                continue
            gap = self.text.norm[last : item.start].strip()
            if chunk.ranks and not chunk.party and item.of(*_PARTIES) is None and (found := self._ministry(items, at, last)):
                # A ministry that no entry names, known by the state and the name behind it.
                beyond, last, chunk.field = found, items[found].start, chunk.field or "other"
                continue
            if gap and not self._may_skip(gap, item, chunk, charged):
                break
            if not item.meanings:
                if accredited and not gap and at and (link := items[at - 1].of("link")) and link.code == "accredited-to":
                    # "envoy FOR THE INDO-PACIFIC": a region that no entry names
                    last, chunk.next = item.end, at + 1
                    continue
                if not gap.startswith(",") or chunk.party or chunk.field or chunk.offices:
                    chunk.name = (item.start, item.end)
                    chunk.end, chunk.next = item.end, at + 1
                break
            if meaning := item.of("office"):
                chunk.offices.append(meaning.code)
                chunk.implied = chunk.implied or meaning.table.get("party")
                chunk.case = chunk.case or meaning.case
                chunk.titled = True
                accredited = False
            elif meaning := item.of("rank"):
                chunk.ranks.append(meaning.code)
                chunk.titled = True
                chunk.case = chunk.case or meaning.case
            elif meaning := item.of("qualifier"):
                chunk.qualifiers.append(meaning.code)
            elif meaning := item.of("body"):
                if not charged and (chunk.titled or chunk.field is None):
                    chunk.field = chunk.field or meaning.code
            elif meaning := item.of(*_PARTIES):
                if not accredited and not charged and chunk.party is None:
                    chunk.party = meaning.code
            elif (meaning := item.of("link")) and chunk.titled:
                after = items[at + 1] if at + 1 < len(items) else None
                if meaning.code == "of" and chunk.offices and after is not None and after.of("office", "rank"):
                    break  # "envoy OF THE PRESIDENT": the name behind is the other's
                accredited = accredited or meaning.code == "accredited-to"
                charged = charged or meaning.code == "in-charge-of"
            elif (meaning := item.of("actor")) and (
                (meaning.code in ("host", "side") and chunk.titled)
                or (meaning.code == "counterpart" and at == index)
                or (meaning.code == "leader" and not chunk.titled)
            ):
                chunk.host = chunk.host or meaning.code == "host"
            elif item.of("honorific", "department") or (item.of("place") and accredited) or (charged and not item.of("act")):
                pass
            else:
                break
            last = item.end
            chunk.next = at + 1
            if item.of("office", "rank", "body", "qualifier", *_PARTIES, "actor", "department"):
                chunk.end = item.end
        chunk.end = max(chunk.end, items[index].end)
        return chunk

    def _ministry(self, items: Sequence[Mention], at: int, last: int) -> int | None:
        """The index of the party behind a ministry's name: "Minister of Agriculture AND LIVESTOCK [of] Brazil Carlos Favaro"."""
        item = items[at]
        if item.meanings and item.kinds.isdisjoint(("word", "place", "act")):
            return None
        for index in range(at + 1, min(at + 6, len(items) - 1)):
            party, name = items[index], items[index + 1]
            between = self.text.norm[last : party.start].strip()
            if party.of("office", "rank", "honorific") or len(between.split()) > 7 or re.search(r"[.;:()!?\"]", between):
                return None
            if party.of(*_PARTIES) and not name.meanings and self.text.norm[party.end : name.start].strip() == "":
                words = between.replace(",", "").split()
                listed = words[:1] == between.split()[:1] and words[0] in self._joining if words else False
                capital = all(word[0].isupper() or word in self._joining for word in words)
                return index if words and (capital or listed) else None
        return None

    def _may_skip(self, gap: str, item: Mention, chunk: _Chunk, charged: bool) -> bool:
        if gap in self._possessives:
            return True
        if charged:
            return len(gap.split()) <= _FAR and not re.search(r"[.;:!?]", gap)
        if gap in ("-", "/", "(", ")", "&"):
            return True
        if gap == ",":
            return not item.meanings or item.of("office", "rank", "department", "honorific") is not None
        if re.fullmatch(r"\([\w\s.]*\)", gap) or gap.lower() in ("'", '"'):
            return True
        # "ministry OF the host", a stray word between title and ministry
        return len(gap.split()) == 1 and gap.isalpha() and item.of("body") is not None and bool(chunk.ranks)

    def _apposition(self, items: Sequence[Mention], index: int, end: int) -> _Chunk | None:
        """Read a title behind a name: "Jose Tavares, Director-General of ..."."""
        while index < len(items) and items[index].start < end:
            index += 1  # what stands inside the name
        if index >= len(items):
            return None
        item = items[index]
        gap = self.text.norm[end : item.start].strip()
        if gap not in (",", "(", "-", ", -") or not item.of("office", "rank", "department", "qualifier"):
            return None
        chunk = self._chunk(items, index)
        if chunk.name is not None or not chunk.titled:
            return None
        return chunk

    def _keep(self, chunk: _Chunk, items: Sequence[Mention]) -> int:
        office = office_of(chunk.offices, chunk.ranks, chunk.field)
        qualifier = next((q for q in chunk.qualifiers), None)
        if chunk.name is not None and office is None and not chunk.titled:
            after = self._apposition(items, chunk.next, chunk.end)
            if after is not None:
                office = office_of(after.offices, after.ranks, after.field)
                qualifier = qualifier or next((q for q in after.qualifiers), None)
                chunk.party = chunk.party or after.party
                chunk.end, chunk.next = after.end, after.next
                chunk.ranks = after.ranks
        noun = Noun(chunk.start, chunk.end, "person" if chunk.name else "title", office or "")
        noun.rank = chunk.ranks[0] if chunk.ranks else _RANKS.get(office or "")
        noun.qualifier = qualifier
        noun.oblique = chunk.case == "oblique"
        if chunk.name is not None and self.text.fold[max(0, chunk.start - 24) : chunk.start].rstrip().endswith(
            self._memorials or ("\n\n",)
        ):
            return max(chunk.next, 1)
        if chunk.name is not None:
            noun.person, oblique = self._person(chunk.name, chunk.case)
            noun.oblique = noun.oblique or (oblique and not chunk.case)
            self._enrich(noun.person, office or self._bare_office(noun), qualifier, chunk)
        self._last_office = office or (noun.person.office if noun.person is not None else None) or self._last_office
        if chunk.party:
            noun.parties = [chunk.party]
        noun.word = "host" if chunk.host else ""
        if noun.rank and noun.code:
            self._office_by_rank.setdefault(noun.rank, noun.code)
        self.nouns.append(noun)
        return max(chunk.next, 1)

    def _bare_office(self, noun: Noun) -> str | None:
        """A bare rank beside a name that the document has met no other office for."""
        if noun.rank is None or (noun.person is not None and noun.person.offices):
            return None
        if noun.rank in self._office_by_rank:
            return self._office_by_rank[noun.rank]
        return {"minister": "foreign-minister", "deputy-minister": "deputy-foreign-minister"}.get(noun.rank, noun.rank)

    def _enrich(self, person: Person, office: str | None, qualifier: str | None, chunk: _Chunk) -> None:
        if office is not None and office not in [code for code, _ in person.offices]:
            if not person.offices:
                person.evidence = (chunk.start, chunk.end)
            person.offices.append((office, qualifier))
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
            # "Kunjungan Putin": the first word of a sentence is capitalised without being a name.
            if not self._resolve(start, end) and space > 0:
                self._resolve(space + 1, end)

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

    def _settle_parties(self, mentions: Row[Mention]) -> None:
        named = Counter(meaning.code for m in mentions if (meaning := m.of("party", "metonym")))
        home = self.pack.data["pack"].get("home", "")
        # Home is meant where the document is about it, not where it is only named in passing.
        leading = [code for code, _ in named.most_common() if code.isupper()][:3]
        surnames = common("people").get("surnames", {})
        for person in self.persons:
            if person.party is None:
                person.party = _known_parties().get(person.keys)
            if person.party is not None:
                continue
            origin = next(
                (state for state, names in surnames.items() if person.keys and person.keys[0] in names and len(person.keys) >= 2),
                None,
            )
            if person.office in ("secretary-general", "deputy-secretary-general", "special-envoy") and origin != home:
                organisations = [code for code, _ in named.most_common() if code.islower()]
                if organisations:
                    person.party = organisations[0]
                    continue
            if person.host:
                states = [code for code, _ in named.most_common() if code.isupper()]
                person.party = next((code for code in states if code != home), states[0] if states else home)
            elif (beside := self._beside(person, mentions)) is not None and origin is None:
                person.party = beside
            elif origin is not None and (named.get(origin) or origin == home):
                person.party = origin
            elif self.pack.data["pack"].get("home_names") == "listed":
                # Names of home are told by their family names; this one is none of them.
                person.party = (
                    self._next_party(person.named_at[1], mentions, 25)
                    or self._before(person.named_at[0], mentions, home) or self._next_party(person.named_at[1], mentions) or home
                )  # fmt: skip
            elif home in leading or named[home] >= 2:
                person.party = home
            else:
                person.party = (
                    self._before(person.named_at[0], mentions, home)
                    or self._next_party(person.named_at[1], mentions)
                    or (leading[0] if leading else home)
                )

    def _beside(self, person: Person, mentions: Row[Mention]) -> str | None:
        """The party of a delegation led "by X", or the seat of power where X is met, in the same sentence."""
        norm = self.text.norm
        before = [m for m in within(mentions, max(0, person.evidence[0] - 34), person.evidence[0]) if m.of("party", "metonym")]
        if (
            before
            and not re.search(r"[.,;:]", norm[before[-1].end : person.evidence[0]])
            and len(norm[before[-1].end : person.evidence[0]].split()) in (1, 2, 3)
        ):
            meaning = before[-1].of("party", "metonym")
            lead = [
                m
                for m in within(mentions, before[-1].end, person.evidence[0])
                if (w := m.of("word")) and w.code in ("preposition", "passive")
            ]
            if lead and meaning is not None and meaning.code.isupper():
                return meaning.code
        after = [m for m in within(mentions, person.named_at[1], person.named_at[1] + 24) if m.of("metonym")]
        meaning = after[0].of("metonym") if after else None
        return meaning.code if meaning is not None and meaning.code != self.pack.data["pack"].get("home") else None

    @staticmethod
    def _before(at: int, mentions: Row[Mention], home: str) -> str | None:
        for mention in reversed(within(mentions, max(0, at - 400), at)):
            if (meaning := mention.of("party", "metonym")) and meaning.code.isupper() and meaning.code != home:
                return meaning.code
        return None

    @staticmethod
    def _next_party(at: int, mentions: Row[Mention], reach: int = 80) -> str | None:
        for mention in within(mentions, at + 1, at + reach):
            if meaning := mention.of("party", "metonym"):
                return meaning.code
        return None


@cache
def _known_parties() -> dict[tuple[str, ...], str]:
    """Whom publicly known persons speak for, by their folded names."""
    return {
        fold_name(name): row["party"] for row in vocabulary("persons")["person"] for name in (row["name"], *row.get("names", ()))
    }  # fmt: skip


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
