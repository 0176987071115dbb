"""What is named in a text: phrases of the lexicon with their meanings, and date expressions."""

from typing import Any, NamedTuple

from dragoman.model.edtf import Day


class Meaning(NamedTuple):
    """What a phrase may stand for: the table it comes from, its code, the table itself."""

    layer: str
    kind: str
    code: str
    name: str
    table: dict[str, Any]
    case: str = (
        ""  # of the form at hand, where the pack inflects: direct (may be a subject), oblique, either; of a verb: base, future
    )


class Mention:
    """A phrase at a place, in one layer: `norm[start:end]` and what it may mean there."""

    __slots__ = ("end", "kinds", "meanings", "start")

    def __init__(self, start: int, end: int, meanings: tuple[Meaning, ...], kinds: frozenset[str]) -> None:
        self.start = start
        self.end = end
        self.meanings = meanings
        self.kinds = kinds

    def of(self, *kinds: str) -> Meaning | None:
        """Return the first meaning of one of `kinds`."""
        for meaning in self.meanings:
            if meaning.kind in kinds:
                return meaning
        return None

    def add(self, meanings: tuple[Meaning, ...], kinds: frozenset[str]) -> None:
        """Add what the same words mean besides."""
        self.meanings += meanings
        self.kinds |= kinds

    def __repr__(self) -> str:
        return f"Mention({self.start}, {self.end}, {[(m.kind, m.code) for m in self.meanings]})"


class DateMention(NamedTuple):
    """A date expression at `norm[start:end]`.

    `kind` is day, month, year, period (of years), relative-day, relative-month, relative-year, weekday, same-day, next-day
    or day-before. `offset` counts units from the day of writing for relative ones; `weekday` is 0 for Monday.
    """

    start: int
    end: int
    kind: str
    first: Day
    last: Day | None = None
    offset: int = 0
    weekday: int | None = None
    coming: bool = False
    past: bool = False
