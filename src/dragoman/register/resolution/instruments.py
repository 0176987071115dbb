"""Instruments. In: names of treaties, plans and the like with what was done to them. Out: how two names compare.

A plan is told from its successor by its period. Where a report gives none, what it does decides: what is being proposed or
negotiated is the next plan to begin, what is carried out is the plan that runs.
"""

import re
from collections.abc import Iterable
from functools import cache, lru_cache

import msgspec

from dragoman.register.resolution.mechanisms import party_words
from dragoman.register.resolution.moments import LAST, moment
from dragoman.register.resolution.scores import Score, forbid, total
from dragoman.vocab.load import by_key, vocabulary

_CLASS = {
    "programme": "plan", "treaty": "agreement", "convention": "agreement", "declaration": "statement", "charter": "agreement",
}  # fmt: skip
_COMMON = frozenset(
    [
        "the",
        "for",
        "and",
        "between",
        "with",
        "its",
        "joint",
        "on",
        "of",
        "in",
        "to",
        "at",
        "new",
        "action",
        "actions",
        "plan",
        "plans",
        "programme",
        "program",
        "comprehensive",
        "promote",
        "cooperation",
        "successor",
        "federation",
        "agreement",
        "memorandum",
        "understanding",
        "statement",
        "declaration",
        "list",
        "after",
        "next",
        "minutes",
        "treaty",
    ]
)
AHEAD = frozenset(("proposed", "negotiated"))
CONCLUDED = frozenset(("signed", "adopted", "in-force", "implemented"))


class InstrumentForm(msgspec.Struct, frozen=True):
    """An instrument under one name, kind, period and set of parties; where none of them tells it, in one year of reports."""

    name: str
    kind: str
    parties: tuple[str, ...] = ()
    period: str | None = None
    dated: str | None = None
    year: int = 0
    actions: tuple[str, ...] = ()

    def absorb(self, action: str) -> "InstrumentForm":
        """Return the form with one more report."""
        return msgspec.structs.replace(self, actions=tuple(sorted({*self.actions, action})))


@cache
def _by_name() -> dict[str, str]:
    return {row["name"].lower(): row["id"] for row in vocabulary("instruments")["instrument"]}


def listed(name: str) -> str | None:
    """Return the id of an instrument in `vocab/instruments.toml`, by its name.

    >>> listed("Charter of the United Nations")
    'un-charter'
    """
    return _by_name().get(name.lower())


def row_of(name: str) -> dict[str, object]:
    """Return what `vocab/instruments.toml` says of an instrument, or nothing."""
    return by_key("instruments", "instrument", "id").get(listed(name) or "", {})


def kind_class(kind: str) -> str:
    """Return the kind that a report may confuse a kind with: a programme of action is a plan."""
    return _CLASS.get(kind, kind)


@lru_cache(maxsize=65536)
def core(name: str) -> frozenset[str]:
    """Return the words of a name that tell it from others of its kind and parties."""
    return frozenset(w for w in re.findall(r"[a-z]{3,}", name.lower()) if w not in _COMMON and w not in party_words())


def blocks(form: InstrumentForm) -> set[str]:
    """Return the blocks of a form: the kind with its parties; the catalogue; two words of its name."""
    known = listed(form.name)
    keys = {f"known|{known}"} if known else set()
    kind = kind_class(form.kind)
    if form.parties:
        keys.add(f"{kind}|{','.join(form.parties)}|{form.period or ''}")
        if kind == "plan" or form.dated:
            keys.add(f"{kind}|{','.join(form.parties)}")
    words = sorted(core(form.name))
    if len(words) >= 2:
        keys.add(f"{kind}|{'+'.join(words)}")
    return keys


def compare_instruments(one: InstrumentForm, other: InstrumentForm) -> Score:
    """Return how far two forms are one instrument."""
    known = listed(one.name), listed(other.name)
    if known[0] and known[1]:
        return total([("catalogue", 9.0, known[0])]) if known[0] == known[1] else forbid("two instruments of the catalogue")
    if kind_class(one.kind) != kind_class(other.kind):
        return forbid(f"a {one.kind} and a {other.kind}")
    if one.period and other.period and one.period != other.period:
        return forbid("two periods")
    if one.parties and other.parties and one.parties != other.parties:
        return forbid("other parties")
    return total(_features(one, other))


def _features(one: InstrumentForm, other: InstrumentForm) -> Iterable[tuple[str, float, str]]:
    yield "prior", -3.0, "two instruments of one kind"
    if one.parties and one.parties == other.parties:
        yield "parties", 2.0, ", ".join(one.parties)
    if one.period and one.period == other.period:
        yield "period", 5.0, one.period
    elif one.period or other.period:
        yield _fit(one, other) if one.period else _fit(other, one)
    elif kind_class(one.kind) == "plan" and one.parties:
        ahead = set(one.actions) <= AHEAD and set(other.actions) <= AHEAD
        near = abs(one.year - other.year) <= 1
        yield "same-plan", 4.5 if ahead and near else -1.0, f"reported in {one.year} and {other.year}"
    if one.dated and one.dated == other.dated:
        yield "date", 4.0, one.dated
    a, b = core(one.name), core(other.name)
    if a and b:
        shared = len(a & b) / len(a | b)
        same = 7.0 if len(a) > 1 else 4.0
        weight = same if a == b else 2.0 if shared >= 0.5 else 0.0 if shared >= 0.3 else -4.0
        yield "name", weight, f"{one.name} / {other.name}"


def _fit(dated: InstrumentForm, bare: InstrumentForm) -> tuple[str, float, str]:
    """How a form without a period fits one that has one."""
    period = moment(dated.period)
    if kind_class(dated.kind) != "plan" or period is None or not bare.year:
        return "period", 0.0, ""
    says = f"{dated.period}; reported in {bare.year} as {', '.join(bare.actions)}"
    if set(bare.actions) <= AHEAD:
        return "period-ahead", 4.5 if 0 <= period.year - bare.year <= 3 else -6.0, says
    runs = period.first <= _day(bare.year) + 365 and (period.last == LAST or period.last >= _day(bare.year))
    return "period-runs", 4.0 if runs and not set(bare.actions) & AHEAD else -6.0, says


def _day(year: int) -> int:
    found = moment(str(year))
    return found.first if found else 0
