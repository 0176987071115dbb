"""Gold files are loaded with their texts, and a faulty one is refused with a reason."""

import json
from pathlib import Path
from typing import Any

import pytest

from dragoman.errors import GoldError
from dragoman.evaluation.gold import GoldClaim, load_gold, locate

MINIMAL: dict[str, Any] = {"language": "vi", "acts": [{"quote": "Hai bên nhất trí", "actors": [], "verb": "agree"}]}


def write(folder: Path, gold: Any, text: bytes = "Hai bên nhất trí.".encode()) -> None:
    """Write a gold file with its text."""
    (folder / "a.gold.json").write_text(gold if isinstance(gold, str) else json.dumps(gold), encoding="utf-8")
    (folder / "a.txt").write_bytes(text)


def test_gold_of_the_repository_loads(repository: Path) -> None:
    documents = list(load_gold([repository / "tests" / "gold"]))
    assert documents
    assert all(document.gold.encounters for document in documents)


def test_absent_mandates_are_not_an_empty_list(tmp_path: Path) -> None:
    write(tmp_path, MINIMAL)
    (document,) = load_gold([tmp_path])
    assert document.gold.mandates is None
    assert document.name == "a.txt"


@pytest.mark.parametrize(
    ("gold", "text", "reason"),
    [
        ("{", b"", "a.gold.json"),
        ({"language": 3}, b"", "language"),
        (MINIMAL, b"other words", "not in the text"),
        ({**MINIMAL, "boilerplate": ["TIN"]}, "Hai bên nhất trí.".encode(), "boilerplate"),
        (MINIMAL, b"\xff\xfe", "UTF-8"),
    ],
)
def test_faulty_gold_is_refused_with_a_reason(gold: Any, text: bytes, reason: str, tmp_path: Path) -> None:
    write(tmp_path, gold, text)
    with pytest.raises(GoldError, match=reason):
        list(load_gold([tmp_path]))


def test_gold_without_its_text_is_refused(tmp_path: Path) -> None:
    write(tmp_path, MINIMAL)
    (tmp_path / "a.txt").unlink()
    with pytest.raises(GoldError, match="beside"):
        list(load_gold([tmp_path]))


def test_folder_without_gold_is_refused(tmp_path: Path) -> None:
    with pytest.raises(GoldError, match="no gold files"):
        list(load_gold([tmp_path]))


def test_quote_that_occurs_too_seldom_is_refused() -> None:
    with pytest.raises(GoldError):
        locate("Nga và ASEAN", GoldClaim(quote="Nga", nth=2))
