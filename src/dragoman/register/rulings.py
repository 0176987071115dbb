"""What people ruled, as resolution needs it. In: the log of decisions. Out: `Rulings`. Of two on one thing the later holds."""

from collections.abc import Iterable
from typing import NamedTuple

import msgspec

from dragoman.model.decision import Decision
from dragoman.register.resolution.clusters import Pair, pair_of


class Rulings(NamedTuple):
    """Decisions that are not undone: of pairs by kind, of commitments by id, of dates by report."""

    pairs: dict[str, dict[Pair, str]]
    states: dict[str, list[Decision]]
    followups: dict[tuple[str, str], Decision]
    dates: dict[str, str]


def standing(log: Iterable[Decision]) -> list[Decision]:
    """Return all decisions in their order of time, each marked where it was undone since. An undoing can be undone."""
    ordered = sorted({decision.id: decision for decision in log}.values(), key=lambda decision: (decision.at, decision.id))
    undone: set[str] = set()
    for decision in reversed(ordered):
        if decision.kind == "undo" and decision.id not in undone:
            undone |= set(decision.items)
    return [msgspec.structs.replace(decision, undone=decision.id in undone) for decision in ordered]


def rulings(log: Iterable[Decision]) -> Rulings:
    """Return what holds of a log of decisions."""
    found = Rulings({}, {}, {}, {})
    for decision in standing(log):
        if decision.undone:
            continue
        if decision.kind == "state":
            found.states.setdefault(decision.items[0], []).append(decision)
        elif decision.kind == "followup":
            found.followups[(decision.items[0], decision.items[1])] = decision
        elif decision.kind == "date":
            found.dates[decision.items[0]] = decision.verdict
        elif decision.kind != "undo":
            found.pairs.setdefault(decision.kind, {})[pair_of(*decision.items[:2])] = decision.verdict
    return found
