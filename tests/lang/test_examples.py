"""Packs test themselves: every example and counter-example of every table is read, and what must come out is compared."""

from typing import Any

import pytest

from dragoman.evaluation.examples import TABLES, outcomes
from dragoman.lang.check import faults
from dragoman.lang.pack import available_packs, load_pack


def _cases() -> list[Any]:
    return [pytest.param(code, stem, kind, id=f"{code}-{stem}-{kind}") for code in available_packs() for stem, kind in TABLES]


@pytest.mark.parametrize(("code", "stem", "kind"), _cases())
def test_the_examples_of_a_table_come_out(code: str, stem: str, kind: str) -> None:
    wrong = [f"{where}: {why}" for where, _, _, why in outcomes(code, stem, kind) if why]
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("code", available_packs())
def test_a_pack_has_examples_that_can_fail(code: str) -> None:
    counts = {key: sum(1 for _ in outcomes(code, *key)) for key in TABLES if load_pack(code).data.get(key[0], {}).get(key[1])}
    assert counts["acts", "act"] >= len(load_pack(code).data["acts"]["act"])


@pytest.mark.parametrize("code", available_packs())
def test_a_pack_has_no_fault(code: str) -> None:
    assert faults(code) == []
