"""Follow-through: what became of what was promised, sought, asked or announced. In: sightings and acts. Out: commitments.

Only what the record itself can decide is decided here: a tie sought is later current; an instrument proposed is later signed; an
encounter announced is held; a quantity targeted is reported reached, or gives way to another target; a request is answered by an
agreement on the same topic. Every state cites the claims that say so. Time passing is not an event of the record: what is overdue
depends on the day that is asked about, see `as_of`.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import NamedTuple

import msgspec

from dragoman.model.decision import Decision
from dragoman.model.entity import Commitment, Feature, Proposal, Report, StateChange
from dragoman.model.ids import content_id
from dragoman.model.record import Quantity
from dragoman.register.items import GENERIC, ActFact
from dragoman.register.resolution.encounters import EncounterReport
from dragoman.register.resolution.instruments import AHEAD, CONCLUDED
from dragoman.register.resolution.moments import ending, moment, sortable

LAPSE_YEARS = 2  # after its day without a word, a commitment is no longer overdue but lapsed
FOLLOWUPS = 3  # acts proposed as follow-up to one commitment
_PROMISES = frozenset(("agree", "commit", "request", "discuss", "wish", "state"))
_REACHED = frozenset(("state", "praise"))


class Step(NamedTuple):
    """What one claim says of a tie or an instrument: a status or an action, on a day (empty where unknown)."""

    on: str
    what: str
    report: Report


class Deed(NamedTuple):
    """An act, with its claim."""

    act: ActFact
    report: Report


def of_tie(parties: tuple[str, ...], level: str, steps: Iterable[Step], about: str) -> Iterator[Commitment]:
    """Yield the commitment of a tie that was sought: kept once it is current."""
    ordered = sorted(steps)
    sought = [step for step in ordered if step.what == "sought"]
    if not sought:
        return
    history = [_change("open", sought[0].on, f"{level} sought", sought[:1])]
    current = [step for step in ordered if step.what == "current" and step.on >= sought[0].on]
    if current:
        since = current[0].on
        first = [step for step in current if step.on == since]
        history.append(_change("kept", since, f"{level} reported as current", first))
    yield _commitment("tie", (parties, level), parties, history, actors=parties, about=about)


def of_instrument(
    id: str, parties: tuple[str, ...], name: str, period: str | None, steps: Iterable[Step]
) -> Iterator[Commitment]:
    """Yield the commitment of an instrument that was proposed or negotiated: progressing while it is, kept once it is concluded."""
    ordered = sorted(steps)
    ahead = [step for step in ordered if step.what in AHEAD]
    if not ahead:
        return
    first = ahead[0]
    history = [_change("open", first.on, f"{name}: {first.what}", [s for s in ahead if (s.on, s.what) == (first.on, first.what)])]
    later = [step for step in ahead if step.what == "negotiated" and step.on > first.on]
    if later:
        history.append(_change("progressing", later[0].on, f"{name}: negotiated", [s for s in later if s.on == later[0].on]))
    done = [step for step in ordered if step.what in CONCLUDED and step.on >= first.on and step.on]
    if done:
        at = [step for step in done if step.on == done[0].on]
        history.append(_change("kept", done[0].on, f"{name}: {done[0].what}", at))
    start = sortable(period)
    yield _commitment("instrument", (id,), parties, history, actors=parties, due=start[:4] or None, about=id)


def of_encounter(id: str, mechanism: str, parties: tuple[str, ...], reports: Iterable[EncounterReport]) -> Iterator[Commitment]:
    """Yield the commitment of an encounter that was announced: kept once it is held, late or not; progressing where it was put off."""
    ordered = sorted(reports, key=lambda report: (sortable(report.around), report.document, report.claim))
    announced = [report for report in ordered if report.announced]
    if not announced:
        return
    cite = {id_(r): Report(r.document, r.claim) for r in ordered}
    dates = list(dict.fromkeys(report.date or "" for report in announced))
    history = []
    for n, date in enumerate(dates):
        told = [report for report in announced if (report.date or "") == date]
        says = f"announced for {date}" if date else "announced"
        history.append(_change_of("progressing" if n else "open", sortable(told[0].around), says, [cite[id_(r)] for r in told]))
    held = [report for report in ordered if not report.announced]
    due = dates[-1] or None
    if held:
        days = sorted(report.date or "" for report in held if sortable(report.date))
        when = days[0] if days else ""
        history.append(
            _change_of("kept", sortable(when), f"held {when}".strip() + _lateness(due, when), [cite[id_(r)] for r in held])
        )
    yield _commitment("encounter", (id,), parties, history, actors=parties, due=due, about=id)


def id_(report: EncounterReport) -> tuple[str, str]:
    """Return what tells a report from others."""
    return report.document, report.claim


def _lateness(due: str | None, held: str) -> str:
    planned, real = moment(due), moment(held)
    if planned is None or real is None or "yearless" in (planned.grain, real.grain):
        return ""
    late = real.first - planned.last
    return f", {late} days after the time announced" if late > 0 else ""


def of_quantities(deeds: Iterable[Deed]) -> Iterator[Commitment]:
    """Yield the targets among acts of the same parties and unit: superseded by a later target, kept where reported reached."""
    ordered = _in_order(deeds)
    targets: dict[tuple[float, str], list[Deed]] = {}
    for deed in ordered:
        if deed.act.quantity is not None and deed.act.due and deed.act.verb in _PROMISES:
            targets.setdefault((deed.act.quantity.value, deed.act.due), []).append(deed)
    for (value, due), group in targets.items():
        topics = sorted({topic for deed in group for topic in deed.act.topics})
        first, last = group[0].act, group[-1].act
        unit = first.quantity.unit if first.quantity else ""
        same_day = [deed for deed in group if deed.act.on == first.on]
        history = [_change_of("open", first.on, f"{_figure(value, unit)} by {due}", [deed.report for deed in same_day])]
        after = bisect_right(ordered, last.on, key=lambda deed: deed.act.on)
        end = _after(
            deed for deed in islice(ordered, after, None) if set(deed.act.topics) & set(topics) and deed.act.quantity is not None
            and ((deed.act.due and deed.act.verb in _PROMISES) or (deed.act.verb in _REACHED and deed.act.quantity.value >= value))
        )  # fmt: skip
        if end is not None and end.act.quantity is not None:
            figure = _figure(end.act.quantity.value, unit)
            state, says = ("superseded", f"{figure} by {end.act.due}") if end.act.due else ("kept", f"{figure} reported")
            history.append(_change_of(state, end.act.on, says, [end.report]))
        key = (first.parties, unit, value, due)
        yield _commitment(
            "quantity", key, first.parties, history, actors=first.actors, topics=topics, due=due, quantity=first.quantity
        )


def _figure(value: float, unit: str) -> str:
    return f"{value:,.0f} {unit}" if value == int(value) else f"{value:,g} {unit}"


def of_request(group: Sequence[Deed], blocks: Iterable[Iterable[Deed]]) -> Commitment:
    """Return the commitment of a request that `group` reports, with what came of it: support or a pledge is progress, an agreement or a
    signature an answer. `blocks` are the acts of its parties on each of its topics from its day on, in their order.

    An answer comes from who was asked, between the same parties, on a common topic, later or further down in the same document.
    """
    act = group[0].act
    found = [_answer(group[0], deeds) for deeds in blocks]
    settled = min((answer for _, answer in found if answer is not None), key=_order, default=None)
    heard = min((answer for answer, _ in found if answer is not None), key=_order, default=None)
    history = [_change_of("open", act.on, "asked", [deed.report for deed in group])]
    if heard is not None and (settled is None or _order(heard) < _order(settled)):
        history.append(_change_of("progressing", heard.act.on, f"heard by who was asked: {heard.act.verb}", [heard.report]))
    if settled is not None:
        history.append(_change_of("kept", settled.act.on, f"answered: {settled.act.verb}", [settled.report]))
    return _commitment(
        "request", request_key(act), act.parties, history, actors=act.actors, targets=act.targets, topics=act.topics, due=act.due
    )


def request_key(act: ActFact) -> tuple[object, ...]:
    """Return what makes two reported requests one."""
    return act.actors, act.targets, act.topics, act.on


def request_id(act: ActFact) -> str:
    """Return the id of the commitment of a request."""
    return content_id("com", "request", *request_key(act))


def _answer(request: Deed, deeds: Iterable[Deed]) -> tuple[Deed | None, Deed | None]:
    """Return the first deed that heard a request and the first that settled it, as far as the first settling one."""
    heard = None
    for deed in deeds:
        if not set(deed.act.actors) & set(request.act.targets) or not _is_later(deed, request):
            continue
        if deed.act.verb in ("agree", "sign"):
            return heard, deed
        if heard is None and deed.act.verb in ("support", "commit"):
            heard = deed
    return heard, None


def _is_later(deed: Deed, request: Deed) -> bool:
    if deed.act.on != request.act.on:
        return deed.act.on > request.act.on
    return deed.report.source == request.report.source and deed.report > request.report


def _order(deed: Deed) -> tuple[str, Report]:
    return deed.act.on, deed.report


def first_topic(act: ActFact) -> str | None:
    """Return the first topic of an act that says what it is about."""
    return next((topic for topic in act.topics if topic not in GENERIC), None)


def of_acts(deeds: Iterable[Deed]) -> Iterator[Commitment]:
    """Yield what was agreed or pledged for a day and cannot be decided by the record: open until a person says otherwise."""
    groups: dict[tuple[object, ...], list[Deed]] = {}
    for deed in _in_order(deeds):
        act = deed.act
        if act.due and act.quantity is None and act.verb in ("agree", "commit") and (not act.on or ending(act.due) >= act.on):
            groups.setdefault((act.actors, act.targets, act.verb, act.topics, act.due), []).append(deed)
    for key, group in groups.items():
        act = group[0].act
        history = [_change_of("open", act.on, f"{act.verb}, due {act.due}", [deed.report for deed in group])]
        yield _commitment("act", key, act.parties, history, actors=act.actors, topics=act.topics, due=act.due)


def followups(commitment: Commitment, blocks: Iterable[Iterable[Deed]]) -> list[Proposal]:
    """Return the first later acts of the same parties on a common topic, for a person to judge. `blocks` are as in `of_request`."""
    about = set(commitment.topics) - GENERIC
    sources = {report.source for change in commitment.history for report in change.reports}
    later: dict[Report, Deed] = {}
    for deeds in blocks:
        taken = (deed for deed in deeds if deed.act.on > (commitment.since or "") and deed.report.source not in sources)
        later |= {deed.report: deed for deed in islice(taken, FOLLOWUPS)}
    return [_proposal(commitment, deed, about) for deed in sorted(later.values(), key=_order)[:FOLLOWUPS]]


def _proposal(commitment: Commitment, deed: Deed, about: set[str]) -> Proposal:
    shared = sorted(about & set(deed.act.topics))
    features = (
        Feature("parties", 1.0, ", ".join(commitment.parties)),
        Feature("topics", float(len(shared)), ", ".join(shared)),
        Feature("later", 0.5, f"{commitment.since} / {deed.act.on}"),
    )
    items = (commitment.id, f"{deed.report.source}:{deed.report.claim}")
    return Proposal(kind="followup", items=items, score=0.5, features=features)


def ruled(commitment: Commitment, states: Sequence[Decision], followed: Sequence[Decision]) -> Commitment:
    """Return a commitment with what people decided of it, in the order in which they did; the last word is theirs."""
    history = list(commitment.history)
    for decision in sorted([*states, *followed], key=lambda decision: (decision.at, decision.id)):
        if decision.verdict == "unrelated":
            continue
        cited = tuple(Report(*item.split(":", 1)) for item in decision.items[1:])
        says = f"decided by {decision.by}" + (f": {decision.why}" if decision.why else "")
        history.append(StateChange(state=decision.verdict, on=decision.at[:10], because=says, reports=cited))
    return msgspec.structs.replace(commitment, state=history[-1].state, history=tuple(history))


def as_of(commitment: Commitment, day: str) -> Commitment:
    """Return a commitment as it stands on a day: what is not settled when its time has run out is overdue, and after years lapsed.

    What was only known later than that day is left out.
    """
    known = tuple(change for change in commitment.history if not change.on or change.on <= day) or commitment.history[:1]
    state = known[-1].state
    end = ending(commitment.due)
    if state in ("open", "progressing") and end and end < day:
        state = "lapsed" if int(day[:4]) - int(end[:4]) > LAPSE_YEARS else "overdue"
        cited = known[0].reports
        known = (*known, StateChange(state=state, on=end, because=f"due {commitment.due}, no more known by {day}", reports=cited))
    return msgspec.structs.replace(commitment, state=state, history=known)


def _in_order(deeds: Iterable[Deed]) -> list[Deed]:
    return sorted(deeds, key=lambda deed: (deed.act.on, deed.report))


def _after(deeds: Iterable[Deed]) -> Deed | None:
    return next(iter(deeds), None)


def _change(state: str, on: str, because: str, steps: Iterable[Step]) -> StateChange:
    return _change_of(state, on, because, [step.report for step in steps])


def _change_of(state: str, on: str, because: str, reports: Iterable[Report]) -> StateChange:
    return StateChange(state=state, on=on or None, because=because, reports=tuple(sorted(set(reports))))


def _commitment(
    of: str, key: Iterable[object], parties: Iterable[str], history: list[StateChange], *, actors: Iterable[str],
    targets: Iterable[str] = (), topics: Iterable[str] = (), due: str | None = None, quantity: Quantity | None = None, about: str | None = None,
) -> Commitment:  # fmt: skip
    return Commitment(
        id=content_id("com", of, *key), of=of, parties=tuple(parties), actors=tuple(actors), targets=tuple(targets), topics=tuple(topics),
        due=due, quantity=quantity, state=history[-1].state, since=history[0].on, history=tuple(history), about=about,
    )  # fmt: skip
