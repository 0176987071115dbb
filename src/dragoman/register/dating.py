"""Dates in doubt. In: an encounter of a record; the reports of a cluster; the sessions of a series. Out: what speaks against a date.

Four things do: reports that give other dates, a date inferred on a page that is itself not dated and gives few clues, a date later
than its page although it tells of what was held, and a session out of the order of its series. What is only vague is not in doubt.
"""

from collections.abc import Iterable, Sequence
from itertools import combinations

import msgspec

from dragoman.model import record as rec
from dragoman.model.entity import Candidate, Feature, Proposal, Report
from dragoman.register.resolution.encounters import EncounterReport
from dragoman.register.resolution.moments import gap, moment
from dragoman.register.resolution.scores import Score

_PRIOR = -1.0
_ENOUGH_CLUES = 2  # in the words of the page: one anniversary or one chair may be misread, two that agree are seldom wrong


class Session(msgspec.Struct, frozen=True):
    """What the order of a series rests on: an encounter as the table of entities has it, without what is not needed here."""

    id: str
    mechanism: str | None = None
    ordinal: int | None = None
    date: str | None = None
    announced: bool = False


def doubts_of(encounter: rec.Encounter, published: str | None) -> tuple[tuple[str, float, str], ...]:
    """Return what the document of an encounter, published on that date, says against the date that its record gives."""
    at, page = moment(encounter.date), moment(published)
    if at is None or at.grain == "yearless":
        return ()
    found: list[tuple[str, float, str]] = []
    if page and page.grain != "yearless" and at.first > page.last and not encounter.announced:
        found.append(("later-than-page", 2.0, f"{encounter.date} on a page of {published}"))
    worded = [clue.says for clue in encounter.because if clue.evidence]
    if encounter.date_basis == "inferred" and page is None and len(worded) < _ENOUGH_CLUES:
        found.append(("weak-clues", 1.0, "; ".join(clue.says for clue in encounter.because) or "no clue is given"))
    return tuple(found)


def date_proposal(about: str, reports: Sequence[EncounterReport], date: str | None, order: Iterable[Feature]) -> Proposal | None:
    """Return the proposal to settle the date of an encounter, or nothing where it is not in doubt.

    `date` is the one it now has; `order` says what in its series contradicts it.
    """
    told = [r for r in reports if not r.announced] or list(reports)
    given: dict[str, list[Report]] = {}
    for report in told:
        if report.date:
            given.setdefault(report.date, []).append(Report(report.document, report.claim))
    features = [*_clashes(given), *_shared_doubts([r for r in told if r.date == date]), *order]
    if date is None or not features or all(report.announced for report in told):
        return None
    given.setdefault(date, [])
    candidates = tuple(Candidate(day, tuple(sorted(given[day]))) for day in sorted(given, key=lambda day: (day != date, day)))
    item = min(f"{report.document}:{report.claim}" for report in reports)
    score = Score(_PRIOR + sum(feature.weight for feature in features), ())
    return Proposal(
        kind="date", of="encounter", about=about, items=(item,), score=score.probability, features=tuple(features),
        candidates=candidates,
    )  # fmt: skip


def _clashes(dates: Iterable[str]) -> Iterable[Feature]:
    for one, other in combinations(sorted(dates), 2):
        a, b = moment(one), moment(other)
        if a and b and "yearless" not in (a.grain, b.grain) and gap(a, b):
            yield Feature("dates-differ", 2.0, f"{one} / {other}")


def _shared_doubts(reports: Sequence[EncounterReport]) -> Iterable[Feature]:
    """The doubts about a date, where not one of the reports that give it is free of them."""
    if all(report.doubts for report in reports):
        yield from (Feature(*doubt) for doubt in sorted({doubt for report in reports for doubt in report.doubts}))


def out_of_order(sessions: Iterable[Session]) -> dict[str, list[Feature]]:
    """Return the sessions of a series that stand before a lower ordinal or after a higher one, with what they contradict.

    Of a session that contradicts many and those many, only the one is in doubt; of two that contradict each other, both.
    >>> days = [Session("a", "m", 1, "2019-05-01"), Session("b", "m", 2, "2018-05-01"), Session("c", "m", 3, "2020-05-01")]
    >>> {id: [feature.says for feature in found] for id, found in out_of_order(days).items()}
    {'a': ['session 2 was on 2018-05-01'], 'b': ['session 1 was on 2019-05-01']}
    >>> sorted(out_of_order([*days, Session("d", "m", 0, "2018-09-01")]))
    ['b']
    """
    dated = []
    for session in sessions:
        at = moment(session.date)
        if at and at.grain not in ("yearless", "years") and session.ordinal is not None and not session.announced:
            dated.append((session.ordinal, at.first, at.last, session))
    dated.sort(key=lambda entry: (entry[0], entry[3].id))
    clashes: dict[str, list[Session]] = {}
    latest = 0
    for n, (ordinal, first, last, session) in enumerate(dated):
        if last < latest:
            for lower, begins, _, earlier in dated[:n]:
                if lower < ordinal and begins > last:
                    clashes.setdefault(session.id, []).append(earlier)
                    clashes.setdefault(earlier.id, []).append(session)
        latest = max(latest, first)
    return {
        id: [Feature("out-of-order", 2.0, f"session {other.ordinal} was on {other.date}") for other in against]
        for id, against in sorted(clashes.items())
        if all(len(clashes[other.id]) <= len(against) for other in against)
    }
