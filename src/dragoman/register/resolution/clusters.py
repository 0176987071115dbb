"""Clusters of items. In: items by key, pairs worth comparing, what people ruled. Out: components, each with clusters and proposals.

Nothing depends on the order of what comes in: pairs are taken by falling score and then by key. A component is all that a chain of
pairs above `REVIEW` connects; what happens in one depends on nothing outside, which is what makes adding a document cheap.
A pair joins two clusters only where no member of the one is forbidden to be a member of the other.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from dragoman.register.resolution.scores import ACCEPT, REVIEW, RIVALRY, STRONG, Compare, Score

Pair = tuple[str, str]


class Suggestion(NamedTuple):
    """Two items of different clusters that may be one."""

    pair: Pair
    score: Score


class Component(NamedTuple):
    """Connected items: their clusters, each sorted, and what a person should look at."""

    clusters: list[list[str]]
    suggestions: list[Suggestion]

    @property
    def items(self) -> list[str]:
        """The keys of all items, sorted."""
        return sorted(key for cluster in self.clusters for key in cluster)


def pair_of(one: str, other: str) -> Pair:
    """Return two keys in their order."""
    return (one, other) if one < other else (other, one)


def connect(
    items: Mapping[str, Any], pairs: Iterable[Pair], compare: Compare, ruled: Mapping[Pair, str],
    scores: dict[Pair, Score] | None = None,
) -> list[Component]:  # fmt: skip
    """Return the components of `items`, sorted by their first key.

    `ruled` holds same or different for pairs that a person decided; both keys of each pair of `pairs` are in `items`. `scores` may
    hold those of pairs that were compared already.
    """
    scores = {} if scores is None else scores
    links: dict[Pair, Score] = {}
    for pair in pairs:
        score = scores.get(pair)
        if score is None:
            scores[pair] = score = compare(items[pair[0]], items[pair[1]])
        if score.bits >= REVIEW and not score.forbidden and ruled.get(pair) != "different":
            links[pair] = score
    same = [pair for pair, verdict in ruled.items() if verdict == "same" and pair[0] in items and pair[1] in items]
    root = _Forest(items)
    for one, other in [*links, *same]:
        root.join(one, other)
    members: dict[str, list[str]] = defaultdict(list)
    for key in sorted(items):
        members[root.of(key)].append(key)
    linked: dict[str, dict[Pair, Score]] = defaultdict(dict)
    for pair, score in links.items():
        linked[root.of(pair[0])][pair] = score
    ruled_in: dict[str, dict[Pair, str]] = defaultdict(dict)
    for pair, verdict in ruled.items():
        if pair[0] in items and pair[1] in items:
            ruled_in[root.of(pair[0])][pair] = verdict
    found = []
    for at, keys in members.items():
        if len(keys) == 1:
            found.append(Component([keys], []))
        else:
            found.append(_Clustering(items, linked[at], scores, compare, ruled_in[at]).of(keys))
    return sorted(found, key=lambda component: component.items[0])


class _Forest:
    """Disjoint sets."""

    def __init__(self, keys: Iterable[str]) -> None:
        self.parent = {key: key for key in keys}

    def of(self, key: str) -> str:
        parent = self.parent
        while parent[key] != key:
            parent[key] = parent[parent[key]]
            key = parent[key]
        return key

    def join(self, one: str, other: str) -> None:
        a, b = sorted((self.of(one), self.of(other)))
        self.parent[b] = a


class _Clustering:
    """The clustering of one component."""

    def __init__(
        self, items: Mapping[str, Any], links: dict[Pair, Score], scores: dict[Pair, Score], compare: Compare, ruled: dict[Pair, str]
    ) -> None:  # fmt: skip
        self.items, self.links, self.scores, self.compare, self.ruled = items, links, scores, compare, ruled
        self.home: dict[str, list[str]] = {}

    def of(self, keys: list[str]) -> Component:
        self.home = {key: [key] for key in keys}
        for pair in sorted(pair for pair, verdict in self.ruled.items() if verdict == "same"):
            if pair[0] in self.home and pair[1] in self.home:
                self._merge(pair, forced=True)
        ordered = [
            pair for pair, score in sorted(self.links.items(), key=lambda link: (-link[1].bits, link[0])) if score.bits >= ACCEPT
        ]
        for pair in ordered:
            if self.links[pair].bits >= STRONG:
                self._merge(pair)
        doubtful = self._doubtful()
        for pair in ordered:
            if pair not in doubtful:
                self._merge(pair)
        clusters = sorted({id(home): sorted(home) for home in self.home.values()}.values())
        return Component(clusters, self._suggestions())

    def score(self, pair: Pair) -> Score:
        """Return the score of a pair, compared at most once."""
        if pair not in self.scores:
            self.scores[pair] = self.compare(self.items[pair[0]], self.items[pair[1]])
        return self.scores[pair]

    def _apart(self, one: str, other: str) -> bool:
        pair = pair_of(one, other)
        verdict = self.ruled.get(pair)
        return verdict == "different" or (verdict != "same" and bool(self.score(pair).forbidden))

    def _merge(self, pair: Pair, *, forced: bool = False) -> None:
        left, right = self.home[pair[0]], self.home[pair[1]]
        if left is right:
            return
        for one in left:
            for other in right:
                if self.ruled.get(pair_of(one, other)) == "different" if forced else self._apart(one, other):
                    return
        left.extend(right)
        for key in right:
            self.home[key] = left

    def _doubtful(self) -> set[Pair]:
        """The weaker links of an item to rivals that cannot be one another and score about the same: which it is stays open.

        Rivals are clusters as the strong links have made them; an item that a strong link has placed has none.
        """
        at: dict[str, list[tuple[float, str]]] = defaultdict(list)
        for (one, other), score in self.links.items():
            if score.bits >= ACCEPT:
                at[one].append((score.bits, other))
                at[other].append((score.bits, one))
        found: set[Pair] = set()
        for key, rivals in at.items():
            best = max(bits for bits, _ in rivals)
            if best >= STRONG:
                continue
            near = {id(self.home[rival]): self.home[rival] for bits, rival in rivals if bits >= best - RIVALRY}
            homes = list(near.values())
            if any(self._divided(a, b) for n, a in enumerate(homes) for b in homes[n + 1 :]):
                found |= {pair_of(key, rival) for _, rival in rivals}
        return found

    def _divided(self, left: Iterable[str], right: Iterable[str]) -> bool:
        return any(self._apart(one, other) for one in left for other in right)

    def _suggestions(self) -> list[Suggestion]:
        """The best link of each two clusters that no rule keeps apart."""
        best: dict[Pair, Suggestion] = {}
        for pair, score in sorted(self.links.items(), key=lambda link: (-link[1].bits, link[0])):
            left, right = self.home[pair[0]], self.home[pair[1]]
            if left is right:
                continue
            between = pair_of(min(left), min(right))
            if between not in best and not self._divided(left, right):
                best[between] = Suggestion(pair, score)
        return [best[between] for between in sorted(best)]
