"""Titles. In: the mentions and candidate names of a block. Out: a title as far as it goes, with the name that it leads to.

A title is read from left to right: qualifiers, ranks, ministries, parties, links, up to a name. "Deputy Minister" and "Ministry of Foreign
Affairs" make an office together.
"""

import re
from collections.abc import Sequence

from dragoman.lang.pack import Pack
from dragoman.model.mention import Meaning, Mention
from dragoman.text.normalise import Text
from dragoman.vocab.load import vocabulary

TITLE = ("office", "rank", "qualifier", "honorific")
PARTIES = ("party", "metonym", "compound", "people", "adjective")
_FAR = 14  # words between "in charge of" and the name


class Title:
    """A title as far as it was read."""

    __slots__ = (
        "case", "end", "field", "host", "implied", "name", "next", "offices", "parties", "party", "qualifiers", "ranks", "start",
        "titled",
    )  # fmt: skip

    def __init__(self, start: int) -> None:
        self.start = start
        self.end = start
        self.offices: list[str] = []
        self.ranks: list[str] = []
        self.qualifiers: list[str] = []
        self.field: str | None = None
        self.party: str | None = None
        self.parties: list[str] = []  # of a title in the plural: the foreign ministers of A, B and C
        self.host = False
        self.name: tuple[int, int] | None = None
        self.next = 0
        self.titled = False
        self.implied: str | None = None  # the party whose office alone is called so
        self.case = ""


_HEIGHTS = {row["code"]: row["height"] for row in vocabulary("offices")["office"]}
_BY_RANK = {(row["rank"], row.get("field")): row["code"] for row in vocabulary("offices")["office"] if "rank" in row}
RANKS = {row["code"]: row["rank"] for row in vocabulary("offices")["office"] if "rank" in row}


def office_of(offices: Sequence[str], ranks: Sequence[str], field: str | None) -> str | None:
    """Return the office that titles make, the higher of combined ones; None where only a bare rank is known."""
    codes = list(offices)
    for rank in ranks:
        code = _BY_RANK.get((rank, field)) or _BY_RANK.get((rank, None))
        if code is not None and (field is not None or (rank, None) in _BY_RANK):
            codes.append(code)
    return max(codes, key=lambda code: _HEIGHTS.get(code, 0)) if codes else None


class Titles:
    """Reads the titles of one document."""

    def __init__(self, text: Text, pack: Pack) -> None:
        words = pack.data.get("people", {})
        self.text = text
        first = words.get("party_before_title", False)
        # What may stand before a title: any name of a state, its adjective alone, or nothing.
        self.before: tuple[str, ...] = ("adjective",) if first == "adjective" else PARTIES if first else ()
        self.possessives: tuple[str, ...] = tuple(words.get("possessives", ()))
        self._joining = pack.function_words("and")
        self._articles = frozenset(pack.words("sentences", "articles"))

    def head_behind(self, items: Sequence[Mention], index: int) -> str:
        """The head word behind a state that stands right before it: "North Korean leader", "his Somali counterpart"."""
        if not self.before or not items[index].of(*self.before):
            return ""
        index = self._last_joined(items, index)
        after = next((item for item in items[index + 1 : index + 4] if item.start >= items[index].end), None)
        if after is None:
            return ""
        meaning = after.of("actor")
        beside = meaning is not None and self.text.norm[items[index].end : after.start].isspace()
        return meaning.code if meaning is not None and beside and meaning.code in ("leader", "counterpart") else ""

    def _last_joined(self, items: Sequence[Mention], index: int) -> int:
        """The index of the last of the states that are joined to one: "his EGYPTIAN AND IRAQI counterparts"."""
        for at in range(index + 1, min(index + 8, len(items))):
            if items[at].start < items[index].end or not items[at].of(*self.before):
                continue
            gap = self.text.norm[items[index].end : items[at].start].strip()
            if gap not in (",", *self._joining) or " " in gap:  # "Japan AND HIS Korean counterpart" joins persons
                break
            index = at
        return index

    def opens_title(self, items: Sequence[Mention], index: int) -> bool:
        """A state right before a title: "Russian Foreign Minister", "India's Prime Minister"."""
        if not self.before or not items[index].of(*self.before):
            return False
        after = next((item for item in items[index + 1 : index + 4] if item.start >= items[index].end), None)
        if after is None or not after.of("office", "rank", "qualifier", "body"):
            return False
        return self.text.norm[items[index].end : after.start].strip() in ("", *self.possessives)

    def _owns_title(self, items: Sequence[Mention], index: int) -> bool:
        """A state or a ministry with a title of its own behind it: "the Foreign Ministry's director general"."""
        if self.opens_title(items, index):
            return True
        after = items[index + 1] if index + 1 < len(items) else None
        if after is None or not items[index].of("body") or not after.of("office", "rank"):
            return False
        return self.text.norm[items[index].end : after.start].strip() in self.possessives

    def read(self, items: Sequence[Mention], index: int) -> Title:
        """Return the title that begins at `items[index]`."""
        title = Title(items[index].start)
        title.next = index
        accredited = charged = False
        last = items[index].start
        beyond = 0
        for at in range(index, len(items)):
            item = items[at]
            if item.start < last:
                title.next = at + 1
                continue
            if at < beyond:
                continue
            gap = self._gap(last, item.start)
            if title.parties and not gap and self._joins_parties(items, at):
                continue
            if title.ranks and not title.party and item.of(*PARTIES) is None and (found := self._ministry(items, at, last)):
                # A ministry that no entry names, known by the state and the name behind it.
                bodies = [meaning.code for inside in items[at:found] if (meaning := inside.of("body"))]
                beyond, last, title.field = found, items[found].start, title.field or (bodies[0] if bodies else "other")
                continue
            if gap and not self._may_skip(gap, item, title, charged):
                break
            if not item.meanings:
                if accredited and not gap and at and (link := items[at - 1].of("link")) and link.code == "accredited-to":
                    # "envoy FOR THE INDO-PACIFIC": a region that no entry names
                    last, title.next = item.end, at + 1
                    continue
                if title.titled and not gap and at and (link := items[at - 1].of("link")) and self._names_a_body(link):
                    # "director OF THE COMMUNIST PARTY": an institution that no entry names
                    last, title.next = item.end, at + 1
                    continue
                if not gap.startswith(",") or title.party or title.field or title.offices:
                    title.name = (item.start, item.end)
                    title.end, title.next = item.end, at + 1
                break
            if meaning := item.of("office"):
                title.offices.append(meaning.code)
                title.offices += [meaning.table["also"]] if "also" in meaning.table else []
                title.implied = title.implied or meaning.table.get("party")
                title.case = title.case or meaning.case
                title.titled = True
                accredited = False
            elif meaning := item.of("rank"):
                title.ranks.append(meaning.code)
                title.titled = True
                title.case = title.case or meaning.case
            elif meaning := item.of("qualifier"):
                title.qualifiers.append(meaning.code)
            elif meaning := item.of("body"):
                if not charged and (title.titled or title.field is None):
                    title.field = title.field or meaning.code
            elif meaning := item.of(*PARTIES):
                if not accredited and not charged:
                    title.party = title.party or meaning.code
                    title.parties.append(meaning.code)
            elif (meaning := item.of("link")) and (title.titled or (at > index and items[index].of("actor"))):
                after = items[at + 1] if at + 1 < len(items) else None
                if meaning.code == "of" and title.offices and after is not None and after.of("office", "rank"):
                    break  # "envoy OF THE PRESIDENT": the name behind is the other's
                accredited = accredited or meaning.code == "accredited-to"
                charged = charged or meaning.code == "in-charge-of"
            elif (meaning := item.of("actor")) and (
                (meaning.code in ("host", "side") and title.titled)
                or (meaning.code == "counterpart" and not title.titled)
                or (meaning.code == "leader" and not title.titled)
            ):
                title.host = title.host or meaning.code == "host"
            elif item.of("honorific", "department") or (item.of("place") and accredited) or (charged and not item.of("act")):
                pass
            else:
                break
            last = item.end
            title.next = at + 1
            if item.of("office", "rank", "body", "qualifier", *PARTIES, "actor", "department"):
                title.end = item.end
        title.end = max(title.end, items[index].end)
        return title

    def _joins_parties(self, items: Sequence[Mention], at: int) -> bool:
        """The "and" of "Egyptian AND Iraqi"."""
        item, after = items[at], items[at + 1] if at + 1 < len(items) else None
        joins = item.of("word") is not None and self.text.norm[item.start : item.end].lower() in self._joining
        return joins and " " not in self.text.norm[item.start : item.end] and after is not None and after.of(*PARTIES) is not None

    def _gap(self, start: int, end: int) -> str:
        """The words between two items, articles left out."""
        words = self.text.norm[start:end].split()
        return " ".join(word for word in words if word.lower() not in self._articles) if self._articles else " ".join(words)

    def _names_a_body(self, link: Meaning) -> bool:
        """In a language of articles, what follows "of" is no holder's name."""
        return bool(self._articles) and link.code == "of"

    def _ministry(self, items: Sequence[Mention], at: int, last: int) -> int | None:
        """The index of the party behind a ministry's name: "Minister of Agriculture AND LIVESTOCK [of] Brazil Carlos Favaro"."""
        item = items[at]
        if item.meanings and item.kinds.isdisjoint(("word", "place", "act")):
            return None
        for index in range(at + 1, min(at + 6, len(items) - 1)):
            party, name = items[index], items[index + 1]
            between = self._gap(last, party.start)
            if party.of("office", "rank", "honorific") or len(between.split()) > 7 or re.search(r"[.;:()!?\"]", between):
                return None
            gap = self.text.norm[party.end : name.start].strip()
            if party.of(*PARTIES) and ((not name.meanings and gap in ("", ",")) or (name.of("honorific") and gap in ("", ","))):
                words = between.replace(",", "").split()
                listed = words[:1] == between.split()[:1] and words[0] in self._joining if words else False
                linking = [word for m in items[at:index] if m.of("link") for word in self.text.norm[m.start : m.end].split()]
                capital = all(word[0].isupper() or word in self._joining or word in linking for word in words)
                return index if words and (capital or listed) else None
        return None

    def _may_skip(self, gap: str, item: Mention, title: Title, charged: bool) -> bool:
        if gap in self.possessives:
            return True
        if charged:
            return len(gap.split()) <= _FAR and not re.search(r"[.;:!?]", gap)
        if gap in ("-", "/", "(", ")", "&"):
            return True
        if gap in (",", *self._joining) and title.parties and item.of(*PARTIES):
            return True
        if gap == ",":
            return not item.meanings or item.of("office", "rank", "department", "honorific") is not None
        if re.fullmatch(r"\([\w\s.]*\)", gap) or gap.lower() in ("'", '"'):
            return True
        # "ministry OF the host", a stray word between title and ministry
        return len(gap.split()) == 1 and gap.isalpha() and item.of("body") is not None and bool(title.ranks)

    def apposition(self, items: Sequence[Mention], index: int, end: int) -> Title | None:
        """Read a title behind a name: "Jose Tavares, Director-General of ..."."""
        while index < len(items) and items[index].start < end:
            index += 1  # what stands inside the name
        if index >= len(items):
            return None
        item = items[index]
        gap = self._gap(end, item.start)
        titled = item.of("office", "rank", "department", "qualifier") or self._owns_title(items, index)
        if gap not in (",", "(", "-", ", -") or not titled:
            return None
        title = self.read(items, index)
        if title.name is not None or not title.titled:
            return None
        return title
