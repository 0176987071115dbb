"""The measure as a whole: perfect records score 1, empty ones 0, and spoilt ones something between."""

from pathlib import Path

import pytest

from dragoman.evaluation.figures import evaluate
from dragoman.evaluation.gold import GoldDocument, load_gold
from dragoman.evaluation.tally import Found
from tests.evaluation.altered import altered


@pytest.fixture(scope="module")
def golds(repository: Path) -> list[GoldDocument]:
    """The gold documents of the repository."""
    return list(load_gold([repository / "tests" / "gold"]))


def test_gold_itself_scores_one(golds: list[GoldDocument]) -> None:
    report = evaluate((gold, altered(gold, seed=0, share=0.0)) for gold in golds)
    for what, figures in report.all.items():
        score = figures.f1 if isinstance(figures, Found) else figures.accuracy
        assert score == 1.0, what
    assert not report.faults and not report.without_record


def test_no_record_counts_as_an_empty_one(golds: list[GoldDocument]) -> None:
    report = evaluate((gold, None) for gold in golds)
    assert report.without_record == [gold.name for gold in golds]
    acts = report.all["acts"]
    assert isinstance(acts, Found) and acts.f1 == 0.0 and acts.gold > 0


def test_languages_are_counted_apart_and_together(golds: list[GoldDocument]) -> None:
    report = evaluate((gold, altered(gold, seed=1, share=0.2)) for gold in golds)
    assert set(report.languages) == {gold.gold.language for gold in golds}
    total = report.all["acts"]
    assert isinstance(total, Found) and 0 < total.f1 < 1
    assert total.gold == sum(figures["acts"].gold for figures in report.languages.values() if isinstance(figures["acts"], Found))
    assert report.calibration.all.claims > 0
