"""Topics of a stretch of text. In: a scene and a range. Out: codes, in the order met."""

from collections import Counter
from functools import cache

from dragoman.reading.scene import Scene
from dragoman.text.placed import within
from dragoman.vocab.load import by_key


def find(scene: Scene, start: int, end: int) -> tuple[list[str], list[str]]:
    """Return the topics that `norm[start:end]` names, and those that it names only weakly."""
    strong: dict[str, None] = {}
    weak: dict[str, None] = {}
    for mention in within(scene.topics, start, end):
        if mention.end > end:
            continue
        for meaning in mention.meanings:
            (strong if meaning.kind == "topic" else weak)[meaning.code] = None
    return list(strong), list(weak)


def hotspot(scene: Scene) -> str | None:
    """Return the conflict or dispute that the document is about, if it is about one: named again and again in its body."""
    spots = _hotspots()
    named: Counter[str] = Counter()
    sentences = [s for s in scene.sentences if s.kind in ("title", "body")]
    for sentence in sentences:
        codes = {
            m.code
            for mention in within(scene.topics, sentence.start, sentence.end)
            for m in mention.meanings
            if m.kind == "topic"
        }
        named.update(codes & spots)
    code, count = max(named.items(), key=lambda item: (item[1], item[0]), default=("", 0))
    return code if count >= 3 and count * 4 >= len(sentences) else None


@cache
def _hotspots() -> frozenset[str]:
    return frozenset(code for code, row in by_key("topics", "topic", "code").items() if row.get("hotspot"))
