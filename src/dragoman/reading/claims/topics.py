"""Topics of a stretch of text. In: a scene and a range. Out: codes, in the order of the vocabulary."""

from dragoman.reading.scene import Scene
from dragoman.text.placed import within


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
