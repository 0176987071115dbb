"""Mechanisms. In: names of recurring formats, with what is known of their sessions. Out: how two names compare.

The same dialogue is called now by a long name, now by a short one, with its parties in either order. A name that says less
is the same mechanism where the same officers sit in it and its ordinals fit the other's.
"""

import re
from collections.abc import Iterable
from functools import cache, lru_cache

import msgspec

from dragoman.register.resolution.scores import Score, forbid, total
from dragoman.vocab.load import by_key, vocabulary

_WORD = re.compile(r"\d\+\d|[a-z]{3,}")
_LOOSE = frozenset(
    ["the", "for", "and", "between", "with", "its", "joint", "on", "of", "in", "to", "at", "level", "annual", "regular"]
) | {"meeting"}
_SAME_WORD = {"commission": "committee", "mechanism": "committee", "consultations": "consultation"}
_STEM = 6  # letters: diplomacy and diplomatic, security and securities


class MechanismForm(msgspec.Struct, frozen=True):
    """A mechanism under one id of a record: its name, and how often with which sides, top offices and sessions.

    `sessions` are (ordinal, first day, last day) as far as known.
    """

    slug: str
    name: str
    sides: dict[str, int] = {}
    offices: dict[str, int] = {}
    sessions: tuple[tuple[int, int, int], ...] = ()

    def absorb(self, sides: str, office: str, session: tuple[int, int, int] | None) -> "MechanismForm":
        """Return the form with one more session seen."""
        offices = {**self.offices, office: self.offices.get(office, 0) + 1} if office else self.offices
        sessions = tuple(sorted({*self.sessions, session})) if session else self.sessions
        seen = {**self.sides, sides: self.sides.get(sides, 0) + 1}
        return msgspec.structs.replace(
            self, sides=dict(sorted(seen.items())), offices=dict(sorted(offices.items())), sessions=sessions
        )


def blocks(form: MechanismForm) -> set[str]:
    """Return the blocks of a form: each set of parties that sat in it."""
    return {f"sides|{sides}" for sides in form.sides}


def listed(slug: str, name: str) -> str | None:
    """Return the id of a mechanism in `vocab/mechanisms.toml`, by id or by name."""
    return slug if slug in by_key("mechanisms", "mechanism", "id") else _by_name().get(name.lower())


@cache
def _by_name() -> dict[str, str]:
    return {row["name"].lower(): row["id"] for row in vocabulary("mechanisms")["mechanism"]}


@cache
def party_words() -> frozenset[str]:
    """Return the words that name parties, in lower case."""
    rows = vocabulary("parties")["party"]
    return frozenset(word for row in rows for word in re.findall("[a-z]+", f"{row['code']} {row.get('label', '')}".lower()))


@lru_cache(maxsize=65536)
def core(name: str) -> frozenset[str]:
    """Return the words of a name that tell it from others of the same parties, cut to their stems.

    >>> core("Vietnam-Russia Joint Commission") == core("RUS-VNM Joint Committee")
    True
    """
    words = [_SAME_WORD.get(word, word) for word in _WORD.findall(name.lower())]
    return frozenset(word[:_STEM] for word in words if word not in _LOOSE and word not in party_words())


def compare_mechanisms(one: MechanismForm, other: MechanismForm) -> Score:
    """Return how far two names are of one mechanism."""
    known = listed(one.slug, one.name), listed(other.slug, other.name)
    if known[0] and known[1]:
        if known[0] != known[1]:
            return forbid("two mechanisms of the catalogue")
        return total([("catalogue", 9.0, known[0])])
    a, b = core(one.name), core(other.name)
    if not a or not b or not (a <= b or b <= a or 2 * len(a & b) >= len(a | b)) or (a != b and min(len(a), len(b)) < 2):
        return forbid("the names do not agree")
    return total(_features(one, other, a, b))


def _features(one: MechanismForm, other: MechanismForm, a: frozenset[str], b: frozenset[str]) -> Iterable[tuple[str, float, str]]:
    yield "prior", -2.0, "two formats of the same parties"
    if a == b:
        yield "name-same", 6.0, f"{one.name} / {other.name}"
    elif a < b or b < a:
        yield "name-shorter", 3.0, f"{one.name} / {other.name}"
    else:
        yield "name-near", 2.0, f"{one.name} / {other.name}"
    yield "parties", 1.0, "the same sides"
    tops = _top(one), _top(other)
    if tops[0] and tops[1]:
        yield "level", 1.5 if tops[0] == tops[1] else -3.0, f"{tops[0]} / {tops[1]}"
    yield _ordinals(one, other)


def _top(form: MechanismForm) -> str:
    return min(form.offices.items(), key=lambda item: (-item[1], item[0]))[0] if form.offices else ""


def _ordinals(one: MechanismForm, other: MechanismForm) -> tuple[str, float, str]:
    """How the numbered sessions of two forms fit: a number has one day, and higher numbers come later."""
    if not one.sessions or not other.sessions:
        return "ordinals", 0.0, ""
    left, right = _by_ordinal(one.sessions), _by_ordinal(other.sessions)
    for ordinal in left.keys() & right.keys():
        if max(right[ordinal][0] - left[ordinal][1], left[ordinal][0] - right[ordinal][1]) > 400:
            return "ordinals", -4.0, f"session {ordinal} at two times"
    for earlier, later in ((left, right), (right, left)):
        begins, at = 0, 0
        for ordinal in sorted({*earlier, *later}):
            if ordinal in later and begins - later[ordinal][1] > 31 and at < ordinal:
                return "ordinals", -4.0, f"session {at} and session {ordinal} out of order"
            if ordinal in earlier and earlier[ordinal][0] > begins:
                begins, at = earlier[ordinal][0], ordinal
    return "ordinals", 2.0 if left.keys() & right.keys() else 0.5, "numbers and days fit"


@lru_cache(maxsize=4096)
def _by_ordinal(sessions: tuple[tuple[int, int, int], ...]) -> dict[int, tuple[int, int]]:
    """Return the first and the last day given for each ordinal."""
    found: dict[int, tuple[int, int]] = {}
    for ordinal, first, last in sessions:
        known = found.get(ordinal, (first, last))
        found[ordinal] = (min(known[0], first), max(known[1], last))
    return found
