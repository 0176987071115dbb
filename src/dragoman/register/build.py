"""Clusters as entities. In: the items of one cluster. Out: a row of the table of entities, with the keys that questions filter by.

Reports name documents by the first digits of their ids, and participants are forms of names: what they are called in the register
is looked up when an entity is read, so that no entity need be written again when a person's name changes.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple, TypeVar

from dragoman.model import entity
from dragoman.model.ids import content_id
from dragoman.register.items import Form, MandateForm, MilestoneForm, TieForm
from dragoman.register.resolution import mechanisms, people
from dragoman.register.resolution.encounters import Attendee, EncounterReport
from dragoman.register.resolution.instruments import InstrumentForm, listed
from dragoman.register.resolution.mechanisms import MechanismForm
from dragoman.register.resolution.moments import ending, moment, sortable
from dragoman.register.resolution.people import PersonForm
from dragoman.vocab.load import by_key

T = TypeVar("T")
D = TypeVar("D")
_LATE = "~"  # sorts after every date


class EntityRow(NamedTuple):
    """One row of the table of entities."""

    id: str
    kind: str
    owner: str
    name: str = ""
    first: str = ""
    last: str = ""
    state: str = ""
    mechanism: str = ""
    settled: str = ""
    data: Any = None
    keys: tuple[str, ...] = ()


def entity_id(kind: str, cluster: Mapping[str, Form]) -> str:
    """Return the id of a cluster: of the key that was observed first. A mechanism keeps the id of the catalogue, or its shortest."""
    if kind == "mechanism":
        return min(cluster, key=lambda slug: (slug not in by_key("mechanisms", "mechanism", "id"), len(slug), slug))
    return content_id(kind[:3], min(cluster, key=lambda key: (_first(cluster[key]), key)))


def _first(form: Form) -> str:
    """The day from which an item is known, as text: later reports then leave an id as it is."""
    match form:
        case EncounterReport():
            return sortable(form.around) or sortable(form.date) or _LATE
        case PersonForm():
            return f"{form.first:07d}" if form.first else _LATE
        case InstrumentForm():
            return f"{form.year:04d}" if form.year else _LATE
        case _:
            return ""


def build(kind: str, cluster: Mapping[str, Form], *, series: Mapping[str, str], date: str | None = None) -> EntityRow:
    """Return the entity of a cluster. `series` gives the mechanism of each slug; `date` what a person ruled of an encounter."""
    id = entity_id(kind, cluster)
    forms = [cluster[key] for key in sorted(cluster)]
    if kind == "encounter":
        return _encounter(id, [f for f in forms if isinstance(f, EncounterReport)], series, date)
    if kind == "person":
        found = [f for f in forms if isinstance(f, PersonForm)]
        keys = (f"party:{found[0].party}", *(f"office:{f.office}" for f in found if f.office))
        return EntityRow(id, kind, id, people.fullest(found), keys=keys)
    if kind == "mechanism":
        return _mechanism(id, [f for f in forms if isinstance(f, MechanismForm)])
    if kind == "instrument":
        return _instrument(id, [f for f in forms if isinstance(f, InstrumentForm)])
    return _plain(id, kind, forms[0])


def _plain(id: str, kind: str, form: Form) -> EntityRow:
    match form:
        case TieForm():
            return EntityRow(id, kind, id, form.level, data=form, keys=_parties(form.parties))
        case MandateForm():
            first, last = sortable(form.period), ending(form.period)
            sides = (form.party, *form.of.split("-"))
            return EntityRow(id, kind, id, form.role, first, last, data=form, keys=_parties(sides))
        case MilestoneForm():
            first, last = sortable(form.falls), ending(form.falls)
            return EntityRow(id, kind, id, form.of, first, last, data=form, keys=_parties(form.parties))
        case _:
            raise TypeError(f"no entity is made of {type(form).__name__}")


def _parties(codes: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted({f"party:{code}" for code in codes}))


def _mechanism(id: str, forms: list[MechanismForm]) -> EntityRow:
    sides: Counter[str] = Counter()
    for form in forms:
        sides.update(form.sides)
    parties = tuple(code for code in commonest(sides.elements(), "").split(",") if code)
    names = [form.name for form in forms if mechanisms.listed(form.slug, form.name)] or [form.name for form in forms]
    name = min(names, key=lambda name: (-len(name), name))
    data = entity.Mechanism(id=id, name=name, parties=parties, sessions=(), gaps=(), rhythm=None, next_expected=None)
    return EntityRow(
        id, "mechanism", id, name, data=data, keys=_parties(code for key in sides for code in key.split(",") if code)
    )


def _instrument(id: str, forms: list[InstrumentForm]) -> EntityRow:
    known = [form for form in forms if listed(form.name)]
    best = min(known or forms, key=lambda form: (form.period is None, -len(form.name), form.name))
    parties = next((form.parties for form in forms if form.parties), ())
    periods = sorted({form.period for form in forms if form.period})
    period = periods[0] if periods else None
    data = entity.Instrument(id=id, name=best.name, names=(), kind=best.kind, parties=parties, period=period, life=())
    return EntityRow(id, "instrument", id, best.name, sortable(period), ending(period), data=data, keys=_parties(parties))


def _encounter(id: str, reports: list[EncounterReport], series: Mapping[str, str], ruled: str | None) -> EntityRow:
    held = [report for report in reports if not report.announced] or reports
    date = ruled or best_date(held)
    slugs = [report.slug for report in held if report.slug] or [report.slug for report in reports if report.slug]
    mechanism = series.get(commonest(slugs, ""), "")
    part_of = sorted(f"{report.document}:{report.part_of}" for report in reports if report.part_of)
    around = sortable(date) or min((sortable(report.around) for report in held if report.around), default="")
    data = entity.Encounter(
        id=id, kind=_kind(held), mechanism=mechanism or None,
        ordinal=commonest([r.ordinal for r in reports if r.ordinal is not None], None), date=date,
        place=commonest([r.place for r in held if r.place], None), country=commonest([r.country for r in held if r.country], None),
        mode=commonest([r.mode for r in held if r.mode], None), announced=all(report.announced for report in reports),
        parties=commonest([report.parties for report in held], ()), part_of=part_of[0] if part_of else None,
        participants=tuple(_attendance(a) for report in reports for a in report.people),
        reports=tuple(sorted(report_of(report) for report in reports)),
    )  # fmt: skip
    keys = {*_parties(code for report in reports for code in report.parties)}
    keys |= {f"form:{a.form}" for report in reports for a in report.people}
    return EntityRow(
        id, "encounter", id, "", around, ending(date) or around, "announced" if data.announced else "held", mechanism, data=data,
        keys=tuple(sorted(keys)),
    )  # fmt: skip


def _attendance(attendee: Attendee) -> entity.Attendance:
    return entity.Attendance(
        person=attendee.form, name=attendee.name, office=attendee.office, qualifier=attendee.qualifier,
        party=attendee.party or None, capacity=attendee.capacity,
    )  # fmt: skip


def report_of(report: EncounterReport) -> entity.Report:
    """Return a report of an encounter as others cite it."""
    return entity.Report(report.document, report.claim)


def _kind(reports: list[EncounterReport]) -> str:
    kinds = [report.kind for report in reports]
    return "session" if "session" in kinds else commonest(kinds, "other")


def best_date(reports: Iterable[EncounterReport]) -> str | None:
    """Return the date that most speaks for: the finest, then the stated, then the most reported, then the first.

    A date that only some clue gave does not outweigh one that a document states.
    """
    dates = [(report.date, report.inferred) for report in reports if report.date]
    if not dates:
        return None
    counts = Counter(date for date, _ in dates)
    stated = {date for date, inferred in dates if not inferred}

    def rank(date: str) -> tuple[int, int, int, str]:
        at = moment(date)
        grain = {"day": 0, "days": 0, "month": 1, "year": 2, "years": 3}.get(at.grain if at else "", 4)
        return grain, -counts[date], date not in stated, date

    return min(counts, key=rank)


def commonest(values: Iterable[T], default: D) -> T | D:
    """Return the value that occurs most, the smallest of those that occur as often; `default` where there is none."""
    counts = Counter(values)
    return min(counts, key=lambda value: (-counts[value], str(value))) if counts else default
