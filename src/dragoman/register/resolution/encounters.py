"""Encounters. In: reports of encounters. Out: which may be of one event, and how far two reports are.

Reports of one document are never merged: its reader told them apart. Two ordinals never merge, nor two known days that lie
further apart than a visit lasts; meetings whose people differ are different meetings.
"""

from collections.abc import Iterable
from datetime import date

import msgspec

from dragoman.register.resolution.moments import Moment, gap, moment
from dragoman.register.resolution.names import catalogued, compare, may_be_slips
from dragoman.register.resolution.scores import Score, forbid, total
from dragoman.vocab.load import by_key

_VISIT_DAYS = 10
_SLIP_DAYS = 3  # time zones, and reports that give the day of the report
_CONTEXT_DAYS = 7
_NEWS_DAYS = 2  # within these a page reports what it is about
_TALKS = frozenset(("session", "meeting", "other"))
_RARE = frozenset(("session", "meeting", "call"))  # ceremonies and briefings come in numbers on one day


class Attendee(msgspec.Struct, frozen=True, array_like=True):
    """A person as a report has him: the key of the form, and its fields."""

    form: str
    name: str
    party: str
    office: str
    qualifier: str | None = None
    capacity: str = "participant"


class EncounterReport(msgspec.Struct, frozen=True, omit_defaults=True):
    """One report of an encounter. `around` is a date of its document, for what has none; `known` the day it was written of."""

    document: str
    claim: str
    kind: str
    parties: tuple[str, ...]
    slug: str = ""
    ordinal: int | None = None
    date: str | None = None
    inferred: bool = False
    place: str | None = None
    country: str | None = None
    mode: str | None = None
    announced: bool = False
    main: bool = False
    part_of: str | None = None
    around: str | None = None
    people: tuple[Attendee, ...] = ()
    confidence: float = 0.5
    doubts: tuple[tuple[str, float, str], ...] = ()  # what in its own document speaks against its date
    series: str = ""  # the mechanism of the register that `slug` belongs to; filled in when reports are compared


def blocks(report: EncounterReport) -> tuple[set[str], set[str]]:
    """Return the blocks that a report stands in, and those that it looks into."""
    sides = ",".join(report.parties)
    at = moment(report.date)
    both: set[str] = set()
    if report.slug and report.ordinal is not None:
        both |= {f"n|{sides}|{report.ordinal}", f"n|{report.slug}|{report.ordinal}"}
    if at is None:
        around = moment(report.around)
        both |= {f"m|{sides}|{month}" for month in _months(around, _CONTEXT_DAYS)} if around else {f"u|{sides}"}
        return both, both
    if at.grain == "yearless":
        day = f"{at.month:02d}-{at.day:02d}"
        return both | {f"y|{sides}|{day}"}, both | {f"y|{sides}|{day}", f"t|{sides}|{day}"}
    if at.grain in ("year", "years"):
        years = range(at.year, min(_year(at.last), at.year + 5) + 1)
        return both | {f"v|{sides}|{year}" for year in years}, both | {f"{b}|{sides}|{year}" for b in "vw" for year in years}
    both |= {f"m|{sides}|{month}" for month in _months(at, 1)}
    if report.slug in by_key("mechanisms", "mechanism", "id"):
        both |= {f"m|{report.slug}|{month}" for month in _months(at, 1)}
    stands, looks = set(both), set(both)
    if at.grain == "day":
        day = date.fromordinal(at.first).isoformat()[5:]
        stands.add(f"t|{sides}|{day}")
        looks.add(f"y|{sides}|{day}")
    if report.slug:
        stands.add(f"w|{sides}|{at.year}")
    looks.add(f"v|{sides}|{at.year}")
    return stands, looks


def _year(ordinal: int) -> int:
    return date.fromordinal(ordinal).year


def _months(at: Moment, margin: int) -> set[str]:
    days = (at.first - margin, at.first, at.last, at.last + margin)
    return {date.fromordinal(max(day, 1)).isoformat()[:7] for day in days if day < 3652059}


def compare_encounters(one: EncounterReport, other: EncounterReport) -> Score:
    """Return how far two reports are of one event. Both have their `series`."""
    if one.document == other.document:
        return forbid("one document tells them apart")
    numbered = one.series == other.series != "" and one.ordinal == other.ordinal is not None
    why = _contradiction(one, other, numbered=numbered)
    if why:
        return forbid(why)
    people = _people(one, other)
    if not numbered and one.kind in ("meeting", "call", "visit", "ceremony") and not all(people.values()):
        return forbid("other people")
    return total(_features(one, other, people, numbered=numbered))


def _contradiction(one: EncounterReport, other: EncounterReport, *, numbered: bool) -> str:
    """Return why two reports cannot be of one event, or nothing; their people are left aside."""
    if one.series and other.series and one.series != other.series:
        return "two mechanisms"
    if one.series == other.series and one.ordinal and other.ordinal and one.ordinal != other.ordinal:
        return "two ordinals"
    if one.kind != other.kind and not (one.kind in _TALKS and other.kind in _TALKS):
        return f"a {one.kind} and a {other.kind}"
    if one.series != other.series and {one.kind, other.kind} != {"session", "meeting"}:
        return "a mechanism and none"
    if not numbered:
        if not set(one.parties) & set(other.parties):
            return "other parties"
        a, b = moment(one.date), moment(other.date)
        if a and b and "yearless" not in (a.grain, b.grain) and gap(a, b) > _allowed(one, other, a, b):
            return "days too far apart"
        if a and b and "yearless" in (a.grain, b.grain) and not _same_day_of_year(a, b):
            return "days of the year differ"
    elif not (one.announced or other.announced) and _years_apart(one, other):
        return "years apart"
    return ""


def _allowed(one: EncounterReport, other: EncounterReport, a: Moment, b: Moment) -> int:
    if a.is_day and b.is_day:
        return _VISIT_DAYS if one.kind == "visit" else _SLIP_DAYS
    return 0


def _years_apart(one: EncounterReport, other: EncounterReport) -> bool:
    a, b = moment(one.date), moment(other.date)
    return bool(a and b and "yearless" not in (a.grain, b.grain) and gap(a, b) > 400)


def _same_day_of_year(a: Moment, b: Moment) -> bool:
    dated, bare = (b, a) if a.grain == "yearless" else (a, b)
    if dated.grain == "yearless":
        return (a.month, a.day) == (b.month, b.day)
    if dated.grain not in ("day", "days"):
        return True
    days = (date.fromordinal(day) for day in range(dated.first - 1, dated.last + 2))
    return any((day.month, day.day) == (bare.month, bare.day) or (not bare.day and day.month == bare.month) for day in days)


def _people(one: EncounterReport, other: EncounterReport) -> dict[str, bool]:
    """Return, for each party that both reports name people of, whether any of them agree; no party of which nobody can tell."""
    found = {}
    for side in {p.party for p in one.people} & {p.party for p in other.people}:
        agree = _anyone_in_both(one, other, side)
        if agree is not None:
            found[side] = agree
    return found


def _anyone_in_both(one: EncounterReport, other: EncounterReport, side: str) -> bool | None:
    """Tell whether any two people of a side are one; None where nobody agrees and two names may be slips of one."""
    found: bool | None = False
    for a in one.people:
        for b in other.people:
            if a.party == side == b.party:
                alike = _one_person(a.name, b.name, side)
                if alike:
                    return True
                found = None if alike is None else found
    return found


def _one_person(name: str, other: str, party: str) -> bool | None:
    if name == other:
        return True
    likeness = compare(name, other)
    if likeness.kind != "other" and likeness.edits < 2:
        return True
    known = catalogued(name, party), catalogued(other, party)
    if known[0] and known[1]:
        return known[0] == known[1]
    return None if likeness.kind != "other" or may_be_slips(name, other) else False


def _features(
    one: EncounterReport, other: EncounterReport, people: dict[str, bool], *, numbered: bool
) -> Iterable[tuple[str, float, str]]:
    yield "prior", -4.0, "two reports of the same parties and month"
    if numbered:
        yield "mechanism-ordinal", 9.0, f"{one.series}, session {one.ordinal}"
    elif one.series:
        yield "mechanism", 3.0 if one.series == other.series else -0.5, f"{one.series or 'none'} / {other.series or 'none'}"
    yield _date(one, other, numbered=numbered)
    yield "parties", 1.0 if one.parties == other.parties else -1.0, f"{', '.join(one.parties)} / {', '.join(other.parties)}"
    yield "kind", 1.0 if one.kind == other.kind else -1.0, f"{one.kind} / {other.kind}"
    if one.kind not in _RARE:
        yield "many-on-a-day", -1.0, one.kind
    elif one.kind == other.kind == "call":
        yield "few-on-a-day", 1.0, "two sides seldom call each other twice a day"
    yield from _people_features(one, other, people)
    yield from _place(one, other)


def _date(one: EncounterReport, other: EncounterReport, *, numbered: bool) -> tuple[str, float, str]:
    a, b = moment(one.date), moment(other.date)
    says = f"{one.date} / {other.date}"
    if a is None or b is None:
        around = a or moment(one.around), b or moment(other.around)
        near = around[0] and around[1] and "yearless" not in (around[0].grain, around[1].grain)
        if near and around[0] and around[1] and (apart := gap(around[0], around[1])) <= _CONTEXT_DAYS:
            return "date-around", 1.5 if apart <= _NEWS_DAYS else 0.5, f"{one.date or one.around} / {other.date or other.around}"
        return "date-unknown", -1.0, says
    if "yearless" in (a.grain, b.grain):
        return "day-of-year", 3.0, says
    apart = gap(a, b)
    if apart:
        slip = apart <= _SLIP_DAYS and a.is_day and b.is_day
        weight = (0.5 if apart == 1 else -3.0) if slip else 0.0 if one.announced or other.announced else -3.0
        return "date-apart", weight if not numbered else max(weight, -3.0), says
    if a.is_day and b.is_day:
        return "date", 4.0 if (a.first, a.last) == (b.first, b.last) else 3.0, says
    if one.announced != other.announced and one.series == other.series != "":
        return "announced-for", 2.5, says
    return "date-overlaps", 1.0 if "month" in (a.grain, b.grain) else 0.5, says


def _is_next_day(one: EncounterReport, other: EncounterReport) -> bool:
    a, b = moment(one.date), moment(other.date)
    return bool(a and b and a.is_day and b.is_day and gap(a, b) == 1)


def _people_features(one: EncounterReport, other: EncounterReport, found: dict[str, bool]) -> Iterable[tuple[str, float, str]]:
    agreed = sorted(side for side, hit in found.items() if hit)
    if agreed:
        yield "people", min(2.0 * len(agreed), 4.0), f"the same for {', '.join(agreed)}"
    if len(agreed) > 1 and one.kind == other.kind == "meeting" and _is_next_day(one, other):
        yield "slip-of-a-day", 1.0, "two who meet again on the next day are rarer than a report that is a day off"
    missing = sorted(side for side, hit in found.items() if not hit)
    if missing:
        yield "people-differ", -2.0, f"others for {', '.join(missing)}"
    if one.kind == other.kind == "visit" and agreed and one.country == other.country:
        yield "one-visit", 2.5, "nobody visits one country twice in a week"
    if one.kind == other.kind and one.kind in ("meeting", "ceremony", "briefing", "other") and len(agreed) < 2 and not one.series:
        yield "one-side-only", -1.0, "the people of one side cannot be compared"


def _place(one: EncounterReport, other: EncounterReport) -> Iterable[tuple[str, float, str]]:
    if one.country and other.country:
        yield "country", 1.0 if one.country == other.country else -2.0, f"{one.country} / {other.country}"
    remote = {"phone", "online"}
    if one.mode and other.mode and (one.mode in remote) != (other.mode in remote):
        yield "mode", -2.0, f"{one.mode} / {other.mode}"
