"""Records for the register to fold: made from the gold files of the shared corpus, or of the repository where that is not at hand."""

import json
import os
from pathlib import Path
from typing import Any

import pytest

from dragoman.model.record import Record
from dragoman.register.append import Addition
from tests.register.gold_records import load_all


@pytest.fixture(scope="session")
def corpus(repository: Path) -> Path:
    """The folder of the shared corpus; DRAGOMAN_CORPUS names it where it does not stand beside the repository."""
    folder = Path(os.environ.get("DRAGOMAN_CORPUS", repository.parent / "shared" / "gold"))
    if not (folder / "links.json").exists():
        pytest.skip(f"the shared corpus is not at {folder}; set DRAGOMAN_CORPUS to its folder")
    return folder


@pytest.fixture(scope="session")
def links(corpus: Path) -> dict[str, Any]:
    """What must come out of the corpus."""
    wanted: dict[str, Any] = json.loads((corpus / "links.json").read_text(encoding="utf-8"))
    return wanted


@pytest.fixture(scope="session")
def gold(corpus: Path) -> dict[str, tuple[Record, str]]:
    """A record and its text for each document of the corpus, by stem."""
    return load_all(corpus)


@pytest.fixture(scope="session")
def some(repository: Path) -> list[Addition]:
    """Documents of the repository, as additions: enough for whatever needs no corpus."""
    found = load_all(repository / "tests" / "gold") | load_all(repository / "examples")
    return [Addition(record, text, "2026-01-01") for record, text in found.values()]
