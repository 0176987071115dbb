"""What a document tells of the year it was written in. In: mentions. Out: votes for years and bounds, each with its words."""

from bisect import bisect_right
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from dragoman.model.mention import DateMention
from dragoman.model.record import Clue, Mandate, Milestone
from dragoman.reading.claims.years import Vote
from dragoman.text.normalise import Text
from dragoman.vocab.load import Table, by_key, vocabulary

_NEAR = 70  # characters between a relative year and the year that it names


class Sitting(NamedTuple):
    """A session that the text numbers: the mechanism's id, the ordinal, and where it stands."""

    mechanism: str
    ordinal: int
    start: int
    end: int


class Evidence(NamedTuple):
    """What the votes are drawn from."""

    dates: Sequence[DateMention]
    sittings: Sequence[Sitting]
    milestones: Sequence[tuple[Milestone, int, int, int]]
    mandates: Sequence[Mandate]
    signed: Sequence[tuple[int, int, int]]
    future_at: Sequence[int]
    past_at: Sequence[int]
    hoped_at: Sequence[int]


def votes(text: Text, evidence: Evidence) -> tuple[list[Vote], int, int]:
    """Return the votes, the first and the last year that the document allows."""
    found = [
        *_relative_years(text, evidence.dates),
        *_sittings(text, evidence.sittings),
        *_milestones(text, evidence),
        *_mandates(text, evidence),
        *_weekdays(text, evidence.dates),
        *_recently_signed(text, evidence),
    ]
    stated, not_before, not_after = _stated_years(text, evidence)
    ahead = [int(m.falls[:4]) for m, _, _, is_ahead in evidence.milestones if is_ahead and m.falls]
    latest = min([not_after, *ahead])
    return found + stated, not_before if not_before <= latest else 1900, latest


def _relative_years(text: Text, dates: Sequence[DateMention]) -> list[Vote]:
    found = []
    for index, mention in enumerate(dates):
        if mention.kind not in ("relative-year", "month-of-relative-year"):
            continue
        clue_start, clue_end = mention.start, mention.end
        year = mention.first.year
        if year is None and mention.offset != 0:
            after = next((d for d in dates[index + 1 :] if d.first.year is not None), None)
            if after is not None and after.start - mention.end <= _NEAR and after.kind in ("year", "period", "month"):
                if after.kind == "period" and after.last is not None and mention.offset < 0:
                    year = after.last.year
                elif after.kind != "period" or mention.offset > 0:
                    year = after.first.year
                clue_end = after.end
        if year is not None:
            clue = Clue(f"the text calls {year} {_WORDS[max(-1, min(1, mention.offset))]}", (text.span(clue_start, clue_end),))
            found.append(Vote(year - mention.offset, 1.5 if clue_end - clue_start < 30 else 1.0, clue))
    return found


_WORDS = {-1: "last year", 0: "this year", 1: "next year"}


def _sittings(text: Text, sittings: Sequence[Sitting]) -> list[Vote]:
    rows = by_key("mechanisms", "mechanism", "id")
    found = []
    for sitting in sittings:
        row = rows.get(sitting.mechanism)
        year = _year_of_session(row, sitting.ordinal) if row is not None else None
        if row is not None and year is not None:
            clue = Clue(f"session {sitting.ordinal} of the {row['name']} was in {year}", (text.span(sitting.start, sitting.end),))
            found.append(Vote(year, 1.2, clue))
    return found


def _year_of_session(row: Table, ordinal: int) -> int | None:
    for session in row.get("sessions", []):
        if session["ordinal"] == ordinal:
            return int(str(session["date"])[:4])
    anchors: list[Table] = row.get("anchors", [])
    if not anchors:
        return None
    nearest = min(anchors, key=lambda anchor: abs(int(anchor["ordinal"]) - ordinal))
    distance = ordinal - int(nearest["ordinal"])
    if distance == 0:
        return int(nearest["year"])
    if row.get("rhythm") == "yearly" and abs(distance) <= 12:
        return int(nearest["year"]) + distance
    return None


def _milestones(text: Text, evidence: Evidence) -> list[Vote]:
    """An anniversary tells its year; one ahead more likely the year before; one beside "last year" the year after."""
    found = []
    for milestone, start, end, ahead in evidence.milestones:
        if milestone.falls is None:
            continue
        year = int(milestone.falls[:4])
        clue = Clue(f"the anniversary of {milestone.years} years falls in {year}", (text.span(start, end),))
        near = [d for d in evidence.dates if d.kind == "relative-year" and -60 <= d.start - start <= end - start + 40]
        if near:
            found.append(Vote(year - near[0].offset, 1.0, clue))
        elif ahead == 2:
            found += [Vote(year, 0.5, clue), Vote(year - 1, 0.9, clue)]
        elif ahead:
            found += [Vote(year, 0.9, clue), Vote(year - 1, 0.7, clue)]
        else:
            found.append(Vote(year, 1.0, clue))
    return found


def _mandates(text: Text, evidence: Evidence) -> list[Vote]:
    """Who chairs tells the year, by the period named or by the known terms."""
    terms = vocabulary("mandates").get("term", [])
    found = []
    for mandate in evidence.mandates:
        if mandate.role != "chair":
            continue
        spans = tuple(mandate.evidence)
        if mandate.period is not None and mandate.period[:4].isdigit():
            year = int(mandate.period[:4])
            clue = Clue(f"{mandate.party} chairs {mandate.of} in {year}", spans)
            near = (spans[0].start - 90, spans[0].end)
            ahead = _any_in(evidence.future_at, *near) or _any_in(evidence.hoped_at, *near)
            months = {d.first.month for d in evidence.dates if d.kind == "day" and d.first.year is None}
            if not ahead and mandate.period[5:7].isdigit() and int(mandate.period[5:7]) in months:
                found.append(Vote(year, 1.0, clue))  # a chair of one month, and a day of that month
                continue
            found += [Vote(year - 1, 0.6, clue)] if ahead else [Vote(year, 0.5, clue), Vote(year + 1, 0.15, clue)]
            continue
        for term in terms:
            if (term["party"], term["role"], term["of"]) == (mandate.party, mandate.role, mandate.of):
                year = int(str(term["period"])[:4])
                found.append(Vote(year, 0.6, Clue(f"{mandate.party} chaired {mandate.of} in {year}", spans)))
    return found


def _weekdays(text: Text, dates: Sequence[DateMention]) -> list[Vote]:
    """A weekday with day and month fits one year in five or six: too little alone, enough beside another clue."""
    found = []
    for mention in dates:
        if mention.kind == "day" and mention.first.year is None and mention.weekday is not None:
            for year in range(1990, 2041):
                day = mention.first.with_year(year).to_date()
                if day is not None and day.weekday() == mention.weekday:
                    found.append(
                        Vote(year, 0.45, Clue(f"{day.isoformat()} was that weekday", (text.span(mention.start, mention.end),)))
                    )
    return found


def _recently_signed(text: Text, evidence: Evidence) -> list[Vote]:
    """ "The agreement signed last year", with the year of signature known."""
    found = []
    for year, start, end in evidence.signed[:100]:
        if year < 2000:
            continue
        near = [
            d
            for d in evidence.dates
            if d.kind == "relative-year" and d.first.year is None and d.offset < 0 and abs(d.start - start) <= 140
        ]
        for mention in near:
            clue = Clue(
                f"what was concluded in {year} is placed by it", (text.span(mention.start, mention.end), text.span(start, end))
            )
            found.append(Vote(year - mention.offset, 1.0, clue))
    return found


def _any_in(places: Sequence[int], low: int, high: int) -> bool:
    """Tell whether one of the sorted `places` lies between `low` and `high`."""
    at = bisect_right(places, low)
    return at < len(places) and places[at] < high


def _stated_years(text: Text, evidence: Evidence) -> tuple[list[Vote], int, int]:
    """Years that the text places before or after itself bound the year of writing; others only make one likelier."""
    behind: list[int] = []
    ahead: list[int] = []
    found: list[Vote] = []
    inside = [(start, end) for _, start, end, _ in evidence.milestones]
    for mention in evidence.dates:
        year = mention.first.year if mention.kind in ("year", "month", "day") else None
        if year is None or not 1990 <= year <= 2040 or any(start <= mention.start < end + 70 for start, end in inside):
            continue
        clue = Clue(f"{year} is named", (text.span(mention.start, mention.end),))
        if mention.coming or _any_in(evidence.future_at, mention.start - 120, mention.start):
            ahead.append(year)
            found += [Vote(year, 0.3, clue), Vote(year - 1, 0.3, clue)]
        elif mention.past or _any_in(evidence.past_at, mention.start - 90, mention.start):
            behind.append(year)
            found += [Vote(year, 0.3, clue), Vote(year + 1, 0.3, clue)]
        else:
            found += [Vote(year, 0.25, clue), Vote(year + 1, 0.15, clue)]
    strongest: dict[int, Vote] = {}
    for vote in found:
        if vote.year not in strongest or vote.weight > strongest[vote.year].weight:
            strongest[vote.year] = vote
    not_before, not_after = max(behind, default=1900), min(ahead, default=date.max.year)
    if not_before > not_after:
        not_before, not_after = 1900, date.max.year
    return list(strongest.values()), not_before, not_after
