"""Files, folders and standard input become sources; what cannot be read becomes a failure that says what to do."""

import io
import os
from pathlib import Path

import pytest

from dragoman.model.source import Failure, Source
from dragoman.sources.files import collect


def names(paths: list[str | Path], stdin: bytes = b"", **options: int) -> list[str]:
    """Return the names of what was collected, failures by their code."""
    found = collect(paths, stdin=io.BytesIO(stdin), **options)
    return [item.name if isinstance(item, Source) else item.code for item in found]


def write(folder: Path, *files: str) -> None:
    """Write small files, and the folders they need."""
    for name in files:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name, encoding="utf-8")


def test_folder_gives_its_text_files_sorted_at_any_depth(tmp_path: Path) -> None:
    write(tmp_path, "b.txt", "a.md", "plain", "deep/er/c.TXT")
    assert names([tmp_path]) == [str(tmp_path / name) for name in ("a.md", "b.txt", "plain", "deep/er/c.TXT")]


def test_folder_passes_over_hidden_files_gold_and_other_kinds(tmp_path: Path) -> None:
    write(tmp_path, "a.txt", ".hidden", ".git/config", "a.gold.json", "page.html", "scan.pdf")
    assert names([tmp_path]) == [str(tmp_path / "a.txt")]


def test_named_file_is_taken_whatever_its_suffix(tmp_path: Path) -> None:
    write(tmp_path, "page.text", ".hidden.txt")
    assert names([tmp_path / "page.text", tmp_path / ".hidden.txt"]) == [
        str(tmp_path / "page.text"),
        str(tmp_path / ".hidden.txt"),
    ]


def test_dash_is_standard_input() -> None:
    assert list(collect(["-"], stdin=io.BytesIO(b"text"))) == [Source("-", b"text")]


def test_missing_path_fails_and_the_others_are_collected(tmp_path: Path) -> None:
    write(tmp_path, "a.txt")
    failure, source = collect([tmp_path / "absent", tmp_path / "a.txt"], stdin=io.BytesIO())
    assert isinstance(failure, Failure) and isinstance(source, Source)
    assert failure.source == str(tmp_path / "absent")
    assert "no such file" in failure.message and "check" in failure.message


def test_folder_without_text_files_fails(tmp_path: Path) -> None:
    write(tmp_path, "page.html")
    (failure,) = collect([tmp_path], stdin=io.BytesIO())
    assert isinstance(failure, Failure)
    assert failure.code == "no-text-files" and ".txt" in failure.message


def test_document_above_the_limit_fails_and_one_at_the_limit_does_not(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"x" * 100)
    assert names([tmp_path / "a.txt"], limit=99) == ["too-large"]
    assert names([tmp_path / "a.txt"], limit=100) == [str(tmp_path / "a.txt")]
    assert names(["-"], stdin=b"x" * 100, limit=99) == ["too-large"]


def test_endless_device_stops_at_the_limit() -> None:
    assert names(["/dev/zero"], limit=1000) == ["too-large"]


def test_pipe_in_a_folder_is_not_waited_for(tmp_path: Path) -> None:
    write(tmp_path, "a.txt")
    os.mkfifo(tmp_path / "pipe")
    assert names([tmp_path]) == [str(tmp_path / "a.txt")]


def test_broken_link_in_a_folder_is_named(tmp_path: Path) -> None:
    (tmp_path / "gone.txt").symlink_to(tmp_path / "nowhere")
    assert names([tmp_path]) == ["not-found"]


def test_link_to_a_parent_does_not_run_in_a_circle(tmp_path: Path) -> None:
    write(tmp_path, "a.txt")
    (tmp_path / "loop").symlink_to(tmp_path, target_is_directory=True)
    assert names([tmp_path]) == [str(tmp_path / "a.txt")]


def test_name_that_is_no_unicode_becomes_a_name_that_can_be_written(tmp_path: Path) -> None:
    path = os.fsencode(tmp_path) + b"/\xff.txt"
    try:
        with open(path, "wb") as file:
            file.write(b"text")
    except OSError:
        pytest.skip("this file system takes only Unicode names")
    (source,) = collect([tmp_path], stdin=io.BytesIO())
    assert isinstance(source, Source)
    assert source.name.encode("utf-8").endswith("\ufffd.txt".encode())


def test_name_with_a_null_character_fails() -> None:
    assert names(["a\0b"]) == ["unreadable"]


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may read everything")
def test_file_without_permission_fails(tmp_path: Path) -> None:
    write(tmp_path, "a.txt", "b.txt")
    (tmp_path / "a.txt").chmod(0)
    assert names([tmp_path]) == ["no-permission", str(tmp_path / "b.txt")]


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may read everything")
def test_folder_without_permission_fails(tmp_path: Path) -> None:
    write(tmp_path, "a.txt", "shut/b.txt")
    (tmp_path / "shut").chmod(0)
    try:
        assert names([tmp_path]) == [str(tmp_path / "a.txt"), "no-permission"]
    finally:
        (tmp_path / "shut").chmod(0o700)


def test_permission_error_says_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: str, mode: str) -> None:
        raise PermissionError(13, "Permission denied", path)

    monkeypatch.setattr("builtins.open", refuse)
    (failure,) = collect([str(tmp_path / "a.txt")], stdin=io.BytesIO())
    assert isinstance(failure, Failure)
    assert failure.code == "no-permission" and "permissions" in failure.message


def test_files_are_read_only_when_asked_for(tmp_path: Path) -> None:
    write(tmp_path, "a.txt", "b.txt")
    items = collect([tmp_path], stdin=io.BytesIO())
    next(items)
    (tmp_path / "b.txt").write_text("later", encoding="utf-8")
    second = next(items)
    assert isinstance(second, Source) and second.data == b"later"
