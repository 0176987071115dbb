"""What `links.json` asks of a register, as one check for each of its parts. Each returns what does not hold, so that a test shows it all."""

from collections import Counter
from collections.abc import Iterable
from itertools import combinations
from typing import Any

from dragoman.model import entity
from dragoman.register.resolution.moments import ending, sortable


class Lines:
    """The lines of a register, by kind, with the look-ups that the checks need. `mains` is the main claim of each document."""

    def __init__(self, lines: Iterable[Any], mains: dict[str, str]) -> None:
        self.lines = list(lines)
        self.mains = mains
        self.encounter_of = {(r.source, r.claim): e for e in self.of(entity.Encounter) for r in e.reports}
        self.people = self.of(entity.Person)

    def of(self, kind: type) -> list[Any]:
        return [line for line in self.lines if isinstance(line, kind)]

    def main(self, source: str) -> entity.Encounter:
        return self.encounter_of[(source, self.mains[source])]

    def person(self, name: str, party: str) -> list[entity.Person]:
        return [person for person in self.people if name in person.names and person.party == party]


def encounter_faults(lines: Lines, groups: list[list[str]]) -> list[str]:
    """Main encounters are one exactly where the groups say so."""
    group_of = {source: n for n, group in enumerate(groups) for source in group}
    faults = []
    for one, other in combinations(sorted(lines.mains), 2):
        wanted = one in group_of and group_of.get(one) == group_of.get(other)
        if (lines.main(one).id == lines.main(other).id) != wanted:
            faults.append(f"{one} and {other} should {'be one' if wanted else 'be two'}")
    return faults


def mechanism_faults(lines: Lines, groups: list[list[str]]) -> list[str]:
    found = []
    for group in groups:
        ids = {source: lines.main(source).mechanism for source in group if source in lines.mains}
        if len(set(ids.values())) > 1 or None in ids.values():
            found.append(f"not one mechanism: {ids}")
    return found


def person_faults(lines: Lines, rows: list[dict[str, Any]], different: list[list[str]]) -> list[str]:
    """The names that occur are of one person, and of nobody twice."""
    faults = []
    for row in rows:
        ids = {name: sorted(person.id for person in lines.person(name, row["for"])) for name in row["names"]}
        seen = {name: found for name, found in ids.items() if found}
        if len({tuple(found) for found in seen.values()}) > 1 or any(len(found) > 1 for found in seen.values()):
            faults.append(f"not one person: {seen}")
    for one, other in different:
        both = [person for person in lines.people if one in person.names and other in person.names]
        faults += [f"{one} and {other} are one person" for _ in both]
    return faults


def tenure_faults(lines: Lines, rows: list[dict[str, Any]]) -> list[str]:
    faults = []
    for row in rows:
        held = {(t.office, day) for p in lines.person(row["person"], row["for"]) for t in p.tenures for day in _days(lines, t)}
        faults += [f"{row['person']}: {office} on {day} not seen" for day, office in row["observed"] if (office, day) not in held]
    return faults


def _days(lines: Lines, tenure: entity.Tenure) -> Iterable[str | None]:
    """The days on which reports of a tenure saw it: its ends, and the days of the encounters among them."""
    yield from (tenure.first_seen, tenure.last_seen)
    for report in tenure.reports:
        seen = lines.encounter_of.get((report.source, report.claim)) or lines.main(report.source)
        yield seen.date


def series_faults(lines: Lines, rows: list[dict[str, Any]]) -> list[str]:
    faults = []
    by_id = {encounter.id: encounter for encounter in lines.of(entity.Encounter)}
    for row in rows:
        id = lines.main(row["mechanism_of"]).mechanism
        series = next(m for m in lines.of(entity.Mechanism) if m.id == id)
        held = [by_id[session] for session in series.sessions if not by_id[session].announced]
        got = [[str(s.ordinal) if s.ordinal else None, s.date] for s in held]
        if got != row["sessions"]:
            faults.append(f"{id}: sessions {got}, wanted {row['sessions']}")
    return faults


def follow_faults(lines: Lines, rows: list[dict[str, Any]]) -> list[str]:
    checks = {"tie": _tie, "instrument": _instrument, "encounter": _announced, "quantity": _quantity}
    return [f"{row['what']}: {row} not found" for row in rows if not checks[row["what"]](lines, row)]


def _commitments(lines: Lines, of: str) -> list[entity.Commitment]:
    return [commitment for commitment in lines.of(entity.Commitment) if commitment.of == of]


def _sources(change: entity.StateChange) -> set[str]:
    return {report.source for report in change.reports}


def _tie(lines: Lines, row: dict[str, Any]) -> bool:
    for tie in lines.of(entity.Tie):
        if list(tie.parties) != row["parties"] or tie.level != row["level"]:
            continue
        sought = any(step.status == "sought" and row["sought"] in {r.source for r in step.reports} for step in tie.history)
        kept = [
            c for c in _commitments(lines, "tie")
            if list(c.parties) == row["parties"] and c.state == row["state"] and row["sought"] in _sources(c.history[0])
        ]  # fmt: skip
        day = lines.main(row["became_current_by"]).date if row["became_current_by"] in lines.mains else "9999"
        return sought and any(sortable(c.history[-1].on) <= ending(day) for c in kept)
    return False


def _instrument(lines: Lines, row: dict[str, Any]) -> bool:
    first, then = row["first"], row["then"]
    for instrument in lines.of(entity.Instrument):
        life = {(report.source, step.action) for step in instrument.life for report in step.reports}
        if tuple(first) not in life or tuple(then) not in life:
            continue
        if "expires" in row:
            return (instrument.period or "").endswith(row["expires"])
        mine = [c for c in _commitments(lines, "instrument") if c.about == instrument.id]
        return any(c.state == row["state"] and first[0] in {s for h in c.history for s in _sources(h)} for c in mine)
    return False


def _announced(lines: Lines, row: dict[str, Any]) -> bool:
    for commitment in _commitments(lines, "encounter"):
        told, kept = commitment.history[0], commitment.history[-1]
        if row["announced_in"] in _sources(told) and row["announced_for"] in told.because and kept.state == row["state"]:
            return kept.on == row["held"] and "after" in kept.because
    return False


def _quantity(lines: Lines, row: dict[str, Any]) -> bool:
    source, value, due = row["first"]
    for commitment in _commitments(lines, "quantity"):
        if commitment.quantity is None or (commitment.quantity.value, commitment.due) != (value, due):
            continue
        if source in _sources(commitment.history[0]) and commitment.state == row["state"]:
            return row["then"][0] in _sources(commitment.history[-1])
    return False


def pairwise_f1(found: dict[Any, Any], truth: dict[Any, Any]) -> float:
    """Return the F1 of pairs put together, of clusterings given as item to cluster."""
    items = sorted(found.keys() & truth.keys())
    both = Counter((found[item], truth[item]) for item in items)
    got, wanted = Counter(found[item] for item in items), Counter(truth[item] for item in items)

    def pairs(counts: Iterable[int]) -> int:
        return sum(n * (n - 1) // 2 for n in counts)

    hit = pairs(both.values())
    return 2 * hit / (pairs(got.values()) + pairs(wanted.values())) if got else 1.0
