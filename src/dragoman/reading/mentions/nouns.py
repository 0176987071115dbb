"""Noun phrases that may act. In: the people of a document, the lexicon's mentions. Out: nouns in the order of the text.

"The Russian side", "the delegation of Laos" are the party; "the leader of Egypt" is a title; what is inside a title or a name is no
noun of its own.
"""

from collections.abc import Sequence

from dragoman.model.mention import Meaning, Mention
from dragoman.model.person import Noun
from dragoman.text.normalise import Text

_PARTIES = ("party", "metonym", "people")
_BEFORE = ("party", "metonym", "adjective")  # what may stand before a head word: the Russian side
_KINDS = frozenset((*_PARTIES, *_BEFORE, "actor", "compound"))
_HEADS = ("side", "leader", "head-of-delegation", "counterpart")


def find(text: Text, mentions: Sequence[Mention], people: Sequence[Noun], possessives: tuple[str, ...] = ()) -> list[Noun]:
    """Return all nouns of the text, in order, none inside another. `possessives` are endings by which a name owns what follows."""
    nouns: list[Noun] = []
    at = 0
    covered = -1
    for index, mention in enumerate(mentions):
        while at < len(people) and people[at].start <= mention.start:
            _add(nouns, people[at])
            covered = max(covered, people[at].end)
            at += 1
        if mention.start < covered or mention.kinds.isdisjoint(_KINDS):
            continue
        noun = _noun(text, mention, mentions, index, possessives)
        if noun is not None:
            noun.oblique = noun.oblique or (bool(possessives) and text.norm.startswith(possessives, noun.end))
            covered = max(covered, noun.end)
            _add(nouns, noun)
    for noun in people[at:]:
        _add(nouns, noun)
    return nouns


def _add(nouns: list[Noun], noun: Noun) -> None:
    if nouns and noun.start < nouns[-1].end:
        last = nouns[-1]
        # A head word before a title ("the head of delegation, Deputy Minister X") gives way to the person.
        if noun.kind == "person" and last.kind != "person":
            nouns[-1] = noun
        return
    nouns.append(noun)


def _noun(text: Text, mention: Mention, mentions: Sequence[Mention], index: int, possessives: tuple[str, ...]) -> Noun | None:
    if meaning := mention.of(*_BEFORE):
        headed = _headed(text, mention, meaning, mentions, index, possessives)
        if headed is not None:
            return headed
    if meaning := mention.of(*_PARTIES, "adjective"):
        return _party(mention, meaning)
    meaning = mention.of("actor")
    if meaning is None:
        if (compound := mention.of("compound")) is not None:
            return _pair(text, mention, compound, mentions, index)
        return None
    following = mentions[index + 1] if index + 1 < len(mentions) else None
    if meaning.code in _HEADS:
        party = following.of(*_PARTIES) if following is not None else None
        gap = text.norm[mention.end : following.start] if following is not None else ""
        if following is not None and following.of("actor") and following.of("actor").code == "side" and index + 2 < len(mentions):  # type: ignore[union-attr]
            beyond = mentions[index + 2]
            if text.norm[following.end : beyond.start].strip() == "" and beyond.of(*_PARTIES):
                following, party, gap = beyond, beyond.of(*_PARTIES), ""
        if (
            following is not None
            and party is not None
            and (gap.strip() == "" or (len(gap.split()) == 1 and gap.strip().isalpha()))
        ):
            noun = Noun(mention.start, following.end, "party" if meaning.code == "side" else "actor", meaning.code)
            noun.parties = [party.code]
            noun.word = "side" if meaning.code == "side" else ""
            noun.oblique = meaning.case == "oblique"
            return noun
        if meaning.code in ("side", "leader"):
            return None
    noun = Noun(mention.start, mention.end, "actor", meaning.code)
    noun.word = meaning.name
    noun.oblique = meaning.case == "oblique"
    return noun


def _headed(
    text: Text, mention: Mention, meaning: Meaning, mentions: Sequence[Mention], index: int, possessives: tuple[str, ...]
) -> Noun | None:
    """A party right before a head word: "the Russian side", "Iran's foreign ministry", "российская делегация"."""
    following = mentions[index + 1] if index + 1 < len(mentions) else None
    head = following.of("actor") if following is not None else None
    if following is None or head is None or head.code not in (*_HEADS, "guest", "host"):
        return None
    owner = text.norm[mention.end : following.start].strip()
    if owner not in ("", *possessives) or text.norm[following.start - 1] != " ":
        return None
    if meaning.kind != "adjective" and not owner and not following.of("actor").table.get("after_party"):  # type: ignore[union-attr]
        return None
    noun = Noun(mention.start, following.end, "party" if head.code == "side" else "actor", head.code)
    noun.parties = [meaning.code]
    noun.word = "side" if head.code == "side" else ""
    noun.oblique = head.case == "oblique"
    return noun


def _party(mention: Mention, meaning: Meaning) -> Noun:
    noun = Noun(mention.start, mention.end, "party", meaning.code)
    noun.parties = [meaning.code]
    noun.word = meaning.kind
    noun.oblique = meaning.case == "oblique" or meaning.kind == "adjective"
    return noun


def _pair(text: Text, mention: Mention, compound: Meaning, mentions: Sequence[Mention], index: int) -> Noun | None:
    """A short form counts only in a hyphened pair: Việt - Nga."""
    norm = text.norm
    before = norm[max(0, mention.start - 3) : mention.start].rstrip()
    after = norm[mention.end : mention.end + 3].lstrip()
    if after.startswith("-") or before.endswith("-"):
        return _party(mention, compound)
    return None
