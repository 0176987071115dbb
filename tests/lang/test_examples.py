"""Packs test themselves: every example of every table is read, and what must come out is compared."""

from typing import Any

import pytest

import dragoman
from dragoman.lang.pack import available_packs, load_pack
from dragoman.reading.mentions import lexicon
from dragoman.text.normalise import normalise


def _cases(stem: str, kind: str) -> list[Any]:
    cases = []
    for code in available_packs():
        for table in load_pack(code).data.get(stem, {}).get(kind, []):
            for number, example in enumerate(table.get("examples", [])):
                cases.append(pytest.param(code, table, example, id=f"{code}-{stem}-{table['name']}-{number}"))
    return cases


def _read(code: str, text: str) -> dragoman.Record:
    return dragoman.read(text, source="example", language=code)


@pytest.mark.parametrize(("code", "table", "example"), _cases("acts", "act"))
def test_an_act_example_gives_its_act(code: str, table: dict[str, Any], example: dict[str, Any]) -> None:
    record = _read(code, example["text"])
    verbs = {example.get("verb"), table["code"], table.get("joint")}
    found = [act for act in record.acts if act.verb in verbs]
    assert found, f"no {table['code']} in {example['text']!r}: {[(a.verb, a.made_by) for a in record.acts]}"
    if "actors" in example and "parties" not in example:
        assert any(act.actors == sorted(example["actors"]) for act in found), [act.actors for act in found]


@pytest.mark.parametrize(("code", "table", "example"), _cases("topics", "topic"))
def test_a_topic_example_names_its_topic(code: str, table: dict[str, Any], example: str) -> None:
    named = {meaning.code for m in lexicon.find(normalise(example), load_pack(code))["topic"] for meaning in m.meanings}
    assert table["code"] in named
