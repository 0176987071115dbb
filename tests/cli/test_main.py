"""The command as it is installed: version, usage, start-up, and no traceback whatever happens."""

import os
import signal
import subprocess
import sys
import time
from importlib.metadata import version
from pathlib import Path

import pytest
from typer.testing import CliRunner

from dragoman.cli import main

COMMAND = [sys.executable, "-m", "dragoman.cli.main"]


def test_version_is_that_of_the_installed_package() -> None:
    result = CliRunner().invoke(main.app, ["--version"])
    assert result.exit_code == 0
    assert result.output.strip() == f"dragoman {version('dragoman')}"


@pytest.mark.parametrize(
    "arguments", [["read"], ["nonsense"], ["read", "a", "--format", "xml"], ["read", "a", "--jobs", "0"], []]
)
def test_wrong_usage_exits_with_2(arguments: list[str]) -> None:
    assert CliRunner().invoke(main.app, arguments).exit_code == 2


def test_language_without_a_pack_is_refused_with_those_there_are() -> None:
    result = CliRunner().invoke(main.app, ["read", "a.txt", "--language", "qq"])
    assert result.exit_code == 2
    assert "vi" in result.output


def test_reader_of_our_output_may_leave(examples: Path) -> None:
    reader = subprocess.Popen([*COMMAND, "read", *[str(examples)] * 40], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert reader.stdout and reader.stderr
    reader.stdout.readline()
    reader.stdout.close()
    errors = reader.stderr.read()
    reader.stderr.close()
    assert reader.wait() == 1
    assert errors == b""


def test_interruption_leaves_no_traceback() -> None:
    reader = subprocess.Popen([*COMMAND, "read", "-"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    time.sleep(1.5)  # until it waits for input
    reader.send_signal(signal.SIGINT)
    output, errors = reader.communicate()
    assert (output, errors, reader.returncode) == (b"", b"", 130)


def test_fault_of_ours_is_a_sentence_and_no_traceback(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail() -> None:
        raise ZeroDivisionError("x")

    monkeypatch.setattr(main, "app", fail)
    with pytest.raises(SystemExit) as left:
        main.run()
    assert left.value.code == 1
    assert "a fault in Dragoman (ZeroDivisionError: x)" in capsys.readouterr().err


def test_narrow_terminal_encoding_is_no_reason_to_stop(examples: Path) -> None:
    path = examples / "vi-06-call-lavrov.txt"
    environment = {**os.environ, "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}
    result = subprocess.run(
        [*COMMAND, "read", str(path), "--format", "pretty"], capture_output=True, env=environment, stdin=subprocess.DEVNULL
    )
    assert result.returncode == 0, result.stderr
    assert b"MAIN ENCOUNTER" in result.stdout


def test_terminal_library_is_not_loaded_for_a_pipe(examples: Path) -> None:
    path = str(next(examples.glob("vi-*.txt")))
    code = (
        "import sys; from dragoman.cli.main import app\n"
        f"try: app(['read', {path!r}])\nexcept SystemExit: pass\n"
        "print([name for name in ('rich', 'charset_normalizer', 'asyncio') if name in sys.modules], file=sys.stderr)"
    )
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, stdin=subprocess.DEVNULL)
    assert result.stderr.strip() == "[]"
