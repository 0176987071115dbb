"""Counting. In: gold and read claims with a fit, and questions with their answers. Out: figures and faults.

A kind of claim has precision, recall and F1 (what was found, missed and wrong); a question has an accuracy.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any, Protocol, TypeVar

import msgspec

from dragoman.evaluation.matching import pair
from dragoman.model.record import Claim


class Optional(Protocol):
    """A gold item: finding it may be neither rewarded nor punished."""

    optional: bool


G = TypeVar("G", bound=Optional)
P = TypeVar("P")


class Found(msgspec.Struct, frozen=True):
    """Figures of a kind of claim; `gold` is how many there are to find."""

    precision: float
    recall: float
    f1: float
    gold: int


class Answered(msgspec.Struct, frozen=True):
    """Figures of a question that was asked of each matched claim."""

    accuracy: float
    asked: int


Figures = dict[str, Found | Answered]


class Fault(msgspec.Struct, frozen=True):
    """One thing that was missed, wrong or different, in one document."""

    document: str
    what: str
    sort: str
    detail: str

    def __str__(self) -> str:
        """Return the fault as one line."""
        return " | ".join((self.document, self.what, self.sort, " ".join(self.detail.split())))


class Verdict(msgspec.Struct, frozen=True):
    """Whether a claim that was read with some confidence holds."""

    kind: str
    confidence: float
    holds: bool


class Tally:
    """The counts over any number of documents."""

    def __init__(self) -> None:
        """Begin with nothing counted."""
        self.found: Counter[str] = Counter()
        self.wrong: Counter[str] = Counter()
        self.missed: Counter[str] = Counter()
        self.right: Counter[str] = Counter()
        self.asked: Counter[str] = Counter()
        self.faults: list[Fault] = []
        self.verdicts: list[Verdict] = []

    def match(
        self,
        what: str,
        document: str,
        golds: Sequence[G],
        claims: Sequence[P],
        fit: Callable[[G, P], float],
        neutral: Callable[[P], bool] = lambda claim: False,
    ) -> list[tuple[int, int]]:
        """Count what is found, missed and wrong, and return the pairs of positions; a `neutral` claim is never wrong."""
        pairs = pair(golds, claims, fit)
        gold_of = {j: i for i, j in pairs}
        matched = {i for i, _ in pairs}
        for i, gold in enumerate(golds):
            if i in matched:
                self.found[what] += not gold.optional
            elif not gold.optional:
                self.missed[what] += 1
                self.faults.append(Fault(document, what, "missed", _gist(gold)))
        for j, claim in enumerate(claims):
            if j in gold_of:
                if not golds[gold_of[j]].optional:
                    self._judge(what, claim, holds=True)
            elif not neutral(claim):
                self.wrong[what] += 1
                self.faults.append(Fault(document, what, "wrong", _gist(claim)))
                self._judge(what, claim, holds=False)
        return pairs

    def ask(self, what: str, document: str, right: bool, detail: str = "") -> None:
        """Count the answer to a question."""
        self.asked[what] += 1
        self.right[what] += right
        if not right:
            self.faults.append(Fault(document, what, "differs", detail))

    def compare(self, what: str, wanted: set[str], had: set[str]) -> None:
        """Count two sets of codes, member by member."""
        self.found[what] += len(wanted & had)
        self.missed[what] += len(wanted - had)
        self.wrong[what] += len(had - wanted)

    def figures(self) -> Figures:
        """Return the kinds of claims, then the questions, each in the order of the alphabet."""
        out: Figures = {}
        for what in sorted({*self.found, *self.wrong, *self.missed}):
            found, wrong, missed = self.found[what], self.wrong[what], self.missed[what]
            precision = found / (found + wrong) if found + wrong else 0.0
            recall = found / (found + missed) if found + missed else 0.0
            f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
            out[what] = Found(precision, recall, f1, found + missed)
        for what in sorted(self.asked):
            out[what] = Answered(self.right[what] / self.asked[what], self.asked[what])
        return out

    def _judge(self, what: str, claim: Any, *, holds: bool) -> None:
        if isinstance(claim, Claim):
            self.verdicts.append(Verdict(what, claim.confidence, holds))


def _gist(item: Any) -> str:
    """Return what tells an item best in one line: its quote, or else its fields."""
    quote = getattr(item, "quote", None)
    return quote if isinstance(quote, str) else msgspec.json.encode(item).decode("utf-8")[:300]
