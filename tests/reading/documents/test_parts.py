"""What of a page is its article: nothing on the page beside it becomes a claim."""

import pytest

import dragoman

PAGE = """Home > Press Room > Statements > Kenya and Peru sign an agreement on fisheries
Published: 6 May 2025

Photo: The Foreign Minister of Kenya, Musalia Mudavadi, meets the Foreign Minister of Peru, Elmer Schialer

Nairobi, 5 May 2025 - The Foreign Minister of Kenya, Musalia Mudavadi, met the Foreign Minister of Peru, Elmer Schialer, in Nairobi on
5 May 2025. The two ministers signed an agreement on fisheries and agreed to open direct flights before the end of 2026.

Share  Facebook  X  Print
Printed on 12 December 2025

Related news
Chile and Ghana condemn the attack on a ship
President of France to visit Angola in June 2025
"""


def test_a_list_of_related_news_gives_no_claim() -> None:
    record = dragoman.read(PAGE, source="a")
    start = PAGE.index("Related news")
    assert record.claims()
    assert all(span.start < start for _, claim in record.claims() for span in claim.evidence)
    assert not {"CHL", "GHA", "FRA", "AGO"} & {party for encounter in record.encounters for party in encounter.parties}


def test_a_caption_that_repeats_a_meeting_does_not_double_it() -> None:
    meetings = [e for e in dragoman.read(PAGE, source="a").encounters if e.kind == "meeting"]
    assert [e.parties for e in meetings] == [["KEN", "PER"]]


def test_the_title_is_the_last_of_the_breadcrumbs() -> None:
    assert dragoman.read(PAGE, source="a").document.title == "Kenya and Peru sign an agreement on fisheries"


def test_the_day_of_printing_is_no_day_of_publication() -> None:
    assert dragoman.read(PAGE, source="a").document.published == "2025-05-06"


@pytest.mark.parametrize(
    "head",
    [
        "Briefing Room\n\n{date}\n\nReadout of the Secretary's Meeting with Foreign Minister Mudavadi of Kenya\n\nStatements and Releases",
        "Kenyan minister in Washington\n{date}",
        "The Daily\nTue, {date}, 10:15 AM\nKenyan minister in Washington",
        "Joint Statement\n{date}",
    ],
)
def test_a_day_at_the_head_of_the_page_is_that_of_publication(head: str) -> None:
    text = (
        head.format(date="May 6, 2025")
        + "\n\nSecretary Rubio met Foreign Minister Mudavadi of Kenya today. They discussed trade.\n"
    )
    assert dragoman.read(text, source="a").document.published == "2025-05-06"


def test_the_first_line_of_a_page_tells_when_it_was_fetched() -> None:
    text = "06/05/2026\nA+ A-\n\nForeign Minister Mudavadi of Kenya visits Peru\n\nMinister Mudavadi met President Boluarte of Peru.\n"
    assert dragoman.read(text, source="a").document.published is None


def test_a_short_headline_is_the_title() -> None:
    text = (
        "The Daily\n6 May 2025\nKenyan minister in Washington\n\nSecretary Rubio met Foreign Minister Mudavadi of Kenya today.\n"
    )
    assert dragoman.read(text, source="a").document.title == "Kenyan minister in Washington"
