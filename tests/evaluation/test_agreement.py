"""Our figures are the figures of the shared scoring script, to the last digit. Skipped where the script is not at hand."""

import json
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import msgspec
import pytest

import dragoman
from dragoman.cli.evaluate import as_json
from dragoman.evaluation.figures import evaluate
from dragoman.evaluation.gold import GoldDocument, load_gold
from dragoman.model.record import Record
from tests.evaluation.altered import altered

SHARED = Path(__file__).resolve().parents[3] / "shared" / "gold"
pytestmark = pytest.mark.skipif(
    not (SHARED / "score.py").exists(), reason="the shared scoring script is not beside the repository"
)


@pytest.fixture(scope="module")
def golds() -> list[GoldDocument]:
    """All documents of the shared corpus."""
    return list(load_gold([SHARED]))


def ours(golds: list[GoldDocument], records: Iterable[Record]) -> Any:
    """Return our figures as the script prints its own."""
    report = json.loads(msgspec.json.encode(as_json(evaluate(zip(golds, records, strict=True)), faults=False)))
    report.pop("calibration")
    return report


def theirs(records: Iterable[Record], folder: Path) -> Any:
    """Return the figures of the script."""
    lines = folder / "records.jsonl"
    lines.write_bytes(b"\n".join(record.to_json() for record in records))
    command = [sys.executable, str(SHARED / "score.py"), str(SHARED), str(lines), "--json"]
    return json.loads(subprocess.run(command, capture_output=True, check=True).stdout)


@pytest.mark.parametrize(("seed", "share"), [(0, 0.0), (1, 0.1), (2, 0.3), (3, 0.6), (4, 0.2), (5, 0.2)])
def test_figures_agree_on_spoilt_gold(seed: int, share: float, golds: list[GoldDocument], tmp_path: Path) -> None:
    records = [altered(gold, seed=seed, share=share) for gold in golds]
    assert ours(golds, records) == theirs(records, tmp_path)


def test_figures_agree_on_what_the_reader_reads(golds: list[GoldDocument], tmp_path: Path) -> None:
    records = [dragoman.read(gold.data, source=gold.name) for gold in golds]
    assert ours(golds, records) == theirs(records, tmp_path)
