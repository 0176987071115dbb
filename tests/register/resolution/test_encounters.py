"""Reports of one event are one; two ordinals, two days, other people are two events."""

from itertools import combinations
from typing import Any

import pytest

from dragoman.register.resolution.clusters import connect, pair_of
from dragoman.register.resolution.encounters import Attendee, EncounterReport, blocks, compare_encounters
from dragoman.register.resolution.scores import ACCEPT, REVIEW

PUTIN, XI, LI = (
    Attendee(name, name, party, "head-of-state")
    for name, party in (("V. Putin", "RUS"), ("Xi Jinping", "CHN"), ("Li Qiang", "CHN"))
)


def report(document: str, **fields: Any) -> EncounterReport:
    given = {
        "kind": "meeting",
        "parties": ("CHN", "RUS"),
        "date": "2024-05-16",
        "around": "2024-05-16",
        "people": (PUTIN, XI),
    } | fields
    return EncounterReport(document=document, claim="encounters/0", series=given.get("slug", ""), **given)


def session(document: str, **fields: Any) -> EncounterReport:
    return report(document, **({"kind": "session", "slug": "dialogue", "people": ()} | fields))


def test_one_day_and_the_same_people_are_one_meeting() -> None:
    assert compare_encounters(report("a"), report("b")).bits >= ACCEPT


def test_other_people_on_one_day_are_another_meeting() -> None:
    assert compare_encounters(report("a"), report("b", people=(PUTIN, LI))).forbidden


def test_with_one_side_unknown_it_is_one_only_where_there_is_no_rival() -> None:
    items = {"a": report("a"), "b": report("b", people=(PUTIN,)), "c": report("c", people=(PUTIN, LI))}
    assert _clusters({key: items[key] for key in "ab"}) == [["a", "b"]]
    assert _clusters(items) == [["a"], ["b"], ["c"]]


def _clusters(items: dict[str, EncounterReport]) -> list[list[str]]:
    pairs = [pair_of(a, b) for a, b in combinations(items, 2)]
    return sorted(cluster for component in connect(items, pairs, compare_encounters, {}) for cluster in component.clusters)


def test_with_nobody_named_it_is_a_question() -> None:
    assert REVIEW <= compare_encounters(report("a", people=()), report("b", people=())).bits < ACCEPT


def test_two_ordinals_never_merge_and_one_always_does() -> None:
    assert compare_encounters(session("a", ordinal=11), session("b", ordinal=12)).forbidden
    assert compare_encounters(session("a", ordinal=11), session("b", ordinal=11, date="2024-05-20")).bits >= ACCEPT


@pytest.mark.parametrize("day", ["2024-05-20", "2024-06", "2025"])
def test_days_too_far_apart_never_merge(day: str) -> None:
    assert compare_encounters(report("a"), report("b", date=day)).forbidden


def test_a_report_without_a_date_is_of_what_was_held_as_it_came_out() -> None:
    assert compare_encounters(report("a"), report("b", date=None, around="2024-05-18")).bits >= ACCEPT
    assert compare_encounters(report("a"), report("b", date=None, around="2024-05-21")).bits < ACCEPT


def test_the_next_day_is_a_slip_where_both_sides_are_the_same() -> None:
    assert compare_encounters(report("a"), report("b", date="2024-05-17")).bits >= ACCEPT
    assert compare_encounters(report("a"), report("b", date="2024-05-18")).bits < ACCEPT
    assert compare_encounters(report("a"), report("b", date="2024-05-17", people=(PUTIN,))).bits < ACCEPT


def test_a_badly_misspelt_name_neither_joins_nor_forbids() -> None:
    slip = Attendee("Xi Jinpig", "Xi Jipng", "CHN", "head-of-state")
    found = compare_encounters(report("a"), report("b", people=(PUTIN, slip)))
    assert not found.forbidden and found.bits == compare_encounters(report("a"), report("b", people=(PUTIN,))).bits


def test_one_document_tells_its_encounters_apart() -> None:
    assert compare_encounters(report("a"), report("a")).forbidden


def test_a_session_announced_is_the_one_held_even_late() -> None:
    assert (
        compare_encounters(
            session("a", ordinal=17, date="2020", announced=True), session("b", ordinal=17, date="2021-01-26")
        ).bits
        >= ACCEPT
    )


def test_a_day_without_its_year_is_compared_as_a_day_of_the_year() -> None:
    assert compare_encounters(report("a", date="XXXX-05-16"), report("b")).bits >= ACCEPT
    assert compare_encounters(report("a", date="XXXX-05-18"), report("b")).forbidden


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (report("a"), report("b", date="2024-05-17")),
        (report("a", date="2024-05-31"), report("b", date="2024-06-01")),
        (report("a", date="XXXX-05-16"), report("b")),
        (report("a", date=None), report("b")),
        (session("a", date="2024"), session("b")),
        (session("a", ordinal=3, date="2023"), session("b", ordinal=3)),
    ],
)
def test_what_may_be_one_finds_each_other(one: EncounterReport, other: EncounterReport) -> None:
    assert blocks(one)[1] & blocks(other)[0] and blocks(other)[1] & blocks(one)[0]
