"""Sittings of recurring mechanisms. In: a scene and the place that names one. Out: a sighting, with its number, its sides and its name.

A session is seen by the name of its mechanism with an ordinal, with a word that it was held, or with its day beside it in the lead.
"""

from typing import Any

from dragoman.model.mention import Mention
from dragoman.model.person import Noun
from dragoman.reading.claims.sighting import Sighting, cues
from dragoman.reading.scene import Scene, Sentence
from dragoman.text.placed import within
from dragoman.vocab.load import by_key


def next_sitting(scene: Scene, frame: Mention, sentence: Sentence, number: int) -> Sighting | None:
    """ "The 19th session will be held in New Delhi in 2025": of the mechanism that the document is about, by its number or "next"."""
    ordinal = _ordinal(scene, frame, sentence, frame.start, frame.end)
    near = within(scene.cues, max(sentence.start, frame.start - 20), frame.end + 20)
    following = any(m.kind == "encounters.cue" and m.code == "next" for cue in near for m in cue.meanings)
    named = [
        f for f in within(scene.frames, max(sentence.start, frame.start - 60), min(sentence.end, frame.end + 60))
        if f is not frame and (m := f.of("mechanism.known", "mechanism.noun")) and not m.table.get("weak")
    ]  # fmt: skip
    if not named and (held := _organ(scene, frame, sentence, number)) is not None:
        return held
    if sentence.kind != "body" or named or not (ordinal or following) or not within(scene.dates, sentence.start, sentence.end):
        return None
    sighting = Sighting("session", frame.start, frame.end, number)
    sighting.made_by = "mechanisms/sitting"
    sighting.follows = True
    sighting.ahead = next(iter(within(scene.dates, frame.end, min(sentence.end, frame.end + 70))), None)
    if ordinal is not None:
        sighting.ordinal = ordinal[0]
        sighting.start, sighting.end = min(frame.start, ordinal[1]), max(frame.end, ordinal[2])
    sighting.strength = 2
    return sighting


def _organ(scene: Scene, frame: Mention, sentence: Sentence, number: int) -> Sighting | None:
    """ "The Security Council at its sitting on Monday": an organ that sits as a mechanism of its own stands beside the word."""
    nouns = [
        n for n in within(scene.nouns, max(sentence.start, frame.start - 45), min(sentence.end, frame.end + 30)) if n.parties
    ]
    if number > 3 or not within(scene.dates, sentence.start, sentence.end):
        return None
    near = [n for n in nouns if n.kind == "party" and scene.words_between(min(n.end, frame.end), max(n.start, frame.start)) <= 3]
    for row in by_key("mechanisms", "mechanism", "id").values():
        if row.get("sits") and any(row.get("organisation") in n.parties for n in near):
            sighting = Sighting("session", frame.start, frame.end, number)
            sighting.mechanism, sighting.name, sighting.level = row["id"], row["name"], row.get("level")
            sighting.parties = {row["organisation"]}
            sighting.made_by = "mechanisms/sitting"
            sighting.strength = 2 + (number <= 3)
            return sighting
    return None


def session(scene: Scene, frame: Mention, sentence: Sentence, number: int) -> Sighting | None:
    meaning = frame.of("mechanism.known") or frame.of("mechanism.noun")
    assert meaning is not None
    sighting = Sighting("session", frame.start, frame.end, number)
    sighting.made_by = meaning.name
    start, end = _extend(scene, frame, sentence)
    ordinal = _ordinal(scene, frame, sentence, start, end)
    if ordinal is not None:
        sighting.ordinal = ordinal[0]
        start, end = min(start, ordinal[1]), max(end, ordinal[2])
    if meaning.table.get("weak") and ordinal is None:
        return None  # "Council", "Dialogue": a mechanism only by its number
    row = by_key("mechanisms", "mechanism", "id").get(meaning.code) if meaning.kind == "mechanism.known" else None
    beside = [
        noun
        for noun in within(scene.nouns, max(sentence.start, start - 40), end + 30)
        if noun.kind == "party" and noun.start < sentence.end
    ]
    inside = [noun for noun in beside if start - 2 <= noun.start < end]
    if row is not None:
        row = _with_partner(row, {code for noun in inside for code in noun.parties})
    if row is not None:
        sighting.mechanism, sighting.name = row["id"], row["name"]
        sighting.level = row.get("level")
        sighting.parties = {code for code in (row.get("organisation"), row.get("partner")) if code}
    else:
        sighting.name = meaning.table.get("english", "")
        sighting.level = meaning.table.get("kind")
    if len(sighting.parties) < 2 and not (row is not None and row.get("organisation") and not inside):
        sighting.parties |= {code for noun in inside for code in noun.parties}
    sighting.start, sighting.end = start, end
    sighting.objects = _named_with(scene, start, end, sentence)
    sighting.margins = any(
        any(m.kind == "encounters.cue" and m.code == "margins" for m in cue.meanings) and scene.words_between(cue.end, start) <= 2
        for cue in within(scene.cues, max(sentence.start, start - 30), start)
    )
    held = bool(cues(scene, sentence, "held") or cues(scene, sentence, "announced"))
    chaired = bool(cues(scene, sentence, "co-chair"))
    attended = bool(cues(scene, sentence, "participant"))
    lead = number <= 3
    sighting.strength = 2 * (sighting.ordinal is not None) + 2 * chaired + held + attended + lead + (sentence.kind == "title")
    days = [
        d for d in within(scene.dates, sentence.start, sentence.end) if d.kind in ("day", "relative-day", "weekday", "same-day")
    ]
    sighting.bare = sentence.kind == "body" and not (held or chaired or attended or days)
    # A known mechanism in the lead, with its day beside it, was held though no verb says so.
    dated = lead and row is not None and any(d.kind == "day" for d in within(scene.dates, end, min(sentence.end, end + 40)))
    if dated:
        sighting.strength += 1
        return sighting
    if sighting.ordinal is None and not (chaired or held or attended or sentence.kind == "title"):
        return _dated(scene, sighting, sentence, end) if row is not None else None
    near = [cue for code in ("held", "co-chair", "participant", "announced") for cue in cues(scene, sentence, code)]
    gap = min((max(start - cue.end, cue.start - end, 0) for cue in near), default=999)
    if sighting.ordinal is None and sentence.kind != "title" and gap > 45:
        return None
    before = scene.text.norm[max(sentence.start, start - 3) : start].strip()
    if sighting.ordinal is None and before in (",", "(") and sentence.kind == "body":
        return None
    return sighting


def _named_with(scene: Scene, start: int, end: int, sentence: Sentence) -> list[Noun]:
    """ "The meeting of the foreign ministers of A and B, X AND Y": the persons right behind the name, one of each side at least."""
    found: list[Noun] = []
    for noun in within(scene.nouns, start, min(sentence.end, end + 120)):
        if noun.end <= end:
            continue
        gap = scene.text.norm[found[-1].end if found else end : noun.start].strip()
        if noun.person is None or gap not in (("", ",") if not found else (",", *scene.pack.function_words("and"))):
            break
        found.append(noun)
    sides = {noun.person.party for noun in found if noun.person is not None}
    return found if len(sides) > 1 and None not in sides else []


def _dated(scene: Scene, sighting: Sighting, sentence: Sentence, end: int) -> Sighting | None:
    """A known mechanism with a date beside it: announced, if that date is to come."""
    near = within(scene.dates, end, min(sentence.end, end + 45))
    sighting.ahead = next((d for d in near if d.kind in ("day", "month", "month-of-relative-year") or d.coming), None)
    return sighting if sighting.ahead is not None and sentence.kind == "body" else None


def _with_partner(row: dict[str, Any], named: set[str]) -> dict[str, Any] | None:
    """ "The ASEAN - India summit" is no ASEAN summit, but the one with that partner."""
    partners = named - {row.get("organisation"), row.get("partner")}
    if not partners or not row.get("organisation"):
        return row
    for other in by_key("mechanisms", "mechanism", "id").values():
        if (
            other.get("organisation") == row["organisation"]
            and other.get("partner") in partners
            and other.get("level") == row.get("level")
        ):
            return other
    return None


def _extend(scene: Scene, frame: Mention, sentence: Sentence) -> tuple[int, int]:
    """A mechanism's name runs on over its parties and over an acronym in brackets."""
    end = frame.end
    norm = scene.text.norm
    start = frame.start
    for _ in range(6):
        rest = norm[end : min(sentence.end, end + 60)]
        stripped = rest.lstrip(" -/&,:")
        at = end + len(rest) - len(stripped)
        if rest.lstrip().startswith("("):
            close = norm.find(")", end, min(sentence.end, end + 60))
            if close < 0 or any(c.isdigit() for c in norm[end:close]):
                break
            end = close + 1
            continue
        noun = next((n for n in within(scene.nouns, at, at + 14) if n.kind in ("party", "actor") and n.end <= sentence.end), None)
        gap = norm[at : noun.start] if noun is not None else ""
        if noun is not None and frame.of("mechanism.known") is not None and _is_in_a_city(scene, end, noun.start):
            break
        if (
            noun is None
            or (gap.strip() and len(gap.split()) > 2)
            or "," in rest[: len(rest) - len(stripped)]
            or noun.code == "sitting"
        ):
            other = next(
                (
                    f
                    for f in within(scene.frames, at, at + 3)
                    if f.end > end and f.of("mechanism.known", "mechanism.noun", "mechanism.sitting")
                ),
                None,
            )
            if other is None:
                break
            end = other.end
            continue
        end = noun.end
    before = [n for n in within(scene.nouns, max(sentence.start, start - 40), start) if n.kind == "party" and n.end <= start]
    for noun in reversed(before):
        if norm[noun.end : start].strip(" -&") in ("", "and", *scene.pack.function_words("and")):
            start = noun.start
        else:
            break
    return start, end


def _is_in_a_city(scene: Scene, end: int, at: int) -> bool:
    """ "The summit IN LIMA": where it sat, and no part of its name."""
    city = any(m.of("metonym", "place") and m.of("party") is None for m in within(scene.main, at, at + 1))
    placed = any((m := w.of("word")) and m.code == "preposition" for w in within(scene.main, end, at))
    return city and placed


def _ordinal(scene: Scene, frame: Mention, sentence: Sentence, start: int, end: int) -> tuple[int, int, int] | None:
    after = [o for o in within(scene.ordinals, frame.start, min(sentence.end, end + 80)) if o.end > frame.end - 1]
    for found in after:
        between = scene.text.norm[end : found.start]
        crossing = [f for f in within(scene.frames, end, found.start) if f.of("encounter", "mechanism.known", "mechanism.noun")]
        acts = any(m.of("act") for m in within(scene.main, end, found.start))
        if len(between.split()) <= 12 and not any(c in between for c in ",;.:") and not crossing and not acts:
            return found.value, found.start, found.end
    before = within(scene.ordinals, max(sentence.start, min(start, frame.start) - 70), frame.start)
    if before:
        found = before[-1]
        between = scene.text.norm[found.end : start]
        sitting = any(f.of("mechanism.sitting") for f in within(scene.frames, found.end, start))
        if len(between.split()) <= (6 if sitting else 3) and not any(c in between for c in ",;.") and found.end <= frame.start:
            head = next(
                (
                    f
                    for f in within(scene.frames, max(sentence.start, found.start - 25), found.start)
                    if f.of("mechanism.sitting")
                ),
                None,
            )
            return found.value, head.start if head is not None else found.start, found.end
    return None
