"""Inflected phrases: what a pack writes once is found in all of its forms, and each form knows whether it can be a subject."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.lang.forms import Forms
from dragoman.lang.inflect import as_toml, forms_of
from dragoman.lang.morphology import load_morphology
from dragoman.lang.pack import read_tables
from dragoman.model.mention import Meaning

MEANING = Meaning("main", "office", "foreign-minister", "offices/foreign-minister", {})


def written(data: dict[str, dict[str, object]], phrases: list[str], way: str) -> dict[str, str]:
    return {phrase: meaning.case for phrase, meaning in Forms(data).written(phrases, way, MEANING)}


def test_a_phrase_takes_the_forms_of_its_longest_beginning_and_their_case() -> None:
    data = {"forms": {"noun": {"министр": "министр/министра|министром"}}}
    assert written(data, ["министр иностранных дел"], "noun") == {
        "министр иностранных дел": "direct",
        "министра иностранных дел": "oblique",
        "министром иностранных дел": "oblique",
    }


def test_a_form_on_both_sides_may_be_either_and_a_phrase_without_a_line_stands_as_it_is() -> None:
    data = {"forms": {"noun": {"сторона": "сторона|стороны/стороны|стороной"}}}
    assert written(data, ["сторона", "делегация"], "noun") == {
        "сторона": "direct", "стороны": "either", "стороной": "oblique", "делегация": "",
    }  # fmt: skip


def test_a_letter_that_the_press_may_write_otherwise_gives_both_spellings() -> None:
    data = {"pack": {"spellings": {"ё": "е"}}, "forms": {"verb": {"подчеркнуть": "подчеркнёт"}}}
    assert set(written(data, ["подчеркнуть роль"], "verb")) == {"подчеркнёт роль", "подчеркнет роль"}


def test_forms_are_written_from_a_pack_and_read_back(tmp_path: Path) -> None:
    morphology = load_morphology("pymorphy3")
    assert morphology is not None
    (tmp_path / "offices.toml").write_text(
        'inflect = "noun"\n[[office]]\nname = "first-deputy"\ncode = "deputy-foreign-minister"\n'
        'phrases = ["первый заместитель министра"]\n',
        encoding="utf-8",
    )
    (tmp_path / "forms.toml").write_text('[[kept]]\nentry = "Рияд"\nforms = "Рияд/Рияда"\n', encoding="utf-8")
    data = read_tables(tmp_path)
    text = as_toml(data, forms_of(data, morphology))
    (tmp_path / "forms.toml").write_text(text, encoding="utf-8")
    forms = set(written(read_tables(tmp_path), ["первый заместитель министра"], "noun"))
    assert {"первым заместителем министра", "первого заместителя министра", "первые заместители министра"} <= forms
    assert 'entry = "Рияд"' in text, "what was put right by hand stays"


@pytest.mark.parametrize(
    ("name", "oblique", "nominative"),
    [
        ("С.В.Лаврова", True, "С.В.Лавров"),
        ("Сергеем Лавровым", False, "Сергей Лавров"),
        ("Буй Тхань Шоном", False, "Буй Тхань Шон"),
        ("Нгуен Фу Чонга", True, "Нгуен Фу Чонг"),
        ("Александра Лукашенко", True, "Александр Лукашенко"),
        ("Мария Захарова", False, "Мария Захарова"),
        ("Ретно Марсуди", True, "Ретно Марсуди"),
    ],
)
def test_a_name_comes_out_in_the_nominative(name: str, oblique: bool, nominative: str) -> None:
    morphology = load_morphology("pymorphy3")
    assert morphology is not None
    assert morphology.nominatives(name, oblique=oblique)[0][0] == nominative


@given(st.text(alphabet="абвгйеёиоуьАБВ .-", max_size=30), st.booleans())
def test_any_name_has_a_reading(name: str, oblique: bool) -> None:
    morphology = load_morphology("pymorphy3")
    assert morphology is not None
    assert morphology.nominatives(name, oblique=oblique)
