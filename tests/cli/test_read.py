"""`dragoman read`: formats, order, standard input, exit status."""

import json
import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

import dragoman
from dragoman.cli.main import app

COMMAND = [sys.executable, "-m", "dragoman.cli.main", "read"]
WIDE = {**os.environ, "COLUMNS": "400"}


@pytest.fixture
def example(examples: Path) -> Path:
    """One Vietnamese example."""
    return examples / "vi-06-call-lavrov.txt"


def on_terminal(arguments: list[str]) -> tuple[str, int]:
    """Run the command with both streams on a terminal, and return what it shows and its exit status."""
    ours, theirs = pty.openpty()
    running = subprocess.Popen([*COMMAND, *arguments], stdin=subprocess.DEVNULL, stdout=theirs, stderr=theirs, env=WIDE)
    os.close(theirs)
    shown = b""
    while True:
        try:
            piece = os.read(ours, 65536)
        except OSError:  # how a terminal says that the other side has gone
            break
        if not piece:
            break
        shown += piece
    os.close(ours)
    return shown.decode("utf-8"), running.wait()


def test_pipe_gets_a_record_a_line(examples: Path) -> None:
    result = CliRunner().invoke(app, ["read", str(examples)])
    assert result.exit_code == 0
    records = [json.loads(line) for line in result.stdout.splitlines()]
    assert [record["document"]["source"] for record in records] == sorted(map(str, examples.glob("*.txt")))
    assert result.stderr == ""


def test_line_is_the_record_that_python_gives(example: Path) -> None:
    result = CliRunner().invoke(app, ["read", str(example)])
    record = dragoman.read(example.read_bytes(), source=str(example))
    assert result.stdout.encode() == record.to_json() + b"\n"


def test_standard_input_is_read(example: Path) -> None:
    result = CliRunner().invoke(app, ["read", "-"], input=example.read_bytes())
    assert json.loads(result.stdout)["document"]["source"] == "-"


def test_several_processes_print_the_same(examples: Path) -> None:
    one = subprocess.run([*COMMAND, str(examples)], capture_output=True, check=True)
    two = subprocess.run([*COMMAND, str(examples), "--jobs", "2"], capture_output=True, check=True)
    assert one.stdout == two.stdout


def test_pretty_quotes_the_source(example: Path) -> None:
    result = CliRunner().invoke(app, ["read", str(example), "--format", "pretty"], env={"COLUMNS": "400"})
    assert result.exit_code == 0
    assert "MAIN ENCOUNTER" in result.stdout and "“" in result.stdout
    assert "confidence" not in result.stdout


def test_explain_names_what_made_each_claim(example: Path) -> None:
    result = CliRunner().invoke(app, ["read", str(example), "--format", "pretty", "--explain"], env={"COLUMNS": "400"})
    record = dragoman.read(example.read_bytes(), source=str(example))
    for _, claim in record.claims():
        assert claim.made_by and f"[{claim.made_by}, confidence {claim.confidence:.2f}]" in result.stdout


def test_skipped_file_is_named_and_the_others_are_read(example: Path, tmp_path: Path) -> None:
    result = CliRunner().invoke(app, ["read", str(tmp_path / "absent.txt"), str(example)])
    assert result.exit_code == 1
    assert len(result.stdout.splitlines()) == 1
    assert "absent.txt" in result.stderr and "not-found" in result.stderr


def test_language_may_be_given(example: Path) -> None:
    result = CliRunner().invoke(app, ["read", str(example), "--language", "vi"])
    assert json.loads(result.stdout)["document"]["language"] == "vi"


def test_terminal_gets_a_page_and_no_bar_for_one_document(example: Path) -> None:
    shown, status = on_terminal([str(example)])
    assert status == 0
    assert "MAIN ENCOUNTER" in shown and "reading" not in shown


def test_terminal_gets_a_bar_for_several_documents_and_none_is_left(examples: Path) -> None:
    shown, status = on_terminal([str(examples)])
    assert status == 0
    assert "reading" in shown and shown.count(" · language ") == len(list(examples.glob("*.txt")))
