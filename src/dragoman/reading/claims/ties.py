"""Ties: formal relations between parties, current or sought. In: a scene. Out: ties of the record, each once."""

import re
from collections.abc import Callable
from typing import Any

from dragoman.model.mention import Mention
from dragoman.model.record import Tie
from dragoman.reading.claims.reference import sorted_parties
from dragoman.reading.claims.sides import pair_near, sentence_at
from dragoman.reading.scene import Scene
from dragoman.text.placed import within
from dragoman.vocab.load import by_key

_REACH = 60  # characters in which a word tells whether a tie is sought or current


def read(scene: Scene, sides: Callable[[int], list[str]]) -> list[Tie]:
    """Return the ties that title and body name; `sides` gives those of the encounter in focus at a place."""
    found: dict[tuple[tuple[str, ...], str, str], Tie] = {}
    for mention in scene.bonds:
        meaning = mention.of("tie")
        sentence = sentence_at(scene, mention.start) if meaning is not None else None
        if meaning is None or sentence is None or _is_inside_a_name(scene, mention):
            continue
        default = [] if meaning.table.get("explicit") else sides(mention.start)
        parties = pair_near(scene, mention.start, mention.end, sentence) or _with_one(scene, mention, default)
        if _row(meaning.code).get("of_organisation") and not any(party.islower() for party in parties):
            parties = sides(0)  # said of a member that speaks for it: the organisation is what the document is about
            parties = sorted_parties(parties) if any(party.islower() for party in parties) else []
        if len(parties) < 2:
            continue
        status = _status(scene, mention, sentence.start, sentence.end)
        key = (tuple(parties), meaning.code, status)
        if key not in found:
            found[key] = Tie(
                parties=parties, level=meaning.code, status=status, confidence=0.8, made_by=meaning.name,
                evidence=[scene.text.span(mention.start, mention.end)],
            )  # fmt: skip
    # What the parties already have they do not seek.
    return [tie for key, tie in found.items() if key[2] == "current" or (key[0], key[1], "current") not in found]


def _is_inside_a_name(scene: Scene, mention: Mention) -> bool:
    """ "The ASEAN-Russia Dialogue Partnership Financial Fund": the words go on as a name that is no party's."""
    norm = scene.text.norm
    after = norm[mention.end + 1 : mention.end + 2]
    capital = norm[mention.start : mention.end].split()[-1][:1].isupper()
    known = bool(within(scene.nouns, mention.end, mention.end + 2)) or bool(within(scene.bonds, mention.end, mention.end + 2))
    return capital and norm[mention.end : mention.end + 1] == " " and after.isupper() and not known


def _row(code: str) -> dict[str, Any]:
    """The entry of the vocabulary for a level of ties."""
    return by_key("ties", "tie", "code").get(code, {})


def _with_one(scene: Scene, mention: Mention, default: list[str]) -> list[str]:
    """ "A strategic partner of ASEAN": the party behind it and the one before it in the clause."""
    after = [n for n in within(scene.nouns, mention.end, mention.end + 16) if n.kind == "party"]
    before = [n for n in within(scene.nouns, max(0, mention.start - 70), mention.start) if n.kind == "party" and n.parties]
    if after and before and after[0].parties != before[-1].parties:
        return sorted_parties([*after[0].parties, *before[-1].parties])
    if after and default and after[0].parties[0] not in default and len(default) == 2:
        return []
    return sorted_parties(default) if len(default) == 2 else []


def _status(scene: Scene, mention: Mention, start: int, end: int) -> str:
    if re.search(r"\d+ \w+ [^.;]*$", scene.text.norm[max(start, mention.start - _REACH) : mention.start]) and any(
        max(start, mention.start - _REACH) <= mark.start
        for mark in within(scene.anniversaries, max(start, mention.start - _REACH), mention.end)
    ):
        return "current"  # the years of a tie are counted once it is there
    codes: dict[str, int] = {}
    for cue in within(scene.cues, max(start, mention.start - _REACH), min(end, mention.end + 40)):
        for meaning in cue.meanings:
            if meaning.kind == "ties.cue":
                gap = mention.start - cue.end if cue.end <= mention.start else cue.start - mention.end + 10
                codes[meaning.code] = min(codes.get(meaning.code, 999), gap)
    if "sought" in codes and "current" not in codes:
        return "sought"
    if "sought" in codes and codes["sought"] < codes["current"] - 12:
        return "sought"
    return "current"
