"""Bad input through the command line: a clear message, the other files still read, exit status 1, never a traceback."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

COMMAND = [sys.executable, "-m", "dragoman.cli.main", "read"]
MEGABYTE = 1024 * 1024
SENTENCE = "Hai bên nhất trí tăng cường hợp tác thương mại và đầu tư trong thời gian tới. "


def read(*paths: Path, timeout: float = 120) -> tuple[list[dict[str, object]], str, int]:
    """Return the records, the messages and the exit status of a real run."""
    result = subprocess.run([*COMMAND, *map(str, paths)], capture_output=True, timeout=timeout, stdin=subprocess.DEVNULL)
    errors = result.stderr.decode("utf-8")
    assert "Traceback" not in errors
    return [json.loads(line) for line in result.stdout.splitlines()], errors, result.returncode


@pytest.fixture
def good(examples: Path) -> Path:
    """A file that can be read."""
    return examples / "id-01-arsom16.txt"


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b" \n\t\r\n",
        b"%PDF-1.7\n\x00\xff",
        b"\x89PNG\r\n\x1a\n" + bytes(range(256)),
        bytes(range(256)) * 40,
        b"\x00" * 1000,
        b"\xef\xbb\xbf",
        b"\xff\xfe",
        b"\xff\xfeabc",
        b"\xff\xfe\x00\x00\xff\xff\xff\xff",
    ],
    ids=["empty", "blank", "pdf", "png", "bytes", "zeros", "mark-alone", "mark-16", "odd-16", "broken-32"],
)
def test_what_is_no_text_is_skipped_and_the_others_are_read(data: bytes, good: Path, tmp_path: Path) -> None:
    bad = tmp_path / "bad.txt"
    bad.write_bytes(data)
    records, errors, status = read(bad, good)
    assert status == 1
    assert [record["document"]["source"] for record in records] == [str(good)]  # type: ignore[index]
    assert str(bad) in errors and "[document]" in errors


def test_missing_path_is_named(good: Path, tmp_path: Path) -> None:
    records, errors, status = read(tmp_path / "absent", good)
    assert (len(records), status) == (1, 1)
    assert "absent: no such file" in errors


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may read everything")
def test_file_without_permission_is_named(good: Path, tmp_path: Path) -> None:
    shut = tmp_path / "shut.txt"
    shut.write_text("text", encoding="utf-8")
    shut.chmod(0)
    records, errors, status = read(shut, good)
    assert (len(records), status) == (1, 1)
    assert "shut.txt" in errors and "no-permission" in errors


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-32", "cp1258", "iso-8859-1"])
def test_other_encoding_is_read_with_offsets_that_hold(encoding: str, tmp_path: Path, examples: Path) -> None:
    text = (examples / "vi-01-arsom16.txt").read_text(encoding="utf-8")
    path = tmp_path / "encoded.txt"
    path.write_bytes(text.encode(encoding, "replace"))
    records, errors, status = read(path)
    assert (len(records), status) == (1, 0), errors


def test_unknown_language_says_so_and_gives_the_document_part(tmp_path: Path) -> None:
    path = tmp_path / "foreign.txt"
    path.write_text(
        "Ulkoministeri tapasi eilen Helsingissä virolaisen kollegansa ja keskusteli alueen turvallisuudesta. " * 10,
        encoding="utf-8",
    )
    (record,), errors, status = read(path)
    assert (errors, status) == ("", 0)
    assert record["document"]["notes"]  # type: ignore[index]
    assert not record["encounters"] and not record["acts"]


@pytest.mark.parametrize(
    "text",
    [
        "a" + "\u0301" * 20_000,
        "\u202e" * 500 + SENTENCE,
        "\u200b".join(SENTENCE * 20),
        "\ufeff" * 100 + SENTENCE,
        "\U0010ffff" * 200 + SENTENCE,
        "((((((((((" * 5_000 + SENTENCE,
        "“" * 20_000 + SENTENCE,
        "İẞſﬁ" * 2_000 + SENTENCE,
        "\ud7a3\u1100\u1161" * 3_000 + SENTENCE,
        SENTENCE.replace(" ", "\u00a0") * 20,
        "\x1b[2J\x1b]0;x\x07" + SENTENCE,
        "0" * 50_000 + SENTENCE,
        "9/9/" * 10_000 + SENTENCE,
    ],
    ids=[
        "marks",
        "bidi",
        "zero-width",
        "bom",
        "private",
        "brackets",
        "quotes",
        "casing",
        "hangul",
        "nbsp",
        "escapes",
        "zeros",
        "dates",
    ],
)
def test_hostile_unicode_is_read(text: str, tmp_path: Path) -> None:
    path = tmp_path / "hostile.txt"
    path.write_text(text, encoding="utf-8")
    _, errors, status = read(path)
    assert (errors, status) == ("", 0)


def test_control_characters_do_not_reach_the_terminal(tmp_path: Path) -> None:
    path = tmp_path / "hostile.txt"
    path.write_text("\x1b[2J\x07 Tiêu đề\n\n" + SENTENCE * 3, encoding="utf-8")
    result = subprocess.run([*COMMAND, str(path), "--format", "pretty"], capture_output=True, stdin=subprocess.DEVNULL)
    assert b"\x1b" not in result.stdout and b"\x07" not in result.stdout


def test_one_line_of_5_megabytes_is_read(tmp_path: Path) -> None:
    path = tmp_path / "line.txt"
    path.write_text(SENTENCE * (5 * MEGABYTE // len(SENTENCE.encode())), encoding="utf-8")
    records, errors, status = read(path)
    assert (len(records), errors, status) == (1, "", 0)


def test_50_megabytes_of_text_are_read(tmp_path: Path) -> None:
    path = tmp_path / "large.txt"
    line = "Đây là một dòng văn bản dài không nói về cuộc gặp nào cả, chỉ để cho tệp thật lớn.\n"
    path.write_text(line * (50 * MEGABYTE // len(line.encode())), encoding="utf-8")
    records, errors, status = read(path, timeout=600)
    assert (len(records), errors, status) == (1, "", 0)


def test_more_than_64_megabytes_are_refused(good: Path, tmp_path: Path) -> None:
    path = tmp_path / "huge.txt"
    with path.open("wb") as file:
        file.truncate(65 * MEGABYTE)
    records, errors, status = read(path, good)
    assert (len(records), status) == (1, 1)
    assert "64 MB" in errors and "too-large" in errors
