"""Things that stand at places of a text, in order, and those of them that begin in a range."""

from bisect import bisect_left
from collections.abc import Iterable
from typing import Protocol, TypeVar


class HasStart(Protocol):
    """What stands at a place of the text."""

    @property
    def start(self) -> int:
        """Where it begins."""


Placed = TypeVar("Placed", bound=HasStart)


class Row(list[Placed]):
    """Items in the order of the text, with their starts beside them: they are looked up by place far more often than made."""

    __slots__ = ("starts",)

    def __init__(self, items: Iterable[Placed]) -> None:
        super().__init__(items)
        self.starts = [item.start for item in self]


def within(items: Row[Placed], start: int, end: int) -> list[Placed]:
    """Return the items that begin in `norm[start:end]`."""
    starts = items.starts
    low = bisect_left(starts, start)
    return items[low : bisect_left(starts, end, low)]
