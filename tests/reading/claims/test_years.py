"""The year that a text leaves out: solved where clues suffice, cited, and left open where they do not."""

import pytest

import dragoman


def only(text: str, language: str) -> tuple[str | None, str, list[str]]:
    """The date of the one held encounter, its basis, and the words of its clues."""
    [met] = [e for e in dragoman.read(text, source="a", language=language).encounters if not e.announced]
    return met.date, met.date_basis, [text[s.start : s.end] for clue in met.because for s in clue.evidence]


MEETING = (
    "On 5 May, the Foreign Minister of Kenya, Musalia Mudavadi, met the Foreign Minister of Peru, Elmer Schialer, in Nairobi."
)


def test_a_year_that_nothing_fixes_stays_open() -> None:
    assert only(MEETING, "en") == ("XXXX-05-05", "stated", [])


def test_the_day_of_publication_gives_the_year_and_is_cited() -> None:
    date, basis, words = only(f"Published 6 May 2025\n\n{MEETING}", "en")
    assert (date, basis) == ("2025-05-05", "inferred")
    assert "6 May 2025" in words


def test_a_day_before_new_year_is_of_the_year_before() -> None:
    text = f"Published 3 January 2025\n\n{MEETING.replace('5 May', '29 December')}"
    assert only(text, "en")[0] == "2024-12-29"


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", MEETING + " The two countries mark the 60th anniversary of diplomatic relations, established in 1965, this year."),
        (
            "ru",
            "5 мая в Найроби министр иностранных дел Кении Мусалия Мудавади встретился с министром иностранных дел Перу Эльмером "
            "Скиалером. В этом году страны отмечают 60-летие дипломатических отношений, установленных в 1965 году.",
        ),
    ],
)
def test_an_anniversary_gives_the_year_and_is_cited(language: str, text: str) -> None:
    date, basis, words = only(text, language)
    assert (date, basis) == ("2025-05-05", "inferred")
    assert any("60" in quote for quote in words)


def test_a_session_of_a_known_series_gives_the_year() -> None:
    text = "On 26 January, the 17th ASEAN-Russia Senior Officials' Meeting was held by videoconference."
    date, basis, words = only(text, "en")
    assert (date, basis) == ("2021-01-26", "inferred")
    assert any("17th" in quote for quote in words)
