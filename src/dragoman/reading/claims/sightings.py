"""Where a text speaks of an encounter. In: a scene. Out: sightings, one a mention; `encounters.py` makes encounters of them.

What the text only recalls, asks for or wishes is no sighting.
"""

from dragoman.model.mention import Mention
from dragoman.reading.claims.pairs import pair
from dragoman.reading.claims.sessions import next_sitting, session
from dragoman.reading.claims.sighting import Sighting, cues
from dragoman.reading.scene import Scene, Sentence
from dragoman.text.placed import within


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
            if found and found[-1].sentence == number and found[-1].kind == "session" and frame.start < found[-1].end:
                continue  # the acronym inside a mechanism's name
            if frame.of("mechanism.known", "mechanism.noun"):
                sighting = session(scene, frame, sentence, number)
            elif frame.of("mechanism.sitting") and (
                (sighting := next_sitting(scene, frame, sentence, number)) is not None or frame.of("encounter") is None
            ):
                pass
            elif meaning := frame.of("encounter"):
                before = found[-1] if found and found[-1].sentence == number else None
                sighting = pair(scene, frame, sentence, number, meaning.table["form"], before)
            else:
                continue
            if sighting is not None:
                sighting.announced = _is_announced(scene, sighting, sentence)
                if sighting.kind == "session" and found and _is_its_verb(found[-1], sighting):
                    found.pop()
                if not sighting.follows or sighting.announced or sighting.ahead is not None:
                    found.append(sighting)
    return found


def _is_its_verb(before: Sighting, session: Sighting) -> bool:
    """ "A and B HELD THE 3rd MEETING of their working group": the words of a meeting are those of the session."""
    people = any(noun.person is not None for noun in (*before.subjects, *before.objects))
    return before.sentence == session.sentence and before.kind == "meeting" and before.end > session.start and not people


def _is_recalled(scene: Scene, frame: Mention, sentence: Sentence) -> bool:
    """A past event named as background, a cancelled or a denied one, or one that is only asked or wished for."""
    holders = within(scene.bonds, max(sentence.start, frame.start - 30), frame.start)
    chairs = {cue.start for cue in cues(scene, sentence, "co-chair")}
    holders = [b for b in holders if b.of("mandate") and b.end <= frame.start and b.start not in chairs]
    if any(not scene.text.norm[b.end : frame.start].strip() for b in holders):
        return True  # "as chair of the summit"
    covering = [m for m in within(scene.main, frame.start - 12, frame.end) if m.start <= frame.start and frame.end <= m.end]
    if any(m.start < frame.start and not m.kinds <= {"actor"} for m in covering):
        return True
    dated = frame.of("mechanism.known") is not None and within(scene.dates, frame.end, min(sentence.end, frame.end + 45))
    for asked in within(scene.main, max(sentence.start, frame.start - 60), frame.start) if not dated else ():
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
        earlier = cue.start == sentence.start and frame.of("encounter") is not None  # "Earlier she was received by X"
        if ("background" in codes and near <= 3 and not earlier) or ("cancelled" in codes and near <= 5):
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
        w for w in within(scene.main, low, min(sentence.end, sighting.end + 40))
        if (m := w.of("word")) and m.code == "future" and not _is_elsewhere(scene, sighting.end, w.start)
    ]  # fmt: skip
    near_cue = [
        cue for cue in within(scene.cues, low, min(sentence.end, sighting.end + 60))
        if any(m.code == "announced" and m.kind == "encounters.cue" for m in cue.meanings)
    ]  # fmt: skip
    if sighting.future:
        return True
    if sighting.kind == "session" and cues(scene, sentence, "co-chair") and sentence.kind == "body" and not ahead:
        return False
    return bool(ahead or near_cue)


def _is_elsewhere(scene: Scene, end: int, at: int) -> bool:
    """Tell whether a word behind an encounter belongs to the next clause: a comma or a predicate stands between."""
    return at > end and ("," in scene.text.norm[end:at] or any("act" in m.kinds for m in within(scene.main, end, at)))
