"""Dates as stretches of days. In: EDTF. Out: a `Moment`, which can be compared with another; None for what is no date."""

from datetime import date
from functools import lru_cache
from typing import NamedTuple

from dragoman.model.edtf import Day, format_day, parse_day

FIRST, LAST = date(1, 1, 1).toordinal(), date(9999, 12, 31).toordinal()


class Moment(NamedTuple):
    """Days from `first` to `last`, as ordinals of the proleptic calendar. `grain` is day, days, month, year or years.

    A day or month whose year is not known has grain `yearless`, and `month` and `day` instead.
    """

    first: int
    last: int
    grain: str
    month: int = 0
    day: int = 0

    @property
    def is_day(self) -> bool:
        """Whether the day, or a run of at most ten days, is known."""
        return self.grain in ("day", "days")

    @property
    def year(self) -> int:
        """The year in which it begins."""
        return date.fromordinal(self.first).year


@lru_cache(maxsize=65536)
def moment(edtf: str | None) -> Moment | None:
    """Return what an EDTF date stands for.

    >>> moment("2024-02").last - moment("2024-02").first
    28
    >>> moment("XXXX-01-26").grain, moment("2018-05-17/2018-05-18").grain, moment("soon")
    ('yearless', 'days', None)
    """
    if not edtf:
        return None
    start, slash, end = edtf.partition("/")
    first = _day(start)
    if not slash:
        return first
    last = _day(end)
    if first is None or last is None or "yearless" in (first.grain, last.grain):
        known = first or last
        if known is None or known.grain == "yearless":
            return known
        return Moment(known.first, LAST, "years") if first is not None else Moment(FIRST, known.last, "years")
    if last.last < first.first:
        return first
    length = last.last - first.first
    return Moment(first.first, last.last, "days" if length <= 10 else "month" if length <= 31 else "years")


def _day(text: str) -> Moment | None:
    try:
        day = parse_day(text.rstrip("~?%"))
        if not day.is_valid():
            return None
        if day.year is None:
            return Moment(FIRST, LAST, "yearless", day.month or 0, day.day or 0) if day.month else None
        if day.month is None:
            return Moment(date(day.year, 1, 1).toordinal(), date(day.year, 12, 31).toordinal(), "year")
        if day.day is None:
            return Moment(date(day.year, day.month, 1).toordinal(), _month_end(day.year, day.month), "month")
        at = date(day.year, day.month, day.day).toordinal()
        return Moment(at, at, "day")
    except ValueError:
        return None


def _month_end(year: int, month: int) -> int:
    return (date(year, month + 1, 1).toordinal() if month < 12 else date(year, 12, 31).toordinal() + 1) - 1


def gap(one: Moment, other: Moment) -> int:
    """Return how many days lie between two moments; 0 where they touch or overlap."""
    return max(one.first - other.last, other.first - one.last, 0)


def sortable(edtf: str | None) -> str:
    """Return a date such that later ones sort later; what has no year sorts before all.

    >>> sortable("2019-02-20") < sortable("2019-03") < sortable("2020")
    True
    """
    found = moment(edtf)
    return "" if found is None or found.grain == "yearless" or found.first == FIRST else date.fromordinal(found.first).isoformat()


def ending(edtf: str | None) -> str:
    """Return the last day of a date, as an ISO string; what has no year gives an empty one."""
    found = moment(edtf)
    return "" if found is None or found.grain == "yearless" or found.last == LAST else date.fromordinal(found.last).isoformat()


def iso(ordinal: int) -> str:
    """Return the day with that number."""
    at = date.fromordinal(ordinal)
    return format_day(Day(at.year, at.month, at.day))
