"""Counting: what is found, missed and wrong, and what optional items and neutral claims do to it."""

from dragoman.evaluation.gold import GoldTie
from dragoman.evaluation.tally import Answered, Found, Tally
from dragoman.model.record import Tie


def gold(level: str, *, optional: bool = False) -> GoldTie:
    """Return a gold tie."""
    return GoldTie(quote=level, parties=["RUS", "VNM"], level=level, status="current", optional=optional)


def read(level: str) -> Tie:
    """Return a tie that was read."""
    return Tie(parties=["RUS", "VNM"], level=level, status="current", confidence=0.9)


def test_found_missed_and_wrong_give_precision_and_recall() -> None:
    tally = Tally()
    tally.match(
        "ties", "a.txt", [gold("x"), gold("y")], [read("x"), read("z"), read("w")], lambda g, r: float(g.level == r.level)
    )
    assert tally.figures() == {"ties": Found(precision=1 / 3, recall=0.5, f1=0.4, gold=2)}
    assert [fault.sort for fault in tally.faults] == ["missed", "wrong", "wrong"]
    assert [verdict.holds for verdict in tally.verdicts] == [True, False, False]


def test_optional_item_is_neither_rewarded_nor_punished() -> None:
    tally = Tally()
    golds = [gold("x", optional=True), gold("y", optional=True)]
    assert tally.match("ties", "a.txt", golds, [read("x")], lambda g, r: float(g.level == r.level)) == [(0, 0)]
    assert tally.figures() == {"ties": Found(0.0, 0.0, 0.0, 0)}
    assert not tally.faults and not tally.verdicts


def test_neutral_claim_is_not_wrong() -> None:
    tally = Tally()
    tally.match("ties", "a.txt", [], [read("x")], lambda g, r: 0.0, lambda claim: True)
    assert not tally.figures() and not tally.verdicts


def test_questions_have_an_accuracy_and_faults_fit_on_a_line() -> None:
    tally = Tally()
    tally.ask("ordinal", "a.txt", True)
    tally.ask("ordinal", "a.txt", False, "16 not\n17")
    assert tally.figures() == {"ordinal": Answered(0.5, 2)}
    assert str(tally.faults[0]) == "a.txt | ordinal | differs | 16 not 17"


def test_codes_are_compared_one_by_one() -> None:
    tally = Tally()
    tally.compare("topics", {"trade", "energy"}, {"trade", "space"})
    assert tally.figures() == {"topics": Found(0.5, 0.5, 0.5, 2)}
