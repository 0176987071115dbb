"""What the claims stage is given: the text, its sentences, and all that they name. Built by `read.py`, changed by nobody."""

from bisect import bisect_left
from typing import NamedTuple, TypeVar

from dragoman.lang.pack import Pack
from dragoman.model.mention import DateMention, Mention
from dragoman.model.person import Noun, Person
from dragoman.model.record import Quantity
from dragoman.text.normalise import Text


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
    sentences: list[Sentence]
    main: list[Mention]
    topics: list[Mention]
    frames: list[Mention]
    bonds: list[Mention]
    cues: list[Mention]
    nouns: list[Noun]
    persons: list[Person]
    dates: list[DateMention]
    ordinals: list[Numbered]
    quantities: list[Measured]

    def words_between(self, start: int, end: int) -> int:
        """Return how many words stand in `norm[start:end]`."""
        return len(self.text.norm[start:end].split())


Placed = TypeVar("Placed", Mention, Noun, DateMention, Numbered, Measured, Sentence)


def within(items: list[Placed], start: int, end: int) -> list[Placed]:
    """Return the items that begin in `norm[start:end]`; `items` is in order of start."""
    low = bisect_left(items, start, key=lambda item: item.start)
    high = bisect_left(items, end, lo=low, key=lambda item: item.start)
    return items[low:high]
