"""Who met whom, in which office and capacity: the same event told in the ways of each language."""

import pytest

import dragoman
from dragoman.model.record import Encounter


def encounters(text: str, language: str) -> list[Encounter]:
    return dragoman.read(text, source="a", language=language).encounters


def people(encounter: Encounter) -> dict[str, tuple[str, str | None, str]]:
    return {p.person: (p.office, p.party, p.capacity) for p in encounter.participants}


@pytest.mark.parametrize(
    ("language", "text"),
    [
        (
            "en",
            "Foreign Minister Musalia Mudavadi of Kenya met Foreign Minister Elmer Schialer of Peru in Nairobi on 5 May 2025.",
        ),
        (
            "vi",
            "Ngày 5/5/2025, tại Nairobi, Bộ trưởng Ngoại giao Kenya Musalia Mudavadi gặp Bộ trưởng Ngoại giao Peru Elmer Schialer.",
        ),
        (
            "id",
            "Menteri Luar Negeri Kenya Musalia Mudavadi bertemu dengan Menteri Luar Negeri Peru Elmer Schialer di Nairobi pada 5 Mei 2025.",
        ),
        (
            "ru",
            "5 мая 2025 года в Найроби министр иностранных дел Кении Мусалия Мудавади встретился с министром иностранных дел Перу "
            "Эльмером Скиалером.",
        ),
        (
            "fr",
            "Le ministre des Affaires étrangères du Kenya, M. Musalia Mudavadi, a rencontré le ministre des Affaires étrangères du Pérou, "
            "M. Elmer Schialer, à Nairobi le 5 mai 2025.",
        ),
    ],
)
def test_a_meeting_is_one_whatever_the_language(language: str, text: str) -> None:
    [met] = encounters(text, language)
    assert (met.kind, met.date, met.country, met.parties) == ("meeting", "2025-05-05", "KEN", ["KEN", "PER"])
    assert sorted(people(met).values()) == [("foreign-minister", "KEN", "host"), ("foreign-minister", "PER", "guest")]


def test_russian_names_come_out_in_the_nominative() -> None:
    text = "5 мая 2025 года в Каире министр иностранных дел России Сергей Лавров встретился с президентом Египта Абдельфаттахом ас-Сиси."
    [met] = encounters(text, "ru")
    assert "Абдельфаттах ас-Сиси" in people(met)
    span = next(p.evidence[0] for p in met.participants if p.party == "EGY")
    assert "Абдельфаттахом" in text[span.start : span.end]


def test_counterparts_in_the_plural_serve_the_states_they_are_named_with() -> None:
    text = "Foreign Minister Ayman Safadi of Jordan received his Egyptian and Iraqi counterparts, Badr Abdelatty and Fuad Hussein, on 2 May."
    [met] = encounters(text, "en")
    assert met.parties == ["EGY", "IRQ", "JOR"]
    assert {name: seen[:2] for name, seen in people(met).items()} == {
        "Ayman Safadi": ("foreign-minister", "JOR"),
        "Badr Abdelatty": ("foreign-minister", "EGY"),
        "Fuad Hussein": ("foreign-minister", "IRQ"),
    }


def test_two_colleagues_hold_the_offices_of_the_two_named_before_in_their_order() -> None:
    text = (
        "6 мая 2025 года в Перте прошла третья встреча министров иностранных дел и обороны Чили и Австралии. Чили представляли министр "
        "иностранных дел Альберто ван Клаверен и министр обороны Адриана Дельпиано, Австралию - их коллеги Пенни Вонг и Ричард Марлз."
    )
    seen = {tenure.person: (tenure.office, tenure.party) for tenure in dragoman.read(text, source="a", language="ru").tenures}
    assert seen["Пенни Вонг"] == ("foreign-minister", "AUS")
    assert seen["Ричард Марлз"] == ("defence-minister", "AUS")


def test_a_visitor_in_a_participial_clause_visits() -> None:
    text = (
        "3 мая 2025 года в Кремле состоялись переговоры Президента России Владимира Путина с Президентом Алжира Абдельмаджидом Теббуном, "
        "прибывшим в Россию с государственным визитом."
    )
    visit = next(e for e in encounters(text, "ru") if e.kind == "visit")
    assert visit.country == "RUS"
    assert people(visit) == {"Абдельмаджид Теббун": ("head-of-state", "DZA", "guest")}


def test_each_session_seats_its_own_people() -> None:
    text = (
        "The 5th Joint Commission between Kenya and Peru was held in Nairobi on 5 May 2025, co-chaired by Foreign Minister Musalia Mudavadi "
        "of Kenya and Foreign Minister Elmer Schialer of Peru. The 2nd Defence Dialogue between Kenya and Peru was held on the same day, "
        "co-chaired by Defence Minister Soipan Tuya of Kenya and Defence Minister Walter Astudillo of Peru."
    )
    sessions = {e.ordinal: people(e) for e in encounters(text, "en") if e.kind == "session"}
    assert set(sessions[5]) == {"Musalia Mudavadi", "Elmer Schialer"}
    assert set(sessions[2]) == {"Soipan Tuya", "Walter Astudillo"}
    assert {seen[2] for seen in sessions[5].values()} == {"co-chair"}


def test_a_former_minister_hosts_nobody() -> None:
    text = (
        "On 5 May 2025 in Moscow, Foreign Minister Musalia Mudavadi of Kenya met former Russian Prime Minister Mikhail Fradkov."
    )
    [met] = encounters(text, "en")
    assert people(met)["Mikhail Fradkov"][2] == "participant"


def test_what_is_to_come_is_announced_and_what_was_wished_for_is_no_encounter() -> None:
    text = (
        "Published 4 May 2025\n\nForeign Minister Elmer Schialer of Peru will visit Kenya on 10 May. He expressed the wish to meet the "
        "President of Ghana."
    )
    [visit] = encounters(text, "en")
    assert (visit.kind, visit.announced, visit.date, visit.parties) == ("visit", True, "2025-05-10", ["KEN", "PER"])


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        (
            "On 5 May 2025 Foreign Minister Penny Wong of Australia called on President Prabowo Subianto of Indonesia.",
            ["meeting"],
        ),
        (
            "On 5 May 2025 Foreign Minister Penny Wong of Australia called on President Prabowo Subianto to release the sailors.",
            [],
        ),
        (
            "Foreign Minister Takeshi Iwaya of Japan and his Korean counterpart, Cho Tae-yul, agreed in a phone call on 5 May 2025 to meet.",
            ["call"],
        ),
        ("On 5 May 2025 Iranian and Saudi officials held a fourth round of talks in Baghdad.", ["meeting"]),
    ],
)
def test_what_tells_of_an_encounter_is_told_from_what_sounds_like_it(text: str, kinds: list[str]) -> None:
    found = encounters(text, "en")
    assert [e.kind for e in found] == kinds
    assert all(len(e.parties) == 2 for e in found)


def test_a_caller_who_then_chairs_seats_only_the_other_chair() -> None:
    text = (
        "On 5 May 2025 External Affairs Minister S. Jaishankar called on President Prabowo Subianto in Jakarta and co-chaired the 8th "
        "India-Indonesia Joint Commission Meeting with Foreign Minister Sugiono."
    )
    session = next(e for e in encounters(text, "en") if e.kind == "session")
    assert set(people(session)) == {"S. Jaishankar", "Sugiono"}


def test_a_title_once_for_several_holders() -> None:
    text = "5 мая 2025 года в Нью-Йорке С.В.Лавров провел встречи с министрами иностранных дел Египта Б.Абдельаты и Индонезии Сугионо."
    assert [e.parties for e in encounters(text, "ru")] == [["EGY", "RUS"], ["IDN", "RUS"]]
