"""When an encounter was. In: a scene, its calendar, events in the order told. Out: the date of each, with the clues it rests on."""

from itertools import pairwise

from dragoman.model.edtf import format_day
from dragoman.model.mention import DateMention, Mention
from dragoman.model.record import Clue
from dragoman.reading.claims.events import Event
from dragoman.reading.claims.sighting import Sighting
from dragoman.reading.claims.surroundings import distance, precise
from dragoman.reading.claims.years import NOTHING, Calendar, Resolved
from dragoman.reading.scene import Scene
from dragoman.text.placed import within

_HELD = ("day", "relative-day", "same-day", "next-day", "day-before", "weekday")
_AHEAD = (*_HELD, "month", "year", "relative-year", "relative-month", "month-of-relative-year")


def is_past(scene: Scene, calendar: Calendar, sighting: Sighting) -> bool:
    """A year beside the words that is not the document's tells of another time."""
    sentence = scene.sentences[sighting.sentence]
    for date in within(scene.dates, max(sentence.start, sighting.start - 30), sighting.start):
        told = date.first.year if date.kind == "year" and "," not in scene.text.norm[date.end : sighting.start] else None
        if told is not None and calendar.year is not None and told < calendar.year:
            return True
    for date in within(scene.dates, sighting.start, min(sentence.end, sighting.end + 70)):
        if date.kind == "day":
            return date.first.year is not None and calendar.year is not None and date.first.year < calendar.year - 1
        if any(f.of("encounter") for f in within(scene.frames, sighting.end, date.start)):
            break  # the date of another encounter: "spoke with X for the first time since they met in 2023"
        if date.kind in ("year", "month") and date.first.year is not None and not date.coming and not sighting.announced:
            return calendar.year is None or date.first.year < calendar.year
    return False


def is_to_come(calendar: Calendar, mention: DateMention) -> bool:
    """Tell whether a date lies after the day of writing; without a known day nothing is to come."""
    written = calendar.written
    later = written is not None and (mention.first.month or 0, mention.first.day or 31) > (
        written.month or 0,
        written.day or 31,
    )
    date = calendar.resolve(mention, ahead=mention.coming or (later and not mention.past)).edtf
    if written is None or written.year is None or date is None or not date[:4].isdigit():
        return False
    today = format_day(written)
    return date[: len(today)] > today[: len(date)]


def date_of(scene: Scene, calendar: Calendar, earlier: list[Event], event: Event, sighting: Sighting) -> Resolved:
    """The date that the sentence of a sighting gives its event; `earlier` are the events told before."""
    sentence = scene.sentences[sighting.sentence]
    kinds = _AHEAD if event.announced else _HELD
    found = [d for d in within(scene.dates, sentence.start, sentence.end) if d.kind in kinds]
    if not event.announced:
        found = [d for d in found if not _is_anothers(scene, sighting, d)]
    if event.kind == "session" and not event.announced:
        found = [d for d in found if not d.past] or found
    if not found:
        return NOTHING
    dated = [e.date.edtf for e in reversed(earlier) if e.date.edtf and not e.announced]
    focus = next((edtf for edtf in dated if "/" not in edtf), dated[0] if dated else None)
    if event.announced:
        found.sort(
            key=lambda d: (
                d.start < sighting.start - 60,
                _AHEAD.index(d.kind) if d.kind in _HELD else 9,
                abs(d.start - sighting.end),
            )
        )
        found = precise(found, sighting)
    else:
        found.sort(key=lambda d: distance(d, sighting))
    return calendar.resolve(found[0], ahead=event.announced, focus=focus)


def _is_anothers(scene: Scene, sighting: Sighting, date: DateMention) -> bool:
    """A date behind the name of a mechanism that stands behind this encounter is that mechanism's."""
    if date.start < sighting.end:
        return False
    return any(f.of("mechanism.known", "mechanism.noun") for f in within(scene.frames, sighting.end, date.start))


def settle_dates(scene: Scene, calendar: Calendar, events: list[Event]) -> None:
    """What was held and has no date of its own takes the day of the event that it is part of, where the text says "the same"."""
    main = next((e for e in events if not e.announced and e.date.edtf), None)
    for before, event in pairwise([e for e in events if not e.announced]):
        day = before.date.edtf
        if (
            event.date.edtf is None
            and day is not None
            and "/" not in day
            and event.first.sentence - before.first.sentence in (0, 1)
        ):
            event.date = Resolved(
                day, "inferred", [*before.date.because, Clue("told in one breath with what took place that day")]
            )
    _span_visits(scene, calendar, events)
    days: set[str | None] = {e.date.edtf for e in events if not e.announced and e.date.edtf and "/" not in e.date.edtf}
    if not days and (told := _told_day(scene, calendar)) is not None:
        days, only = {told.edtf}, told
    elif len(days) == 1 and main is not None:
        only = next(e.date for e in events if e.date.edtf in days and not e.announced)
    if len(days) == 1:
        because = [*only.because, Clue("the only day that the text tells of")]
        for event in events:
            if event.date.edtf is None and not event.announced:
                event.date = Resolved(only.edtf, "inferred", because)
    if (
        not any(e.date.edtf for e in events if not e.announced)
        and calendar.published_clue is not None
        and calendar.published is not None
    ):
        # A release that names no day tells of the day it came out.
        for event in events:
            if not event.announced:
                clues = [calendar.published_clue, Clue("the text tells of no other day")]
                event.date = Resolved(format_day(calendar.published), "inferred", clues)
    for event in events:
        if event.date.edtf is None and not event.announced and main is not None:
            title_only = all(scene.sentences[s.sentence].kind == "title" for s in event.sightings)
            if event.kind in ("session", "briefing", "ceremony") or title_only or event is events[0]:
                event.date = Resolved(main.date.edtf, "inferred", main.date.because)


def _span_visits(scene: Scene, calendar: Calendar, events: list[Event]) -> None:
    """A visit that no sentence dates, or by one of its days only, takes the one run of days that the text names."""
    told = [s for s in scene.sentences if s.kind == "body"]
    told = [s for n, s in enumerate(told) if n < 3 or any(_visits(f) for f in within(scene.frames, s.start, s.end))]
    body = [d for s in told for d in within(scene.dates, s.start, s.end)]
    runs = {
        r.edtf: r for d in body if d.kind == "day" and d.last is not None and not d.coming and (r := calendar.resolve(d)).edtf
    }
    for event in events:
        if event.kind == "visit" and not event.announced and len(runs) == 1:
            run = next(iter(runs.values()))
            first, _, last = (run.edtf or "").partition("/")
            if event.date.edtf is None or first <= event.date.edtf <= last:
                event.date = run


def _visits(frame: Mention) -> bool:
    meaning = frame.of("encounter")
    return meaning is not None and meaning.code == "visit"


def _told_day(scene: Scene, calendar: Calendar) -> Resolved | None:
    """The day that the first sentences name, where they name one only."""
    told: dict[str, Resolved] = {}
    for sentence in [s for s in scene.sentences if s.kind == "body"][:3]:
        for date in within(scene.dates, sentence.start, sentence.end):
            if date.kind in ("day", "relative-day", "weekday") and not date.coming:
                resolved = calendar.resolve(date)
                if resolved.edtf is not None and "/" not in resolved.edtf:
                    told[resolved.edtf] = resolved
    return next(iter(told.values())) if len(told) == 1 else None
