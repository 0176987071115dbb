"""Years that a text leaves out. In: date expressions, the day of publication, clues. Out: EDTF with its basis and the clues used.

The year of the document is found first, by weighing clues; each clue votes for years or rules years out. The clock and the file's date
are no clues. Where no vote is strong enough, or two are as strong, the year stays `XXXX`, and a conflict is reported.
"""

from datetime import date, timedelta
from typing import NamedTuple

from dragoman.model.edtf import Day, format_day, format_edtf
from dragoman.model.mention import DateMention
from dragoman.model.record import Clue

_ENOUGH = 0.9
_MARGIN = 0.35


class Vote(NamedTuple):
    """A clue for a year, with its weight and the words that carry it."""

    year: int
    weight: float
    clue: Clue


class Resolved(NamedTuple):
    """A date of the record: EDTF, whether stated or inferred, and the clues of an inference."""

    edtf: str | None
    basis: str
    because: list[Clue]


NOTHING = Resolved(None, "none", [])


class Calendar:
    """Knows when the document was written, as far as its clues tell."""

    def __init__(
        self, published: Day | None, published_clue: Clue | None, votes: list[Vote], not_before: int, not_after: int
    ) -> None:
        self.published = published
        self.published_clue = published_clue
        self.written: Day | None = published
        self.conflict: list[Clue] = []
        self._clues: list[Clue] = []
        self.year: int | None = published.year if published else None
        if published_clue is not None and self.year is not None:
            self._clues = [published_clue]
        elif self.year is None:
            self._decide(votes, not_before, not_after)

    def _decide(self, votes: list[Vote], not_before: int, not_after: int) -> None:
        totals: dict[int, float] = {}
        for vote in votes:
            if not_before <= vote.year <= not_after:
                totals[vote.year] = totals.get(vote.year, 0.0) + vote.weight
        if not totals:
            return
        ranked = sorted(totals.items(), key=lambda item: (-item[1], item[0]))
        best, weight = ranked[0]
        second = ranked[1][1] if len(ranked) > 1 else 0.0
        if weight < _ENOUGH or weight - second < _MARGIN:
            if second >= _ENOUGH:
                self.conflict = [vote.clue for vote in votes if vote.year in (best, ranked[1][0])]
            return
        self.year = best
        self._clues = [vote.clue for vote in votes if vote.year == best]

    def set_written(self, day: Day) -> None:
        """Take `day` (of a dateline, or of the main encounter) as the day of writing, where no day of publication is stated."""
        if self.written is None:
            self.written = day.with_year(self.year) if day.year is None and self.year else day

    def resolve(self, mention: DateMention, *, ahead: bool = False, focus: str | None = None) -> Resolved:
        """Return the date that `mention` means. `ahead` for what is announced; `focus` is the date of the encounter in focus."""
        kind = mention.kind
        if kind in ("same-day", "next-day", "day-before"):
            shift = {"same-day": 0, "next-day": 1, "day-before": -1}[kind]
            return self._shifted(focus, shift)
        if kind == "relative-day":
            return self._relative_day(mention)
        if kind == "weekday":
            return self._weekday(mention, ahead or mention.coming)
        if kind in ("relative-year", "month-of-relative-year", "relative-month"):
            return self._relative(mention)
        if mention.first.year is not None and (mention.last is None or mention.last.year is not None):
            return Resolved(format_edtf(mention.first, mention.last), "stated", [])
        if kind in ("day", "month"):
            return self._complete(mention, ahead or mention.coming)
        return NOTHING

    def _shifted(self, focus: str | None, shift: int) -> Resolved:
        if focus is None:
            return NOTHING
        edtf = focus.split("/")[-1] if shift else focus
        if shift:
            try:
                edtf = (date.fromisoformat(edtf) + timedelta(days=shift)).isoformat()
            except ValueError:
                return NOTHING
        return Resolved(edtf, "inferred", [Clue("counted from the day in focus")])

    def _relative_day(self, mention: DateMention) -> Resolved:
        if self.written is None:
            return NOTHING
        day = self.written.to_date()
        if day is None:
            return (
                Resolved(format_day(self.written), "inferred", self._clues)
                if mention.offset == 0 and self.written.day
                else NOTHING
            )
        return Resolved(
            (day + timedelta(days=mention.offset)).isoformat(),
            "inferred",
            [*self._clues, Clue("counted from the day of writing")],
        )

    def _weekday(self, mention: DateMention, ahead: bool) -> Resolved:
        """A bare weekday is the nearest one before the day of writing, or after it where the text looks ahead."""
        day = self.written.to_date() if self.written is not None else None
        if day is None or mention.weekday is None:
            return NOTHING
        shift = (mention.weekday - day.weekday()) % 7 if ahead else -((day.weekday() - mention.weekday) % 7)
        return Resolved(
            (day + timedelta(days=shift)).isoformat(), "inferred", [*self._clues, Clue("the weekday nearest the day of writing")]
        )

    def _relative(self, mention: DateMention) -> Resolved:
        if self.year is None:
            return NOTHING
        if mention.kind == "relative-month":
            if self.written is None or self.written.month is None:
                return NOTHING
            months = self.year * 12 + self.written.month - 1 + mention.offset
            return Resolved(format_day(Day(months // 12, months % 12 + 1)), "inferred", self._clues)
        year = mention.first.year or self.year + mention.offset
        return Resolved(format_day(Day(year, mention.first.month)), "inferred", self._clues)

    def _complete(self, mention: DateMention, ahead: bool) -> Resolved:
        year = self.year
        month, day = mention.first.month or 1, mention.first.day
        written = self.written
        if year is not None and written is not None and written.month is not None:
            here = (written.month, written.day or 15)
            there = (month, day or 15)
            if ahead and there < here and (day is not None or month < written.month):
                year += 1
            elif (
                not ahead
                and (month, day or 1) > (written.month, (written.day or 31) + 1)
                and (month > written.month or day is not None)
            ):
                year -= 1
            if mention.weekday is not None and day is not None:
                year = self._by_weekday(mention, year)
        first = Day(year, mention.first.month, mention.first.day)
        last = Day(year, mention.last.month, mention.last.day) if mention.last is not None else None
        if not first.is_valid() or (last is not None and not last.is_valid()):
            return NOTHING
        clues = list(self._clues) if year is not None else self.conflict
        return Resolved(format_edtf(first, last), "inferred" if year is not None else "stated", clues)

    @staticmethod
    def _by_weekday(mention: DateMention, year: int) -> int:
        """A stated weekday may move the year by one where it then fits, and only then."""
        for candidate in (year, year - 1, year + 1):
            day = Day(candidate, mention.first.month, mention.first.day).to_date()
            if day is not None and day.weekday() == mention.weekday:
                return candidate
        return year
