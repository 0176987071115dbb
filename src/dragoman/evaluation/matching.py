"""When a claim that was read is the claim that gold has. In: two claims. Out: how well they fit, 0 for not at all.

Names match when they fold to the same words, dates when they agree in part, quotes when they overlap by half: the measure asks
whether a person would say "yes, that one", and what was got wrong in it is asked apart.
"""

import unicodedata
from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

from dragoman.evaluation.gold import GoldAct, GoldEncounter, GoldParticipant, GoldTenure, locate
from dragoman.model.record import Act, Claim, Encounter, Participant, Span, Tenure

NameKey = frozenset[str]
G = TypeVar("G")
P = TypeVar("P")


def fold(text: str | None) -> str:
    """Return `text` without diacritics and case.

    >>> fold("Đối thoại")
    'doi thoai'
    """
    decomposed = unicodedata.normalize("NFD", (text or "").replace("đ", "d").replace("Đ", "D"))
    return "".join(c for c in decomposed if not unicodedata.combining(c)).casefold()


def name_key(name: str | None) -> NameKey:
    """Return the words of a name, folded and without order."""
    return frozenset(fold(name).replace(".", " ").replace("-", " ").split())


def same_name(gold: str, read: str | None, aliases: Iterable[str] = ()) -> bool:
    """Tell whether two names are of the same words, or one's words (two at least) are among the other's.

    >>> same_name("Bùi Thanh Sơn", "Bui Thanh Son"), same_name("Igor Morgulov", "Morgulov")
    (True, False)
    """
    other = name_key(read)
    for name in (gold, *aliases):
        key = name_key(name)
        if key and other and (key == other or (min(len(key), len(other)) >= 2 and (key <= other or other <= key))):
            return True
    return False


def overlap(gold: Span, evidence: Iterable[Span]) -> float:
    """Return the share of the shorter of two spans that both cover, for the best of `evidence`.

    Evidence far longer than the gold quote counts for nothing: half a page covers everything and points at nothing.
    """
    best = 0.0
    for span in evidence:
        length = span.end - span.start
        if length <= 3 * (gold.end - gold.start) + 200:
            both = min(gold.end, span.end) - max(gold.start, span.start)
            best = max(best, both / max(1, min(length, gold.end - gold.start)))
    return best


def pair(golds: Sequence[G], claims: Sequence[P], fit: Callable[[G, P], float]) -> list[tuple[int, int]]:
    """Return one-to-one pairs of positions (gold, claim), the best fit first; the earlier wins where two fit alike."""
    rated = sorted(((fit(g, c), i, j) for i, g in enumerate(golds) for j, c in enumerate(claims)), key=lambda rating: -rating[0])
    left: set[int] = set()
    right: set[int] = set()
    pairs = []
    for rate, i, j in rated:
        if rate > 0 and i not in left and j not in right:
            left.add(i)
            right.add(j)
            pairs.append((i, j))
    return pairs


def encounter_fit(text: str, gold: GoldEncounter, read: Encounter) -> float:
    """Return how well two encounters fit: by sides first, then kind, words and ordinal; never across different days."""
    ours, theirs = set(gold.parties), set(read.parties)
    rate = len(ours & theirs) / len(ours | theirs) if ours | theirs else 1.0
    if rate < 0.5:
        return 0.0
    if gold.date and read.date and gold.date[-5:] != read.date[-5:] and gold.date[:7] != read.date[:7]:
        return 0.0
    alike = (gold.kind == read.kind) + (gold.ordinal == read.ordinal)
    return rate + alike + overlap(locate(text, gold), read.evidence)


def person_fit(gold: GoldParticipant | GoldTenure, read: Participant | Tenure) -> float:
    """Return 1 where name, office and party are the same."""
    aliases = [gold.name_nominative] if gold.name_nominative else []
    return float(same_name(gold.person, read.person, aliases) and gold.office == read.office and gold.party == read.party)


def act_fit(text: str, gold: GoldAct, read: Act, *, attributed: bool = True) -> float:
    """Return how far the words of two acts overlap, where the verb is right and, with `attributed`, the actors are."""
    if read.verb not in [gold.verb, *gold.also]:
        return 0.0
    if attributed and sorted(read.actors) != gold.actors:
        return 0.0
    rate = overlap(locate(text, gold), read.evidence)
    return rate if rate >= 0.5 else 0.0


def is_repetition(text: str, golds: Iterable[GoldAct], read: Act) -> bool:
    """Tell whether an act says again what a gold act says, as a title or a lead does: neither right nor wrong."""
    for gold in golds:
        if read.verb != gold.verb:
            continue
        said = _words(text, locate(text, gold))
        for span in read.evidence:
            again = _words(text, span)
            if said and len(said & again) / len(said | again) >= 0.5:
                return True
    return False


def has_evidence(text: str, claim: Claim) -> bool:
    """Tell whether a claim has words, and every span of them lies in the text."""
    return bool(claim.evidence) and all(0 <= span.start < span.end <= len(text) for span in claim.evidence)


def _words(text: str, span: Span) -> set[str]:
    return set(fold(text[span.start : span.end]).split())
