"""What the claims stage is given: the text, its sentences, and all that they name. Built by `read.py`, changed by nobody."""

from typing import NamedTuple

from dragoman.lang.pack import Pack
from dragoman.model.mention import DateMention, Mention
from dragoman.model.person import Noun, Person
from dragoman.model.record import Quantity
from dragoman.text.normalise import Text
from dragoman.text.placed import Row


class Sentence(NamedTuple):
    """A sentence at `norm[start:end]`: the kind of its block, and the number of that block."""

    start: int
    end: int
    kind: str
    block: int


class Numbered(NamedTuple):
    """An ordinal number at `norm[start:end]`."""

    value: int
    start: int
    end: int


class Measured(NamedTuple):
    """A quantity at `norm[start:end]`."""

    quantity: Quantity
    start: int
    end: int


class Scene(NamedTuple):
    """One document, ready to be read for claims. All lists are in the order of the text."""

    text: Text
    pack: Pack
    sentences: Row[Sentence]
    main: Row[Mention]
    topics: Row[Mention]
    frames: Row[Mention]
    bonds: Row[Mention]
    cues: Row[Mention]
    anniversaries: Row[Mention]
    nouns: Row[Noun]
    persons: list[Person]
    dates: Row[DateMention]
    ordinals: Row[Numbered]
    quantities: Row[Measured]

    def words_between(self, start: int, end: int) -> int:
        """Return how many words stand in `norm[start:end]`."""
        return len(self.text.norm[start:end].split())
