"""Clusters that may be two. In: a cluster, how its items compare, what people ruled. Out: where it would come apart, if anywhere.

The links that hold a cluster together are the strongest tree over its items. One of them is in doubt where it lies only just above
what is accepted, or where items on its two sides speak against each other and it is not strong enough to outweigh that. A link that
a person ruled on is never in doubt, nor is what is joined by it.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import product
from typing import NamedTuple

from dragoman.model.entity import Feature, Proposal
from dragoman.register.resolution.clusters import Pair, pair_of
from dragoman.register.resolution.people import PersonForm, interrupts
from dragoman.register.resolution.scores import ACCEPT, STRONG, Score

NARROW = 1.0  # bits above the accepting threshold up to which a link is weak
AGAINST = -2.0  # bits from which on features that disagree are a doubt of their own
_RULED = 60.0
# These say that little is known, not that two things differ.
_SILENT = frozenset(("prior", "many-on-a-day", "one-side-only", "date-unknown"))

Feats = tuple[tuple[str, float, str], ...]


class _Cut(NamedTuple):
    """A link to cut, what remains of its strength against what disagrees across it, and the pair that disagrees most."""

    rest: float
    link: Pair
    disagree: Pair
    against: Feats


def disagreements(one: object, other: object, score: Score) -> Feats:
    """Return the features by which two items of a cluster speak against each other."""
    found = tuple(feature for feature in score.features if feature[1] < 0 and feature[0] not in _SILENT)
    if isinstance(one, PersonForm) and isinstance(other, PersonForm) and interrupts(one, other):
        found += (("offices-at-once", -3.0, f"{one.office} / {other.office}"),)
    return found


def split_of(
    kind: str, cluster: Sequence[str], items: Mapping[str, object], score: Callable[[Pair], Score], ruled: Mapping[Pair, str]
) -> Proposal | None:
    """Return the proposal to take a cluster apart at its weakest point, or nothing where it holds.

    >>> from dragoman.register.resolution.scores import total
    >>> found = split_of("person", ["a", "b"], {"a": 1, "b": 2}, lambda pair: total([("name-same", 3.5, "x")]), {})
    >>> found.parts, found.score
    ((('a',), ('b',)), 0.0812)
    >>> split_of("person", ["a", "b"], {"a": 1, "b": 2}, lambda pair: total([("name-same", 6.0, "x")]), {}) is None
    True
    """
    if len(cluster) < 2:
        return None
    bits = _Bits(score, ruled)
    tree = _tree(sorted(cluster), bits)
    group = _undecided(sorted(cluster), (link for link, _ in tree if bits(link) < _RULED))
    cuts = [_cut(link, side, items, score, bits, group) for link, side in tree]
    doubtful = [cut for cut in cuts if cut is not None]
    if not doubtful:
        return None
    cut = min(doubtful, key=lambda found: (found.rest, found.link))
    left = next(side for link, side in tree if link == cut.link)
    parts = tuple(sorted(left)), tuple(sorted(set(cluster) - set(left)))
    return Proposal(
        kind="split", of=kind, items=cut.link, parts=parts if cut.link[0] in left else parts[::-1],
        score=Score(-cut.rest, ()).probability, features=_features(cut, score),
    )  # fmt: skip


def _features(cut: _Cut, score: Callable[[Pair], Score]) -> tuple[Feature, ...]:
    """What holds the link, then what speaks against it; of a pair other than the link, both names are given."""
    found = score(cut.link).features
    beyond = [feature for feature in cut.against if cut.disagree != cut.link or feature not in found]
    return tuple(Feature(*feature) for feature in (*found, *beyond))


class _Bits:
    """The strength of links: that of a pair that a person ruled to be one is beyond doubt."""

    def __init__(self, score: Callable[[Pair], Score], ruled: Mapping[Pair, str]) -> None:
        self.score, self.ruled = score, ruled

    def __call__(self, pair: Pair) -> float:
        return _RULED if self.ruled.get(pair) == "same" else self.score(pair).bits


def _undecided(keys: Iterable[str], links: Iterable[Pair]) -> dict[str, str]:
    """Return for each key the first of those that it is joined with by `links`: by none that a person ruled on."""
    group = {key: key for key in keys}
    for one, other in links:
        first, second = sorted((group[one], group[other]))
        group = {key: first if at == second else at for key, at in group.items()}
    return group


def _tree(keys: list[str], bits: Callable[[Pair], float]) -> list[tuple[Pair, frozenset[str]]]:
    """Return the links of the strongest tree over `keys`, each with the keys on one of its sides."""
    best = {key: (-bits(pair_of(keys[0], key)), pair_of(keys[0], key)) for key in keys[1:]}
    parent: dict[str, str] = {}
    order: list[str] = []
    while best:
        key = min(best, key=lambda key: (best[key], key))
        pair = best.pop(key)[1]
        parent[key] = pair[0] if pair[1] == key else pair[1]
        order.append(key)
        for other in best:
            best[other] = min(best[other], (-bits(pair_of(key, other)), pair_of(key, other)))
    below = {key: {key} for key in keys}
    for key in reversed(order):
        below[parent[key]] |= below[key]
    return [(pair_of(key, parent[key]), frozenset(below[key])) for key in sorted(order)]


def _cut(
    link: Pair, side: frozenset[str], items: Mapping[str, object], score: Callable[[Pair], Score], bits: _Bits, group: Mapping[str, str]
) -> _Cut | None:  # fmt: skip
    """Return the cut at a link, or nothing where the link is beyond doubt."""
    strength = bits(link)
    others = items.keys() - side
    if strength >= STRONG - 4 * AGAINST or any(bits(pair_of(*pair)) >= _RULED for pair in product(side, others)):
        return None  # the strongest links are spared the comparison of all with all
    worst: tuple[float, Pair, Feats] = (0.0, link, ())
    for pair in sorted(pair_of(*pair) for pair in product(side, others) if group[pair[0]] == group[pair[1]]):
        against = disagreements(items[pair[0]], items[pair[1]], score(pair))
        weight = sum(feature[1] for feature in against)
        if weight < worst[0]:
            worst = weight, pair, against
    weight, pair, against = worst
    rest = strength + weight if weight <= AGAINST else strength
    if strength < ACCEPT + NARROW or (weight <= AGAINST and rest < STRONG):
        return _Cut(rest, link, pair, against if weight <= AGAINST else ())
    return None
