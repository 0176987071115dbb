"""When two claims are the same claim."""

from dragoman.evaluation import matching
from dragoman.evaluation.gold import GoldAct, GoldEncounter
from dragoman.model.record import Act, Encounter, Span

TEXT = "Hai bên nhất trí tăng cường hợp tác. Việt Nam đề nghị Nga hỗ trợ ASEAN."
GOLD_ACT = GoldAct(quote="Việt Nam đề nghị Nga hỗ trợ ASEAN", actors=["VNM"], verb="request", also=["wish"])


def act(start: int, end: int, *, verb: str = "request", actors: tuple[str, ...] = ("VNM",)) -> Act:
    """Return an act with the words from `start` to `end`."""
    return Act(id="a", actors=list(actors), verb=verb, evidence=[Span(start, end)])


def test_names_match_without_diacritics_and_in_part() -> None:
    assert matching.same_name("Nguyễn Minh Vũ", "Nguyen Minh Vu")
    assert matching.same_name("Jose Antonio Morato Tavares", "Jose Tavares")
    assert not matching.same_name("Igor Morgulov", "Morgulov")
    assert not matching.same_name("Igor Morgulov", None)
    assert matching.same_name("Владимиром Титовым", "Владимир Титов", ["Владимир Титов"])


def test_overlap_takes_the_share_of_the_shorter_span() -> None:
    assert matching.overlap(Span(10, 20), [Span(15, 25)]) == 0.5
    assert matching.overlap(Span(10, 20), [Span(12, 14)]) == 1.0
    assert matching.overlap(Span(10, 20), []) == 0.0


def test_overlap_with_half_the_page_counts_for_nothing() -> None:
    assert matching.overlap(Span(10, 20), [Span(0, 230)]) == 1.0
    assert matching.overlap(Span(10, 20), [Span(0, 231)]) == 0.0


def test_pairs_are_one_to_one_and_the_best_come_first() -> None:
    fits = {("a", 1): 0.5, ("a", 2): 0.9, ("b", 2): 0.8, ("b", 1): 0.4}
    assert matching.pair(["a", "b"], [1, 2], lambda g, c: fits[g, c]) == [(0, 1), (1, 0)]


def test_act_matches_on_verb_actors_and_words() -> None:
    start = TEXT.index("Việt Nam")
    assert matching.act_fit(TEXT, GOLD_ACT, act(start, len(TEXT))) == 1.0
    assert matching.act_fit(TEXT, GOLD_ACT, act(start, len(TEXT), verb="wish")) == 1.0
    assert matching.act_fit(TEXT, GOLD_ACT, act(start, len(TEXT), verb="agree")) == 0.0
    assert matching.act_fit(TEXT, GOLD_ACT, act(start, len(TEXT), actors=("RUS",))) == 0.0
    assert matching.act_fit(TEXT, GOLD_ACT, act(start, len(TEXT), actors=("RUS",)), attributed=False) == 1.0
    assert matching.act_fit(TEXT, GOLD_ACT, act(0, start)) == 0.0


def test_act_in_the_same_words_is_a_repetition() -> None:
    text = "VIỆT NAM ĐỀ NGHỊ NGA HỖ TRỢ ASEAN. " + TEXT
    assert matching.is_repetition(text, [GOLD_ACT], act(0, 33))
    assert not matching.is_repetition(text, [GOLD_ACT], act(0, 33, verb="agree"))
    assert not matching.is_repetition(text, [GOLD_ACT], act(36, 70))


def test_encounters_on_different_days_never_match() -> None:
    gold = GoldEncounter(id="e1", quote="Hai bên", kind="meeting", parties=["RUS", "VNM"], date="2021-01-26")

    def read(date: str | None, *parties: str) -> Encounter:
        return Encounter(id="e", kind="meeting", date=date, parties=list(parties), evidence=[Span(0, 7)])

    assert matching.encounter_fit(TEXT, gold, read("2021-01-26", "RUS", "VNM")) == 4.0
    assert matching.encounter_fit(TEXT, gold, read(None, "RUS", "VNM")) == 4.0
    assert matching.encounter_fit(TEXT, gold, read("XXXX-01-26", "RUS", "VNM")) > 0
    assert matching.encounter_fit(TEXT, gold, read("2021-03-02", "RUS", "VNM")) == 0.0
    assert matching.encounter_fit(TEXT, gold, read("2021-01-26", "CHN", "RUS", "USA")) == 0.0


def test_evidence_must_lie_in_the_text() -> None:
    assert matching.has_evidence("abc", act(0, 3))
    assert not matching.has_evidence("abc", act(0, 4))
    assert not matching.has_evidence("abc", act(2, 2))
    assert not matching.has_evidence("abc", Act(id="a", actors=[], verb="agree"))
