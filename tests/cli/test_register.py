"""The commands of a register, from adding documents to asking, in processes of their own."""

import csv
import io
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

# A page without a date whose day a reader can only guess at: one clue, in one phrase.
UNDATED = (
    "Indonesia Serahkan Bantuan kepada Papua Nugini\n\n"
    "Port Moresby - Dalam upacara serah terima pada Selasa (9/7/2024), Menteri Koordinator Muhadjir Effendy menyerahkan tenda kepada Perdana"
    " Menteri Papua Nugini James Marape.\n\n"
    "Seusai upacara, Wakil Menteri Luar Negeri RI Pahala Nugraha Mansury mengadakan pertemuan dengan Menlu PNG Justin Tkatchenko di Hotel"
    " Stanley. Pertemuan membicarakan perjanjian ekstradisi.\n"
)

COMMAND = [sys.executable, "-m", "dragoman.cli.main"]


def run(*arguments: str | Path, stdin: str = "", status: int = 0, folder: Path | None = None) -> tuple[str, str]:
    """Return what a command prints on standard output and standard error; it leaves with `status` and no traceback."""
    environment = {key: value for key, value in os.environ.items() if key != "DRAGOMAN_REGISTER"}
    result = subprocess.run(
        [*COMMAND, *map(str, arguments)], capture_output=True, timeout=120, input=stdin.encode(), env=environment, cwd=folder
    )
    errors = result.stderr.decode()
    assert "Traceback" not in errors
    assert result.returncode == status, errors
    return result.stdout.decode(), errors


@pytest.fixture(scope="module")
def register(tmp_path_factory: pytest.TempPathFactory, examples: Path) -> Path:
    """A register of the examples."""
    place = tmp_path_factory.mktemp("register") / "examples.db"
    run("add", examples, "--register", place)
    return place


def lines(*arguments: str | Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in run(*arguments, "--format", "jsonl")[0].splitlines()]


def test_adding_again_changes_nothing(register: Path, examples: Path) -> None:
    before, _ = run("dump", "--register", register)
    _, errors = run("add", examples, "--register", register)
    assert f"0 added, {len(list(examples.iterdir()))} known, 0 skipped" in errors
    assert run("dump", "--register", register)[0] == before


def test_what_cannot_be_read_is_named_and_the_rest_is_added(tmp_path: Path, examples: Path) -> None:
    place = tmp_path / "r.db"
    _, errors = run("add", tmp_path / "absent.txt", examples / "id-01-arsom16.txt", "--register", place, status=1)
    assert "absent.txt" in errors and "1 added, 0 known, 1 skipped" in errors


def test_number_of_processes_does_not_show(register: Path, tmp_path: Path, examples: Path) -> None:
    place = tmp_path / "r.db"
    run("add", examples, "--register", place, "--jobs", "2")
    assert run("dump", "--register", place)[0] == run("dump", "--register", register)[0]


def test_without_an_option_the_register_is_here(tmp_path: Path, examples: Path) -> None:
    run("add", examples / "id-01-arsom16.txt", folder=tmp_path)
    assert (tmp_path / "dragoman.db").exists()
    assert "asean-russia-som" in run("series", folder=tmp_path)[0]


def test_words_are_found_with_and_without_their_diacritics(register: Path) -> None:
    exact = lines("find", "Đông Nam Á", "--register", register)
    assert exact and all("đông nam á" in found["quote"].lower() for found in exact)
    assert lines("find", "dong nam a", "--register", register) == exact


def test_filters_limit_what_is_found(register: Path) -> None:
    found = lines("find", "--party", "KOR", "--verb", "agree", "--topic", "trade", "--register", register)
    assert found and all("KOR" in one["actors"] + one["targets"] and one["verb"] == "agree" for one in found)
    assert lines("find", "--party", "kor", "--until", "2020", "--register", register) == []


def test_a_person_is_found_by_a_name_in_another_spelling(register: Path) -> None:
    (found,) = lines("people", "--person", "Bui Thanh Son", "--register", register)
    assert found["name"] == "Bùi Thanh Sơn" and found["tenures"][0]["office"] == "foreign-minister"


def test_encounters_of_a_person_and_in_a_mechanism(register: Path) -> None:
    found = lines("encounters", "--person", "S. Lavrov", "--party", "VNM", "--register", register)
    assert "call" in {e["kind"] for e in found} and all("Lavrov" in str(e["participants"]) for e in found)
    (held,) = lines("encounters", "--mechanism", "ASEAN-Russia Senior", "--status", "held", "--register", register)
    assert held["ordinal"] == 16 and len(held["reports"]) == 2


def test_encounters_by_what_was_done_in_them(register: Path) -> None:
    found = lines("encounters", "--verb", "request", "--topic", "high-level-exchange", "--party", "RUS", "--register", register)
    assert any(e["kind"] == "call" for e in found)


def test_series_know_what_is_expected(register: Path) -> None:
    (found,) = lines("series", "--mechanism", "asean-russia-som", "--register", register)
    assert len(found["sessions"]) == 2 and found["next_expected"] == "2020"


def test_what_is_overdue_depends_on_the_day(register: Path) -> None:
    early = lines("ledger", "--status", "overdue", "--as-of", "2019-12-31", "--register", register)
    late = lines("ledger", "--status", "overdue", "--as-of", "2021-06-01", "--register", register)
    assert "2020" in {found["due"] for found in late} - {found["due"] for found in early}
    _, errors = run("ledger", "--status", "overdue", "--register", register, status=2)
    assert "--as-of" in errors


def test_due_looks_ahead(register: Path) -> None:
    found = lines("due", "--as-of", "2022-12-01", "--until", "2023", "--register", register)
    assert any(one["what"] == "anniversary" and one["on"] == "2023" for one in found)


def test_evidence_is_the_words_of_the_sources(register: Path, examples: Path) -> None:
    for found in lines("ledger", "--party", "KOR", "--evidence", "--register", register):
        assert found["evidence"]
        for words in found["evidence"]:
            text = " ".join(Path(words["report"]["source"]).read_text(encoding="utf-8").split())
            assert all(part in text for part in words["quote"].split(" … "))


def test_show_gives_the_entity_and_what_belongs_to_it(register: Path) -> None:
    id = lines("encounters", "--mechanism", "asean-russia-som", "--status", "held", "--register", register)[0]["id"]
    text, _ = run("show", id, "--register", register, "--evidence")
    assert text.startswith("encounter") and "vi-01-arsom16.txt" in text


def test_show_gives_the_claims_of_a_document(register: Path, examples: Path) -> None:
    found = lines("show", str(examples / "vi-06-call-lavrov.txt"), "--register", register)
    assert {"encounters", "acts", "tenures"} <= {one["kind"] for one in found}


def test_why_names_the_features_of_a_merge_and_the_clues_of_a_date(register: Path) -> None:
    id = lines("encounters", "--mechanism", "asean-russia-som", "--status", "held", "--register", register)[0]["id"]
    text, _ = run("why", id, "--register", register)
    assert "mechanism-ordinal" in text and "2019-02-20 in " in text


def test_tables_and_csv_have_headings(register: Path) -> None:
    table, _ = run("people", "--register", register)
    assert table.split()[:2] == ["id", "for"]
    rows = list(csv.DictReader(io.StringIO(run("people", "--register", register, "--format", "csv", "--limit", "3")[0])))
    assert len(rows) == 3 and {"id", "name", "for", "tenures"} <= rows[0].keys()


def test_unknown_names_and_ids_are_said_to_be_unknown(register: Path) -> None:
    for arguments in (
        ["find", "--person", "Nemo Nobody"],
        ["encounters", "--mechanism", "no such"],
        ["show", "enc-0"],
        ["why", "enc-0"],
    ):
        assert "[not-in-register]" in run(*arguments, "--register", register, status=1)[1]


@pytest.mark.parametrize("arguments", [["find", "--since", "soon"], ["due", "--as-of", "2024"], ["dump", "--as-of", "x"]])
def test_what_is_no_date_is_wrong_usage(register: Path, arguments: list[str]) -> None:
    run(*arguments, "--register", register, status=2)


def test_reread_changes_nothing_with_the_same_reader(register: Path, examples: Path) -> None:
    before, _ = run("dump", "--register", register)
    _, errors = run("reread", "--register", register)
    assert f"0 changed, {len(list(examples.iterdir()))} as before" in errors
    assert run("dump", "--register", register)[0] == before


def test_decisions_are_exported_imported_and_undone(register: Path, tmp_path: Path, examples: Path) -> None:
    place = tmp_path / "r.db"
    run("add", examples, "--register", place)
    before, _ = run("dump", "--register", place)
    ids = [one["id"] for one in lines("people", "--party", "RUS", "--register", place)][:2]
    id, warned = run("decisions", "add", "person", "same", *ids, "--by", "a reviewer", "--why", "a test", "--register", place)
    assert "warning: " in warned
    merged, _ = run("dump", "--register", place)
    assert merged != before
    exported = tmp_path / "decisions.jsonl"
    exported.write_text(run("decisions", "export", "--register", place)[0], encoding="utf-8")
    other = tmp_path / "other.db"
    run("decisions", "import", exported, "--register", other)
    run("add", examples, "--register", other)
    assert run("dump", "--register", other)[0] == merged
    run("decisions", "add", "undo", "undone", id.strip(), "--register", place)
    after = [line for line in run("dump", "--register", place)[0].splitlines() if '"type":"decision"' not in line]
    assert after == before.splitlines()


def test_a_faulty_decision_is_named_by_its_line(tmp_path: Path) -> None:
    path = tmp_path / "d.jsonl"
    path.write_text('{"type":"decision","kind":"person"}\n', encoding="utf-8")
    _, errors = run("decisions", "import", path, "--register", tmp_path / "r.db", status=1)
    assert "line 1" in errors and "[decision]" in errors


def test_review_walks_through_proposals(tmp_path: Path, examples: Path) -> None:
    place = tmp_path / "r.db"
    run("add", examples, "--register", place)
    waiting = [json.loads(line) for line in run("dump", "--register", place)[0].splitlines() if '"type":"proposal"' in line]
    out, _ = run("review", "--by", "a reviewer", "--register", place, stdin="r\n" * len(waiting))
    assert out.count("waiting") == len(waiting) and "nothing waits" in out
    decided = run("decisions", "export", "--register", place)[0].splitlines()
    assert len(decided) == len(waiting)


def test_review_shows_a_doubtful_date_with_its_clues_and_takes_another(tmp_path: Path) -> None:
    place, page = tmp_path / "r.db", tmp_path / "page.txt"
    page.write_text(UNDATED, encoding="utf-8")
    run("add", page, "--register", place)
    answers = "x\na\nsoon\n2020-03-06\n"
    out, errors = run("review", "--by", "a reviewer", "--kind", "date", "--register", place, stdin=answers)
    assert "weak-clues" in out and "x is none of the keys" in out and "soon is neither" in out and "1 decided" in errors
    assert all(len(line) <= 80 for line in out.splitlines() if ": " not in line[60:])  # prompts end without a line end here
    assert "2020-03-06" in {one["date"] for one in lines("encounters", "--register", place)}
    out, _ = run("review", "--kind", "date", "--register", place, stdin="s\n" * 9)
    assert "2020-03-06" not in out
