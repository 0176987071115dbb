"""Mandates: what a party holds in an organisation or for a relation. In: a scene. Out: mandates of the record, each once."""

import msgspec

from dragoman.model.edtf import format_day, format_edtf
from dragoman.model.mention import Mention
from dragoman.model.record import Mandate
from dragoman.reading.claims.sides import pair_near, sentence_at
from dragoman.reading.scene import Scene, Sentence
from dragoman.text.placed import within


def read(scene: Scene) -> list[Mandate]:
    """Return the mandates that title and body name."""
    found: dict[tuple[str, str, str], Mandate] = {}
    for mention in scene.bonds:
        meaning = mention.of("mandate")
        sentence = sentence_at(scene, mention.start) if meaning is not None else None
        if meaning is None or sentence is None:
            continue
        of, end = _of(scene, mention, meaning.code, sentence)
        party, start = _holder(scene, mention, of, end, sentence)
        if of is None or party is None:
            continue
        period = _period(scene, mention.start, end, sentence)
        key = (party, meaning.code, of)
        mandate = Mandate(
            party=party, role=meaning.code, of=of, period=period, confidence=0.8, made_by=meaning.name,
            evidence=[scene.text.span(min(start, mention.start), max(end, mention.end))],
        )  # fmt: skip
        if key not in found:
            found[key] = mandate
        elif found[key].period is None and period is not None:
            found[key] = msgspec.structs.replace(found[key], period=period)
    return list(found.values())


def _of(scene: Scene, mention: Mention, role: str, sentence: Sentence) -> tuple[str | None, int]:
    if role == "coordinator":
        pair = pair_near(scene, mention.start, mention.end, sentence, before=0, after=45)
        if pair:
            nouns = [n for n in within(scene.nouns, mention.end - 1, mention.end + 60) if n.kind == "party"]
            return "-".join(pair), nouns[1].end if len(nouns) > 1 else mention.end
        return None, mention.end
    for noun in within(scene.nouns, mention.end, min(sentence.end, mention.end + 45)):
        if noun.kind == "party" and noun.parties and noun.parties[0].islower():
            gap = scene.text.norm[mention.end : noun.start]
            if len(gap.split()) <= 4 and not any(c in gap for c in ",;"):
                return noun.parties[0], noun.end
    inside = [
        n for n in within(scene.nouns, mention.start, mention.end) if n.kind == "party" and n.parties and n.parties[0].islower()
    ]
    if inside:
        return inside[0].parties[0], inside[0].end
    return None, mention.end


def _holder(scene: Scene, mention: Mention, of: str | None, end: int, sentence: Sentence) -> tuple[str | None, int]:
    def states(low: int, high: int) -> list[tuple[str, int, int]]:
        found = []
        for noun in within(scene.nouns, low, high):
            party = (
                noun.person.party
                if noun.person is not None
                else noun.parties[0]
                if noun.kind == "party" and noun.parties
                else None
            )
            if party is not None and party.isupper():
                found.append((party, noun.start, noun.end))
        return found

    between = states(mention.end, end)
    if between and of is not None and "-" not in of:
        return between[0][0], between[0][1]
    after = states(end, min(sentence.end, end + 14))
    if after and scene.words_between(end, after[0][1]) <= 1:
        return after[0][0], mention.start
    before = states(max(sentence.start, mention.start - 80), mention.start)
    return (before[-1][0], before[-1][1]) if before else (None, mention.start)


def _period(scene: Scene, start: int, end: int, sentence: Sentence) -> str | None:
    for date in within(scene.dates, start, min(sentence.end, end + 40)):
        if date.kind == "period":
            return format_edtf(date.first, date.last)
        if date.kind == "year" and date.first.year is not None:
            return format_day(date.first)
    for date in within(scene.dates, max(sentence.start, start - 45), start):
        if date.kind == "year" and date.first.year is not None:
            return format_day(date.first)
    return None
