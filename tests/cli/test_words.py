"""Codes into words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.cli import words


@pytest.mark.parametrize(
    ("edtf", "said"),
    [
        (None, "date not known"),
        ("2021-01-26", "26 January 2021"),
        ("2024-03", "March 2024"),
        ("2020", "2020"),
        ("2016/2020", "2016 to 2020"),
        ("XXXX-12", "December (year not known)"),
        ("2021-12-31/2022-01-01", "31 December 2021 to 1 January 2022"),
        ("2021-01-26/..", "from 26 January 2021"),
        ("../2021", "until 2021"),
        ("2021-XX-XX", "2021"),
        ("nonsense", "nonsense"),
    ],
)
def test_dates_in_words(edtf: str | None, said: str) -> None:
    assert words.date(edtf) == said


@given(st.text())
def test_any_date_string_gives_words(edtf: str) -> None:
    assert isinstance(words.date(edtf), str)


@given(st.text())
def test_clean_text_is_one_harmless_line(text: str) -> None:
    cleaned = words.clean(text)
    assert not any(ord(c) < 32 or 0x7F <= ord(c) < 0xA0 for c in cleaned)
    assert "\u202e" not in cleaned


def test_parties_are_named() -> None:
    assert words.parties([]) == ""
    assert words.party("no-such-organisation") == "NO-SUCH-ORGANISATION"
    assert words.party("ZZZ") == "ZZZ"
