"""Meetings, visits, calls, ceremonies and briefings. In: a scene and the words that tell of one. Out: a sighting with its two sides.

A predicate has its subject before it and its partner behind it; a noun has its partners beside it.
"""

import re

from dragoman.model.mention import Mention
from dragoman.model.person import Noun
from dragoman.reading.claims.sighting import Sighting
from dragoman.reading.scene import Scene, Sentence
from dragoman.text.placed import within

_REACH = 110  # characters in which a partner stands behind its predicate


def pair(scene: Scene, frame: Mention, sentence: Sentence, number: int, form: str, before: Sighting | None) -> Sighting | None:
    meaning = frame.of("encounter")
    assert meaning is not None
    sighting = Sighting(meaning.code, frame.start, frame.end, number)
    sighting.made_by = meaning.name
    sighting.future = meaning.case == "future"
    sighting.capacities = tuple((*meaning.table.get("capacity", ()), "participant", "participant")[:2])
    sighting.mode = meaning.table.get("mode")
    left = [n for n in within(scene.nouns, sentence.start, frame.start) if n.end <= frame.start]
    right = list(within(scene.nouns, frame.end, min(sentence.end, frame.end + _REACH)))
    right = _partner(scene, frame, right)
    if meaning.code == "briefing":
        sighting.subjects = _coordinated(scene, left) if left else right[:2]
        sighting.strength = 1
        return sighting
    if meaning.code == "ceremony":
        sighting.subjects = [n for n in left if n.kind in ("person", "title") or n.code in ("sides", "counterpart")][-2:]
        if form == "verb" and not sighting.subjects:
            return None
        sighting.strength = 1
        return sighting
    if form == "noun" and not right:
        right = _fronted(scene, frame.end, sentence)
    sighting.objects = right
    if form == "verb" and not left and right:
        left = _behind(scene, right[-1].end, sentence)
    if before is not None and form == "verb" and before.subjects and _is_chained(scene, left, frame):
        sighting.subjects = list(before.subjects)
    elif form == "verb" and left and right and left[-1].oblique and _is_subject_behind(scene, frame, left[-1], right[0]):
        sighting.subjects, sighting.objects = right[:1], left[-1:]
    elif (
        form == "verb"
        and len(right) >= 2
        and not any(n.oblique for n in right)
        and all(n.oblique or n.kind == "party" for n in left)
    ):
        sighting.subjects, sighting.objects = right[:1], right[1:]  # "In Delhi will meet President X and Prime Minister Y"
    elif form == "verb":
        sighting.subjects = _subjects(scene, frame, left)
    else:
        sighting.subjects = [n for n in left if n.kind in ("person", "title")][:1]
    if form == "noun" and len(right) < 2:
        sighting.subjects = []
    if form == "noun" and not right and meaning.code == "call":
        sighting.subjects = _both_before(scene, left)
    if form == "noun" and meaning.code == "visit" and not right:
        sighting.subjects, sighting.objects = _visitor(scene, left)
    if form == "noun" and meaning.code == "visit" and [n.kind for n in right] == ["party"]:
        sighting.subjects = _guest(scene, frame, right[0], sentence)
    if unless := meaning.table.get("unless"):
        if not any(noun.person is not None or noun.kind == "title" for noun in right) or _goes_on_with(
            scene, right[-1].end, unless
        ):
            return None
        sighting.told_at = frame.start
    summoned = sighting.capacities == ("guest", "host") and meaning.code == "meeting"  # who receives may be known by the place
    if form == "verb" and not right and not _is_joint(sighting.subjects) and not summoned:
        return None
    if form == "verb" and (not sighting.subjects or _is_nested(scene, sighting.subjects[0], sentence)):
        return None
    if (
        meaning.code == "visit"
        and form == "verb"
        and not any(n.kind in ("person", "title") or n.code in ("person", "i", "leader") for n in sighting.subjects)
    ):
        return None
    if sighting.capacities == ("host", "guest") and not any(n.kind != "party" or n.word == "side" for n in right):
        return None
    sighting.strength = (form == "verb") + 2 * (sentence.kind == "title") + (number <= 3) + bool(sighting.people())
    if sighting.objects:
        sighting.end = max(sighting.end, sighting.objects[-1].end)
    if sighting.subjects and sighting.start - sighting.subjects[0].start < 160:
        sighting.start = min(sighting.start, sighting.subjects[0].start)
    return sighting


def _is_subject_behind(scene: Scene, frame: Mention, before: Noun, after: Noun) -> bool:
    """The object stands before the verb and the subject behind it: «Сергея Лаврова принял президент Эмомали Рахмон»."""
    near = scene.words_between(before.end, frame.start) <= 1 and scene.words_between(frame.end, after.start) <= 1
    return near and not after.oblique and before.kind in ("person", "title") and after.kind in ("person", "title")


def _guest(scene: Scene, frame: Mention, host: Noun, sentence: Sentence) -> list[Noun]:
    """ "The official visit to Viet Nam of the Prime Minister of Laos": the guest stands behind the host."""
    for noun in within(scene.nouns, host.end, min(sentence.end, host.end + 50)):
        if noun.kind == "person" or (noun.kind == "title" and noun.parties):
            apart = any(c in scene.text.norm[host.end : noun.start] for c in ",;:.(")
            own = noun.person is not None and noun.person.party in host.parties
            return [] if apart or own else [noun]
    before = [n for n in within(scene.nouns, sentence.start, frame.start) if n.kind in ("person", "title")]
    if len(before) == 1 and (before[0].person is None or before[0].person.party not in (None, *host.parties)):
        return before
    return []


def _visitor(scene: Scene, left: list[Noun]) -> tuple[list[Noun], list[Noun]]:
    """ "X, who has come to Moscow on a state visit": the person right before, and the party that the clause names."""
    if left and left[-1].kind == "person":
        return left[-1:], []
    if len(left) > 1 and left[-1].kind == "party" and left[-2].kind in ("person", "title"):
        apart = scene.text.norm[left[-2].end : left[-1].start].lstrip()
        if apart.startswith(",") and apart.count(",") == 1 and len(apart.split()) <= 6:
            return left[-2:-1], left[-1:]
    return [], []


def _is_nested(scene: Scene, noun: Noun, sentence: Sentence) -> bool:
    """The subject is the object of an act before it: "invited his counterpart to visit"."""
    for act in within(scene.main, max(sentence.start, noun.start - 30), noun.start):
        if act.of("act") and scene.words_between(act.end, noun.start) <= 2 and "," not in scene.text.norm[act.end : noun.start]:
            return True
    return False


def _is_chained(scene: Scene, left: list[Noun], frame: Mention) -> bool:
    """ "Met X, worked with Y": the subject goes on over the comma."""
    words = scene.pack.function_words("and")
    gap = scene.text.norm[left[-1].end : frame.start].strip() if left else ""
    return bool(gap) and gap in (",", *words, *(f", {word}" for word in words))


def _behind(scene: Scene, end: int, sentence: Sentence) -> list[Noun]:
    """ "Meeting the Prime Minister in ..., he said": the subject stands behind the comma."""
    comma = scene.text.norm.find(",", end, min(sentence.end, end + 90))
    return list(within(scene.nouns, comma, comma + 12))[:1] if comma >= 0 else []


def _fronted(scene: Scene, end: int, sentence: Sentence) -> list[Noun]:
    """ "In a call on Wednesday, Minister X and Secretary Y agreed": the partners are the subject of the main clause."""
    comma = scene.text.norm.find(",", end, min(sentence.end, end + 40))
    nouns = list(within(scene.nouns, comma + 1, sentence.end)) if comma >= 0 else []
    kept: list[Noun] = []
    for noun in nouns[:3]:
        gap = scene.text.norm[kept[-1].end if kept else comma + 1 : noun.start].strip(" ,")
        if (gap not in scene.pack.function_words("and") if kept else gap != "") or noun.kind not in ("person", "title"):
            break
        kept.append(noun)
    parties = {noun.person.party for noun in kept if noun.person is not None}
    return kept if len(kept) >= 2 and len(parties) >= 2 else []


def _is_joint(nouns: list[Noun]) -> bool:
    return len(nouns) >= 2 or any(noun.code == "sides" for noun in nouns)


def _partner(scene: Scene, frame: Mention, right: list[Noun]) -> list[Noun]:
    """The first noun behind a predicate, near enough, and those coordinated with it."""
    kept: list[Noun] = []
    last = frame.end
    joined = scene.pack.function_words("and")
    paired = (*joined, *scene.pack.words("sentences", "partner_words"))
    for index, noun in enumerate(right):
        if index + 1 < len(right) and _is_apposed(
            noun, scene.text.norm[noun.end : right[index + 1].start].strip(), right[index + 1]
        ):
            last = right[index + 1].start
            continue
        gap = scene.text.norm[last : noun.start]
        if noun.kind == "party" and _is_city(scene, noun) and _is_placed(scene, gap):
            break  # "a round of talks IN BAGHDAD"
        limit = 5 if not kept else 2
        if len(gap.split()) > limit or any(c in gap for c in ";.:"):
            break
        if kept and not (gap.strip(" ,") in paired or gap.strip() in (",", "-")):
            break
        if not kept and (
            "," in gap or any(m.code == "margins" for cue in within(scene.cues, last, noun.start) for m in cue.meanings)
        ):
            break
        if kept and gap.strip() == "," and noun.kind != "party" and not _goes_on(scene, noun, right[index + 1 :]):
            break  # a comma joins parties in a list; before a person or "the two" it opens the main clause
        kept.append(noun)
        last = noun.end
    return kept


def _goes_on_with(scene: Scene, end: int, words: list[str]) -> bool:
    """ "Called on the President TO release": behind the partner the clause goes on with one of these words, and tells of an act."""
    rest = re.split(r"[,;.:]| and ", scene.text.norm[end : end + 60], maxsplit=1)[0].split()
    return any(word in rest[:4] for word in words)


def _is_placed(scene: Scene, gap: str) -> bool:
    words = gap.split()
    return bool(words) and words[-1].lower() in scene.pack.words("sentences", "place_words")


def _is_city(scene: Scene, noun: Noun) -> bool:
    return any(m.of("metonym") and m.of("party") is None for m in within(scene.main, noun.start, noun.start + 1))


def _goes_on(scene: Scene, noun: Noun, rest: list[Noun]) -> bool:
    """Tell whether "and" and another person follow a person: "A, B and C" is a list."""
    gap = scene.text.norm[noun.end : rest[0].start].strip(" ,") if rest else ""
    return noun.kind == "person" and bool(rest) and rest[0].kind == "person" and gap in scene.pack.function_words("and")


def _is_apposed(noun: Noun, gap: str, after: Noun) -> bool:
    """ "The two ministers X and Y", "his host, Minister X": the words before the name add nothing."""
    if noun.code == "sides":
        return gap == ""
    return noun.kind == "actor" and noun.code in ("host", "guest", "counterpart") and gap in ("", ",") and after.kind == "person"


def _subjects(scene: Scene, frame: Mention, left: list[Noun]) -> list[Noun]:
    """The nearest noun before a verb that no preposition governs, with those coordinated with it."""
    last = frame.start
    if left and left[-1].start >= frame.end:
        return left
    for index in range(len(left) - 1, -1, -1):
        noun = left[index]
        if noun.oblique or _is_principal(scene, left[:index], noun):
            continue
        words = within(scene.main, noun.end, last)
        gap = scene.words_between(noun.end, frame.start)
        before = [w for w in within(scene.main, max(0, noun.start - 28), noun.start) if w.end >= noun.start - 1]
        governed = any((m := w.of("word")) and m.code == "preposition" for w in before)
        if index and governed and noun.kind == "person" and scene.text.norm[noun.end : noun.end + 1] == ",":
            continue  # ", accompanied by X,"
        if gap > 12 and any(w.of("act") for w in words):
            first = next((n for n in left if n.kind in ("person", "title")), None)
            return [first] if first is not None else []
        chained = scene.text.norm[noun.end : frame.start].split()[-1:] in [[word] for word in scene.pack.function_words("and")]
        if (
            chained
            and noun.kind == "party"
            and (first := next((n for n in left if n.kind in ("person", "title")), None)) is not None
        ):
            return [first]  # "attended the ASEAN-India meeting and called on X"
        if not governed or (noun.kind == "person" and gap <= 4):
            return _coordinated(scene, left[: index + 1])
    return []


def _both_before(scene: Scene, left: list[Noun]) -> list[Noun]:
    """ "X and his counterpart Y agreed in a phone call": the two persons that the sentence begins with."""
    pair = [noun for noun in left if noun.person is not None][-2:]
    sides = {noun.person.party for noun in pair if noun.person is not None}
    if len(pair) != 2 or len(sides) != 2 or pair[-1].oblique:
        return []
    gap = scene.text.norm[pair[0].end : pair[1].start].split()
    joined = any(word.strip(",") in scene.pack.function_words("and") for word in gap[:4])  # "X [of Japan] and his counterpart Y"
    return pair if joined and len(gap) <= 8 else []


def _is_principal(scene: Scene, left: list[Noun], noun: Noun) -> bool:
    """ "The special envoy of President X": who sent the envoy does not come himself."""
    if not left or left[-1].code != "special-envoy" or left[-1].kind != "title":
        return False
    return any((m := w.of("link")) and m.code == "of" for w in within(scene.main, left[-1].end, noun.start))


def _is_of_person(scene: Scene, person: Noun | None, party: Noun, after: Noun) -> bool:
    """Tell whether a party behind a person is the person's own, and not one of those that act."""
    if person is None or person.person is None or person.person.party not in party.parties or after.kind != "person":
        return False
    return len(scene.text.norm[person.end : party.start].split()) <= 2


def _coordinated(scene: Scene, nouns: list[Noun]) -> list[Noun]:
    """The last noun, and those joined to it by a comma or "and"."""
    kept = [nouns[-1]]
    joined = scene.pack.function_words("and")
    for index in range(len(nouns) - 2, -1, -1):
        noun = nouns[index]
        if noun.kind == "party" and _is_of_person(scene, nouns[index - 1] if index else None, noun, kept[0]):
            continue  # "X OF MALAYSIA and Y"
        gap = scene.text.norm[noun.end : kept[0].start].strip(" ,")
        if noun.kind == "person" and nouns[index + 1] is not kept[0]:
            gap = scene.text.norm[nouns[index + 1].end : kept[0].start].strip(" ,")
        if gap in joined or gap in ("", "-"):
            kept.insert(0, noun)
        elif not any(w in gap.split() for w in joined) or len(gap.split()) > 12 or noun.kind != "person":
            break
        else:
            kept.insert(0, noun)
    return kept
