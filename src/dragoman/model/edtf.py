"""Dates in EDTF (ISO 8601-2), level 1 as far as the press needs it: day, month, year, `XXXX`, intervals.

A `Day` may lack its year, or everything below it. `format_edtf` gives the string of the record.
"""

import calendar
from datetime import date

import msgspec


class Day(msgspec.Struct, frozen=True):
    """A date known as far as it is stated: year, month and day may each be None."""

    year: int | None = None
    month: int | None = None
    day: int | None = None

    def is_valid(self) -> bool:
        """Tell whether such a day exists; without a year the leap day does."""
        if self.month is not None and not 1 <= self.month <= 12:
            return False
        if self.day is not None:
            if self.month is None:
                return 1 <= self.day <= 31
            return 1 <= self.day <= calendar.monthrange(self.year or 2000, self.month)[1]
        return self.year is None or 1 <= self.year <= 9999

    def with_year(self, year: int) -> "Day":
        """Return the same day in `year`."""
        return Day(year, self.month, self.day)

    def to_date(self) -> date | None:
        """Return the calendar day where year, month and day are all known."""
        if self.year and self.month and self.day and self.is_valid():
            return date(self.year, self.month, self.day)
        return None


def format_day(day: Day) -> str:
    """Return the EDTF of `day`.

    >>> format_day(Day(None, 1, 26))
    'XXXX-01-26'
    """
    text = f"{day.year:04d}" if day.year is not None else "XXXX"
    if day.month is None:
        return text
    text += f"-{day.month:02d}"
    return text if day.day is None else f"{text}-{day.day:02d}"


def format_edtf(start: Day, end: Day | None = None) -> str:
    """Return the EDTF of a day or of the interval from `start` to `end`.

    >>> format_edtf(Day(2018, 5, 17), Day(2018, 5, 18))
    '2018-05-17/2018-05-18'
    """
    if end is None or end == start:
        return format_day(start)
    return f"{format_day(start)}/{format_day(end)}"


def parse_day(text: str) -> Day:
    """Return the `Day` of an EDTF day, month or year. Raises `ValueError` for anything else."""
    parts = text.split("-")
    if not 1 <= len(parts) <= 3:
        raise ValueError(f"not an EDTF date: {text!r}")
    numbers = [None if set(part) == {"X"} else int(part) for part in parts]
    return Day(*numbers)
