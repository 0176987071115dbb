"""One mention of an encounter, with what its sentence says of it. Made by `sessions.py` and `pairs.py`, read by `encounters.py`."""

from dragoman.model.mention import DateMention, Mention
from dragoman.model.person import Noun, Person
from dragoman.reading.scene import Scene, Sentence
from dragoman.text.placed import within


class Sighting:
    """One mention of an encounter, with what its sentence says of it."""

    __slots__ = (
        "ahead",
        "announced",
        "bare",
        "capacities",
        "end",
        "follows",
        "future",
        "kind",
        "level",
        "made_by",
        "margins",
        "mechanism",
        "mode",
        "name",
        "objects",
        "ordinal",
        "parties",
        "sentence",
        "start",
        "strength",
        "subjects",
        "told_at",
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
        self.future = False  # told by a verb in the future
        self.bare = False  # a session named by its number alone
        self.margins = False
        self.strength = 0
        self.told_at = -1  # where a predicate stands that could be an act as well, and here is none
        self.made_by = ""

    def people(self) -> list[Person]:
        """Return the persons of both sides."""
        return [noun.person for noun in (*self.subjects, *self.objects) if noun.person is not None]


def cues(scene: Scene, sentence: Sentence, code: str) -> list[Mention]:
    """Return the words of a sentence that tell how an encounter stands: held, announced, chaired ..."""
    return [
        cue for cue in within(scene.cues, sentence.start, sentence.end)
        if any(m.kind == "cue" or m.kind == "encounters.cue" for m in cue.meanings if m.code == code)
    ]  # fmt: skip
