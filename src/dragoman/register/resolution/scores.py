"""Scores in bits, with the reasons named. A score is the logarithm of odds: 3 bits are 8 to 1, and doubt costs what it weighs."""

from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

# Two items are taken for one from 3 bits on (0.89); from 1 bit on (0.67) a person is asked.
ACCEPT = 3.0
REVIEW = 1.0
# From here on a score needs no look at rivals.
STRONG = 5.5
# Two rivals for one item that cannot both be it, and that lie this close together: nobody knows which it is.
RIVALRY = 1.0


class Score(NamedTuple):
    """How far two items are one. `forbidden` says why they can never be, and is empty otherwise."""

    bits: float
    features: tuple[tuple[str, float, str], ...]
    forbidden: str = ""

    @property
    def probability(self) -> float:
        """The score as a number from 0 to 1.

        >>> Score(3.0, ()).probability
        0.8889
        """
        return round(1 / (1 + 2 ** -max(min(self.bits, 60), -60)), 4)


Compare = Callable[[Any, Any], Score]


def total(features: Iterable[tuple[str, float, str]]) -> Score:
    """Return the score that features add up to."""
    kept = tuple(feature for feature in features if feature[1])
    return Score(sum(weight for _, weight, _ in kept), kept)


def forbid(why: str) -> Score:
    """Return the score of two items that cannot be one."""
    return Score(-60.0, (("forbidden", -60.0, why),), why)
