"""What becomes of commitments, and what the day that is asked about makes of them."""

import pytest

from dragoman.model.entity import Commitment, Report
from dragoman.model.record import Quantity
from dragoman.register import follow
from dragoman.register.follow import Deed, Step
from dragoman.register.items import ActFact

PAIR = ("IDN", "VNM")


def deed(
    on: str, verb: str, *, source: str = "", due: str | None = None, value: float | None = None, **fields: tuple[str, ...]
) -> Deed:
    given = {"actors": PAIR, "targets": (), "parties": PAIR, "topics": ("trade",)} | fields
    quantity = Quantity(value, "USD") if value is not None else None
    return Deed(ActFact("acts/0", verb, on=on, due=due, quantity=quantity, **given), Report(source or on, "acts/0"))


def states(commitment: Commitment) -> list[tuple[str, str | None]]:
    return [(change.state, change.on) for change in commitment.history]


def test_a_tie_sought_is_kept_when_it_is_current_later() -> None:
    steps = [Step("2019-02-20", "current", Report("b", "ties/0")), Step("2018-05-17", "sought", Report("a", "ties/0"))]
    (found,) = follow.of_tie(PAIR, "strategic-partnership", steps, "tie-1")
    assert states(found) == [("open", "2018-05-17"), ("kept", "2019-02-20")]


def test_a_tie_that_was_current_before_keeps_nothing() -> None:
    steps = [Step("2017", "current", Report("b", "ties/0")), Step("2018-05-17", "sought", Report("a", "ties/0"))]
    assert [found.state for found in follow.of_tie(PAIR, "strategic-partnership", steps, "tie-1")] == ["open"]


@pytest.mark.parametrize(
    ("actions", "state"),
    [(["proposed"], "open"), (["proposed", "negotiated"], "progressing"), (["negotiated", "signed"], "kept")],
)
def test_an_instrument_proceeds(actions: list[str], state: str) -> None:
    steps = [Step(f"202{n}-01-01", action, Report(str(n), "instruments/0")) for n, action in enumerate(actions)]
    assert [found.state for found in follow.of_instrument("ins-1", PAIR, "Plan", "2024/2028", steps)] == [state]


def test_a_target_gives_way_to_a_later_one() -> None:
    first, second = follow.of_quantities(
        [deed("2024-04-24", "agree", due="2028", value=18e9), deed("2022-07-20", "agree", due="2028", value=15e9)]
    )
    assert states(first) == [("open", "2022-07-20"), ("superseded", "2024-04-24")] and second.state == "open"
    assert first.history[-1].because == "18,000,000,000 USD by 2028"


def test_a_target_is_kept_when_it_is_reported_reached() -> None:
    (found,) = follow.of_quantities([deed("2022", "agree", due="2028", value=15e9), deed("2027", "praise", value=15.5e9)])
    assert found.state == "kept"


def test_less_than_the_target_keeps_nothing() -> None:
    (found,) = follow.of_quantities([deed("2022", "agree", due="2028", value=15e9), deed("2027", "praise", value=12e9)])
    assert found.state == "open"


def request(on: str) -> Deed:
    return deed(on, "request", actors=("IDN",), targets=("VNM",))


def test_a_request_is_heard_and_then_answered() -> None:
    asked = request("2020-01-01")
    deeds = [
        asked,
        deed("2021-01-01", "support", actors=("VNM",), targets=("IDN",)),
        deed("2022-01-01", "agree"),
        deed("2023-01-01", "agree"),
    ]
    found = follow.of_request([asked], [deeds])
    assert states(found) == [("open", "2020-01-01"), ("progressing", "2021-01-01"), ("kept", "2022-01-01")]


def test_whoever_asked_cannot_answer() -> None:
    asked = request("2020-01-01")
    deeds = [asked, deed("2021-01-01", "support", actors=("IDN",), targets=("VNM",))]
    assert follow.of_request([asked], [deeds]).state == "open"


def test_what_was_agreed_before_answers_nothing() -> None:
    asked = request("2020-01-01")
    assert follow.of_request([asked], [[deed("2019-01-01", "agree"), asked]]).state == "open"


def promise() -> Commitment:
    (found,) = follow.of_acts([deed("2020-01-01", "agree", due="2021")])
    return found


@pytest.mark.parametrize(
    ("day", "state"),
    [
        ("2020-06-01", "open"),
        ("2021-12-31", "open"),
        ("2022-01-01", "overdue"),
        ("2023-12-31", "overdue"),
        ("2024-01-01", "lapsed"),
    ],
)
def test_time_makes_overdue_and_lapsed(day: str, state: str) -> None:
    assert follow.as_of(promise(), day).state == state


def test_what_came_later_is_not_known_on_an_earlier_day() -> None:
    steps = [Step("2018", "sought", Report("a", "ties/0")), Step("2023", "current", Report("b", "ties/0"))]
    (found,) = follow.of_tie(PAIR, "alliance", steps, "tie-1")
    assert follow.as_of(found, "2020-01-01").state == "open" and follow.as_of(found, "2024-01-01").state == "kept"


def test_follow_ups_are_the_first_later_acts_of_others() -> None:
    deeds = [deed(f"202{n}-01-01", "sign", source=str(n)) for n in range(1, 7)]
    found = follow.followups(promise(), [deeds])
    assert [proposal.items[1] for proposal in found] == ["1:acts/0", "2:acts/0", "3:acts/0"]
