"""One record as a page: what is on it, in which order, with which words."""

import pytest

from dragoman.cli.pretty import render
from dragoman.model.record import (
    Act,
    Clue,
    DocumentPart,
    Encounter,
    Instrument,
    Mandate,
    Mechanism,
    Milestone,
    Participant,
    Quantity,
    Record,
    Span,
    Tenure,
    Tie,
)

TEXT = "Hôm qua, Nga và ASEAN họp.\nNga đề nghị ASEAN hợp tác. Cuộc họp sau ở Bangkok."


def words(quote: str) -> list[Span]:
    """Return the span of a quote."""
    start = TEXT.index(quote)
    return [Span(start, start + len(quote))]


@pytest.fixture
def record() -> Record:
    """A record with everything in it."""
    return Record(
        document=DocumentPart(
            id="", source="a.txt", language="vi", title="Họp ASEAN - Nga", published="2019-02-21", notes=["decoded as cp1258"]
        ),
        encounters=[
            Encounter(
                id="e2", kind="meeting", announced=True, date="2019-07", place="Bangkok", evidence=words("Cuộc họp sau ở Bangkok")
            ),
            Encounter(
                id="e1",
                kind="session",
                main=True,
                mechanism=Mechanism("m", "ASEAN-Russia SOM"),
                ordinal=16,
                date="2019-02-20",
                date_basis="inferred",
                because=[Clue("the day before publication", tuple(words("Hôm qua")))],
                mode="in-person",
                participants=[
                    Participant(person="Igor Morgulov", office="deputy-foreign-minister", qualifier="first", capacity="co-chair")
                ],
                evidence=words("Nga và ASEAN họp"),
            ),
        ],
        acts=[
            Act(id="a1", actors=["asean"], verb="state", evidence=words("Cuộc họp sau")),
            Act(
                id="a2",
                actors=["RUS"],
                speaker="Igor Morgulov",
                verb="request",
                targets=["asean"],
                due="2020",
                quantity=Quantity(2e9, "USD"),
                instruments=["i1"],
                encounter="e2",
                evidence=words("Nga đề nghị ASEAN hợp tác"),
                made_by="vi/acts/request",
                confidence=0.87,
            ),
            Act(id="a3", actors=["asean"], verb="praise", evidence=words("Hôm qua")),
        ],
        tenures=[Tenure(person="Igor Morgulov", office="deputy-foreign-minister", on="2019-02-20", evidence=words("Nga"))],
        ties=[Tie(parties=["RUS", "asean"], level="strategic-partnership", status="sought", evidence=words("hợp tác"))],
        instruments=[
            Instrument(
                id="i1", name="Plan of Action", kind="plan", action="reviewed", period="2016/2020", evidence=words("hợp tác")
            )
        ],
        mandates=[Mandate(party="IDN", role="coordinator", of="RUS-asean", evidence=words("ASEAN"))],
        milestones=[Milestone(of="diplomatic-relations", parties=["RUS", "VNM"], years=70, falls="2020", evidence=words("Nga"))],
    )


def page(record: Record, *, explain: bool = False) -> str:
    """Return the page as plain text."""
    return "\n".join(line.plain() for line in render(record, TEXT, explain=explain))


def test_main_encounter_comes_first_and_what_is_to_come_is_marked(record: Record) -> None:
    shown = page(record)
    assert (
        shown.index("16th session of the ASEAN-Russia SOM")
        < shown.index("WHAT WAS SAID AND DONE")
        < shown.index("to come: meeting")
    )


def test_inferred_date_shows_its_clues_in_quotes(record: Record) -> None:
    shown = page(record)
    assert "20 February 2019 (inferred)" in shown
    assert "because the day before publication  “Hôm qua”" in shown


def test_people_have_office_and_capacity(record: Record) -> None:
    assert "Igor Morgulov, first deputy foreign minister (co-chair)" in page(record)


def test_acts_of_a_side_stand_together(record: Record) -> None:
    shown = page(record)
    stated, praised, requested = (shown.index(f"    {verb}") for verb in ("stated", "praised", "requested"))
    assert stated < praised < requested


def test_act_shows_all_it_has(record: Record) -> None:
    shown = page(record)
    for said in (
        "by Igor Morgulov",
        "2,000,000,000 USD",
        "due 2020",
        "Plan of Action",
        "at the meeting",
        "“Nga đề nghị ASEAN hợp tác”",
    ):
        assert said in shown


def test_the_rest_follows(record: Record) -> None:
    shown = page(record)
    for said in (
        "strategic partnership, sought",
        "Plan of Action: reviewed, for 2016 to 2020",
        "70 years of",
        "coordinator of the relation of",
        "PEOPLE IN OFFICE",
    ):
        assert said in shown


def test_explain_adds_pattern_and_confidence(record: Record) -> None:
    assert "[vi/acts/request, confidence 0.87]" in page(record, explain=True)
    assert "confidence" not in page(record)


def test_notes_and_source_are_in_the_header(record: Record) -> None:
    shown = page(record)
    assert shown.startswith("Họp ASEAN - Nga\na.txt · language vi · published 21 February 2019\nNote: decoded as cp1258")


def test_record_without_claims_says_so() -> None:
    shown = page(Record(document=DocumentPart(id="", source="a.txt", language=None)))
    assert "language not known" in shown and "No claims" in shown


def test_long_quote_is_cut() -> None:
    record = Record(
        document=DocumentPart(id="", source="a", language="vi"),
        ties=[Tie(parties=[], level="x", status="current", evidence=[Span(0, 5000)])],
    )
    lines = [line.plain() for line in render(record, "x" * 5000)]
    assert max(map(len, lines)) < 700
