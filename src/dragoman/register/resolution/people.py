"""People. In: forms of names, each a name with a party and an office. Out: which forms may be worth comparing, and how they compare.

Forms and not mentions are compared: a minister named in ten thousand pages is a handful of forms. Two people of one name stay
two where they speak for different parties, or held offices at one time that nobody holds together.
"""

from collections.abc import Iterable
from itertools import combinations

import msgspec

from dragoman.register.resolution.names import Likeness, catalogued, compare, may_be_slips, skeleton, take_apart
from dragoman.register.resolution.scores import Score, forbid, total

# One holder at a time: a misspelt or bare name in such an office, at that time, can hardly be somebody else.
UNIQUE = frozenset((
    "head-of-state", "head-of-government", "party-leader", "foreign-minister", "defence-minister", "secretary-general",
    "speaker-of-parliament",
))  # fmt: skip
_LEADERS = frozenset(("head-of-state", "head-of-government", "foreign-minister", "defence-minister", "speaker-of-parliament"))
# Nobody holds these beside the others for months on end.
_EXCLUSIVE = {
    "ambassador": _LEADERS | {"deputy-foreign-minister", "deputy-defence-minister", "deputy-head-of-government"},
    "deputy-foreign-minister": _LEADERS | {"deputy-head-of-government", "deputy-defence-minister"},
    "deputy-defence-minister": _LEADERS | {"deputy-head-of-government"},
    "speaker-of-parliament": frozenset(("head-of-state", "head-of-government", "foreign-minister", "defence-minister")),
}
OFTEN = 2
_OVERLAP_DAYS = 60
_NEAR_DAYS = 400
_WEIGHTS = {"same": 6.0, "initials": 5.0, "misspelt": 2.0, "shorter": 3.0, "surname": 2.0, "tones": 2.0}


class PersonForm(msgspec.Struct, frozen=True):
    """A name with its party and office; `first` and `last` are days of observation (0 where unknown).

    `n` is how often it was seen, as far as that matters: once or more often. So a name that is seen every day comes to rest.
    """

    name: str
    party: str
    office: str
    n: int = 0
    first: int = 0
    last: int = 0

    def absorb(self, day: int) -> "PersonForm":
        """Return the form with one more observation."""
        known = [d for d in (self.first, day) if d]
        return msgspec.structs.replace(self, n=min(self.n + 1, OFTEN), first=min(known, default=0), last=max(self.last, day))


def blocks(form: PersonForm) -> set[str]:
    """Return the blocks of a form: two words of the name, one word in the office, the entry of the catalogue."""
    words = sorted({skeleton(word) for word in take_apart(form.name).words})
    keys = {f"{form.party}|{a}+{b}" for a, b in combinations(words, 2)}
    if len(words) == 1:
        keys.add(f"{form.party}|{words[0]}+")
    if form.office:
        keys |= {f"{form.party}|{form.office}|{word}" for word in words}
    listed = catalogued(form.name, form.party)
    # By these, questions find a person whose party is not given; resolution finds nobody in them, as it asks with a party.
    keys |= {f"name|{word}" for word in words}
    return keys | ({f"{form.party}|*|{listed}"} if listed else set())


def compare_people(one: PersonForm, other: PersonForm) -> Score:
    """Return how far two forms are one person."""
    if one.party != other.party:
        return forbid("they speak for different parties")
    listed = catalogued(one.name, one.party), catalogued(other.name, other.party)
    likeness = compare(one.name, other.name)
    known = bool(listed[0]) and listed[0] == listed[1]
    if listed[0] and listed[1] and not known:
        return forbid(f"{listed[0]} and {listed[1]} are known to be two")
    slips = likeness.kind == "other" and one.office == other.office != "" and may_be_slips(one.name, other.name)
    if likeness.kind == "other" and not known and not slips:
        return forbid("the names do not agree")
    if _at_once(one, other):
        return forbid(f"{one.office} and {other.office} at one time")
    return total(_features(one, other, likeness, known=known, slips=slips))


def _features(
    one: PersonForm, other: PersonForm, likeness: Likeness, *, known: bool, slips: bool
) -> Iterable[tuple[str, float, str]]:
    yield "prior", -3.0, "two forms of one party with a word in common"
    if slips or (likeness.kind == "misspelt" and likeness.edits > 1):
        # Two slips of one name may lie this far apart, and so may two names: it speaks against, and forbids nothing.
        yield "name-far", -2.0, f"{one.name} / {other.name}"
    elif likeness.kind != "other":
        weight = _WEIGHTS[likeness.kind] + (likeness.kind == "same") * min(likeness.words - 1, 2)
        weight -= 1.2 * (likeness.rest > 0)  # more than by `RIVALRY`: of two, it is the one whose every word is accounted for
        yield f"name-{likeness.kind}", weight, f"{one.name} / {other.name}"
    if known:
        yield "catalogue", 8.0, "both are known forms of one name"
    if one.office and one.office == other.office:
        yield "office", 3.0, one.office
        if one.office in UNIQUE and _near(one, other) and likeness.kind not in ("same", "initials"):
            yield "one-holder", 1.5, "an office that one person holds at a time"
        if likeness.kind == "initials" and _far(one, other):
            yield "times-differ", -1.2, "seen in one office years apart"
    elif likeness.kind not in ("same", "other") and not known:
        yield "offices-differ", -3.0, f"{one.office} / {other.office}"


def _near(one: PersonForm, other: PersonForm) -> bool:
    return bool(one.first and other.first) and max(one.first - other.last, other.first - one.last) <= _NEAR_DAYS


def _far(one: PersonForm, other: PersonForm) -> bool:
    return bool(one.first and other.first) and not _near(one, other)


def _at_once(one: PersonForm, other: PersonForm) -> bool:
    """Tell whether the observations of two offices that exclude each other run side by side, each seen twice at least."""
    if other.office not in _EXCLUSIVE.get(one.office, ()) and one.office not in _EXCLUSIVE.get(other.office, ()):
        return False
    if min(one.n, other.n) < 2 or not (one.first and other.first):
        return False
    return min(one.last, other.last) - max(one.first, other.first) > _OVERLAP_DAYS


def interrupts(one: PersonForm, other: PersonForm) -> bool:
    """Tell whether one form was seen in an office amid the tenure of the other in an office that nobody holds beside it."""
    if other.office not in _EXCLUSIVE.get(one.office, ()) and one.office not in _EXCLUSIVE.get(other.office, ()):
        return False
    if not (one.first and other.first):
        return False
    return one.first < other.first <= other.last < one.last or other.first < one.first <= one.last < other.last


def fullest(forms: Iterable[PersonForm]) -> str:
    """Return the name to show: the most words, then in Latin letters, then with its diacritics, then the most often seen."""

    def rank(item: tuple[str, int]) -> tuple[int, bool, bool, int, str]:
        name, count = item
        taken = take_apart(name)
        return -len(taken.words), any(0x024F < ord(c) < 0x1E00 for c in name), not taken.tones, -count, name

    counts: dict[str, int] = {}
    for form in forms:
        counts[form.name] = counts.get(form.name, 0) + form.n
    return min(counts.items(), key=rank)[0]
