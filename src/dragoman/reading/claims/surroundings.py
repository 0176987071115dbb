"""Where, when and beside whom a sighting stands. In: a scene and a sighting. Out: the nearest date, place and persons."""

from dragoman.model.mention import DateMention, Meaning
from dragoman.model.person import Noun
from dragoman.reading.claims.sighting import Sighting
from dragoman.reading.scene import Scene, Sentence
from dragoman.text.placed import within


def distance(date: DateMention, sighting: Sighting) -> int:
    gap = date.start - sighting.end if date.start >= sighting.end else max(0, sighting.start - date.end)
    return gap + {"day": 0, "weekday": 60}.get(date.kind, 20)


def precise(found: list[DateMention], sighting: Sighting) -> list[DateMention]:
    days = [d for d in found if d.kind == "day" and abs(d.start - sighting.end) < 80]
    return days or found


def place_of(scene: Scene, sentence: Sentence, sighting: Sighting) -> tuple[str | None, str | None] | None:
    """The nearest place that a preposition of place governs."""
    best: tuple[int, str | None, str] | None = None
    openers = set(scene.pack.words("sentences", "place_words"))
    for mention in within(scene.main, sentence.start, sentence.end):
        meaning = mention.of("place", "metonym", "party")
        if meaning is None:
            continue
        before = scene.text.fold[max(0, mention.start - 40) : mention.start].split()
        if not before or not (openers & set(before[-4:])):
            continue
        if not meaning.code:
            continue  # a sea or a region
        if meaning.kind == "place":
            label, country = meaning.table.get("label"), meaning.code
        else:
            if not meaning.code.isupper():
                continue
            label, country = (
                (None, meaning.code)
                if meaning.kind == "party"
                else (_label(scene.text.norm[mention.start : mention.end], meaning), meaning.code)
            )
        gap = min(abs(mention.start - sighting.end), abs(sighting.start - mention.end)) + (0 if label else 15)
        if best is None or gap < best[0]:
            best = (gap, label, country)
    return (best[1], best[2]) if best is not None and best[0] < 160 else None


def _label(text: str, meaning: Meaning) -> str:
    """The name of a capital as the pack writes it, where the text has it in another case."""
    if meaning.case in ("", "direct"):
        return text
    names: list[str] = meaning.table.get("metonyms", [])
    return next((name for name in names if name[:3] == text[:3]), text)


def persons_beside(scene: Scene, start: int, end: int, sentence: Sentence, capacity: str) -> list[Noun]:
    """The persons that a cue of chairing, leading or attending is about: those around it in its clause."""
    nouns = within(scene.nouns, sentence.start, sentence.end)
    if capacity == "head-of-delegation":
        left = [n for n in nouns if n.end <= start and scene.words_between(n.end, start) <= 4][-1:]
        right = [n for n in nouns if n.start >= end and scene.words_between(end, n.start) <= 3][:1]
        return left if left and left[0].person is not None else right
    left = [n for n in nouns if n.end <= start and start - n.end < 140]
    right = [n for n in nouns if n.start >= end and n.start - end < 200]
    return [*left, *right]
