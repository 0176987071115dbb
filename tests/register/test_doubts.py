"""What is proposed for a second look: clusters that may be two, dates that may be wrong; and what deciding on them does."""

from collections.abc import Callable

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.model.decision import Decision
from dragoman.model.entity import Feature, Proposal
from dragoman.model.record import Clue, DocumentPart, Encounter, Mechanism, Participant, Record, Span
from dragoman.register.append import Addition
from dragoman.register.dating import Session, date_proposal, doubts_of, out_of_order
from dragoman.register.decisions import rule
from dragoman.register.register import Register
from dragoman.register.resolution.encounters import EncounterReport
from dragoman.register.resolution.people import PersonForm, compare_people
from dragoman.register.resolution.scores import Score, total
from dragoman.register.splitting import split_of
from dragoman.register.sqlite import SqliteStore

AT = "2026-01-01T00:00:00Z"
Scores = dict[tuple[str, str], Score]


def scored(bits: dict[str, float], against: dict[str, float] | None = None) -> Callable[[tuple[str, str]], Score]:
    """Return scores by pairs written as `ab`; what is not listed is 0. `against` gives the weight of a feature that disagrees."""

    def score(pair: tuple[str, str]) -> Score:
        key = "".join(pair)
        weight = (against or {}).get(key, 0.0)
        return total([("name-same", bits.get(key, 0.0) - weight, key), ("country", weight, "IDN / VNM")])

    return score


def split(
    cluster: str, score: Callable[[tuple[str, str]], Score], ruled: dict[tuple[str, str], str] | None = None
) -> Proposal | None:
    return split_of("encounter", list(cluster), {key: key for key in cluster}, score, ruled or {})


def test_the_weakest_necessary_link_is_proposed() -> None:
    found = split("abcd", scored({"ab": 9, "bc": 3.5, "cd": 8, "ad": 2}))
    assert found is not None and found.items == ("b", "c") and found.parts == (("a", "b"), ("c", "d"))


def test_a_weak_link_that_is_not_needed_is_no_doubt() -> None:
    assert split("abc", scored({"ab": 9, "bc": 9, "ac": 3.2})) is None


def test_members_that_disagree_are_proposed_unless_the_link_outweighs_it() -> None:
    found = split("ab", scored({"ab": 6}, {"ab": -2}))
    assert found is not None and [f.name for f in found.features if f.weight < 0] == ["country"]
    assert split("ab", scored({"ab": 12}, {"ab": -2})) is None


def test_members_that_disagree_are_parted_at_the_weakest_link_between_them() -> None:
    found = split("abc", scored({"ab": 9, "bc": 6, "ac": 1}, {"ac": -3}))
    assert found is not None and found.items == ("b", "c") and found.features[-1] == Feature("country", -3.0, "IDN / VNM")


def test_what_a_person_ruled_is_not_asked_again() -> None:
    weak = scored({"ab": 9, "bc": 3.5})
    assert split("abc", weak, {("b", "c"): "same"}) is None
    chain = scored({"ab": 6, "bc": 6, "ac": 1}, {"ac": -3})
    assert split("abc", chain, {("b", "c"): "same"}) is None


def test_an_office_amid_a_tenure_that_excludes_it_is_a_doubt() -> None:
    minister = PersonForm("Trần Văn Không", "VNM", "foreign-minister", 2, 737000, 738000)
    forms = {"a": minister, "b": PersonForm("Trần Văn Không", "VNM", "deputy-foreign-minister", 1, 737500, 737500)}
    found = split_of("person", ["a", "b"], forms, lambda pair: compare_people(forms[pair[0]], forms[pair[1]]), {})
    assert found is not None and "offices-at-once" in {feature.name for feature in found.features}
    forms["b"] = msgspec.structs.replace(forms["b"], first=736000, last=736000)
    assert split_of("person", ["a", "b"], forms, lambda pair: compare_people(forms[pair[0]], forms[pair[1]]), {}) is None


def inferred(*clues: Clue, date: str = "2023-05-01") -> Encounter:
    return Encounter(id="e1", kind="meeting", date=date, date_basis="inferred", because=list(clues))


def test_few_clues_on_a_page_without_a_date_are_weak() -> None:
    worded = Clue("the anniversary of 80 years falls in 2023", (Span(0, 1),))
    assert doubts_of(inferred(worded, Clue("the only day")), None)[0][0] == "weak-clues"
    assert doubts_of(inferred(worded, worded), None) == doubts_of(inferred(worded), "2023-05-02") == ()


def test_what_was_held_after_its_page_is_in_doubt() -> None:
    held = Encounter(id="e1", kind="meeting", date="2023-05-03", date_basis="stated")
    assert doubts_of(held, "2023-05-02") == (("later-than-page", 2.0, "2023-05-03 on a page of 2023-05-02"),)
    assert doubts_of(msgspec.structs.replace(held, announced=True), "2023-05-02") == doubts_of(held, "2023-05") == ()


def report(document: str, date: str | None, **more: object) -> EncounterReport:
    return EncounterReport(document, "encounters/0", "meeting", ("RUS", "VNM"), date=date, **more)  # type: ignore[arg-type]


def test_dates_that_differ_are_candidates_and_vaguer_ones_no_doubt() -> None:
    found = date_proposal("enc-1", [report("a", "2021-01-26"), report("b", "2021-01-27")], "2021-01-27", [])
    assert found is not None and [c.date for c in found.candidates] == ["2021-01-27", "2021-01-26"]
    assert found.items == ("a:encounters/0",)
    assert date_proposal("enc-1", [report("a", "2021-01-26"), report("b", "2021-01")], "2021-01-26", []) is None
    put_off = [report("a", "2021-01-26"), report("b", "2021-01-20", announced=True)]
    assert date_proposal("enc-1", put_off, "2021-01-26", []) is None


def test_a_doubt_that_one_report_is_free_of_is_none() -> None:
    weak = report("a", "2021-01-26", doubts=(("weak-clues", 1.0, "x"),))
    assert date_proposal("enc-1", [weak], "2021-01-26", []) is not None
    assert date_proposal("enc-1", [weak, report("b", "2021-01-26")], "2021-01-26", []) is None


@pytest.mark.parametrize(
    ("days", "doubtful"),
    [
        ({1: "2019-05-01", 2: "2020-05-01", 3: "2021-05"}, set()),
        ({1: "2019-05-01", 2: "2018-05-01"}, {1, 2}),
        ({1: "2019-05-01", 2: "2025-05-01", 3: "2020-05-01", 4: "2021-05-01"}, {2}),
        ({1: "2019", 2: "2019-05-01", 3: "XXXX-01-01"}, set()),
    ],
)
def test_sessions_out_of_order(days: dict[int, str], doubtful: set[int]) -> None:
    found = out_of_order(Session(f"e{n}", "m", n, date) for n, date in days.items())
    assert set(found) == {f"e{n}" for n in doubtful}


def document(name: str, encounter: Encounter, published: str | None = None) -> Addition:
    part = DocumentPart(id=f"doc-{name:0<32}", source=f"{name}.txt", language="en", published=published)
    return Addition(Record(document=part, encounters=[encounter]), "words of a page", "2026-01-01")


def session(ordinal: int, date: str, **more: object) -> Encounter:
    fields: dict[str, object] = {"country": "VNM"} | more
    return Encounter(
        id="e1", kind="session", mechanism=Mechanism("vietnam-utopia-dialogue", "Vietnam-Utopia Dialogue"), ordinal=ordinal, date=date,
        date_basis="stated", parties=["RUS", "VNM"], main=True, evidence=[Span(0, 5)], **fields,  # type: ignore[arg-type]
    )  # fmt: skip


def talk(date: str, country: str | None = None) -> Encounter:
    """A talk with one person of one side."""
    people = [Participant(person="Nguyễn Minh Vũ", office="deputy-foreign-minister", party="VNM")]
    return Encounter(
        id="e1", kind="call", date=date, date_basis="stated", parties=["RUS", "VNM"], country=country, participants=people,
        evidence=[Span(0, 5)],
    )  # fmt: skip


def proposals(register: Register, kind: str) -> list[Proposal]:
    return [found for found in register.proposals() if found.kind == kind]


@pytest.fixture
def register() -> Register:
    return Register(SqliteStore(":memory:"))


def rows(register: Register) -> list[bytes]:
    return [line for line in register.dump() if b'"type":"decision"' not in line]


def test_a_session_out_of_order_is_in_doubt_and_so_is_its_neighbour(register: Register) -> None:
    register.add([document("a", session(3, "2019-05-01"))])
    assert proposals(register, "date") == []
    register.add([document("b", session(4, "2018-05-01"))])
    assert {found.features[0].says for found in proposals(register, "date")} == {
        "session 3 was on 2019-05-01", "session 4 was on 2018-05-01",
    }  # fmt: skip
    first = proposals(register, "date")[0]
    register.decide(rule(first, accept=True, by="test", at=AT, verdict="2018-01" if "4" in first.features[0].says else "2020-01"))
    assert proposals(register, "date") == []


def test_a_neighbour_that_goes_takes_its_doubt_with_it(register: Register) -> None:
    register.add([document("a", session(3, "2019-05-01")), document("b", session(4, "2018-05-01"))])
    later = document("c", talk("2018-05-01"))
    later.record.document.source = "b.txt"
    register.add([later._replace(retrieved="2026-02-01")])
    assert proposals(register, "date") == []


def test_leaving_a_date_confirms_it(register: Register) -> None:
    register.add([document("a", session(3, "2019-05-01")), document("b", session(3, "2019-05-03"))])
    (found,) = proposals(register, "date")
    assert [candidate.reports[0].source for candidate in found.candidates] == ["a.txt", "b.txt"]
    register.decide(rule(found, accept=False, by="test", at=AT))
    assert proposals(register, "date") == [] and register.encounters()[0].date == "2019-05-01"
    assert register.why(found.about).clues[-1].says == "decided by test"


@pytest.mark.parametrize("accept", [True, False])
def test_a_split_is_decided_once(register: Register, accept: bool) -> None:
    pages = [document(name, talk("2021-01-26" if name != "c" else "2021-01", "VNM")) for name in "abc"]
    register.add(pages)
    found = proposals(register, "split")
    assert len(found) == 1 and found[0].of == "encounter" and len(register.encounters()) == 1
    decisions = rule(found[0], accept=accept, by="test", at=AT)
    assert len(decisions) == (len(found[0].parts[0]) * len(found[0].parts[1]) if accept else 1)
    register.decide(decisions)
    assert proposals(register, "split") == [] and len(register.encounters()) == (2 if accept else 1)
    rebuilt = Register(SqliteStore(":memory:"))
    rebuilt.decide(decisions)
    for page in reversed(pages):
        rebuilt.add([page])
    assert rows(rebuilt) == rows(register)
    register.decide(
        [Decision(kind="undo", items=(d.id,), verdict="undone", by="test", at="2026-01-02T00:00:00Z") for d in decisions]
    )
    assert proposals(register, "split") == found


@settings(max_examples=40, deadline=None)
@given(data=st.data())
def test_doubts_about_a_series_do_not_depend_on_the_order_of_what_came(data: st.DataObject) -> None:
    """Sessions that are reported twice, on days that differ, out of order, in versions that supersede one another."""
    drawn = data.draw(st.lists(st.tuples(st.integers(1, 4), st.integers(2015, 2019), st.integers(1, 3)), min_size=2, max_size=9))
    pages = []
    for n, (ordinal, year, day) in enumerate(drawn):
        page = document(f"{n:02d}", session(ordinal, f"{year}-05-0{day}"), published=f"{year}-05-02")
        page.record.document.source = f"{n % 5}.txt"
        pages.append(page._replace(retrieved=f"2026-01-{n + 1:02d}"))
    whole, single = Register(SqliteStore(":memory:")), Register(SqliteStore(":memory:"))
    whole.add(pages)
    dates = proposals(whole, "date")
    ruled = rule(data.draw(st.sampled_from(dates)), accept=False, by="test", at=AT) if dates else []
    whole.decide(ruled)
    if data.draw(st.booleans()):
        single.decide(ruled)
    for page in data.draw(st.permutations(pages)):
        single.add([page])
    single.decide(ruled)
    assert list(whole.dump()) == list(single.dump())
