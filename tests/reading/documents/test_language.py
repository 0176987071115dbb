"""Which language a document is read in, and what it says where it holds more than one."""

import pytest

import dragoman

RUSSIAN = """Переговоры в Москве

МОСКВА, 3 марта 2024. Министр иностранных дел России Сергей Лавров провел в Москве переговоры с министром иностранных дел Кении
Мусалией Мудавади. Стороны договорились расширять торговлю и сотрудничество в области образования. {quote}
"""
ENGLISH_QUOTE = (
    '"We have agreed to open a new chapter in our relations, and our experts will meet again before the end of the year to discuss '
    'trade, education and the training of officials," the Kenyan minister told reporters in English.'
)
TEXTS = {
    "vi": "Ngày 3/3/2024, Bộ trưởng Ngoại giao Kenya đã hội đàm với người đồng cấp Việt Nam tại Hà Nội. Hai bên nhất trí tăng cường hợp tác.",
    "id": "Menteri Luar Negeri Kenya bertemu dengan mitranya dari Indonesia di Jakarta pada 3 Maret 2024. Kedua pihak sepakat bekerja sama.",
    "en": "The Foreign Minister of Kenya met his Indonesian counterpart in Jakarta on 3 March 2024. The two sides agreed to cooperate.",
    "ru": "Министр иностранных дел Кении встретился с индонезийским коллегой в Джакарте 3 марта 2024 года. Стороны договорились.",
    "fr": "Le ministre des Affaires étrangères du Kenya a rencontré son homologue à Jakarta le 3 mars 2024. Les deux parties sont convenues.",
}


@pytest.mark.parametrize("code", sorted(TEXTS))
def test_a_document_is_read_in_its_language(code: str) -> None:
    assert dragoman.read(TEXTS[code], source="a").document.language == code


def test_a_document_that_mixes_languages_is_read_in_its_main_one_and_says_so() -> None:
    record = dragoman.read(RUSSIAN.format(quote=ENGLISH_QUOTE), source="a")
    assert record.document.language == "ru"
    assert "also holds text in en" in record.document.notes
    assert [act.verb for act in record.acts if act.actors == ["KEN", "RUS"]] == ["agree"]


def test_a_document_of_one_language_says_nothing_of_others() -> None:
    record = dragoman.read(RUSSIAN.format(quote=""), source="a")
    assert record.document.notes == []


def test_a_latin_name_in_a_russian_text_is_a_person() -> None:
    text = RUSSIAN.format(quote="Помощник госсекретаря США James O'Brien приветствовал договоренность.")
    assert "James O'Brien" in {tenure.person for tenure in dragoman.read(text, source="a").tenures}
