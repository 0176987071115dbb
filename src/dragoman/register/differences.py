"""Where reports of one encounter differ. In: the reports of a cluster. Out: disagreements, each with every value and who reports it.

They are findings to show and not noise to average away. A vaguer date, or a date announced and then not kept, is no disagreement.
"""

from collections.abc import Callable, Iterable, Iterator

from dragoman.model.entity import Disagreement, Report, Value
from dragoman.register.build import report_of
from dragoman.register.resolution.encounters import EncounterReport
from dragoman.register.resolution.moments import gap, moment
from dragoman.register.resolution.names import catalogued, compare


def disagreements(id: str, reports: list[EncounterReport]) -> Iterator[Disagreement]:
    """Yield the disagreements between reports of the encounter `id`."""
    held = [report for report in reports if not report.announced]
    if len(held) < 2:
        return
    readers: list[tuple[str, Callable[[EncounterReport], str], Callable[[str, str], bool]]] = [
        ("date", lambda report: report.date or "", _dates_clash),
        ("ordinal", lambda report: str(report.ordinal or ""), _differ),
        ("country", lambda report: report.country or "", _differ),
        ("mode", lambda report: report.mode or "", _differ),
    ]
    for field, read, clash in readers:
        values = _collect((read(report), report_of(report)) for report in held)
        if any(clash(one, other) for one in values for other in values):
            yield _disagreement(id, field, values)
    for party in sorted({person.party for report in held for person in report.people if person.party}):
        named = _collect((_people(report, party), report_of(report)) for report in held)
        if any(_no_one_in_both(one, other, party) for one in named for other in named):
            yield _disagreement(id, f"participants for {party}", named)


def _collect(pairs: Iterable[tuple[str, Report]]) -> dict[str, list[Report]]:
    found: dict[str, list[Report]] = {}
    for value, report in pairs:
        if value:
            found.setdefault(value, []).append(report)
    return found


def _disagreement(id: str, field: str, values: dict[str, list[Report]]) -> Disagreement:
    return Disagreement(
        about=("encounter", id), field=field, values=tuple(Value(value, tuple(sorted(values[value]))) for value in sorted(values))
    )


def _differ(one: str, other: str) -> bool:
    return one != other


def _dates_clash(one: str, other: str) -> bool:
    a, b = moment(one), moment(other)
    return bool(a and b and "yearless" not in (a.grain, b.grain) and gap(a, b))


def _people(report: EncounterReport, party: str) -> str:
    return "; ".join(sorted(person.name for person in report.people if person.party == party))


def _no_one_in_both(one: str, other: str, party: str) -> bool:
    for name in one.split("; "):
        for rival in other.split("; "):
            known = catalogued(name, party)
            likeness = compare(name, rival)
            if (
                name == rival
                or (likeness.kind != "other" and likeness.edits < 2)
                or (known and known == catalogued(rival, party))
            ):
                return False
    return True
