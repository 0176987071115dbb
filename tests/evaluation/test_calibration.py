"""Confidence is calibrated when, of claims given 0.8, about 80 in 100 hold."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.evaluation.calibration import calibrate, reliability
from dragoman.evaluation.tally import Verdict

VERDICTS = st.lists(st.builds(Verdict, kind=st.sampled_from(["acts", "ties"]), confidence=st.floats(0, 1), holds=st.booleans()))


def test_eight_of_ten_at_point_eight_is_calibrated() -> None:
    measured = reliability([Verdict("acts", 0.8, n < 8) for n in range(10)])
    assert measured.expected_error == pytest.approx(0.0, abs=1e-9)
    assert measured.brier == pytest.approx(0.16)
    assert [(row.low, row.claims, row.holds) for row in measured.bins] == [(0.8, 10, 0.8)]


def test_certainty_falls_into_the_last_bin() -> None:
    (row,) = reliability([Verdict("acts", 1.0, True)]).bins
    assert (row.low, row.high) == (0.9, 1.0)


def test_nothing_to_judge_gives_zeros() -> None:
    assert reliability([]).claims == 0


def test_acts_are_judged_once_and_each_kind_apart() -> None:
    verdicts = [Verdict("acts", 0.9, True), Verdict("acts, actors aside", 0.9, True), Verdict("ties", 0.1, True)]
    measured = calibrate(verdicts)
    assert measured.all.claims == 2
    assert sorted(measured.kinds) == ["acts", "ties"]


@given(VERDICTS)
def test_scores_stay_between_0_and_1(verdicts: list[Verdict]) -> None:
    measured = reliability(verdicts)
    assert 0 <= measured.expected_error <= 1 and 0 <= measured.brier <= 1
    assert sum(row.claims for row in measured.bins) == len(verdicts)
