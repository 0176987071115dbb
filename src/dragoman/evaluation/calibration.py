"""Whether confidence means what it says. In: claims with their confidence and whether they hold. Out: bins, error, score.

Of claims that are given 0.8, about 80 in 100 should hold. Claims that gold leaves open (optional ones, repetitions) are
not judged.
"""

from collections.abc import Iterable, Sequence

import msgspec

from dragoman.evaluation.tally import Verdict

BINS = 10
# The same act is matched a second time with its actors left aside; confidence speaks of the act as it stands.
UNJUDGED = ("acts, actors aside",)


class Bin(msgspec.Struct, frozen=True):
    """The claims whose confidence lies in [`low`, `high`): how many, how sure on average, and the share that holds."""

    low: float
    high: float
    claims: int
    confidence: float
    holds: float


class Reliability(msgspec.Struct, frozen=True):
    """How confidence and truth go together over some claims; 0 is best for both scores.

    `expected_error` is the gap between confidence and share that holds, averaged over the bins by their claims; `brier` is
    the mean square of the gap between confidence and truth over the claims.
    """

    claims: int
    expected_error: float
    brier: float
    bins: list[Bin]


class Calibration(msgspec.Struct, frozen=True):
    """The reliability of all claims, and of each kind."""

    all: Reliability
    kinds: dict[str, Reliability]


def calibrate(verdicts: Iterable[Verdict]) -> Calibration:
    """Return how well confidence is calibrated over `verdicts`."""
    judged = [verdict for verdict in verdicts if verdict.kind not in UNJUDGED]
    kinds = sorted({verdict.kind for verdict in judged})
    return Calibration(
        all=reliability(judged),
        kinds={kind: reliability([verdict for verdict in judged if verdict.kind == kind]) for kind in kinds},
    )


def reliability(verdicts: Sequence[Verdict], *, bins: int = BINS) -> Reliability:
    """Return the reliability of some claims; bins without a claim are left out.

    >>> reliability([Verdict("acts", 0.75, True), Verdict("acts", 0.75, False)]).expected_error
    0.25
    """
    if not verdicts:
        return Reliability(0, 0.0, 0.0, [])
    sorted_in: list[list[Verdict]] = [[] for _ in range(bins)]
    for verdict in verdicts:
        sorted_in[min(bins - 1, max(0, int(verdict.confidence * bins)))].append(verdict)
    filled = [_bin(i, bins, members) for i, members in enumerate(sorted_in) if members]
    total = len(verdicts)
    error = sum(b.claims * abs(b.confidence - b.holds) for b in filled) / total
    brier = sum((v.confidence - v.holds) ** 2 for v in verdicts) / total
    return Reliability(total, error, brier, filled)


def _bin(position: int, bins: int, members: Sequence[Verdict]) -> Bin:
    count = len(members)
    confidence = sum(verdict.confidence for verdict in members) / count
    return Bin(position / bins, (position + 1) / bins, count, confidence, sum(verdict.holds for verdict in members) / count)
