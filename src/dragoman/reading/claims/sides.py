"""Which sides a relation, an instrument or an anniversary is between. In: a scene and a place. Out: parties."""

import itertools
from bisect import bisect_right

from dragoman.model.person import Noun
from dragoman.reading.claims.reference import sorted_parties
from dragoman.reading.scene import Scene, Sentence
from dragoman.text.placed import within


def sentence_at(scene: Scene, at: int) -> Sentence | None:
    """Return the sentence that holds a place of the text, of title or body."""
    index = bisect_right(scene.sentences.starts, at) - 1
    if index < 0:
        return None
    sentence = scene.sentences[index]
    return sentence if at < sentence.end and sentence.kind in ("title", "body") else None


def pair_near(scene: Scene, start: int, end: int, sentence: Sentence, *, before: int = 70, after: int = 60) -> list[str]:
    """Return the two parties that stand joined beside a place ("ASEAN - Russia", "of Laos and Viet Nam"), nearest first; else nothing."""
    low, high = max(sentence.start, start - before), min(sentence.end, end + after)
    nouns = [n for n in within(scene.nouns, low, high) if n.kind == "party" and n.parties]
    joined = scene.pack.words("sentences", "pair_words")
    best: tuple[int, list[str]] | None = None
    for one, other in itertools.pairwise(nouns):
        gap = scene.text.norm[one.end : other.start].strip()
        if gap in joined and one.parties != other.parties:
            distance = one.start - end if one.start >= end else max(0, start - other.end)
            if best is None or distance < best[0]:
                best = (distance, sorted_parties([*one.parties, *other.parties]))
    return best[1] if best is not None else []


def party_near(scene: Scene, start: int, end: int, sentence: Sentence, *, before: int = 0, after: int = 0) -> Noun | None:
    """Return the nearest party beside a place, within so many characters before and after."""
    nouns = [n for n in within(scene.nouns, max(sentence.start, start - before), min(sentence.end, end + after)) if n.parties]
    nouns = [n for n in nouns if n.kind in ("party", "title", "person") and (n.end <= start or n.start >= end - 1)]
    return min(nouns, key=lambda n: n.start - end if n.start >= end - 1 else start - n.end, default=None)
