"""Where a text speaks of an encounter. In: a scene. Out: sightings, one a mention; `encounters.py` makes encounters of them.

A session is seen by the name of a recurring mechanism with its ordinal or with a word that it was held; a meeting, visit or call by a
predicate with two sides, or a noun with its partner. What the text only recalls is no sighting.
"""

from typing import Any

from dragoman.model.mention import DateMention, Mention
from dragoman.model.person import Noun, Person
from dragoman.reading.scene import Scene, Sentence
from dragoman.text.placed import within
from dragoman.vocab.load import by_key

_REACH = 110  # characters in which a partner stands behind its predicate


class Sighting:
    """One mention of an encounter, with what its sentence says of it."""

    __slots__ = (
        "ahead", "announced", "capacities", "end", "follows", "kind", "level", "made_by", "margins", "mechanism", "mode", "name",
        "objects", "ordinal", "parties", "sentence", "start", "strength", "subjects",
    )  # fmt: skip

    def __init__(self, kind: str, start: int, end: int, sentence: int) -> None:
        self.kind = kind
        self.start = start
        self.end = end
        self.sentence = sentence
        self.mechanism: str | None = None
        self.name = ""
        self.level: str | None = None
        self.ordinal: int | None = None
        self.parties: set[str] = set()
        self.subjects: list[Noun] = []
        self.objects: list[Noun] = []
        self.capacities = ("participant", "participant")
        self.mode: str | None = None
        self.announced = False
        self.follows = False  # the next sitting of the mechanism that the document is about
        self.ahead: DateMention | None = None  # nothing says that it is announced but its date, if that is to come
        self.margins = False
        self.strength = 0
        self.made_by = ""

    def people(self) -> list[Person]:
        """Return the persons of both sides."""
        return [noun.person for noun in (*self.subjects, *self.objects) if noun.person is not None]


def find(scene: Scene) -> list[Sighting]:
    """Return the sightings of all sentences in order."""
    found: list[Sighting] = []
    for number, sentence in enumerate(scene.sentences):
        if sentence.kind not in ("title", "body"):
            continue
        frames = within(scene.frames, sentence.start, sentence.end)
        for frame in frames:
            if _is_recalled(scene, frame, sentence):
                continue
            if frame.of("mechanism.known", "mechanism.noun"):
                sighting = _session(scene, frame, sentence, number)
            elif frame.of("mechanism.sitting"):
                sighting = _next_sitting(scene, frame, sentence, number)
            elif meaning := frame.of("encounter"):
                before = found[-1] if found and found[-1].sentence == number else None
                sighting = _pair(scene, frame, sentence, number, meaning.table["form"], before)
            else:
                continue
            if sighting is not None:
                sighting.announced = _is_announced(scene, sighting, sentence)
                if not sighting.follows or sighting.announced or sighting.ahead is not None:
                    found.append(sighting)
    return found


def _cues(scene: Scene, sentence: Sentence, code: str) -> list[Mention]:
    return [
        cue for cue in within(scene.cues, sentence.start, sentence.end)
        if any(m.kind == "cue" or m.kind == "encounters.cue" for m in cue.meanings if m.code == code)
    ]  # fmt: skip


def _is_recalled(scene: Scene, frame: Mention, sentence: Sentence) -> bool:
    """A past event named as background, a cancelled or a denied one, or one that is only asked or wished for."""
    holders = within(scene.bonds, max(sentence.start, frame.start - 30), frame.start)
    chairs = {cue.start for cue in _cues(scene, sentence, "co-chair")}
    if any(b.of("mandate") and b.start not in chairs and not scene.text.norm[b.end : frame.start].strip() for b in holders):
        return True  # "as chair of the summit"
    if any(
        m.start <= frame.start and frame.end <= m.end and m.end - m.start > frame.end - frame.start
        for m in within(scene.main, frame.start - 12, frame.end)
    ):
        return True
    for asked in within(scene.main, max(sentence.start, frame.start - 60), frame.start):
        act = asked.of("act")
        between = scene.text.norm[asked.end : frame.start]
        if act is not None and act.code in ("request", "wish") and not any(c in between for c in ",;"):
            return True
        promised = act is not None and act.code == "commit" and len(between.split()) <= 1
        if promised and not within(scene.dates, sentence.start, sentence.end):
            return True  # accepted or promised, for no stated time
    for cue in within(scene.cues, max(sentence.start, frame.start - 45), frame.start):
        if cue.end > frame.start:
            continue
        codes = {m.code for m in cue.meanings if m.kind == "encounters.cue"}
        near = scene.words_between(cue.end, frame.start)
        if ("background" in codes and near <= 3) or ("cancelled" in codes and near <= 5):
            return True
    for cue in within(scene.cues, frame.end, min(sentence.end, frame.end + 60)):
        if (
            any(m.code == "cancelled" and m.kind == "encounters.cue" for m in cue.meanings)
            and scene.words_between(frame.end, cue.start) <= 6
        ):
            return True
    return any(
        (date.kind in ("relative-year", "month-of-relative-year") and date.offset < 0) or (date.past and date.kind == "month")
        for date in within(scene.dates, frame.end, min(sentence.end, frame.end + 60))
        if "," not in scene.text.norm[frame.end : date.start] or scene.words_between(frame.end, date.start) <= 4
    )


def _is_announced(scene: Scene, sighting: Sighting, sentence: Sentence) -> bool:
    low = max(sentence.start, sighting.start - 70)
    ahead = [
        w
        for w in within(scene.main, low, sighting.end + 40)
        if (m := w.of("word")) and m.code == "future" and w.start < sentence.end
    ]
    near_cue = [
        cue for cue in within(scene.cues, low, min(sentence.end, sighting.end + 60))
        if any(m.code == "announced" and m.kind == "encounters.cue" for m in cue.meanings)
    ]  # fmt: skip
    if sighting.kind == "session" and _cues(scene, sentence, "co-chair") and sentence.kind == "body" and not ahead:
        return False
    return bool(ahead or near_cue)


def _next_sitting(scene: Scene, frame: Mention, sentence: Sentence, number: int) -> Sighting | None:
    """ "The 19th session will be held in New Delhi in 2025": of the mechanism that the document is about, by its number or "next"."""
    ordinal = _ordinal(scene, frame, sentence, frame.start, frame.end)
    near = within(scene.cues, max(sentence.start, frame.start - 20), frame.end + 20)
    following = any(m.kind == "encounters.cue" and m.code == "next" for cue in near for m in cue.meanings)
    named = [
        f for f in within(scene.frames, max(sentence.start, frame.start - 60), min(sentence.end, frame.end + 60))
        if f is not frame and f.of("mechanism.known", "mechanism.noun")
    ]  # fmt: skip
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


def _session(scene: Scene, frame: Mention, sentence: Sentence, number: int) -> Sighting | None:
    meaning = frame.of("mechanism.known") or frame.of("mechanism.noun")
    assert meaning is not None
    sighting = Sighting("session", frame.start, frame.end, number)
    sighting.made_by = meaning.name
    start, end = _extend(scene, frame, sentence)
    ordinal = _ordinal(scene, frame, sentence, start, end)
    if ordinal is not None:
        sighting.ordinal = ordinal[0]
        start, end = min(start, ordinal[1]), max(end, ordinal[2])
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
    sighting.margins = any(
        any(m.kind == "encounters.cue" and m.code == "margins" for m in cue.meanings) and scene.words_between(cue.end, start) <= 2
        for cue in within(scene.cues, max(sentence.start, start - 30), start)
    )
    held = bool(_cues(scene, sentence, "held") or _cues(scene, sentence, "announced"))
    chaired = bool(_cues(scene, sentence, "co-chair"))
    attended = bool(_cues(scene, sentence, "participant"))
    lead = number <= 3
    sighting.strength = 2 * (sighting.ordinal is not None) + 2 * chaired + held + attended + lead + (sentence.kind == "title")
    # A known mechanism in the lead, with its day beside it, was held though no verb says so.
    dated = lead and row is not None and any(d.kind == "day" for d in within(scene.dates, end, min(sentence.end, end + 40)))
    if dated:
        sighting.strength += 1
        return sighting
    if sighting.ordinal is None and not (chaired or held or attended or sentence.kind == "title"):
        return _dated(scene, sighting, sentence, end) if row is not None else None
    near = [cue for code in ("held", "co-chair", "participant", "announced") for cue in _cues(scene, sentence, code)]
    gap = min((max(start - cue.end, cue.start - end, 0) for cue in near), default=999)
    if sighting.ordinal is None and sentence.kind != "title" and gap > 45:
        return None
    before = scene.text.norm[max(sentence.start, start - 3) : start].strip()
    if sighting.ordinal is None and before in (",", "(") and sentence.kind == "body":
        return None
    return sighting


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


def _ordinal(scene: Scene, frame: Mention, sentence: Sentence, start: int, end: int) -> tuple[int, int, int] | None:
    after = [o for o in within(scene.ordinals, frame.start, min(sentence.end, end + 80)) if o.end > frame.end - 1]
    for found in after:
        between = scene.text.norm[end : found.start]
        crossing = [f for f in within(scene.frames, end, found.start) if f.of("encounter", "mechanism.known", "mechanism.noun")]
        if len(between.split()) <= 12 and not any(c in between for c in ",;.") and not crossing:
            return found.value, found.start, found.end
    before = within(scene.ordinals, max(sentence.start, frame.start - 40), frame.start)
    if before:
        found = before[-1]
        between = scene.text.norm[found.end : start]
        if len(between.split()) <= 3 and not any(c in between for c in ",;.") and found.end <= frame.start:
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


def _pair(scene: Scene, frame: Mention, sentence: Sentence, number: int, form: str, before: Sighting | None) -> Sighting | None:
    meaning = frame.of("encounter")
    assert meaning is not None
    sighting = Sighting(meaning.code, frame.start, frame.end, number)
    sighting.made_by = meaning.name
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
        sighting.subjects = [n for n in left if n.kind in ("person", "title")][:2]
        sighting.strength = 1
        return sighting
    if form == "noun" and not right:
        right = _fronted(scene, frame.end, sentence)
    sighting.objects = right
    if form == "verb" and not left and right:
        left = _behind(scene, right[-1].end, sentence)
    if before is not None and form == "verb" and before.subjects and _is_chained(scene, left, frame):
        sighting.subjects = list(before.subjects)
    elif form == "verb":
        sighting.subjects = _subjects(scene, frame, left)
    else:
        sighting.subjects = [n for n in left if n.kind in ("person", "title")][:1]
    if form == "noun" and len(right) < 2:
        sighting.subjects = []
    if form == "noun" and meaning.code == "visit" and [n.kind for n in right] == ["party"]:
        sighting.subjects = _guest(scene, frame, right[0], sentence)
    if form == "verb" and not right and not _is_joint(sighting.subjects):
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


def _guest(scene: Scene, frame: Mention, host: Noun, sentence: Sentence) -> list[Noun]:
    """ "The official visit to Viet Nam of the Prime Minister of Laos": the guest stands behind the host."""
    for noun in within(scene.nouns, host.end, min(sentence.end, host.end + 50)):
        if noun.kind == "person" or (noun.kind == "title" and noun.parties):
            apart = any(c in scene.text.norm[host.end : noun.start] for c in ",;:.(")
            own = noun.person is not None and noun.person.party in host.parties
            return [] if apart or own else [noun]
    before = [n for n in within(scene.nouns, sentence.start, frame.start) if n.kind in ("person", "title")]
    if len(before) == 1 and before[0].person is not None and before[0].person.party not in (None, *host.parties):
        return before
    return []


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
        limit = 5 if not kept else 2
        if len(gap.split()) > limit or any(c in gap for c in ";.:"):
            break
        if kept and not (gap.strip(" ,") in paired or gap.strip() in (",", "-")):
            break
        if not kept and (
            "," in gap or any(m.code == "margins" for cue in within(scene.cues, last, noun.start) for m in cue.meanings)
        ):
            break
        if kept and gap.strip() == "," and noun.kind != "party":
            break  # a comma joins parties in a list; before a person or "the two" it opens the main clause
        kept.append(noun)
        last = noun.end
    return kept


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
        if noun.oblique:
            continue
        words = within(scene.main, noun.end, last)
        gap = scene.words_between(noun.end, frame.start)
        before = [w for w in within(scene.main, max(0, noun.start - 14), noun.start) if w.end >= noun.start - 1]
        governed = any((m := w.of("word")) and m.code == "preposition" for w in before)
        if gap > 12 and any(w.of("act") for w in words):
            first = next((n for n in left if n.kind in ("person", "title")), None)
            return [first] if first is not None else []
        if not governed or (noun.kind == "person" and gap <= 4):
            return _coordinated(scene, left[: index + 1])
    return []


def _coordinated(scene: Scene, nouns: list[Noun]) -> list[Noun]:
    """The last noun, and those joined to it by a comma or "and"."""
    kept = [nouns[-1]]
    joined = scene.pack.function_words("and")
    for noun in reversed(nouns[:-1]):
        gap = scene.text.norm[noun.end : kept[0].start].strip(" ,")
        if gap in joined or gap in ("", "-"):
            kept.insert(0, noun)
        elif not any(w in gap.split() for w in joined) or len(gap.split()) > 12 or noun.kind != "person":
            break
        else:
            kept.insert(0, noun)
    return kept
