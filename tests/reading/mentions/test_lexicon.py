"""Predicates of two parts: a light verb and the noun that carries the act."""

from pathlib import Path

import pytest

from dragoman.lang.pack import Pack, load_pack
from dragoman.reading.mentions.lexicon import find
from dragoman.text.normalise import normalise


@pytest.fixture
def pack(tmp_path: Path) -> Pack:
    folder = tmp_path / "xx"
    folder.mkdir()
    (folder / "pack.toml").write_text('name = "Test"\nversion = "1"\nstatus = "draft"\n', encoding="utf-8")
    (folder / "acts.toml").write_text(
        '[[act]]\nname = "concern"\ncode = "object"\nverbs = ["expressed", "voiced"]\nnouns = ["concern", "alarm"]\n'
        '[[act]]\nname = "say"\ncode = "state"\nphrases = ["voiced"]\n',
        encoding="utf-8",
    )
    (folder / "sentences.toml").write_text('[[word]]\nname = "that"\ncode = "that"\nphrases = ["that"]\n', encoding="utf-8")
    return load_pack("xx", tmp_path)


def acts(pack: Pack, sentence: str) -> list[str]:
    found = find(normalise(sentence), pack)["main"]
    return [meaning.code for mention in found if (meaning := mention.of("act", "light")) is not None]


def test_a_light_verb_with_its_noun_behind_it_is_the_act_of_the_noun(pack: Pack) -> None:
    assert acts(pack, "They expressed their deep and growing concern over the strikes.") == ["object"]


def test_a_light_verb_without_its_noun_is_no_predicate(pack: Pack) -> None:
    assert acts(pack, "They expressed themselves clearly.") == []


def test_a_verb_that_is_an_act_by_itself_stays_one_where_no_noun_follows(pack: Pack) -> None:
    assert acts(pack, "He voiced a view.") == ["state"]
    assert acts(pack, "He voiced great alarm.") == ["object"]


@pytest.mark.parametrize(
    "sentence",
    ["They expressed hope; concern grew.", "They expressed hope that concern would pass.", "They expressed it. Concern grew."],
)
def test_a_noun_of_another_clause_carries_nothing(pack: Pack, sentence: str) -> None:
    assert acts(pack, sentence) == []
