"""Documents in files. In: paths of files and folders, and `-`. Out: a `Source` each, or a `Failure` that says what to do.

Nothing is raised for a path that cannot be read: one bad path must not keep the others from being read.
A folder gives its text files, sorted, at any depth; a file that is named is taken whatever its suffix is.
"""

import os
import stat
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

from dragoman.model.source import Failure, Source

STANDARD_INPUT = "-"
TEXT_SUFFIXES = ("", ".txt", ".md")
# Far above any page (a long treaty is 2 MB) and low enough that a stray dump of a crawl does not fill the memory.
LIMIT = 64 * 1024 * 1024


def collect(paths: Iterable[str | Path], *, stdin: BinaryIO, limit: int = LIMIT) -> Iterator[Source | Failure]:
    """Yield the documents under `paths`, in their order, each read when it is asked for.

    `-` stands for `stdin`. A document above `limit` bytes is a `Failure`.
    """
    for place in locate(paths):
        yield place if isinstance(place, Failure) else fetch(place, stdin=stdin, limit=limit)


def locate(paths: Iterable[str | Path]) -> Iterator[str | Failure]:
    """Yield the files that `paths` stand for, opening none of them."""
    for path in map(str, paths):
        if path != STANDARD_INPUT and os.path.isdir(path):
            yield from _walk(path)
        else:
            yield path


def fetch(path: str, *, stdin: BinaryIO, limit: int = LIMIT) -> Source | Failure:
    """Return the document at `path`, which is a file or `-`."""
    try:
        if path == STANDARD_INPUT:
            data = stdin.read(limit + 1)
        else:
            # Never more than the limit in memory, also from a device or a pipe, which have no size to ask for.
            with open(path, "rb") as file:
                data = file.read(limit + 1)
    except (OSError, ValueError) as error:
        return _explain(path, error)
    if len(data) > limit:
        return Failure(
            printable(path),
            "too-large",
            f"is larger than {limit / 2**20:g} MB, the most that one document may have; split it into its documents",
        )
    return Source(printable(path), data)


def printable(path: str) -> str:
    """Return `path` as text that can be encoded: a file name need not be valid Unicode, a record must be."""
    return path.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def _walk(folder: str) -> Iterator[str | Failure]:
    """Yield the text files of a folder, and a `Failure` for each part of it that cannot be listed, or for the lack of any."""
    troubles: list[OSError] = []
    found = False
    for parent, folders, files in os.walk(folder, onerror=troubles.append):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            path = os.path.join(parent, name)
            if _is_text_file(name) and _is_regular(path):
                found = True
                yield path
    for trouble in troubles:
        yield _explain(str(trouble.filename), trouble)
    if not found and not troubles:
        yield Failure(
            printable(folder),
            "no-text-files",
            "holds no text files; a folder gives its files ending in .txt or .md or without a suffix, hidden ones left out",
        )


def _is_text_file(name: str) -> bool:
    return not name.startswith(".") and os.path.splitext(name)[1].lower() in TEXT_SUFFIXES


def _is_regular(path: str) -> bool:
    """Tell whether `path` is a file that ends: a pipe or a device in a folder would be waited for in vain."""
    try:
        return stat.S_ISREG(os.stat(path).st_mode)
    except OSError:
        return True  # a broken link, say: opening it gives the reason


def _explain(path: str, error: Exception) -> Failure:
    """Return the `Failure` for an error of the operating system, in words that say what to do."""
    name = printable(path)
    if isinstance(error, FileNotFoundError):
        return Failure(name, "not-found", "no such file or folder; check the spelling of the path")
    if isinstance(error, PermissionError):
        return Failure(name, "no-permission", "may not be read by this user; change its permissions or run as its owner")
    reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    return Failure(name, "unreadable", f"cannot be read ({reason}); check that it is a file on a disk that works")
