"""The only writer of decisions. In: decisions. Out: the log with them, and the register as they make it. Nothing is ever removed.

A decision about what the register does not hold yet is kept and takes effect when it comes: decisions can be imported first.
"""

from collections.abc import Iterable
from itertools import product
from typing import Any

import msgspec

from dragoman.errors import DecisionError
from dragoman.model.decision import KINDS, PAIR_VERDICTS, Decision
from dragoman.model.entity import Proposal
from dragoman.register.items import FORMS
from dragoman.register.resolution.clusters import pair_of
from dragoman.register.resolution.encounters import EncounterReport
from dragoman.register.resolution.moments import moment
from dragoman.register.resolve import COMPARE, Touched, resolve
from dragoman.register.store import Store, rows_in

STATES = ("open", "progressing", "kept", "overdue", "lapsed", "superseded")


def decide(store: Store, decisions: Iterable[Decision]) -> int:
    """Enter decisions, all or none, and return how many were new. Raises `DecisionError` for a faulty one."""
    wanted = [check(decision) for decision in decisions]
    with store.writing():
        new = [decision for decision in wanted if not store.rows("SELECT 1 FROM decision WHERE id = ?", [decision.id])]
        touched = Touched()
        for decision in {decision.id: decision for decision in new}.values():
            bare = msgspec.structs.replace(decision, undone=False)
            store.run("INSERT INTO decision (id, at, data) VALUES (?, ?, ?)", [bare.id, bare.at, msgspec.json.encode(bare)])
            _touch(store, bare, touched)
        resolve(store, touched)
    return len(new)


def rule(proposal: Proposal, *, accept: bool, by: str, at: str, verdict: str = "") -> list[Decision]:
    """Return the decisions that accept or reject a proposal. `verdict` is the state that a follow-up leads to, or the date chosen.

    To take a cluster apart rules on every pair across, to leave it whole on its weakest link; to reject the doubt about a date
    confirms it. Each keeps the question from being asked again.
    """
    kind, items = proposal.kind, [proposal.items]
    if kind == "split":
        kind, items = proposal.of, [pair_of(*pair) for pair in product(*proposal.parts)] if accept else items
        verdict = PAIR_VERDICTS[accept]
    elif kind == "date":
        verdict = (accept and verdict) or proposal.candidates[0].date
    elif kind == "followup":
        verdict = verdict or "progressing" if accept else "unrelated"
    else:
        verdict = PAIR_VERDICTS[not accept]
    return [Decision(kind=kind, items=about, verdict=verdict, by=by, at=at) for about in items]


def check(decision: Decision) -> Decision:
    """Return a decision that has the form it should. Raises `DecisionError`."""
    kind, count, verdict = decision.kind, len(decision.items), decision.verdict
    if kind not in KINDS:
        raise DecisionError(f"no kind of decision {kind!r}; it is one of: {', '.join(KINDS)}")
    if (
        count != (2 if kind in COMPARE or kind == "followup" else 1)
        or len(set(decision.items)) != count
        or not all(decision.items)
    ):
        raise DecisionError(
            f"a decision of kind {kind} about {count} items; export one with `dragoman decisions export` to see the form"
        )
    if kind in COMPARE and verdict not in PAIR_VERDICTS:
        raise DecisionError(f"no verdict {verdict!r} on two items; it is same or different")
    if (kind == "state" and verdict not in STATES) or (kind == "followup" and verdict not in (*STATES, "unrelated")):
        raise DecisionError(f"no state {verdict!r}; it is one of: {', '.join(STATES)}")
    if kind == "date" and moment(verdict) is None:
        raise DecisionError(f"{verdict!r} is no date; give EDTF, such as 2021-01-26 or 2021-01")
    return decision


def _touch(store: Store, decision: Decision, touched: Touched) -> None:
    """Note what a decision is about; undoing one is about what that was about."""
    if decision.kind == "undo":
        for (data,) in store.rows("SELECT data FROM decision WHERE id = ?", [decision.items[0]]):
            _touch(store, msgspec.json.decode(data, type=Decision), touched)
        return
    if decision.kind in ("state", "followup"):
        touched.commitments |= set(decision.items[:1])
        return
    kind = "encounter" if decision.kind == "date" else decision.kind
    statement = f"SELECT n FROM item WHERE kind = '{kind}' AND key IN ({{}})"
    touched.items[kind] |= {n for (n,) in rows_in(store, statement, decision.items)}


def warnings(store: Store, decision: Decision) -> list[str]:
    """Return what is known that contradicts a decision to take two clusters for one: each pair of items that cannot be one."""
    kind = decision.kind
    if kind not in COMPARE or decision.verdict != "same":
        return []
    sides = [_cluster(store, kind, key) for key in decision.items]
    found = []
    for one, first in sides[0].items():
        for other, second in sides[1].items():
            score = COMPARE[kind](first, second) if one < other else COMPARE[kind](second, first)
            if one != other and score.forbidden:
                found.append(f"{one} / {other}: {score.forbidden}")
    return found


def placed(store: Store, forms: dict[str, Any]) -> dict[str, Any]:
    """Return forms of one kind, sessions among them with the mechanism that the register puts them in."""
    slugs = {form.slug for form in forms.values() if isinstance(form, EncounterReport)}
    rows = rows_in(store, "SELECT key, entity FROM item WHERE kind = 'mechanism' AND key IN ({})", sorted(slugs))
    series: dict[str, str] = dict(rows)
    return {
        key: msgspec.structs.replace(form, series=series.get(form.slug, "")) if isinstance(form, EncounterReport) else form
        for key, form in forms.items()
    }


def _cluster(store: Store, kind: str, key: str) -> dict[str, Any]:
    """The items of the cluster of an item, with the mechanism of each where they are encounters."""
    rows = store.rows(
        "SELECT b.key, b.data FROM item a JOIN item b ON b.entity = a.entity WHERE a.kind = ? AND a.key = ? ORDER BY b.key",
        [kind, key],
    )
    return placed(store, {key: msgspec.json.decode(data, type=FORMS[kind]) for key, data in rows})
