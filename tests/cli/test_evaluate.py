"""`dragoman evaluate`: a table, JSON, faults, and what is wrong with a gold folder."""

import json
import subprocess
import sys
from pathlib import Path

from typer.testing import CliRunner

from dragoman.cli.main import app


def test_table_has_kinds_questions_and_calibration(repository: Path) -> None:
    result = CliRunner().invoke(app, ["evaluate", str(repository / "tests" / "gold")])
    assert result.exit_code == 0
    for row in ("encounters", "acts, actors aside", "date inferred", "calibration", "confidence", "Brier"):
        assert row in result.stdout


def test_json_has_each_language_and_calibration(repository: Path) -> None:
    result = CliRunner().invoke(app, ["evaluate", str(repository / "tests" / "gold"), "--format", "json", "--faults"])
    report = json.loads(result.stdout)
    assert {"documents", "without a record", "all", "id", "calibration", "faults"} <= set(report)
    assert {"precision", "recall", "f1", "gold"} == set(report["all"]["acts"])


def test_faults_are_listed(repository: Path) -> None:
    folder = str(repository / "tests" / "gold")
    plain, listed = (CliRunner().invoke(app, ["evaluate", folder, *more]).stdout for more in ([], ["--faults"]))
    assert listed.startswith(plain)


def test_unreadable_document_counts_as_an_empty_record(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"")
    (tmp_path / "a.gold.json").write_text('{"language": "vi"}', encoding="utf-8")
    result = CliRunner().invoke(app, ["evaluate", str(tmp_path)])
    assert result.exit_code == 1
    assert "1 without a record" in result.stdout and "a.txt" in result.stderr


def test_folder_without_gold_is_a_message_and_no_traceback(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "dragoman.cli.main", "evaluate", str(tmp_path)]
    result = subprocess.run(command, capture_output=True, text=True, stdin=subprocess.DEVNULL)
    assert result.returncode == 1
    assert "no gold files" in result.stderr and "Traceback" not in result.stderr


def test_missing_folder_is_wrong_usage(tmp_path: Path) -> None:
    assert CliRunner().invoke(app, ["evaluate", str(tmp_path / "absent")]).exit_code == 2
